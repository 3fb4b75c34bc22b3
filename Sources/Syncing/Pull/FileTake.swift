internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Takes the rows of one spooled file into the store.
///
/// Runs inside a part of the feed's transaction: whoever calls it undoes everything when the file
/// turns out to be unreadable or a guard refuses it.
final class FileTake {
  private let session: Session
  private let feed: FeedSettings
  private let references: ReferenceBook
  private let mapper: RowMapper
  private let reader: any RowReader
  private let ledger: LedgerFile
  private let holder: RowHolder
  private let shape: RowShape
  private let taker: RecordTaker
  private let future: FutureTimes
  private let factors: FactorGuard
  /// Where the text starts that was not written yet.
  private var batchStart = 0
  private let rowsSeen: SeenRows
  private var notices: [SyncException] = []
  private var noticed = 0
  private var skipped = 0
  private var held = 0
  private var rows = 0
  /// Recognises rows of the newest full export; `nil` when every row is decoded and none kept.
  private let memory: RowMemory?
  private var known = 0
  private var isKnownLast = false
  private let pieces: LoadPieces?
  private var moments: StatedMoments

  /// Text whose records are kept in memory; a batch is full at so many rows, or at this.
  private static let batchBytes = 24 << 20

  /// - Parameters:
  ///   - session: the run.
  ///   - feed: the feed the file belongs to.
  ///   - spooled: the private copy.
  ///   - ledger: its line in the ledger, numbered.
  ///   - references: what is known of masters.
  ///   - reading: what an earlier reading of the same file found.
  ///   - pieces: how a first load is kept; `nil` when the file is taken as a whole.
  ///   - state: where the feed stands.
  /// - Throws: `UnreadableFile`, `MappingMismatch`, and failures of the store.
  @inline(never)  // The caller's frame stays small: a stack may have only 64 KiB.
  init(
    session: Session, feed: FeedSettings, spooled: SpooledFile, ledger: LedgerFile,
    references: ReferenceBook, reading: FileReading, pieces: LoadPieces?, state: FeedState
  ) throws {
    self.session = session
    self.pieces = pieces
    self.feed = feed
    moments = StatedMoments(feed)
    self.ledger = ledger
    self.references = references
    var plain = try rowReader(
      for: feed.dialect, mappedColumns: RowMapper.columns(of: feed.mapping),
      source: try ByteSource(path: spooled.path))
    if case .trailer(let trailer) = feed.ready {
      plain = TrailerReader(plain, trailer, dialect: feed.dialect)
    }
    memory =
      reading.isInFull || pieces?.resumed != nil
      ? nil
      : try RowMemory.recalled(
        session, feed, state, header: plain.header, bytes: ledger.stamp.size)
    plain.recognition = memory.map { RowRecognition(seed: $0.seed) }
    reader = plain
    mapper = try RowMapper(
      feed.mapping, dialect: feed.dialect, header: reader.header,
      context: session.mappingContext(for: feed.system, units: references))
    shape = RowShape(
      of: feed, header: reader.header, columns: RowMapper.columnNumbers(of: feed.mapping))
    future = FutureTimes(session: session)
    factors = FactorGuard(session: session, feed: feed)
    try session.store.forgetSeenRows()
    rowsSeen = SeenRows(store: session.store)
    let holder = RowHolder(
      session: session, feed: feed, file: ledger, mostFaults: session.settings.limits.exceptions)
    self.holder = holder
    taker = RecordTaker(
      session: session, feed: feed, file: ledger.id, isFirstFile: state.lastFile == nil,
      conflicts: reading.conflicts, memory: memory, resumed: pieces
    ) {
      try holder.hold($0)
    }
  }

  var header: [String]? { reader.header }

