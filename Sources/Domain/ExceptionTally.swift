/// How many live exceptions there are of a state, severity and code.
package struct ExceptionTally: Equatable, Sendable {
  package let state: BookedException.State
  package let severity: Severity
  package let code: ExceptionCode
  package let count: Int

  package init(
    state: BookedException.State, severity: Severity, code: ExceptionCode, count: Int
  ) {
    self.state = state
    self.severity = severity
    self.code = code
    self.count = count
  }
}

/// What waits for people: exceptions that are open or acknowledged.
package struct ExceptionLoad: Equatable, Sendable {
  package var live = 0
  /// Nobody looks after them.
  package var unowned = 0
  /// Their time is over.
  package var overdue = 0
  package var valueAtRisk = ExactDecimal.zero

  package init(
    live: Int = 0, unowned: Int = 0, overdue: Int = 0, valueAtRisk: ExactDecimal = .zero
  ) {
    self.live = live
    self.unowned = unowned
    self.overdue = overdue
    self.valueAtRisk = valueAtRisk
  }
}
