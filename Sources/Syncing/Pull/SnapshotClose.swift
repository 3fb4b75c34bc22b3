internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Ends a full export: what it lacks is gone, unless a guard says that it lacks too much.
struct SnapshotClose {
  let session: Session
  let feed: FeedSettings

  /// A full export that loses more than this share is refused when nothing else is configured.
  private static let defaultMissingPercent = ExactDecimal(50)

  /// Takes absent records out of view.
  ///
  /// - Returns: why the file must not be used; `nil` when all is well.
  func close(
    _ ledger: inout LedgerFile, _ absent: AbsentRecords, _ state: FeedState
  ) throws -> FileFacts.Finding? {
    guard feed.mode == .snapshot else { return nil }
    let taker = absent.taker
    let isComplete = ledger.counts.held == 0
    if isComplete, !taker.isFirstLoad, try mayMiss(taker, state) {
      try vanish(absent)
    }
    ledger.counts.vanished = taker.counts.vanished
    guard !isAccepted(ledger) else { return nil }
    return refusal(ledger, taker, state)
  }

  /// Whether there may be records that the file does not name: it names fewer than the one before
  /// it, or that one was incomplete and took nothing out of view.
  private func mayMiss(_ taker: RecordTaker, _ state: FeedState) throws -> Bool {
    guard let last = state.lastFile, state.lastFullAt != nil, taker.matched >= state.rows,
      let file = try session.store.file(last)
    else { return true }
    return file.counts.held > 0
  }

  private func isAccepted(_ ledger: LedgerFile) -> Bool {
    session.accepted.contains {
      $0.feed == feed.id && !$0.hash.isEmpty && ledger.sha256.hasPrefix($0.hash)
    }
  }

  private func vanish(_ absent: AbsentRecords) throws {
    let files = try FeedFiles(session: session, feed: feed)
    for entity in Set(feed.mapping.emits.map(\.entity)).sorted() {
      guard let schema = RecordSchema.named(entity) else { continue }
      var found: [Record] = []
      try absent.forEach(of: schema, in: session.store.table(schema), of: feed.system) {
        record, file in
        if try files.includes(file), isInScope(record) { found.append(record) }
      }
      for record in found { try absent.taker.vanish(record) }
    }
    try absent.taker.finishTouches()
  }

  private func isInScope(_ record: Record) -> Bool {
    feed.scope.allSatisfy { field, values in values.contains(record[field].description) }
  }

  private func refusal(
    _ ledger: LedgerFile, _ taker: RecordTaker, _ state: FeedState
  ) -> FileFacts.Finding? {
    let guards = feed.guards
    let had = state.rows
    func shrink(_ measure: String, _ found: String, _ limit: String) -> FileFacts.Finding {
      .shrink(measure: measure, found: found, limit: limit, hash: ledger.sha256)
    }
    if let least = guards.minRows, ledger.counts.rows < least {
      return shrink("rows", "\(ledger.counts.rows)", "\(least)")
    }
    guard had > 0 else { return nil }
    let measures: [(String, Int, ExactDecimal?)] = [
      (
        "records missing", ledger.counts.vanished,
        guards.maxMissingPercent ?? Self.defaultMissingPercent
      ),
      ("records changed", ledger.counts.changed, guards.maxChangedPercent),
      ("quantities gone to zero", taker.toZero + goneStock(ledger), guards.maxToZeroPercent),
    ]
    for (measure, count, limit) in measures {
      guard let limit, ExactDecimal(count * 100) > limit.multiplied(by: ExactDecimal(had))
      else { continue }
      return shrink(measure, "\(count) of \(had)", "\(limit) %")
    }
    return nil
  }

  private func goneStock(_ ledger: LedgerFile) -> Int {
    feed.mapping.emits.contains { $0.entity == RecordSchema.stock.entity }
      ? ledger.counts.vanished : 0
  }
}

/// Finds the records that a full export does not name.
struct AbsentRecords {
  let taker: RecordTaker
  let memory: RowMemory?
  /// Numbers of the records that the export before named and this one does not; `nil` where that is
  /// not known.
  let missing: Set<UInt64>?

  /// What the export before named, if that was every live record of the feed.
  private var candidates: Set<UInt64>? {
    memory?.known != nil && memory?.isWhole == true ? missing : nil
  }

  /// Visits the absent records of a type in key order, with the file their content came from; they
  /// have their key fields only.
  func forEach(
    of schema: RecordSchema, in table: RecordTable, of system: SystemID,
    _ visit: (Record, _ file: Int64) throws -> Void
  ) throws {
    let candidates = candidates
    let recognized = candidates == nil ? memory?.recognized() ?? [] : []
    let isAbsent = { (hash: Int64) throws -> Bool in
      let number = RowMemory.number(of: hash, schema)
      if let candidates { return candidates.contains(number) }
      return try !recognized.contains(number) && !taker.named(hash, schema)
    }
    try table.scanKeys(system: system, where: isAbsent, visit)
  }
}

/// Which files of the ledger belong to a feed.
final class FeedFiles {
  private let session: Session
  private let feed: FeedSettings
  private var answers: [Int64: Bool] = [:]

  init(session: Session, feed: FeedSettings) throws {
    self.session = session
    self.feed = feed
  }

  func includes(_ file: Int64) throws -> Bool {
    if let answer = answers[file] { return answer }
    let answer = try session.store.file(file)?.feed == feed.id
    answers[file] = answer
    return answer
  }
}
