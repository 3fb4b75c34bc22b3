internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Brings mapped records into the store: new, changed, unchanged, or held because the same key
/// says something else.
///
/// Records are collected and written in key order, which an ordered table takes several times
/// faster than file order. One taker per file.
final class RecordTaker {
  /// What became of a row, weakest first.
  enum Outcome: Int, Comparable {
    case repeated, unchanged, changed, new, held

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// Holds the row.
  typealias ConflictHandler = (RowConflict) throws -> Void

  private static let batchRows = 100_000

  private let session: Session
  private let system: SystemID
  private let file: Int64
  /// A row that is not first-hand: what a newer file said stays.
  private let isRetry: Bool
  /// The file holds changes, not everything.
  private let isDelta: Bool
  private let conflicts: KeyConflicts
  private let onConflict: ConflictHandler
  /// With those of an earlier reading, once a new one was found; else empty.
  private(set) var newConflicts = KeyConflicts()
  /// In the order in which the types first came.
  private var shelves: [RecordShelf] = []
  private var outcomes: [Outcome] = []
  /// What the rows at hand are recognised by in the next file, one for each outcome.
  private var fingerprints: [RowFingerprint?] = []
  private var touches: TouchCollector
  private let stockChanges: StockChanges
  /// Entries for the next file; `nil` when nothing is to be remembered.
  private(set) var remembered: FingerprintCollector?
  /// Numbers of the records of decoded rows, when rows are recognised in this file.
  private(set) var decoded: [UInt64] = []
  private let notesDecoded: Bool
  /// With it everything that depends on masters and snapshots is looked at anyway.
  private let isFirstFile: Bool
  /// What is there of its types came from this file in an earlier run.
  private let isResumed: Bool
  /// Rows at hand that name a record which an earlier row of the file named with equal content.
  private var repeated: Set<Int> = []
  /// What was written or lost since the last flush, for rows of other feeds that depend on it.
  private var moved: Set<EntityID> = []
  private var lost: Set<EntityID> = []
  private(set) var counts = RowCounts()
  /// Stock rows that had a quantity and have none now.
  private(set) var toZero = 0
  /// Records of earlier files that this file named again.
  private(set) var matched = 0
  /// The newest time that a row of the file states, as when goods were received.
  private(set) var newestTime: Timestamp?
  private var first: Record?
  private var last: Record?

  init(
    session: Session, feed: FeedSettings, file: Int64, isRetry: Bool = false,
    isFirstFile: Bool = false, conflicts: KeyConflicts = KeyConflicts(),
    memory: RowMemory? = nil, resumed: LoadPieces? = nil,
    onConflict: @escaping ConflictHandler
  ) {
    remembered = memory.map { _ in FingerprintCollector() }
    notesDecoded = memory?.known != nil
    self.isFirstFile = isFirstFile
    isResumed = resumed?.resumed != nil
    newestTime = resumed?.rowTime
    self.session = session
    system = feed.system
    isDelta = feed.mode == .delta
    self.file = file
    self.isRetry = isRetry
    self.conflicts = conflicts
    self.onConflict = onConflict
    touches = TouchCollector(session: session)
    stockChanges = StockChanges(session, of: feed.system, isRetry: isRetry)
  }

  /// Keys of the first and the last record of the file.
  var firstKey: RecordKey? { first?.key }
  var lastKey: RecordKey? { last?.key }

  private func shelf(_ schema: RecordSchema) throws -> RecordShelf {
    if let shelf = shelves.first(where: { $0.table.schema === schema }) { return shelf }
    let table = try session.store.table(schema)
    let shelf = RecordShelf(
      table, isFirstLoad: try isResumed || table.isEmpty(for: system),
      conflicts: conflicts.rows[schema.entity] ?? [:], seen: SeenRows(store: session.store))
    shelves.append(shelf)
    return shelf
  }

