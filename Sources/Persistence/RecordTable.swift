package import Domain

/// All records of one type, per system; made from the catalogue.
///
/// Keyed by system and key fields in catalogue order, so that a scan comes in key order. A field
/// added to the catalogue becomes a column the next time the store is opened.
package final class RecordTable {
  package let schema: RecordSchema
  let database: Database
  let name: String
  /// Fields of the catalogue that a store of before, which is only looked at, has no column for.
  let lacking: Set<String>
  private let match: String
  private let find: String
  private let insertion: String
  private let update: String
  private let succession: String
  /// The statements of the hot path, kept so that no row has to look them up by their text.
  private var finding: Statement?
  private var inserting: Statement?
  private var succeeding: Statement?
  var scans: [ScanShape: ScanPool] = [:]

  /// What is known of a stored record without reading its fields.
  package struct Trace: Sendable {
    package let hash: Int64
    /// The file its content was read from.
    package let file: Int64
    package let line: Int
    package let isVanished: Bool
  }

  /// A stored record with its place.
  package struct Stored: Sendable {
    package let record: Record
    package let system: SystemID
    package let file: Int64
    package let line: Int

    package init(record: Record, system: SystemID, file: Int64, line: Int) {
      self.record = record
      self.system = system
      self.file = file
      self.line = line
    }
  }

  init(_ schema: RecordSchema, in database: Database, lacking: Set<String> = []) {
    self.schema = schema
    self.lacking = lacking
    self.database = database
    name = Self.tableName(schema)
    let keys = schema.keyFields.map { Self.quoted($0.name) }
    match = (["_system"] + keys).map { "\($0) = ?" }.joined(separator: " AND ")
    succession =
      "SELECT 1 FROM \(name) WHERE "
      + (["_system"] + keys.dropLast()).map { "\($0) = ? AND " }.joined()
      + "\(keys.last ?? "''") > ? AND _vanished_at IS NULL LIMIT 1"
    let columns = ["_system"] + schema.fields.map { Self.quoted($0.name) }
    let marks = Array(repeating: "?", count: columns.count + 5).joined(separator: ", ")
    find = "SELECT _hash, _file, _line, _vanished_at IS NOT NULL FROM \(name) WHERE \(match)"
    insertion =
      "INSERT INTO \(name)(\(columns.joined(separator: ", ")), "
      + "_hash, _file, _line, _first_file, _run) VALUES(\(marks)) ON CONFLICT DO NOTHING"
    let others = schema.fields[schema.keyCount...].map { Self.quoted($0.name) + " = ?, " }
    update =
      "UPDATE \(name) SET \(others.joined())_hash = ?, _file = ?, _line = ?, _run = ?, "
      + "_vanished_at = NULL WHERE \(match)"
  }

  static func tableName(_ schema: RecordSchema) -> String { schema.entity.text + "_record" }

  static func quoted(_ name: String) -> String { "\"\(name)\"" }

  /// Changes whenever the catalogue does, so that tables and views are brought up to it.
  static let fingerprint: String = {
    var hash = StableHash()
    hash.add("5")
    for likeness in Likeness.allCases { hash.add(likeness.expression) }
    for schema in allRecordSchemas {
      hash.add(schema.entity.text)
      hash.add(Int64(schema.keyCount))
      for field in schema.fields { add(field, to: &hash) }
      for lookup in schema.lookups { hash.add(lookup.joined(separator: ",")) }
    }
    return String(hash.value)
  }()

  private static func add(_ field: FieldSchema, to hash: inout StableHash) {
    hash.add(field.name)
    hash.add(field.type.name)
    if case .choice(let choices) = field.type { hash.add(choices.joined(separator: ",")) }
    for flag in [field.isOptionalInKey, field.isRequired, field.isPlanned] {
      hash.add(flag ? 1 : 0)
    }
  }

  /// Makes or widens the table and its indexes.
  static func prepare(_ schema: RecordSchema, in database: Database) throws(StoreError) {
    let name = tableName(schema)
    let keys = schema.keyFields.map { "\(quoted($0.name)) \(columnType($0.type)) NOT NULL" }
    let others = schema.fields[schema.keyCount...]
      .map { "\(quoted($0.name)) \(columnType($0.type))" }
    let primary = (["_system"] + schema.keyFields.map { quoted($0.name) }).joined(separator: ", ")
    let columns = (["_system TEXT NOT NULL"] + keys + others).joined(separator: ", ")
    let create = { () throws(StoreError) in
      try database.execute(
        """
        CREATE TABLE IF NOT EXISTS \(name)(\(columns), _hash INTEGER NOT NULL,
          _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
          _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(\(primary))) STRICT, WITHOUT ROWID
        """)
    }
    try widenKey(of: schema, in: database, create)
    try create()
    for field in schema.fields[schema.keyCount...]
    where try database.integer(
      "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?", name, field.name) == 0
    {
      try database.execute(
        "ALTER TABLE \(name) ADD COLUMN \(quoted(field.name)) \(columnType(field.type))")
    }
    for lookup in schema.lookups { try makeLookup(lookup, of: name, in: database) }
    try prepareLikenesses(of: schema, in: database)
  }

  /// Makes the view that `dropView` took away.
  static func makeView(of schema: RecordSchema, in database: Database) throws(StoreError) {
    try database.execute(viewDefinition(schema))
  }

  /// SQLite reads every view again for each column that is added to any table.
  static func dropView(of schema: RecordSchema, in database: Database) throws(StoreError) {
    try database.execute("DROP VIEW IF EXISTS \(quoted(schema.entity.text))")
  }

  private static func makeLookup(
    _ fields: [String], of table: String, in database: Database
  ) throws(StoreError) {
    let index = lookupName(fields, of: table)
    try database.execute(
      "CREATE INDEX IF NOT EXISTS \(index) ON \(table)"
        + "(\(fields.map(quoted).joined(separator: ", ")))")
  }

  static func lookupName(_ fields: [String], of table: String) -> String {
    table + "_" + fields.joined(separator: "_")
  }

  /// Makes the index by which records are found by these fields, unless there is one.
  ///
  /// For what only some sites look up: the others need not keep it. A store that is only looked at
  /// does without.
  package func makeLookup(by fields: [String]) throws(StoreError) {
    guard !database.isReadOnly else { return }
    try Self.makeLookup(fields, of: name, in: database)
  }

  private static func columnType(_ type: FieldType) -> String {
    switch type {
    case .integer, .decimal, .money, .bool: "INTEGER"
    case .code, .text, .date, .time, .choice, .unit, .gtin, .country: "TEXT"
    }
  }

  /// What anybody reads with SQL.
  ///
  /// Numbers are shown whole where they are whole and otherwise divided, so that nobody needs to
  /// know of millionths; an absent key field is NULL; vanished records are left out. All views are read
  /// each time a store is opened, so that each word of them counts.
  private static func viewDefinition(_ schema: RecordSchema) -> String {
    /// A field of the record goes before the origin of the same name, as the line of an order.
    func origin(_ name: String) -> String {
      schema.position(of: name) == nil ? name : name == "line" ? "file_line" : "source_\(name)"
    }
    let columns = schema.fields.enumerated().map { position, field in
      let column = quoted(field.name)
      if field.type.isNumeric {
        return "iif(\(column)%1000000,\(column)/1e6,\(column)/1000000)AS\(column)"
      }
      return position < schema.keyCount ? "nullif(\(column),'')AS\(column)" : column
    }
    return """
      CREATE VIEW \(quoted(schema.entity.text)) AS
      SELECT _system AS \(origin("system")),\(columns.joined(separator: ",")),
      (SELECT feed FROM file_ledger WHERE id=_file)AS feed,
      (SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS \(origin("line")),
      (SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
      (SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
      LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
      FROM \(tableName(schema)) WHERE _vanished_at IS NULL;
      """
  }

  private func kept(_ place: inout Statement?, _ sql: String) throws(StoreError) -> Statement {
    if let statement = place { return statement }
    let statement = try database.statement(sql)
    place = statement
    return statement
  }

  // MARK: One record

  /// What is stored under a key; `nil` when nothing is.
  package func trace(of record: Record, in system: SystemID) throws(StoreError) -> Trace? {
    let statement = try kept(&finding, find)
    statement.bind(system.text, at: 1)
    bindKey(of: record, to: statement, from: 2)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    return Trace(
      hash: statement.integer(0), file: statement.integer(1), line: Int(statement.integer(2)),
      isVanished: statement.integer(3) != 0)
  }

  /// A field of what is stored under the key of a record, vanished or not; `null` when nothing is.
  package func stored(
    _ field: String, underKeyOf record: Record, in system: SystemID
  ) throws(StoreError) -> Value {
    guard let position = schema.position(of: field) else { return .null }
    let statement = try database.statement(
      "SELECT \(Self.quoted(field)) FROM \(name) WHERE \(match)")
    statement.bind(system.text, at: 1)
    bindKey(of: record, to: statement, from: 2)
    defer { statement.reset() }
    return try statement.step() ? statement.value(0, as: schema.fields[position].type) : .null
  }

  /// Whether there is a live record whose key is greater in its last field alone, as a later version.
  package func hasLater(than record: Record, in system: SystemID) throws(StoreError) -> Bool {
    let statement = try kept(&succeeding, succession)
    statement.bind(system.text, at: 1)
    bindKey(of: record, to: statement, from: 2)
    defer { statement.reset() }
    return try statement.step()
  }

  /// Adds a record; returns `false`, and changes nothing, when there is one of its key.
  @discardableResult
  package func insert(
    _ record: Record, system: SystemID, hash: Int64, file: Int64, line: Int, run: Int64
  ) throws(StoreError) -> Bool {
    let statement = try kept(&inserting, insertion)
    statement.bind(system.text, at: 1)
    bindKey(of: record, to: statement, from: 2)
    var index = 2 + schema.keyCount
    for value in record.values[schema.keyCount...] {
      statement.bind(value, at: index)
      index += 1
    }
    statement.bind(hash, at: index)
    statement.bind(file, at: index + 1)
    statement.bind(Int64(line), at: index + 2)
    statement.bind(file, at: index + 3)
    statement.bind(run, at: index + 4)
    try statement.finish()
    return database.changes > 0
  }

  /// Replaces the content of a stored record; a vanished one is there again.
  package func update(
    _ record: Record, system: SystemID, hash: Int64, file: Int64, line: Int, run: Int64
  ) throws(StoreError) {
    let statement = try database.statement(update)
    var index = 1
    for value in record.values[schema.keyCount...] {
      statement.bind(value, at: index)
      index += 1
    }
    for number in [hash, file, Int64(line), run] {
      statement.bind(number, at: index)
      index += 1
    }
    statement.bind(system.text, at: index)
    bindKey(of: record, to: statement, from: index + 1)
    try statement.finish()
  }

  /// Takes a record out of its view; it stays in history.
  package func vanish(
    _ record: Record, system: SystemID, at time: Timestamp, run: Int64
  ) throws(StoreError) {
    let statement = try database.statement(
      "UPDATE \(name) SET _vanished_at = ?, _run = ? WHERE \(match)")
    statement.bind(time, at: 1)
    statement.bind(run, at: 2)
    statement.bind(system.text, at: 3)
    bindKey(of: record, to: statement, from: 4)
    try statement.finish()
  }

  private func bindKey(of record: Record, to statement: Statement, from index: Int) {
    for position in 0..<schema.keyCount {
      if case .null = record.values[position] {
        statement.bind("", at: index + position)
      } else {
        statement.bind(record.values[position], at: index + position)
      }
    }
  }
}
