internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Keys that stand in one file with two contents, and the lines of the first two rows.
struct KeyConflicts: Error {
  fileprivate var lines: [EntityID: [Int64: (first: Int, second: Int)]] = [:]

  var isEmpty: Bool { lines.isEmpty }
}

/// Brings mapped records into the store: new, changed, unchanged, or held because the same key
/// says something else.
///
/// Records are collected and written in key order, which an ordered table takes several times
/// faster than file order. One taker per file.
final class RecordTaker {
  /// What became of a row, weakest first.
  enum Outcome: Int, Comparable {
    case unchanged, changed, new, held

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private struct Item {
    let record: Record
    let key: RecordKey
    let keyHash: Int64
    let contentHash: Int64
    let row: Int
    let line: Int
  }

  private struct Seen {
    let content: Int64
    let line: Int32
  }

  private static let batchRows = 50_000

  private let session: Session
  private let system: SystemID
  private let file: Int64
  /// A row that is not first-hand: what a newer file said stays.
  private let isRetry: Bool
  private let conflicts: KeyConflicts
  private let onConflict: (RowFacts.Finding, Record, _ line: Int) throws -> Void
  /// With those of an earlier reading, once a new one was found; else empty.
  private(set) var newConflicts = KeyConflicts()
  private var items: [EntityID: [Item]] = [:]
  private var outcomes: [Outcome] = []
  private var seen: [EntityID: [Int64: Seen]] = [:]
  private var isFirstLoad: [EntityID: Bool] = [:]
  private var touches: TouchCollector
  private(set) var counts = RowCounts()
  /// Stock rows that had a quantity and have none now.
  private(set) var toZero = 0
  /// Records of earlier files that this file named again.
  private(set) var matched = 0
  private(set) var firstKey: RecordKey?
  private(set) var lastKey: RecordKey?
  private(set) var newestTime: Timestamp?

  init(
    session: Session, system: SystemID, file: Int64, isRetry: Bool = false,
    conflicts: KeyConflicts = KeyConflicts(),
    onConflict: @escaping (RowFacts.Finding, Record, _ line: Int) throws -> Void
  ) {
    self.session = session
    self.system = system
    self.file = file
    self.isRetry = isRetry
    self.conflicts = conflicts
    self.onConflict = onConflict
    touches = TouchCollector(session: session)
  }

  /// Takes the records of one row.
  func take(_ records: [MappedRecord], line: Int) throws {
    let row = outcomes.count
    outcomes.append(.unchanged)
    for mapped in records {
      let record = mapped.record
      let key = record.key
      if firstKey == nil { firstKey = key }
      lastKey = key
      items[record.schema.entity, default: []].append(
        Item(
          record: record, key: key, keyHash: StableHash.ofKey(record),
          contentHash: StableHash.ofContent(record), row: row, line: line))
    }
    if outcomes.count >= Self.batchRows { try flush() }
  }

  /// Writes what was collected.
  func flush() throws {
    for schema in allRecordSchemas {
      guard let batch = items.removeValue(forKey: schema.entity) else { continue }
      try write(batch, schema)
    }
    for outcome in outcomes {
      switch outcome {
      case .unchanged: counts.unchanged += 1
      case .changed: counts.changed += 1
      case .new: counts.new += 1
      case .held: counts.held += 1
      }
    }
    outcomes.removeAll(keepingCapacity: true)
    try touches.flush()
  }

  private func write(_ batch: [Item], _ schema: RecordSchema) throws {
    let table = try session.store.table(schema)
    if isFirstLoad[schema.entity] == nil {
      isFirstLoad[schema.entity] = try table.isEmpty(for: system)
    }
    // In file order where keys are equal, so that the first row of a key is the one that flows.
    let order = batch.indices.sorted { left, right in
      batch[left].key == batch[right].key
        ? left < right : batch[left].key < batch[right].key
    }
    for index in order {
      let item = batch[index]
      let outcome = try place(item, in: table)
      outcomes[item.row] = max(outcomes[item.row], outcome)
    }
  }

  private func place(_ item: Item, in table: RecordTable) throws -> Outcome {
    let entity = table.schema.entity
    if let twins = conflicts.lines[entity]?[item.keyHash] {
      let other = item.line == twins.first ? twins.second : twins.first
      try onConflict(.keyTwice(otherLine: other), item.record, item.line)
      return .held
    }
    if let before = seen[entity]?[item.keyHash] {
      if before.content == item.contentHash { return .unchanged }
      return try noteConflict(item, entity, firstLine: Int(before.line))
    }
    seen[entity, default: [:]][item.keyHash] = Seen(
      content: item.contentHash, line: Int32(clamping: item.line))
    let isFirst = isFirstLoad[entity] ?? false
    guard let trace = isFirst ? nil : try table.trace(of: item.record, in: system) else {
      try table.insert(
        item.record, system: system, hash: item.contentHash, file: file, line: item.line,
        run: session.run)
      touches.touch(item.record)
      return .new
    }
    if isRetry && trace.file > file { return .unchanged }
    if trace.hash == item.contentHash && !trace.isVanished {
      matched += 1
      return .unchanged
    }
    return try replace(item, trace, in: table)
  }