  /// Takes the records of one row.
  ///
  /// - Parameters:
  ///   - records: what the row became.
  ///   - line: where it stands.
  ///   - fingerprint: what it is recognised by in the next file; `nil` when it is to be looked at
  ///     there in any case.
  /// - Throws: what the store failed with.
  func take(_ records: [MappedRecord], line: Int, fingerprint: RowFingerprint? = nil) throws {
    let row = outcomes.count
    outcomes.append(.unchanged)
    if remembered != nil { fingerprints.append(fingerprint) }
    for mapped in records {
      let record = mapped.record
      if first == nil { first = record }
      last = record
      let shelf = try shelf(record.schema)
      if let position = shelf.timePosition, case .time(let time) = record.values[position],
        newestTime.map({ $0 < time }) ?? true
      {
        newestTime = time
      }
      shelf.items.append(
        TakenRecord(
          record: record, keyHash: StableHash.ofKey(record),
          contentHash: StableHash.ofContent(record), row: row, line: line))
    }
    if outcomes.count >= Self.batchRows { try flush() }
  }

  /// Writes what was collected.
  func flush() throws {
    for shelf in shelves { try write(shelf) }
    // Only now is known of every row whether one of its records was held.
    for shelf in shelves {
      remember(shelf.items, of: shelf.table.schema)
      shelf.items.removeAll(keepingCapacity: true)
    }
    for outcome in outcomes {
      switch outcome {
      case .repeated, .unchanged: counts.unchanged += 1
      case .changed: counts.changed += 1
      case .new: counts.new += 1
      case .held: counts.held += 1
      }
    }
    outcomes.removeAll(keepingCapacity: true)
    fingerprints.removeAll(keepingCapacity: true)
    repeated.removeAll()
    try finishTouches()
  }

  /// Keeps for the next file what the rows at hand became.
  private func remember(_ items: [TakenRecord], of schema: RecordSchema) {
    guard remembered != nil else { return }
    for item in items {
      let record = RowMemory.number(of: item.keyHash, schema)
      if notesDecoded { decoded.append(record) }
      guard outcomes[item.row] != .held, !item.isRepeated else { continue }
      let fingerprint = repeated.contains(item.row) ? nil : fingerprints[item.row]
      remembered?.add(
        RowFingerprints.Entry(
          fingerprint ?? .unrecognizable(record: record), record: record))
    }
  }

  private func write(_ shelf: RecordShelf) throws {
    let items = shelf.items
    // In file order where keys are equal, so that the first row of a key is the one that flows.
    var order = items.enumerated().map { KeyStart(of: $1.record, index: $0) }
    order.sort { left, right in
      if left.bytes != right.bytes { return left.precedes(right) }
      let (one, two) = (items[left.index].record.key, items[right.index].record.key)
      return one == two ? left.index < right.index : one < two
    }
    for start in order {
      let outcome = try place(items[start.index], on: shelf)
      let row = items[start.index].row
      if outcome == .repeated {
        repeated.insert(row)
        shelf.items[start.index].isRepeated = true
      } else if outcome > outcomes[row] {
        outcomes[row] = outcome
      }
    }
  }

  private func place(_ item: TakenRecord, on shelf: RecordShelf) throws -> Outcome {
    if !shelf.conflicts.isEmpty, shelf.conflicts[item.keyHash] != nil {
      try holdConflict(item, on: shelf)
      return .held
    }
    if shelf.isFirstLoad { return try placeFirst(item, on: shelf) }
    let seen = SeenRows.Row(content: item.contentHash, line: Int32(clamping: item.line))
    if let before = try shelf.seen.insert(item.keyHash, seen) {
      let isKnown =
        newConflicts.rows[shelf.table.schema.entity]?[item.keyHash] != nil
      if before.content == item.contentHash && !isKnown { return .repeated }
      return try noteConflict(item, on: shelf, firstLine: Int(before.line))
    }
    guard let trace = try shelf.table.trace(of: item.record, in: system) else {
      _ = try insert(item, on: shelf)
      return .new
    }
    if isRetry && trace.file > file { return .unchanged }
    if trace.hash == item.contentHash && !trace.isVanished {
      matched += 1
      return .unchanged
    }
    return try replace(item, trace, in: shelf.table)
  }

