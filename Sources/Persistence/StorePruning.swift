package import Domain

extension StateStore {
  /// Lets go of the bytes of delivered files that are older than a time.
  ///
  /// What waits for an answer, what was refused, and the newest file of each stream stay whole.
  /// - Returns: how many files were concerned.
  /// - Throws: `StoreError`.
  package func dropBytes(ofFilesBefore time: Timestamp) throws(StoreError) -> Int {
    try database.run(
      """
      DELETE FROM sent_before WHERE outbox IN (SELECT id FROM outbox
        WHERE (state = 'acknowledged' OR state = 'published' AND ack_within IS NULL)
          AND coalesce(answered_at, published_at, created_at) < ?)
      """, time)
    try database.run(
      """
      UPDATE outbox SET bytes = NULL WHERE bytes IS NOT NULL
        AND (state = 'acknowledged' OR state = 'published' AND ack_within IS NULL)
        AND coalesce(answered_at, published_at, created_at) < ?
        AND seq < (SELECT max(seq) FROM outbox newest WHERE newest.stream = outbox.stream)
      """, time)
    return database.changes
  }

  /// Forgets finished runs that are older than a time, never the newest run.
  package func forgetRuns(before time: Timestamp) throws(StoreError) -> Int {
    try database.run(
      """
      DELETE FROM run_log WHERE coalesce(finished_at, started_at) < ?
        AND id < (SELECT max(id) FROM run_log)
      """, time)
    return database.changes
  }

  /// Forgets exceptions that were closed before a time, with their histories.
  package func forgetResolved(before time: Timestamp) throws(StoreError) -> Int {
    let old = "SELECT id FROM exception_book WHERE state = 'resolved' AND closed_at < ?"
    try database.run("DELETE FROM exception_history WHERE exception IN (\(old))", time)
    try database.run("DELETE FROM exception_book WHERE id IN (\(old))", time)
    return database.changes
  }

  // MARK: Views

  /// Names of the views, sorted.
  package func viewNames() throws(StoreError) -> [String] {
    try database.texts("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
  }

  /// Visits the rows of a view in the order of its columns, the names of the columns first.
  ///
  /// - Parameters:
  ///   - view: one of `viewNames`.
  ///   - visit: gets the cells; `nil` stands for a value that is not there.
  /// - Throws: `StoreError`, and what the closure throws.
  package func scan(view: String, _ visit: ([String?]) throws -> Void) throws {
    let columns = try database.texts("SELECT name FROM pragma_table_info(?) ORDER BY cid", view)
    try visit(columns)
    let order = columns.indices.map { String($0 + 1) }.joined(separator: ", ")
    let statement = try database.freshStatement(
      "SELECT * FROM \"\(view)\" ORDER BY \(order)")
    defer { database.release(statement) }
    while try statement.step() {
      try visit(columns.indices.map { statement.optionalText($0) })
    }
  }
}
