import Domain
import Workbench

@testable import Persistence

/// A new state store in a throw-away folder, inside a transaction that is open from the start.
struct StoreBench {
  let folder: ThrowawayFolder
  let store: StateStore

  static let noon = Timestamp(microseconds: 1_795_780_800_000_000)
  static let stamp = FileStamp(size: 120, modified: 2, changed: 3, inode: 4)

  init() throws {
    folder = try ThrowawayFolder()
    store = try StateStore(path: folder.path(of: "state.db"), create: true)
    try store.begin()
  }

  /// The first column of every row, NULL as `NULL`.
  func texts(_ sql: String) throws -> [String] { try Self.texts(sql, in: store) }

  static func texts(_ sql: String, in store: StateStore) throws -> [String] {
    let statement = try store.database.statement(sql)
    defer { statement.reset() }
    var texts: [String] = []
    while try statement.step() { texts.append(statement.optionalText(0) ?? "NULL") }
    return texts
  }

  /// A line of the ledger, added; its number is set.
  func file(
    _ name: String, feed: FeedID = "erp-items", system: SystemID = "erp", sha256: String = "aa",
    state: LedgerFile.State = .accepted, sequence: Int? = nil, at time: Timestamp = noon
  ) throws -> LedgerFile {
    var file = LedgerFile(
      feed: feed, system: system, name: name, stamp: Self.stamp, sha256: sha256, state: state,
      run: 1, takenAt: time)
    file.sequence = sequence
    file.id = try store.add(file)
    return file
  }

  func insert(_ record: Record, system: SystemID = "erp", file: Int64 = 1, line: Int = 2) throws {
    try store.table(record.schema).insert(
      record, system: system, hash: StableHash.ofContent(record), file: file, line: line, run: 1)
  }
}

/// Which kind of refusal a step ends with; `nil` when it is not refused.
func refusal(_ body: () throws -> Void) throws -> StoreError.Kind? {
  do {
    try body()
    return nil
  } catch let error as StoreError {
    return error.kind
  }
}

/// A record of a type with fields by name.
func record(_ schema: RecordSchema, _ fields: [String: Value]) -> Record {
  var record = Record(schema)
  for (field, value) in fields { record[field] = value }
  return record
}

/// An item with a name.
func item(_ sku: String, _ name: String = "Bolt") -> Record {
  record(.item, ["sku": .text(sku), "name": .text(name)])
}

extension Value {
  /// A number as it is written.
  static func number(_ text: String) -> Value { .decimal(ExactDecimal(text) ?? .zero) }
}