  /// What is there already can only come from this file.
  private func placeFirst(_ item: TakenRecord, on shelf: RecordShelf) throws -> Outcome {
    if try insert(item, on: shelf) { return .new }
    guard let trace = try shelf.table.trace(of: item.record, in: system) else {
      throw StoreError(.internalFault, "\(item.record.key) is there and is not")
    }
    let isKnown = newConflicts.rows[shelf.table.schema.entity]?[item.keyHash] != nil
    if trace.hash == item.contentHash && !isKnown { return .repeated }
    return try noteConflict(item, on: shelf, firstLine: trace.line)
  }

  /// Adds a record; `false` when there is one of its key.
  private func insert(_ item: TakenRecord, on shelf: RecordShelf) throws -> Bool {
    let isNew = try shelf.table.insert(
      item.record, system: system, hash: item.contentHash, file: file, line: item.line,
      run: session.run)
    guard isNew else { return false }
    try stockChanges.noteNew(item.record)
    if !isFirstFile || ![.master, .snapshot].contains(item.record.schema.nature) {
      touches.touch(item.record)
    }
    moved.insert(shelf.table.schema.entity)
    return true
  }

  private func noteConflict(
    _ item: TakenRecord, on shelf: RecordShelf, firstLine: Int
  ) throws -> Outcome {
    if isRetry {
      try onConflict(
        RowConflict(
          finding: .keyTwice(lines: [firstLine, item.line].sorted()), record: item.record,
          warehouse: item.record.warehouse, line: item.line, reports: true))
      return .held
    }
    if newConflicts.isEmpty { newConflicts = conflicts }
    let entity = shelf.table.schema.entity
    var rows =
      newConflicts.rows[entity]?[item.keyHash] ?? .init(lines: [firstLine], warehouses: [])
    rows.lines = (rows.lines + [item.line]).sorted()
    rows.warehouses.insert(item.record.warehouse)
    newConflicts.rows[entity, default: [:]][item.keyHash] = rows
    return .held
  }

  /// Rows of a key come in file order, and those behind the first were met by the reading before:
  /// so from the first on the warehouse is the same for all of them.
  private func holdConflict(_ item: TakenRecord, on shelf: RecordShelf) throws {
    guard var rows = shelf.conflicts[item.keyHash] else { return }
    rows.warehouses.insert(item.record.warehouse)
    let reports = !rows.isReported && item.line == rows.lines.dropFirst().first
    if reports { rows.isReported = true }
    shelf.conflicts[item.keyHash] = rows
    let warehouse = rows.warehouses.count == 1 ? item.record.warehouse : nil
    try onConflict(
      RowConflict(
        finding: .keyTwice(lines: rows.lines), record: item.record, warehouse: warehouse,
        line: item.line, reports: reports))
  }

  private func replace(
    _ item: TakenRecord, _ trace: RecordTable.Trace, in table: RecordTable
  ) throws -> Outcome {
    if !trace.isVanished {
      matched += 1
      if table.schema.nature == .event {
        let finding = RowFacts.Finding.eventChanged(
          before: try place(of: trace), changes: try changes(of: item.record, in: table))
        try onConflict(
          RowConflict(
            finding: finding, record: item.record, warehouse: item.record.warehouse,
            line: item.line, reports: true))
        return .held
      }
      if try isOlderVersion(item, in: table) || isOlderStock(item, in: table) {
        return .unchanged
      }
      try countToZero(item, in: table)
    }
    if table.schema == .itemUnit {
      try UnitHistory(session: session, system: system).note(item.record, in: table)
    }
    try stockChanges.noteChange(to: item.record, in: table, wasThere: !trace.isVanished)
    try table.update(
      item.record, system: system, hash: item.contentHash, file: file, line: item.line,
      run: session.run)
    touches.touch(item.record)
    moved.insert(table.schema.entity)
    return trace.isVanished ? .new : .changed
  }

