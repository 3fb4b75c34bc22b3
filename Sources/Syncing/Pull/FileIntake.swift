internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Brings one ready file in: copy and hash, ledger, rows, guards.
struct FileIntake {
  struct Result {
    /// `ok`, `held`, `guarded` or `idle`.
    let state: String
    /// `nil` when its rows were not taken.
    let counts: RowCounts?
    /// The file may be taken later, so what is numbered behind it must wait.
    var isWaiting = false

    static func without(_ state: String) -> Result { Result(state: state, counts: nil) }

    static func waiting(_ state: String) -> Result {
      Result(state: state, counts: nil, isWaiting: true)
    }

    var isRefused: Bool { !isWaiting && ["held", "guarded"].contains(state) }
  }

  let session: Session
  let feed: FeedSettings
  let references: ReferenceBook
  let directory: ExportDirectory

  func take(_ file: FoundFile, state: inout FeedState) throws -> Result {
    if let result = try lackOfSpace(for: file) { return result }
    let isOnlyHashed = try mayBeTwin(file, state)
    var spooled: SpooledFile
    do {
      spooled = try spool(file, keeping: isOnlyHashed ? .nothing : copyToKeep)
    } catch {
      return try refuse(file, error)
    }
    // What throws leaves the copy of a file for the archive to the sweep of the next run.
    var isWanted = feed.after == .archive && !session.isRehearsal
    defer { if !isWanted { SpoolSweep.remove(spooled, session) } }
    let result = try use(file, &spooled, isOnlyHashed: isOnlyHashed, &state)
    if isWanted, result.counts == nil {
      isWanted = try session.store.filesToPutAway().contains { $0.sha256 == spooled.sha256 }
    }
    return result
  }

  private func use(
    _ file: FoundFile, _ spooled: inout SpooledFile, isOnlyHashed: Bool, _ state: inout FeedState
  ) throws -> Result {
    var ledger = LedgerFile(
      feed: feed.id, system: feed.system, name: file.name, stamp: spooled.stamp,
      sha256: spooled.sha256, state: .accepted, run: session.run, takenAt: session.now)
    ledger.sequence = feed.order == .sequence ? file.sequence : nil
    ledger.senderRun = file.manifest?.run
    ledger.manifest = file.manifest?.digest
    ledger.after = feed.after == .keep ? .kept : .pending
    if let found = file.manifest?.disagreement(sha256: spooled.sha256) {
      return try refuse(
        file, ledger,
        Shortfall(announced: found.announced, found: found.found, witness: "the manifest"))
    }
    if let result = try compare(file, &ledger, state) { return result }
    if isOnlyHashed {
      let copy: SpooledFile
      do {
        copy = try spool(file, keeping: copyToKeep)
      } catch {
        return try refuse(file, error)
      }
      guard copy == spooled else { return try refuse(file, .changedWhileReading) }
      spooled = copy
    }
    return try read(file, spooled, ledger, &state)
  }

  private var copyToKeep: Spool.Copy { feed.after == .archive ? .durable : .passing }

  private func spool(
    _ file: FoundFile, keeping copy: Spool.Copy
  ) throws(Spool.Failure) -> SpooledFile {
    try Spool(folder: session.spoolFolder).take(
      file, in: directory, maxBytes: feed.maxBytes, owners: feed.owners, keeping: copy)
  }

  /// A file of the size of the newest one may have its content; then nobody needs a copy of it,
  /// unless it goes to the archive.
  private func mayBeTwin(_ file: FoundFile, _ state: FeedState) throws -> Bool {
    guard feed.after != .archive, let last = state.lastFile else { return false }
    return try session.store.file(last)?.stamp.size == file.stamp.size
  }

  func judge(_ name: String, _ finding: FileFacts.Finding) throws {
    try session.desk.judge(
      Subject.file(feed.id, name),
      findings: findings(
        in: .file(FileFacts(feed: feed.id, system: feed.system, file: name, finding: finding))))
  }

  /// Reports what needs nothing done; it stays until the next file in order is taken.
  private func raise(_ name: String, _ finding: FileFacts.Finding) throws {
    let facts = FileFacts(feed: feed.id, system: feed.system, file: name, finding: finding)
    for found in findings(in: .file(facts)) {
      try session.desk.raise(found, subject: Subject.feed(feed.id, "files"))
    }
  }

  // MARK: Against the ledger