  /// Reads the file to its end.
  ///
  /// - Returns: the ledger line with its counts.
  /// - Throws: `KeyConflicts` when the file must be read again with what was found,
  ///   `RowMemory.Unreliable` when it must be read again in full.
  @inline(never)
  func run() throws -> (file: LedgerFile, taker: RecordTaker, absent: AbsentRecords) {
    var row = RawRow()
    try passKept(&row)
    reading: while true {
      try Interruption.check()
      switch try reader.next(&row) {
      case .end: break reading
      case .broken(let broken):
        rows += 1
        held += 1
        try holder.hold(broken)
      case .known:
        rows += 1
        known += 1
        isKnownLast = true
      case .row:
        rows += 1
        try take(row)
        if row.byteOffset - batchStart > Self.batchBytes {
          batchStart = row.byteOffset
          try taker.flush()
        }
        if let pieces, pieces.isDue(at: rows) { try keepSoFar(pieces) }
      }
      if rows & 0xFFF == 0, let progress = session.progress {
        progress.read(ledger.name, rows: rows, done: row.byteOffset, of: ledger.stamp.size)
      }
      if let most = feed.maxRows, rows > most {
        throw UnreadableFile(
          line: row.line, byteOffset: row.byteOffset,
          reason: "it has more than \(most) rows; raise max_rows of the feed if that is meant")
      }
    }
    try taker.flush()
    try refuseTooManyFaults()
    if !taker.newConflicts.isEmpty { throw taker.newConflicts }
    let absent = AbsentRecords(
      taker: taker, memory: memory, missing: try memory?.missing(besides: taker.decoded))
    taker.countKnown(rows: known, records: memory?.known?.seenCount ?? 0)
    if isKnownLast { try endWithKnown(&row) }
    return (counted(), taker, absent)
  }

  /// The ledger line as far as the file was read.
  private func counted() -> LedgerFile {
    var file = ledger
    file.counts = pieces?.resumed?.counts ?? RowCounts()
    file.counts += taker.counts
    file.counts.rows = rows
    file.counts.skipped += skipped
    file.counts.held += held
    file.firstKey = pieces?.resumed?.firstKey ?? taker.firstKey
    file.lastKey = taker.lastKey ?? pieces?.resumed?.lastKey
    return file
  }

  /// Passes over the rows that an earlier run kept: none of them was wrong.
  private func passKept(_ row: inout RawRow) throws {
    guard let kept = pieces?.resumed?.counts.rows else { return }
    while rows < kept {
      try Interruption.check()
      guard case .row = try reader.next(&row) else {
        throw SyncFailure(.failed, "\(ledger.name): row \(rows + 1) was read before and is gone")
      }
      rows += 1
    }
    batchStart = row.byteOffset
  }

  /// Keeps what was read, unless something of it is to be judged at the end of the file.
  private func keepSoFar(_ pieces: LoadPieces) throws {
    try taker.flush()
    guard faults == 0, taker.newConflicts.isEmpty else { return pieces.end() }
    try pieces.keep(counted(), rowTime: taker.newestTime)
  }

  /// The ledger names the last record, also where its row was recognised.
  private func endWithKnown(_ row: inout RawRow) throws {
    try reader.takeApartLastKnown(&row)
    guard case .records(let records) = mapper.map(row), let last = records.last else {
      throw RowMemory.Unreliable()
    }
    taker.endWith(last.record)
  }

  /// Remembers the rows for the next file, once this one was accepted.
  func keepMemory(_ file: LedgerFile, _ state: FeedState) throws {
    guard let memory, let collector = taker.remembered else { return }
    try memory.keep(collector, file, state)
  }

  /// Keeps when its sender looked at the stock, once the file was accepted.
  func keepMoments() throws { try moments.keep(feed, in: session) }

  /// Thousands of faults are one fault of the whole file: nobody reads them one by one.
  private func refuseTooManyFaults() throws(UnreadableFile) {
    let most = session.settings.limits.exceptions
    guard faults > most else { return }
    throw UnreadableFile(
      line: 0, byteOffset: 0,
      reason: "\(faults) of \(rows) rows are wrong, more than \(most); nothing of it was used;"
        + " correct the export, or raise limits.exceptions")
  }

  private var faults: Int { holder.faults + noticed }

