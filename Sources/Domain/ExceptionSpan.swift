/// Exceptions that were there in the same days.
package struct ExceptionSpan: Equatable, Sendable {
  package let found: CalendarDate
  /// `nil` while they are there.
  package let closed: CalendarDate?
  package let severity: Severity
  package let count: Int

  package init(found: CalendarDate, closed: CalendarDate?, severity: Severity, count: Int) {
    self.found = found
    self.closed = closed
    self.severity = severity
    self.count = count
  }

  /// Whether they were there at the end of a day.
  package func isLive(on day: CalendarDate) -> Bool {
    found <= day && (closed.map { $0 > day } ?? true)
  }
}

/// A run that ended.
package struct FinishedRun: Equatable, Sendable {
  package let id: Int64
  package let command: String
  /// When it ended, RFC 3339.
  package let at: String
  package let exit: Int
  /// How long it took; `nil` where nobody measured it.
  package let milliseconds: Int?

  package init(id: Int64, command: String, at: String, exit: Int, milliseconds: Int?) {
    self.id = id
    self.command = command
    self.at = at
    self.exit = exit
    self.milliseconds = milliseconds
  }
}
