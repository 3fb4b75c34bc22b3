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
