package import Domain
internal import Glibc

/// The state store: everything wmsync remembers, in one SQLite file that an operator can read.
///
/// One process at a time writes it, under the run lock. Every method that writes must be called
/// inside `transaction`; what a step does commits together or not at all.
package final class StateStore {
  package let path: String
  private let isReadOnly: Bool
  let database: Database
  private var tables: [EntityID: RecordTable] = [:]
  private var depth = 0
  /// Collections of seen rows that have gone to the temporary table.
  var shelves: Int64 = 0
  /// Subjects of which no key is due, as far as is known; see `setDue`.
  var subjectsWithoutDue: Set<String> = []
  /// Layout that the file has; less than `version` only in one that was opened for reading.
  package private(set) var layout = 0
  /// What opening did to a store of an older layout; `nil` mostly.
  package private(set) var migration: Migration?

  /// Marks the file as ours: "WMSY".
  private static let applicationID: Int64 = 0x574D_5359
  /// Layout version that this program writes.
  package static let version = migrations.count
  /// Changes whenever a record type does.
  package static var catalogue: String { RecordTable.fingerprint }

  /// Opens the store, and makes it when `create` is set.
  ///
  /// - Parameters:
  ///   - path: path of the file, as `state/state.db`.
  ///   - create: whether a missing store may be made.
  ///   - readOnly: whether nothing will be written, so that a running cycle is not disturbed.
  /// - Throws: `missing`, `newer`, `foreign`, `damaged`, `inputOutput`.
  package init(
    path: String, create: Bool, readOnly: Bool = false
  ) throws(StoreError) {
    self.path = path
    isReadOnly = readOnly
    let size = try StoreFile.size(at: path)
    guard size != nil || create else {
      throw StoreError(
        .missing, "\(path): there is no state store yet; the first `wmsync run` makes it")
    }
    // What an interrupted first run left is taken back by its journal; other bytes are not ours.
    let mayBeNew = size ?? 0 == 0 || access(path + "-journal", F_OK) == 0
    database = try Database(path: path, readOnly: readOnly)
    try prepare(mayBeNew: mayBeNew, readOnly: readOnly)
  }

  private func prepare(
    mayBeNew: Bool, readOnly: Bool
  ) throws(StoreError) {
    let pages = try pageCount()
    let isNew = mayBeNew && pages == 0
    guard !isNew || !readOnly else {
      throw StoreError(.missing, "\(path): it is empty; the first `wmsync run` makes the store")
    }
    try refuseUnknown(isNew: isNew)
    try refuseTorn(pages: pages)
    // The page size counts only when the store is made; large pages take ordered loads faster.
    // What is freed in a private file need not be overwritten, which costs a load a tenth.
    try database.execute(
      """
      PRAGMA page_size = 8192; PRAGMA cache_size = -65536; PRAGMA secure_delete = OFF;
      PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
      """)
    layout = Int(try database.integer("PRAGMA user_version") ?? 0)
    guard !readOnly else { return }
    try database.execute("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;")
    if isNew, chmod(path, 0o600) != 0 {
      throw StoreError(
        .inputOutput, "\(path): cannot make it private: \(String(cString: strerror(errno)))")
    }
    try migrate()
  }

  /// How many pages there are, be the last one whole or not.
  ///
  /// - Throws: `damaged`; where the torn page is one of the layout, with what is missing.
  private func pageCount() throws(StoreError) -> Int64 {
    do {
      return try database.integer("PRAGMA page_count") ?? 0
    } catch {
      if error.kind == .damaged {
        let page = max(1, try database.integer("PRAGMA page_size") ?? 1)
        let size = try database.fileSize()
        // With a part of the first page alone nobody knows how many there were.
        if size > page { try refuseTorn(pages: (size + page - 1) / page) }
      }
      throw error
    }
  }

  private func refuseUnknown(isNew: Bool) throws(StoreError) {
    let application = try database.integer("PRAGMA application_id") ?? 0
    let version = try database.integer("PRAGMA user_version") ?? 0
    guard !isNew else { return }
    guard application == Self.applicationID, version > 0 else {
      throw StoreError(
        .foreign, "\(path): this is no state store of wmsync; nothing was changed", store: path)
    }
    guard version <= Int64(Self.version) else {
      throw StoreError(
        .newer,
        "\(path): the store has layout \(version), this program knows \(Self.version); "
          + "install the newer wmsync that made it")
    }
  }

  /// Refuses a file that ends within its last page: SQLite counts a part of a page as a whole one
  /// and reads zeros for what is missing.
  ///
  /// - Parameter pages: what was read after an interrupted change was taken back, if there was one.
  /// - Throws: `damaged`.
  private func refuseTorn(pages: Int64) throws(StoreError) {
    let expected = pages * (try database.integer("PRAGMA page_size") ?? 0)
    let size = try database.fileSize()
    guard size < expected else { return }
    throw StoreError(
      .damaged,
      "\(path): the state store is damaged (\(expected - size) bytes are missing at its end)",
      store: path)
  }

  private func migrate() throws(StoreError) {
    let version = layout
    let catalogue = RecordTable.fingerprint
    let isCurrent = version == Self.version
    if isCurrent,
      try database.text("SELECT value FROM setting WHERE name = 'catalogue'") == catalogue
    {
      return
    }
    let kept = version > 0 && !isCurrent ? try keepLayout(version) : nil
    try begin()
    do {
      for schema in allRecordSchemas { try RecordTable.dropView(of: schema, in: database) }
      for step in Self.steps(from: version) { try database.execute(step) }
      for schema in allRecordSchemas { try RecordTable.prepare(schema, in: database) }
      try database.execute(shellViews)
      for schema in allRecordSchemas { try RecordTable.makeView(of: schema, in: database) }
      try database.run("INSERT OR REPLACE INTO setting VALUES('catalogue', ?)", catalogue)
      try database.execute(
        "PRAGMA user_version = \(Self.version); PRAGMA application_id = \(Self.applicationID);")
      try commit()
    } catch {
      try rollBack()
      throw error
    }
    layout = Self.version
    migration = kept.map { Migration(from: version, to: Self.version, backup: $0) }
  }

  /// What a store of an older layout lacks.
  ///
  /// Stores of layout 2 have the third step and lack the second, which was put before it one change
  /// later.
  private static func steps(from version: Int) -> [String] {
    version == 2 ? [migrations[1]] + migrations[3...] : Array(migrations[version...])
  }

  /// Looks at every page; what it finds is a reason to stop.
  ///
  /// - Throws: `damaged`.
  package func checkPages() throws(StoreError) {
    let answer = try database.text("PRAGMA quick_check(1)") ?? "no answer"
    guard answer == "ok" else {
      throw StoreError(.damaged, "\(path): the state store is damaged (\(answer))", store: path)
    }
  }

  /// Everything in `body` is kept together or not at all.
  ///
  /// Nested calls join the outer one as a part that can fail alone.
  @discardableResult
  package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try begin()
    do {
      let result = try body()
      try commit()
      return result
    } catch {
      try rollBack(after: error)
      throw error
    }
  }

  /// Starts a transaction, or a part of the one that is open.
  package func begin() throws(StoreError) {
    try database.requireValues()
    try database.execute(depth == 0 ? "BEGIN IMMEDIATE" : "SAVEPOINT part\(depth)")
    depth += 1
  }

  /// Keeps what was done since the matching `begin`.
  package func commit() throws(StoreError) {
    try database.requireValues()
    try database.execute(depth == 1 ? "COMMIT" : "RELEASE part\(depth - 1)")
    depth -= 1
  }

  /// Undoes what was done since the matching `begin`.
  package func rollBack() throws(StoreError) {
    depth -= 1
    subjectsWithoutDue.removeAll()
    if depth == 0 { database.forgetLostValue() }
    // After a full disk SQLite has rolled everything back by itself, parts included.
    if !database.isInTransaction { return }
    try database.execute(
      depth == 0 ? "ROLLBACK" : "ROLLBACK TO part\(depth); RELEASE part\(depth)")
  }

  /// Keeps what was done until now in every open transaction and part, and goes on in new ones of
  /// the same depth.
  package func keepSoFar() throws(StoreError) {
    try database.requireValues()
    try database.execute("COMMIT")
    try database.execute("BEGIN IMMEDIATE")
    for part in 1..<max(depth, 1) { try database.execute("SAVEPOINT part\(part)") }
  }

  private func rollBack(after cause: any Error) throws {
    do {
      try rollBack()
    } catch let failure {
      throw StoreError(failure.kind, "\(failure.message); it happened while undoing: \(cause)")
    }
  }

  /// The table of a record type.
  package func table(_ schema: RecordSchema) throws(StoreError) -> RecordTable {
    if let table = tables[schema.entity] { return table }
    let table = RecordTable(
      schema, in: database, lacking: isReadOnly ? try lacking(schema) : [])
    tables[schema.entity] = table
    return table
  }

  /// Fields for which an older store, that is only looked at, has no column.
  private func lacking(_ schema: RecordSchema) throws(StoreError) -> Set<String> {
    let columns = try database.texts(
      "SELECT name FROM pragma_table_info(?)", RecordTable.tableName(schema))
    return columns.isEmpty ? [] : Set(schema.fields.map(\.name)).subtracting(columns)
  }

  /// A named setting of the store; `nil` when it was never set.
  package func setting(_ name: String) throws(StoreError) -> String? {
    try database.text("SELECT value FROM setting WHERE name = ?", name)
  }

  package func set(_ name: String, to value: String) throws(StoreError) {
    try database.run("INSERT OR REPLACE INTO setting VALUES(?, ?)", name, value)
  }

  package func forget(_ name: String) throws(StoreError) {
    try database.run("DELETE FROM setting WHERE name = ?", name)
  }
}