  /// What the ledger already knows of the content or the name; `nil` when the file is new.
  private func compare(
    _ file: FoundFile, _ ledger: inout LedgerFile, _ state: FeedState
  ) throws -> Result? {
    if let twin = try twin(of: ledger, state) {
      if twin.name != file.name { try raise(file.name, .duplicate(of: twin.name)) }
      return try note(
        &ledger, .duplicate, reason: "same content as \(twin.name)", .fine, "ok")
    }
    let before = try session.store.newestFile(named: file.name, of: feed.id)
    if let before, before.state == .accepted, !feed.isRewrittenInPlace {
      ledger.after = .kept
      return try note(
        &ledger, .reused, reason: "the name was taken before", .nameReused, "held")
    }
    if let number = ledger.sequence, let last = state.lastSequence, number <= last,
      try isRestart(number)
    {
      ledger.after = .kept
      return try note(
        &ledger, .reused, reason: "the numbering started again",
        .sequenceReset(last: last, found: number), "held")
    }
    guard isLate(file, state) else { return nil }
    try raise(file.name, .late(applied: feed.mode == .delta))
    guard feed.mode == .snapshot else { return nil }
    ledger.state = .late
    ledger.reason = "older than \(state.lastName ?? "the newest")"
    _ = try session.store.add(ledger)
    return .without("ok")
  }

  /// A full export may come back to an earlier state; then it is no duplicate.
  private func twin(of ledger: LedgerFile, _ state: FeedState) throws -> LedgerFile? {
    guard let twin = try session.store.acceptedFile(content: ledger.sha256, of: feed.id),
      !isAnnouncedAnew(ledger, twin, state)
    else { return nil }
    return feed.mode == .delta || twin.id == state.lastFile ? twin : nil
  }

  /// Two equal files of changes are two files when their sender says so: by the name of the run
  /// that wrote them, or by a number that follows.
  private func isAnnouncedAnew(
    _ ledger: LedgerFile, _ twin: LedgerFile, _ state: FeedState
  ) -> Bool {
    if let run = ledger.senderRun, run != twin.senderRun { return true }
    guard let number = ledger.sequence, let last = state.lastSequence else { return false }
    return feed.mode == .delta && number > last && number != twin.sequence
  }

  private func isRestart(_ number: Int) throws -> Bool {
    if try session.store.hasAccepted(sequence: number, of: feed.id) { return true }
    return number < (try session.store.firstSequence(of: feed.id) ?? 0)
  }

  private func isLate(_ file: FoundFile, _ state: FeedState) -> Bool {
    switch feed.order {
    case .sequence:
      guard let number = file.sequence, let last = state.lastSequence else { return false }
      return number < last
    case .name:
      guard let last = state.lastName, !feed.isRewrittenInPlace else { return false }
      return file.name.utf8.lexicographicallyPrecedes(last.utf8)
    case .modified:
      return false
    }
  }

  private func note(
    _ ledger: inout LedgerFile, _ kind: LedgerFile.State, reason: String,
    _ finding: FileFacts.Finding, _ result: String
  ) throws -> Result {
    ledger.state = kind
    ledger.reason = reason
    _ = try session.store.add(ledger)
    try judge(ledger.name, finding)
    return .without(result)
  }

  // MARK: Rows

  /// Reads the rows; a key that says two things has the file read a second time, and so have rows
  /// that cannot be recognised by their bytes alone.
  ///
  /// - Parameters:
  ///   - file: the file as it was found.
  ///   - spooled: the private copy.
  ///   - ledger: its line in the ledger, not yet added.
  ///   - state: the watermark, moved when the file is accepted.
  ///   - reading: what an earlier reading found.
  /// - Returns: what became of the file.
  /// - Throws: what the store, a file or a stage failed with.
  private func read(
    _ file: FoundFile, _ spooled: SpooledFile, _ ledger: LedgerFile, _ state: inout FeedState,
    reading: FileReading = FileReading()
  ) throws -> Result {
    var ledger = ledger
    try session.store.begin()
    do {
      try takeRows(of: file, spooled, &ledger, &state, reading)
    } catch {
      return try settle(error, file, spooled, ledger, &state)
    }
    return Result(state: "ok", counts: ledger.counts)
  }

  /// Takes the rows into the store, all or none.
  private func takeRows(
    of file: FoundFile, _ spooled: SpooledFile, _ ledger: inout LedgerFile,
    _ state: inout FeedState, _ reading: FileReading
  ) throws {
    let pieces = try LoadPieces.find(session, feed, ledger, reading, state)
    ledger.id = try pieces?.resumed?.id ?? session.store.add(ledger)
    let take = try FileTake(
      session: session, feed: feed, spooled: spooled, ledger: ledger,
      references: references, reading: reading, pieces: pieces, state: state)
    ledger.header = take.header?.joined(separator: HeaderContract.separator)
    if let drift = refusedDrift(take.header, state) { throw FileRefused.header(drift) }
    let (read, taker, absent) = try take.run()
    try requireRows(announcedFor: file, read.counts.rows)
    ledger.counts = read.counts
    ledger.firstKey = read.firstKey
    ledger.lastKey = read.lastKey
    if let refusal = try SnapshotClose(session: session, feed: feed)
      .close(&ledger, absent, state)
    {
      throw FileRefused.guarded(refusal)
    }
    try take.judgeRows()
    try accept(&ledger, taker, &state)
    try take.keepMoments()
    if pieces != nil { try session.store.finishFirstLoad(of: feed.id) }
    try session.store.commit()
    try take.keepMemory(ledger, state)
  }

