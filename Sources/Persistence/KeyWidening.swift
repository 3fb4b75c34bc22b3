import Domain

extension RecordTable {
  /// Makes the table anew where its key has got more fields since it was made: what is stored keeps
  /// them as absent.
  ///
  /// The hash of a content counts the places of its fields, which have moved.
  static func widenKey(
    of schema: RecordSchema, in database: Database, _ create: () throws(StoreError) -> Void
  ) throws(StoreError) {
    let name = tableName(schema)
    let wanted = ["_system"] + schema.keyFields.map(\.name)
    let found = try columns(of: name, where: "pk > 0 ORDER BY pk", in: database)
    guard !found.isEmpty, found != wanted else { return }
    let before = name + "_before"
    try database.execute("ALTER TABLE \(name) RENAME TO \(before)")
    try create()
    let old = Set(try columns(of: before, where: "true", in: database))
    let all = try columns(of: name, where: "true", in: database)
    let values = all.map { column in
      if wanted.contains(column) {
        return old.contains(column) ? "coalesce(\(quoted(column)), '')" : "''"
      }
      return old.contains(column) ? quoted(column) : "NULL"
    }
    try database.execute(
      """
      INSERT INTO \(name)(\(all.map(quoted).joined(separator: ", ")))
        SELECT \(values.joined(separator: ", ")) FROM \(before);
      DROP TABLE \(before);
      """)
    try hashAnew(schema, in: database)
  }

  private static func columns(
    of table: String, where condition: String, in database: Database
  ) throws(StoreError) -> [String] {
    let statement = try database.freshStatement(
      "SELECT name FROM pragma_table_info(?) WHERE \(condition)")
    defer { database.release(statement) }
    statement.bind(table, at: 1)
    var names: [String] = []
    while try statement.step() { names.append(statement.text(0)) }
    return names
  }

  private static func hashAnew(
    _ schema: RecordSchema, in database: Database
  ) throws(StoreError) {
    let name = tableName(schema)
    let fields = schema.fields.map { quoted($0.name) }.joined(separator: ", ")
    let keys = (["_system"] + schema.keyFields.map { quoted($0.name) })
    let reading = try database.freshStatement("SELECT _system, \(fields) FROM \(name)")
    defer { database.release(reading) }
    var hashes: [(key: [String], hash: Int64)] = []
    while try reading.step() {
      var record = Record(schema)
      for (position, field) in schema.fields.enumerated() {
        record.values[position] = reading.value(position + 1, as: field.type)
      }
      hashes.append(
        ((0...schema.keyCount).map { reading.text($0) }, StableHash.ofContent(record)))
    }
    let writing = try database.freshStatement(
      "UPDATE \(name) SET _hash = ? WHERE "
        + keys.map { "\($0) = ?" }.joined(separator: " AND "))
    defer { database.release(writing) }
    for (key, hash) in hashes {
      writing.bind(hash, at: 1)
      for (index, part) in key.enumerated() { writing.bind(part, at: index + 2) }
      try writing.finish()
    }
  }
}
