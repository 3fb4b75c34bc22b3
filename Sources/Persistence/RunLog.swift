package import Domain

extension StateStore {
  /// Starts a run and returns its number, from 1.
  package func startRun(_ command: String, at time: Timestamp) throws(StoreError) -> Int64 {
    try database.run("INSERT INTO run_log(command, started_at) VALUES(?, ?)", command, time)
    return database.lastInsertedID
  }

  /// Ends a run; `milliseconds` is how long it took, `nil` where nobody measured it.
  package func finishRun(
    _ id: Int64, exit: Int, ruleSet: Int64?, summary: String, at time: Timestamp,
    milliseconds: Int? = nil
  ) throws(StoreError) {
    try database.run(
      """
      UPDATE run_log SET finished_at = ?, exit = ?, rule_set = ?, summary = ?, milliseconds = ?
      WHERE id = ?
      """,
      time, exit, ruleSet, summary, milliseconds, id)
  }

  /// When the newest finished run ended, and how; `nil` before the first.
  package func lastRun() throws(StoreError) -> (id: Int64, finishedAt: String, exit: Int)? {
    let statement = try database.statement(
      """
      SELECT id, finished_at, exit FROM run_log WHERE finished_at IS NOT NULL
      ORDER BY id DESC LIMIT 1
      """)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    return (statement.integer(0), statement.text(1), Int(statement.integer(2)))
  }

  /// When the newest whole cycle ended; `nil` before the first.
  package func lastCycle() throws(StoreError) -> Timestamp? {
    let statement = try database.statement(
      """
      SELECT finished_at FROM run_log WHERE command = 'run' AND finished_at IS NOT NULL
      ORDER BY id DESC LIMIT 1
      """)
    defer { statement.reset() }
    return try statement.step() ? Timestamp(rfc3339: statement.text(0)) : nil
  }
}