  /// Which fields say something else than what is stored.
  private func changes(
    of record: Record, in table: RecordTable
  ) throws -> [RowFacts.FieldChange] {
    guard let stored = try table.record(record.key, in: system)?.record else { return [] }
    return zip(table.schema.fields, zip(stored.values, record.values)).compactMap {
      field, values in
      values.0 == values.1
        ? nil
        : .init(field: field.name, before: "\(values.0)", now: "\(values.1)")
    }
  }

  private func place(of trace: RecordTable.Trace) throws -> Origin? {
    try session.store.file(trace.file).map {
      Origin(system: $0.system, feed: $0.feed, file: $0.name, line: trace.line)
    }
  }

  /// A document that carries a version is never replaced by an older one.
  private func isOlderVersion(_ item: TakenRecord, in table: RecordTable) throws -> Bool {
    guard table.schema.nature == .document, let version = item.record["version"].decimal,
      let stored = try table.stored("version", underKeyOf: item.record, in: system).decimal
    else { return false }
    return version < stored
  }

  /// A change of stock that states an earlier time than what is known came late; at the same
  /// time the newer file counts.
  private func isOlderStock(_ item: TakenRecord, in table: RecordTable) throws -> Bool {
    guard isDelta, table.schema == .stock, let time = item.record["as_of"].time,
      let stored = try table.stored("as_of", underKeyOf: item.record, in: system).time
    else { return false }
    return time < stored
  }

  private func countToZero(_ item: TakenRecord, in table: RecordTable) throws {
    guard table.schema == .stock, item.record["on_hand"].decimal == .zero,
      let before = try table.stored("on_hand", underKeyOf: item.record, in: system).decimal,
      before != .zero
    else { return }
    toZero += 1
  }

  /// The system had no record of any type of this file before.
  var isFirstLoad: Bool {
    isResumed || !shelves.isEmpty && shelves.allSatisfy(\.isFirstLoad)
  }

  /// Whether a decoded row of this file named the record of that key.
  func named(_ keyHash: Int64, _ schema: RecordSchema) throws -> Bool {
    guard let shelf = shelves.first(where: { $0.table.schema === schema }) else { return false }
    // Then all records there are from this file.
    return try shelf.isFirstLoad || shelf.seen.row(keyHash) != nil
  }

  /// Whether this file named a record with that key.
  func named(_ key: RecordKey, _ entity: EntityID) throws -> Bool {
    guard let schema = RecordSchema.named(entity), let record = Record(schema, key: key) else {
      return false
    }
    if let shelf = shelves.first(where: { $0.table.schema === schema }), shelf.isFirstLoad {
      return try shelf.table.trace(of: record, in: system) != nil
    }
    return try named(StableHash.ofKey(record), schema)
  }

  /// Takes a record out of view because a full export lacks it.
  func vanish(_ record: Record) throws {
    let table = try session.store.table(record.schema)
    try stockChanges.noteLoss(of: record, in: table)
    try table.vanish(
      record, system: system, at: session.now, run: session.run)
    touches.touch(record)
    lost.insert(record.schema.entity)
    counts.vanished += 1
  }

  func finishTouches() throws {
    try touches.flush()
    try RowMemory.noteMoved(moved, lost: lost, in: session)
    moved.removeAll()
    lost.removeAll()
  }

  /// Takes in how many rows were recognised, and how many records they name.
  func countKnown(rows: Int, records: Int) {
    counts.unchanged += rows
    matched += records
  }

  /// The key of a row that was recognised and stands last.
  func endWith(_ record: Record) { last = record }
}
