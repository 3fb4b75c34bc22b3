import Domain
import Testing

@testable import Syncing

/// How bad exceptions are, whose they are and when they are due, by the rules of a site.
@Suite struct ExceptionRulesTests {
  private static let noon = Timestamp(microseconds: 1_795_435_200_000_000)

  private func rules(_ alerts: AlertSettings, hoursLater hours: Int64 = 0) -> ExceptionRules {
    ExceptionRules(
      alerts, now: Timestamp(microseconds: Self.noon.microseconds + hours * 3_600_000_000))
  }

  private func difference(worth value: ExactDecimal?) -> SyncException {
    SyncException(
      .stockUnexplained, severity: .warning, entity: nil, key: "HAM|A1", warehouse: nil,
      field: nil, ownerSystem: nil, expected: "5", actual: "3", difference: ExactDecimal(-2),
      valueAtRisk: value, rule: nil, message: "two are missing", hint: "count")
  }

  private func severity(
    _ rules: ExceptionRules, worth value: ExactDecimal? = nil
  ) -> Severity {
    rules.severity(of: difference(worth: value), since: Self.noon)
  }

  @Test func `what is worth much is worse, whichever way it differs`() {
    var alerts = AlertSettings(severities: [:], assignments: [])
    alerts.escalations = [
      .init(codes: [.stockUnexplained], from: [], after: nil, value: ExactDecimal(100), to: .error)
    ]
    #expect(severity(rules(alerts)) == .warning)
    #expect(severity(rules(alerts), worth: ExactDecimal(99)) == .warning)
    #expect(severity(rules(alerts), worth: ExactDecimal(100)) == .error)
    #expect(severity(rules(alerts), worth: ExactDecimal(-100)) == .error)
  }

  @Test func `age and value of one rule must both be there, and no rule makes it better`() {
    var alerts = AlertSettings(severities: [:], assignments: [])
    alerts.escalations = [
      .init(codes: [], from: [.warning], after: 7200, value: ExactDecimal(50), to: .critical),
      .init(codes: [], from: [], after: 0, value: nil, to: .info),
      .init(codes: [.receiptOver], from: [], after: 0, value: nil, to: .critical),
      .init(codes: [], from: [.error], after: 0, value: nil, to: .critical),
    ]
    #expect(severity(rules(alerts, hoursLater: 2)) == .warning)
    #expect(severity(rules(alerts, hoursLater: 1), worth: ExactDecimal(50)) == .warning)
    #expect(severity(rules(alerts, hoursLater: 2), worth: ExactDecimal(50)) == .critical)
  }

  @Test func `a rule starts from the severity that the site gave the code`() {
    var alerts = AlertSettings(severities: [.stockUnexplained: .info], assignments: [])
    alerts.escalations = [.init(codes: [], from: [.info], after: 3600, value: nil, to: .error)]
    #expect(severity(rules(alerts)) == .info)
    #expect(severity(rules(alerts, hoursLater: 1)) == .error)
  }
}
