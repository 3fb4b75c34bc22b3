package import Domain

/// What a scan is limited by; a million of the same shape need its text once.
struct ScanShape: Hashable {
  let hasSystem: Bool
  let fields: [String]
}

/// The statements of one shape that are not in use.
final class ScanPool {
  let sql: String
  var idle: [Statement] = []

  init(sql: String) {
    self.sql = sql
  }
}

/// Many records of one type.
extension RecordTable {
  /// Whether the system has any record, vanished ones included.
  package func isEmpty(for system: SystemID) throws(StoreError) -> Bool {
    try database.integer("SELECT 1 FROM \(name) WHERE _system = ? LIMIT 1", system) == nil
  }

  /// Removes what was first read from a file, whose system had no record before it.
  func forget(file: Int64, of system: SystemID) throws(StoreError) {
    try database.run("DELETE FROM \(name) WHERE _system = ? AND _first_file = ?", system, file)
  }

  /// Whether the system has a live record whose key begins with these fields.
  package func contains(keyStart parts: [String], in system: SystemID) throws(StoreError) -> Bool {
    let fields = schema.keyFields.prefix(parts.count)
    let match = (["_system"] + fields.map { Self.quoted($0.name) }).map { "\($0) = ?" }
    let statement = try database.statement(
      "SELECT 1 FROM \(name) WHERE \(match.joined(separator: " AND ")) "
        + "AND _vanished_at IS NULL LIMIT 1")
    statement.bind(system.text, at: 1)
    for (index, (field, part)) in zip(fields, parts).enumerated() {
      if field.type.isNumeric {
        // A text that is no number is no key: NULL matches nothing.
        statement.bind(ExactDecimal(part)?.millionths, at: index + 2)
      } else {
        statement.bind(part, at: index + 2)
      }
    }
    defer { statement.reset() }
    return try statement.step()
  }

  package func count(for system: SystemID) throws(StoreError) -> Int {
    Int(
      try database.integer(
        "SELECT count(*) FROM \(name) WHERE _system = ? AND _vanished_at IS NULL", system) ?? 0)
  }

  /// The least value of a field in the live records of a system; `null` without any.
  package func least(_ field: String, in system: SystemID) throws(StoreError) -> Value {
    guard let position = schema.position(of: field) else { return .null }
    let statement = try database.statement(
      "SELECT min(\(Self.quoted(field))) FROM \(name) WHERE _system = ? AND _vanished_at IS NULL")
    statement.bind(system.text, at: 1)
    defer { statement.reset() }
    return try statement.step() ? statement.value(0, as: schema.fields[position].type) : .null
  }

  /// Visits live records in key order.
  ///
  /// - Parameters:
  ///   - system: only of this system; `nil` visits all, by system.
  ///   - fields: values that fields must have, by name; best a front part of the key.
  ///   - visit: called for each; returns `false` to stop.
  /// - Throws: `StoreError`, and what a closure throws.
  package func scan(
    system: SystemID?, where fields: [(name: String, value: String)] = [],
    _ visit: (Stored) throws -> Bool
  ) throws {
    let pool = scanPool(ScanShape(hasSystem: system != nil, fields: fields.map(\.name)))
    let statement = try pool.idle.popLast() ?? database.freshStatement(pool.sql)
    defer {
      statement.reset()
      pool.idle.append(statement)
    }
    var index = 1
    if let system {
      statement.bind(system.text, at: index)
      index += 1
    }
    for (name, value) in fields {
      let type = schema.position(of: name).map { schema.fields[$0].type } ?? .text
      if type.isNumeric {
        statement.bind(ExactDecimal(value)?.millionths, at: index)
      } else {
        statement.bind(value, at: index)
      }
      index += 1
    }
    while try statement.step() {
      guard try visit(stored(in: statement)) else { return }
    }
  }

  /// Visits live records in which a field is absent, in no order that matters.
  package func scan(lacking field: String, _ visit: (Stored) throws -> Void) throws {
    let statement = try database.freshStatement(
      selection(where: ["\(Self.quoted(field)) IS NULL"]))
    defer { database.release(statement) }
    while try statement.step() { try visit(stored(in: statement)) }
  }

