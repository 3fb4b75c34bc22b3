internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Reads held rows again when the cause may be gone: the reference has arrived, or the
/// configuration or a cross reference has changed.
struct HeldRetry {
  let session: Session
  let references: ReferenceBook
  private let future: FutureTimes

  init(session: Session, references: ReferenceBook) {
    self.session = session
    self.references = references
    future = FutureTimes(session: session)
  }

  /// Codes of rows that only the sender can put right.
  private static let final: Set<String> = [
    ExceptionCode.keyDuplicate.rawValue, ExceptionCode.eventIdConflict.rawValue,
  ]

  /// Codes of rows that wait for the units of an item.
  private static let unitCodes: Set<String> = [
    ExceptionCode.uomUnknown.rawValue, ExceptionCode.uomFraction.rawValue,
  ]

  private var unitsMayHaveChanged: Bool {
    [RecordSchema.item, .itemUnit].contains { schema in
      session.feeds(of: schema.entity).contains { session.feeds[$0.id]?.files ?? 0 > 0 }
    }
  }

  func run() throws {
    for feed in session.feedsInOrder where try session.store.heldCount(of: feed.id) > 0 {
      try retry(feed)
    }
    try reportMissing()
    for fingerprint in try session.store.heldFingerprints() {
      try session.desk.reassert(fingerprint: fingerprint)
    }
  }

  private func retry(_ feed: FeedSettings) throws {
    var last: Int64 = 0
    let newest = try session.store.newestHeldRow()
    while true {
      try Interruption.check()
      let rows = try session.store.heldRows(of: feed.id, after: last, upTo: newest)
      guard let newest = rows.last else { return }
      last = newest.id
      for (file, rows) in group(rows) { try retry(rows, of: feed, file: file) }
    }
  }

  /// Consecutive rows of one file.
  private func group(_ rows: [HeldRow]) -> [(Int64, [HeldRow])] {
    var groups: [(Int64, [HeldRow])] = []
    for row in rows {
      if groups.last?.0 == row.file {
        groups[groups.count - 1].1.append(row)
      } else {
        groups.append((row.file, [row]))
      }
    }
    return groups
  }

  private func mayFlow(_ row: HeldRow) throws -> Bool {
    guard !Self.final.contains(row.code) else { return false }
    if row.context != session.context { return true }
    if row.code == ExceptionCode.timeInvalid.rawValue { return future.hasCome(row.cause) }
    // Without a new file nothing is less in use than before.
    if FactorGuard.holds(row.code) {
      return !session.accepted.isEmpty || session.feeds.values.contains { $0.files > 0 }
    }
    if Self.unitCodes.contains(row.code) { return unitsMayHaveChanged }
    guard let reference = row.reference else { return false }
    return try references.knows(reference.entity, reference.key)
  }

  private func retry(_ rows: [HeldRow], of feed: FeedSettings, file id: Int64) throws {
    let waiting = try rows.filter { try mayFlow($0) }
    guard !waiting.isEmpty, let file = try session.store.file(id),
      let mapper = session.mapper(for: feed, of: file, references)
    else { return }
    let holder = RowHolder(session: session, feed: feed, file: file)
    let factors = FactorGuard(session: session, feed: feed)
    let taker = RecordTaker(session: session, feed: feed, file: id, isRetry: true) {
      try holder.hold($0)
    }
    var released: [HeldRow] = []
    for row in waiting {
      try retry(row, mapper, taker, holder) { try factors.find(in: $0, of: file) }
      released.append(row)
    }
    try taker.flush()
    if taker.counts.new + taker.counts.changed > 0 {
      try RowMemory.noteReleased(of: feed.id, in: session)
    }
    try holder.report()
    for fingerprint in Set(released.map { Fingerprint($0.fingerprint) }).sorted()
    where !fingerprint.text.isEmpty {
      if try !session.store.isHeld(fingerprint.text) { try session.desk.close(fingerprint.text) }
    }
    count(taker.counts, of: feed, file)
  }

  private func retry(
    _ held: HeldRow, _ mapper: RowMapper, _ taker: RecordTaker, _ holder: RowHolder,
    fault: ([MappedRecord]) throws -> RowFault?
  ) throws {
    guard let row = held.raw else { return }
    let mapped = mapper.map(row, ordinals: held.ordinals)
    try references.rethrow()
    switch mapped {
    case .skipped:
      try session.store.release(held)
    case .held(let fault):
      try session.store.release(held)
      try holder.hold(row, fault, ordinals: held.ordinals)
    case .records(let records):
      try session.store.release(held)
      if let (fault, time) = future.find(in: records) {
        return try holder.hold(row, fault, ordinals: held.ordinals, until: time)
      }
      for record in records {
        for reference in record.references where try !references.knows(reference) {
          return try holder.hold(
            row, reference.fault(in: record.record), ordinals: held.ordinals)
        }
      }
      if let fault = try fault(records) {
        return try holder.hold(row, fault, ordinals: held.ordinals)
      }
      try taker.take(records, line: held.line)
    }
  }

  /// A row of a file of this very run counts as what it became.
  private func count(_ counts: RowCounts, of feed: FeedSettings, _ file: LedgerFile) {
    guard file.run == session.run, var summary = session.feeds[feed.id] else { return }
    let flowed = counts.new + counts.changed + counts.unchanged
    summary.counts.held -= flowed
    summary.counts.new += counts.new
    summary.counts.changed += counts.changed
    summary.counts.unchanged += counts.unchanged
    session.feeds[feed.id] = summary
  }

  /// One exception per unknown id and system, with the number of rows that wait for it.
  private func reportMissing() throws {
    var present: Set<SubjectID> = []
    for missing in try session.store.missingReferences() {
      guard let code = ExceptionCode(rawValue: missing.code) else { continue }
      let subject = Subject.reference(missing.system, missing.entity, missing.key)
      present.insert(SubjectID(subject))
      let facts = RowFacts(
        entity: missing.entity, key: RecordKey(text: missing.key), origin: missing.origin,
        finding: .unknownReference(
          code, id: missing.key, rows: missing.rows, cause: missing.cause))
      try session.desk.judge(subject, findings: findings(in: .row(facts)))
    }
    try session.desk.closeSubjects(startingWith: "reference|", except: present)
  }
}

extension Session {
  /// Reads rows of a file again; `nil` where a new mapping reads columns that the file never had: its rows
  /// go on waiting.
  func mapper(for feed: FeedSettings, of file: LedgerFile, _ references: ReferenceBook)
    -> RowMapper?
  {
    let header = file.header?.split(
      separator: HeaderContract.separator, omittingEmptySubsequences: false
    ).map(String.init)
    do {
      return try RowMapper(
        feed.mapping, dialect: feed.dialect, header: header,
        context: mappingContext(for: feed.system, units: references))
    } catch {
      return nil
    }
  }
}

extension HeldRow {
  /// The row again; `nil` for bytes that were none, which no configuration makes one: they wait for the
  /// sender.
  var raw: RawRow? {
    guard let row = RawRow(payload: payload, line: line, byteOffset: byteOffset) else { return nil }
    if case .string = row.document { return nil }
    return row
  }
}