  /// Judges what was noticed about rows that flow; a full export replaces what the last one said.
  func judgeRows() throws {
    let subject = Subject.rows(feed.id)
    if feed.mode == .snapshot {
      try session.desk.judge(subject, findings: notices)
    } else {
      for notice in notices { try session.desk.raise(notice, subject: subject) }
    }
    try holder.report()
  }

  private func take(_ row: RawRow) throws {
    if feed.duplicateRows != .keep, let line = try lineOfTwin(of: row) {
      if feed.duplicateRows == .drop {
        skipped += 1
        return
      }
      try map(row, twin: line)
    } else {
      try map(row, twin: nil)
    }
  }

  private func lineOfTwin(of row: RawRow) throws -> Int? {
    var hash = StableHash()
    if row.document != nil {
      hash.add(row.payload)
    } else {
      for index in 0..<row.cellCount { hash.add(row.cell(index) ?? "") }
    }
    let seen = SeenRows.Row(content: 0, line: Int32(clamping: row.line))
    return try rowsSeen.insert(hash.value, seen).map { Int($0.line) }
  }

  private func map(_ row: RawRow, twin: Int?) throws {
    if let fault = shape.fault(of: row) {
      held += 1
      return try holder.hold(row, fault, ordinals: [])
    }
    let mapped = mapper.map(row)
    try references.rethrow()
    switch mapped {
    case .skipped:
      skipped += 1
    case .records(let records) where records.isEmpty:
      skipped += 1
    case .held(let fault):
      held += 1
      try holder.hold(row, fault, ordinals: mapper.lastOrdinals)
    case .records(let records):
      if let (fault, time) = future.find(in: records) {
        held += 1
        try holder.hold(row, fault, ordinals: mapper.lastOrdinals, until: time)
        return
      }
      if let fault = try missingReference(of: records) ?? factors.find(in: records, of: ledger) {
        held += 1
        try holder.hold(row, fault, ordinals: mapper.lastOrdinals)
        return
      }
      note(records, row, twin: twin)
      let isSilent = twin == nil && records.allSatisfy { $0.warnings.isEmpty }
      try taker.take(records, line: row.line, fingerprint: isSilent ? row.fingerprint : nil)
      isKnownLast = false
      // The ledger names the first record, so that its row is always decoded.
      reader.recognition?.known = memory?.known
    }
  }

  private func missingReference(of records: [MappedRecord]) throws -> RowFault? {
    for mapped in records {
      for reference in mapped.references where try !references.knows(reference) {
        return reference.fault(in: mapped.record)
      }
    }
    return nil
  }

  private func note(_ records: [MappedRecord], _ row: RawRow, twin: Int?) {
    guard let first = records.first else { return }
    for mapped in records { moments.note(mapped.record) }
    noticed += (twin == nil ? 0 : 1) + records.reduce(0) { $0 + $1.warnings.count }
    // Beyond the limit the file is refused; what is noticed then is only counted.
    if faults > session.settings.limits.exceptions { return }
    if let twin {
      notices += findings(
        in: .row(holder.facts(of: first.record, line: row.line, .identicalTo(line: twin)))
      ).map { holder.numbered($0) }
    }
    for mapped in records {
      for warning in mapped.warnings {
        notices += findings(
          in: .row(
            holder.facts(
              of: mapped.record, line: row.line,
              .faulty(
                warning.code, field: warning.field, column: warning.column,
                value: warning.value, reason: warning.reason, flows: true))))
      }
    }
  }
}

extension Reference {
  /// The fault of a row that waits for this reference.
  func fault(in record: Record) -> RowFault {
    RowFault(
      code, entity: record.schema.entity, key: record.key, field: field, column: field,
      value: record[field].description, reason: "no system knows \(entity) \(key)",
      unknownID: key.text)
  }
}

extension Session {
  /// What the mapping of a system's files must know beyond them.
  func mappingContext(for system: SystemID, units: ReferenceBook) -> MappingContext {
    MappingContext(
      system: system, warehouses: warehouseNames(in: system), crossReferences: crossReferences,
      timezone: settings.timezone, units: units)
  }
}
