/// Remembers which rows of a file were seen: in memory while they are few, then in a temporary
/// table, so that a file of any size needs no more memory than another.
package final class SeenRows {
  package struct Row: Equatable, Sendable {
    /// Hash of what it said.
    package let content: Int64
    package let line: Int32

    package init(content: Int64, line: Int32) {
      self.content = content
      self.line = line
    }
  }

  private let store: StateStore
  private let inMemory: Int
  private var rows: [Int64: Row] = [:]
  /// Number of this collection in the table; `nil` while everything is in memory.
  private var shelf: Int64?

  /// - Parameters:
  ///   - store: its temporary table takes what is too much for memory.
  ///   - inMemory: rows that are kept in memory.
  package init(store: StateStore, inMemory: Int = 390_000) {
    self.store = store
    self.inMemory = inMemory
  }

  /// The row that was remembered under a number; `nil` when none was.
  package func row(_ number: Int64) throws(StoreError) -> Row? {
    if let row = rows[number] { return row }
    guard let shelf else { return nil }
    let statement = try store.database.statement(
      "SELECT content, line FROM temp.seen_row WHERE shelf = ? AND number = ?")
    statement.bind(shelf, at: 1)
    statement.bind(number, at: 2)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    return Row(content: statement.integer(0), line: Int32(clamping: statement.integer(1)))
  }

  /// Remembers a row, unless one of that number was seen before, which is returned then.
  package func insert(_ number: Int64, _ row: Row) throws(StoreError) -> Row? {
    if shelf == nil {
      if rows.count < inMemory {
        let before = rows.updateValue(row, forKey: number)
        if let before { rows[number] = before }
        return before
      }
      if let before = rows[number] { return before }
      shelf = try store.openShelf()
    } else if let before = try self.row(number) {
      return before
    }
    try store.database.run(
      "INSERT INTO temp.seen_row VALUES(?, ?, ?, ?)", shelf ?? 0, number, row.content,
      Int64(row.line))
    return nil
  }
}

extension StateStore {
  /// Makes the temporary table where it is not there yet.
  fileprivate func openShelf() throws(StoreError) -> Int64 {
    try database.execute(
      """
      CREATE TEMP TABLE IF NOT EXISTS seen_row(
        shelf INTEGER NOT NULL, number INTEGER NOT NULL, content INTEGER NOT NULL,
        line INTEGER NOT NULL, PRIMARY KEY(shelf, number)) STRICT, WITHOUT ROWID;
      PRAGMA temp.cache_size = -16384;
      """)
    shelves += 1
    return shelves
  }

  /// Drops what was remembered of a file's rows.
  package func forgetSeenRows() throws(StoreError) {
    guard shelves > 0 else { return }
    try database.execute("DROP TABLE IF EXISTS temp.seen_row")
    shelves = 0
  }
}