  private func noteConflict(
    _ item: Item, _ entity: EntityID, firstLine: Int
  ) throws -> Outcome {
    if isRetry {
      try onConflict(.keyTwice(otherLine: firstLine), item.record, item.line)
      return .held
    }
    if newConflicts.isEmpty { newConflicts = conflicts }
    if newConflicts.lines[entity]?[item.keyHash] == nil {
      newConflicts.lines[entity, default: [:]][item.keyHash] = (firstLine, item.line)
    }
    return .held
  }

  private func replace(
    _ item: Item, _ trace: RecordTable.Trace, in table: RecordTable
  ) throws -> Outcome {
    if !trace.isVanished {
      matched += 1
      if table.schema.nature == .event {
        try onConflict(
          .eventChanged(before: try place(of: trace)), item.record, item.line)
        return .held
      }
      if try isOlderVersion(item, in: table) { return .unchanged }
      try countToZero(item, in: table)
    }
    try table.update(
      item.record, system: system, hash: item.contentHash, file: file, line: item.line,
      run: session.run)
    touches.touch(item.record)
    return trace.isVanished ? .new : .changed
  }

  private func place(of trace: RecordTable.Trace) throws -> Origin? {
    try session.store.file(trace.file).map {
      Origin(system: $0.system, feed: $0.feed, file: $0.name, line: trace.line)
    }
  }

  /// A document that carries a version is never replaced by an older one.
  private func isOlderVersion(_ item: Item, in table: RecordTable) throws -> Bool {
    guard table.schema.nature == .document, let version = item.record["version"].decimal,
      let stored = try table.record(item.key, in: system)?.record["version"].decimal
    else { return false }
    return version < stored
  }

  private func countToZero(_ item: Item, in table: RecordTable) throws {
    guard table.schema == .stock, item.record["on_hand"].decimal == .zero,
      let before = try table.record(item.key, in: system)?.record["on_hand"].decimal,
      before != .zero
    else { return }
    toZero += 1
  }

  /// Whether this file named the record.
  func named(_ record: Record) -> Bool {
    seen[record.schema.entity]?[StableHash.ofKey(record)] != nil
  }

  /// Whether this file named a record with that key.
  func named(_ key: RecordKey, _ entity: EntityID) -> Bool {
    guard let schema = RecordSchema.named(entity), let record = Record(schema, key: key) else {
      return false
    }
    return named(record)
  }

  /// Takes a record out of view because a full export lacks it.
  func vanish(_ record: Record) throws {
    try session.store.table(record.schema).vanish(
      record, system: system, at: session.now, run: session.run)
    touches.touch(record)
    counts.vanished += 1
  }

  func finishTouches() throws {
    try touches.flush()
  }
}

/// Notes which keys must be looked at again; beyond a bound, that all of them must.
struct TouchCollector {
  /// Above so many, walking everything in key order is cheaper than looking keys up.
  private static let most = 20_000

  private let session: Session
  private var keys: [String: Set<String>] = [:]
  private var every: Set<String> = []
  /// Record types that an outbound stream reads, with the name their keys are noted under.
  private let outbound: [EntityID: String]

  init(session: Session) {
    self.session = session
    var outbound: [EntityID: String] = [:]
    for stream in session.settings.outbound {
      for entity in [stream.entity, stream.with].compactMap({ $0 }) {
        outbound[entity] = Touched.outbound(entity)
      }
    }
    self.outbound = outbound
  }

  /// Notes everything that depends on a record.
  mutating func touch(_ record: Record) {
    let entity = record.schema.entity
    if let subject = outbound[entity] { note(subject, record.key.text) }
    switch entity {
    case "purchase_order", "purchase_order_line", "receipt":
      note(Touched.purchases, record["po"].description)
    case "sales_order", "sales_order_line", "shipment":
      note(Touched.sales, record["order"].description)
    case "stock":
      guard !every.contains(Touched.stock) else { break }
      note(
        Touched.stock,
        RecordKey(parts: [record["warehouse"].description, record["sku"].description]).text)
    case "ack":
      note(Touched.answers, record.key.text)
    default:
      break
    }
    if record.schema.nature == .master { note(Touched.master(entity), record.key.text) }
  }

  private mutating func note(_ subject: String, _ key: String) {
    guard !every.contains(subject) else { return }
    keys[subject, default: []].insert(key)
    if keys[subject]?.count ?? 0 > Self.most {
      every.insert(subject)
      keys[subject] = nil
    }
  }

  /// Writes what was noted.
  mutating func flush() throws {
    for subject in every.sorted() {
      try session.store.touch(subject, CollectionOfOne(StateStore.everyKey))
    }
    for (subject, keys) in keys.sorted(by: { $0.key < $1.key }) {
      try session.store.touch(subject, keys.sorted())
    }
    keys.removeAll(keepingCapacity: true)
  }
}