  private func scanPool(_ shape: ScanShape) -> ScanPool {
    if let pool = scans[shape] { return pool }
    let conditions =
      (shape.hasSystem ? ["_system = ?"] : []) + shape.fields.map { "\(Self.quoted($0)) = ?" }
    let pool = ScanPool(sql: selection(where: conditions))
    scans[shape] = pool
    return pool
  }

  /// Where the fields begin in what `selection` reads; the origin stands before them.
  static let firstFieldColumn = 3

  /// The statement that reads live records whole.
  ///
  /// - Parameters:
  ///   - conditions: of SQL, all of which must hold.
  ///   - field: what records are ordered by before system and key; quoted.
  /// - Returns: its text; the values of `conditions` are bound from 1.
  func selection(where conditions: [String], orderedBy field: String? = nil) -> String {
    // SQLite would take the name of a column that is not there for a text.
    let columns = schema.fields.map { lacking.contains($0.name) ? "NULL" : Self.quoted($0.name) }
      .joined(separator: ", ")
    let order =
      (field.map { [$0] } ?? []) + ["_system"] + schema.keyFields.map { Self.quoted($0.name) }
    return "SELECT _system, _file, _line, \(columns) FROM \(name) "
      + "WHERE \((["_vanished_at IS NULL"] + conditions).joined(separator: " AND ")) "
      + "ORDER BY \(order.joined(separator: ", "))"
  }

  /// The record at which a statement of `selection` stands.
  func stored(in statement: Statement) -> Stored {
    Stored(
      record: record(in: statement, from: Self.firstFieldColumn),
      system: SystemID(statement.text(0)),
      file: statement.integer(1), line: Int(statement.integer(2)))
  }

  /// Visits the keys of live records in key order, with the file their content came from.
  ///
  /// - Parameters:
  ///   - system: of this system.
  ///   - isWanted: asked with the hash of each key, as `StableHash.ofKey` makes it; all are wanted
  ///     without it.
  ///   - visit: called for those that are wanted, with records that have their key fields only.
  /// - Throws: `StoreError`, and what a closure throws.
  package func scanKeys(
    system: SystemID, where isWanted: ((_ keyHash: Int64) throws -> Bool)? = nil,
    _ visit: (Record, _ file: Int64) throws -> Void
  ) throws {
    let keys = schema.keyFields.map { Self.quoted($0.name) }.joined(separator: ", ")
    let statement = try database.freshStatement(
      "SELECT _file, \(keys) FROM \(name) WHERE _system = ? AND _vanished_at IS NULL "
        + "ORDER BY \(keys)")
    statement.bind(system.text, at: 1)
    defer { database.release(statement) }
    let types = schema.keyFields.map(\.type)
    while try statement.step() {
      if let isWanted {
        var hash = StableHash()
        for (position, type) in types.enumerated() {
          statement.addKeyValue(position + 1, as: type, to: &hash)
        }
        guard try isWanted(hash.value) else { continue }
      }
      var record = Record(schema)
      for (position, type) in types.enumerated() {
        record.values[position] = keyValue(statement, position + 1, type)
      }
      try visit(record, statement.integer(0))
    }
  }

  private func keyValue(_ statement: Statement, _ column: Int, _ type: FieldType) -> Value {
    let value = statement.value(column, as: type)
    if case .text(let text) = value, text.isEmpty { return .null }
    return value
  }

  /// All live records that match, in key order.
  package func records(
    system: SystemID? = nil, where fields: [(name: String, value: String)] = []
  ) throws -> [Stored] {
    var found: [Stored] = []
    try scan(system: system, where: fields) {
      found.append($0)
      return true
    }
    return found
  }

  /// The live record of a system under a key; `nil` when it has none.
  package func record(_ key: RecordKey, in system: SystemID) throws -> Stored? {
    let parts = key.parts
    guard parts.count <= schema.keyCount else { return nil }
    let names = schema.keyFields.map(\.name)
    let filled = parts + Array(repeating: "", count: schema.keyCount - parts.count)
    return try records(system: system, where: Array(zip(names, filled).map { ($0, $1) })).first
  }

  private func record(in statement: Statement, from column: Int) -> Record {
    var values: [Value] = []
    values.reserveCapacity(schema.fields.count)
    for (position, field) in schema.fields.enumerated() {
      values.append(
        position < schema.keyCount
          ? keyValue(statement, column + position, field.type)
          : statement.value(column + position, as: field.type))
    }
    return Record(schema, values: values)
  }
}
