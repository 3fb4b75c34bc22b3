internal import CSQLite

/// One line of the log of runs.
package struct LoggedRun: Equatable, Sendable {
  package let id: Int64
  package let command: String
  package let startedAt: String
  /// `nil` for a run that is at work or was killed.
  package let finishedAt: String?
  package let exit: Int?
  /// How long it took; `nil` where nobody measured it.
  package let milliseconds: Int?
  /// What it did, in numbers; empty when it failed.
  package let summary: String
}

/// What is asked about a store when something is wrong with it.
extension StateStore {
  /// Version of the SQLite library.
  package static var engineVersion: String { String(cString: sqlite3_libversion()) }

  /// `delete` or `truncate` for a rollback journal, `wal` for a log.
  package func journalMode() throws(StoreError) -> String {
    try database.text("PRAGMA journal_mode") ?? ""
  }

  /// The newest runs, newest first.
  package func newestRuns(_ count: Int) throws(StoreError) -> [LoggedRun] {
    let statement = try database.statement(
      """
      SELECT id, command, started_at, finished_at, exit, summary,
        \(hasPageFacts ? "milliseconds" : "NULL")
      FROM run_log
      ORDER BY id DESC LIMIT \(count)
      """)
    defer { statement.reset() }
    var runs: [LoggedRun] = []
    while try statement.step() {
      runs.append(
        LoggedRun(
          id: statement.integer(0), command: statement.text(1), startedAt: statement.text(2),
          finishedAt: statement.optionalText(3),
          exit: statement.optionalInteger(4).map { Int($0) },
          milliseconds: statement.optionalInteger(6).map { Int($0) },
          summary: statement.optionalText(5) ?? ""))
    }
    return runs
  }
}
