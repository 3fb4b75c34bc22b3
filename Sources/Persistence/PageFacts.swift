package import Domain

/// What the page for people tells of the past.
extension StateStore {
  /// Exceptions by the days (UTC) on which they were found first and closed last, and how bad they are.
  ///
  /// - Returns: `closed` is `nil` for those that are live; in no order.
  package func exceptionSpans() throws(StoreError) -> [ExceptionSpan] {
    let statement = try database.statement(
      """
      SELECT substr(first_seen, 1, 10),
        CASE WHEN state = 'resolved' THEN substr(coalesce(closed_at, last_seen), 1, 10) END,
        severity, count(*)
      FROM exception_book GROUP BY 1, 2, 3
      """)
    defer { statement.reset() }
    var spans: [ExceptionSpan] = []
    while try statement.step() {
      guard let found = CalendarDate(statement.text(0)),
        let severity = Severity(rawValue: statement.text(2))
      else { continue }
      spans.append(
        ExceptionSpan(
          found: found, closed: statement.optionalText(1).flatMap { CalendarDate($0) },
          severity: severity, count: Int(statement.integer(3))))
    }
    return spans
  }

  /// In which hours since a time files of each feed were taken, as `2026-11-23T06`.
  package func arrivalHours(since time: Timestamp) throws(StoreError) -> [FeedID: [String]] {
    let statement = try database.statement(
      """
      SELECT DISTINCT feed, substr(taken_at, 1, 13) FROM file_ledger
      WHERE taken_at >= ? AND state = 'accepted' ORDER BY 1, 2
      """)
    statement.bind(time, at: 1)
    defer { statement.reset() }
    var hours: [FeedID: [String]] = [:]
    while try statement.step() {
      hours[FeedID(statement.text(0)), default: []].append(statement.text(1))
    }
    return hours
  }

  /// What people did to exceptions lately, newest first.
  package func newestActions(
    _ count: Int
  ) throws(StoreError) -> [(exception: Int64, event: ExceptionEvent)] {
    let statement = try database.statement(
      """
      SELECT exception, at, who, action, note FROM exception_history
      WHERE who <> 'run' ORDER BY id DESC LIMIT ?
      """)
    statement.bind(count, at: 1)
    defer { statement.reset() }
    var actions: [(exception: Int64, event: ExceptionEvent)] = []
    while try statement.step() {
      actions.append(
        (
          statement.integer(0),
          ExceptionEvent(
            at: statement.text(1), who: statement.text(2), action: statement.text(3),
            note: statement.optionalText(4))
        ))
    }
    return actions
  }
}