  /// What becomes of a file whose rows could not be taken.
  ///
  /// Apart from the reading, whose calls go deep: a stack may have only 64 KiB.
  @inline(never)
  private func settle(
    _ failure: any Error, _ file: FoundFile, _ spooled: SpooledFile, _ before: LedgerFile,
    _ state: inout FeedState
  ) throws -> Result {
    var ledger = before
    switch failure {
    case let found as KeyConflicts:
      // A key that says two things may have been written before its second row came.
      try undo()
      ledger.id = 0
      return try read(
        file, spooled, ledger, &state, reading: FileReading(conflicts: found, isInFull: true))
    case is RowMemory.Unreliable:
      try undo()
      ledger.id = 0
      return try read(file, spooled, ledger, &state, reading: FileReading(isInFull: true))
    case FileRefused.header(let drift):
      try undo()
      return try refuseHeader(ledger, drift)
    case FileRefused.guarded(let shrink):
      try undo()
      return try refuse(ledger, .guarded, reason: "guard", shrink, "guarded")
    case let failure as UnreadableFile:
      // Our own copy could not be read: the partner's file is as good as before.
      if failure.isSystemFault {
        try session.store.rollBack()
        throw SyncFailure(.inputOutput, "\(spooled.path): \(failure.reason)")
      }
      try undo()
      if let shortfall = failure.shortfall { return try refuse(file, ledger, shortfall) }
      return try refuse(
        ledger, .unreadable, reason: failure.reason,
        .unreadable(line: failure.line, reason: failure.reason), "held")
    case let mismatch as MappingMismatch:
      try undo()
      return try refuseHeader(
        ledger,
        HeaderContract(state.header).drift(
          to: try header(of: spooled), missing: mismatch.missingColumns, refused: true) ?? .fine)
    default:
      // What the disk or the store refused ends the run; this part must not stay open.
      try session.store.rollBack()
      throw failure
    }
  }

  /// Undoes what the file wrote, also what was kept of it before.
  private func undo() throws {
    try session.store.rollBack()
    try LoadPieces.takeBack(session, feed.id)
  }

  func refuse(
    _ ledger: LedgerFile, _ kind: LedgerFile.State, reason: String,
    _ finding: FileFacts.Finding, _ result: String
  ) throws -> Result {
    var refused = ledger
    refused.id = 0
    refused.counts = RowCounts()
    refused.state = kind
    refused.reason = reason
    refused.after = .kept
    _ = try session.store.add(refused)
    if case .shrink = finding {
      try session.desk.judge(
        Subject.feed(feed.id, "shrink"),
        findings: findings(
          in: .file(
            FileFacts(
              feed: feed.id, system: feed.system, file: ledger.name, finding: finding))))
    } else {
      try judge(ledger.name, finding)
    }
    return .without(result)
  }

  private func refuseHeader(
    _ ledger: LedgerFile, _ drift: FileFacts.Finding
  ) throws -> Result {
    var refused = ledger
    refused.id = 0
    refused.counts = RowCounts()
    refused.state = .drifted
    refused.reason = session.context
    refused.after = .kept
    _ = try session.store.add(refused)
    try judgeHeader(ledger, drift)
    return .without("held")
  }

  private func header(of spooled: SpooledFile) throws -> [String] {
    try rowReader(
      for: feed.dialect, mappedColumns: [], source: try ByteSource(path: spooled.path)
    ).header ?? []
  }

  /// Columns that no file had before, where the dialect does not take them.
  private func refusedDrift(_ header: [String]?, _ state: FeedState) -> FileFacts.Finding? {
    guard feed.dialect.extraColumns == .error, let header,
      let drift = HeaderContract(state.header).drift(to: header, missing: [], refused: false),
      case .drift(let missing, let added, let reordered, _) = drift, !added.isEmpty
    else { return nil }
    return .drift(missing: missing, added: added, reordered: reordered, refused: true)
  }

  func judgeHeader(_ ledger: LedgerFile, _ finding: FileFacts.Finding) throws {
    try session.desk.judge(
      Subject.feed(feed.id, "header"),
      findings: findings(
        in: .file(
          FileFacts(feed: feed.id, system: feed.system, file: ledger.name, finding: finding))))
  }
}

/// What an earlier reading of the same file found.
struct FileReading {
  /// Keys that say two things; all their rows are held.
  var conflicts = KeyConflicts()
  /// Every row is decoded, whether or not it was seen in an earlier file.
  var isInFull = false
}

/// A file that was read but must not be used; what it wrote is undone.
private enum FileRefused: Error {
  /// Its header has columns that the dialect does not take.
  case header(FileFacts.Finding)
  /// It lost more than a guard allows.
  case guarded(FileFacts.Finding)
}
