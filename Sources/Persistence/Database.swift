internal import CSQLite
internal import Domain

/// A value could not be bound or read; whatever follows would work with an empty one instead.
final class LostValue {
  fileprivate(set) var error: StoreError?
}

/// One connection to the store's SQLite file.
///
/// Rollback journal with full synchronisation: the SQLite versions in the field can damage a
/// database in write-ahead mode, and a cycle is not faster with it.
final class Database {
  let path: String
  /// It is only looked at.
  let isReadOnly: Bool
  private let handle: OpaquePointer
  private var cached: [String: Statement] = [:]
  private var idle: [String: [Statement]] = [:]
  let lost = LostValue()

  /// Set once, before the first connection; where it comes too late everything works as ever.
  private static let countsMemory = wmsync_sqlite_count_no_memory() != SQLITE_OK

  init(path: String, readOnly: Bool = false) throws(StoreError) {
    _ = Self.countsMemory
    var opened: OpaquePointer?
    let access = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let status = sqlite3_open_v2(
      StoreFile.resolved(path), &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nil)
    guard status == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw StoreError(.inputOutput, "\(path): cannot open the state store: \(message)")
    }
    handle = opened
    self.path = path
    isReadOnly = readOnly
    sqlite3_extended_result_codes(handle, 1)
    _ = wmsync_sqlite_defend(handle)
    sqlite3_busy_timeout(handle, 2_000)
  }

  deinit {
    cached.removeAll()
    idle.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Notes a call that could not hand over a value; the next statement refuses to go on.
  func note(_ status: Int32) {
    guard status != SQLITE_OK, lost.error == nil else { return }
    lost.error = failure(status, in: "a value")
  }

  /// Notes that a column gave nothing, if that is for want of memory.
  func noteMissingValue() {
    note(sqlite3_errcode(handle) & 0xff == SQLITE_NOMEM ? SQLITE_NOMEM : SQLITE_OK)
  }

  /// - Throws: what kept an earlier value from being handed over, until everything is undone.
  func requireValues() throws(StoreError) {
    if let error = lost.error { throw error }
  }

  /// What was worked with a missing value has been undone.
  func forgetLostValue() { lost.error = nil }

  /// Runs statements that return nothing; never with values from a file in the text.
  func execute(_ sql: String) throws(StoreError) {
    let status = sqlite3_exec(handle, sql, nil, nil, nil)
    guard status == SQLITE_OK else { throw failure(status, in: sql) }
  }

  /// A prepared statement, kept for the life of the connection.
  func statement(_ sql: String) throws(StoreError) -> Statement {
    if let statement = cached[sql] {
      statement.reset()
      return statement
    }
    let statement = try prepare(sql)
    cached[sql] = statement
    return statement
  }

  private func prepare(_ sql: String) throws(StoreError) -> Statement {
    var prepared: OpaquePointer?
    let status = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard status == SQLITE_OK, let prepared else { throw failure(status, in: sql) }
    return Statement(prepared, in: self)
  }

  /// A statement of its own, so that a scan may run while the same scan is open elsewhere.
  func freshStatement(_ sql: String) throws(StoreError) -> Statement {
    if let statement = idle[sql]?.popLast() { return statement }
    let statement = try prepare(sql)
    statement.sql = sql
    return statement
  }

  /// Gives a fresh statement back for the next scan.
  func release(_ statement: Statement) {
    statement.reset()
    idle[statement.sql, default: []].append(statement)
  }

  /// Runs one statement to its end with bound values.
  func run(_ sql: String, _ values: any Bindable...) throws(StoreError) {
    let statement = try statement(sql)
    for (index, value) in values.enumerated() { statement.bind(value, at: index + 1) }
    try statement.finish()
  }

  /// The first column of the first row; `nil` when there is none or it is NULL.
  func integer(_ sql: String, _ values: any Bindable...) throws(StoreError) -> Int64? {
    let statement = try statement(sql)
    for (index, value) in values.enumerated() { statement.bind(value, at: index + 1) }
    defer { statement.reset() }
    return try statement.step() ? statement.optionalInteger(0) : nil
  }

  /// The first column of the first row as text; `nil` when there is none or it is NULL.
  func text(_ sql: String, _ values: any Bindable...) throws(StoreError) -> String? {
    let statement = try statement(sql)
    for (index, value) in values.enumerated() { statement.bind(value, at: index + 1) }
    defer { statement.reset() }
    let text = try statement.step() ? statement.optionalText(0) : nil
    try requireValues()
    return text
  }

  var lastInsertedID: Int64 { sqlite3_last_insert_rowid(handle) }

  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Rows that the last statement changed.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// Size of the file as it is now; what a statement says of it is only what its header claims.
  func fileSize() throws(StoreError) -> Int64 {
    var file: UnsafeMutablePointer<sqlite3_file>?
    var size: sqlite3_int64 = 0
    var status = sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file)
    if status == SQLITE_OK, let ask = file?.pointee.pMethods?.pointee.xFileSize {
      status = ask(file, &size)
    }
    guard status == SQLITE_OK else { throw failure(status, in: "the size of the file") }
    return size
  }

  func failure(_ status: Int32, in sql: String) -> StoreError {
    let message = String(cString: sqlite3_errmsg(handle))
    switch status & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED:
      return StoreError(.busy, "\(path): in use by another process; try again when it is done")
    case SQLITE_CORRUPT:
      return StoreError(
        .damaged, "\(path): the state store is damaged (\(message))", store: path)
    case SQLITE_NOTADB:
      return StoreError(
        .foreign, "\(path): this is no state store of wmsync; nothing was changed", store: path)
    case SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH,
      SQLITE_NOMEM, SQLITE_PROTOCOL:
      return StoreError(.inputOutput, "\(path): \(message); nothing of this step was kept")
    default:
      return StoreError(.internalFault, "\(path): \(message) (\(status)) in \(sql)")
    }
  }
}
