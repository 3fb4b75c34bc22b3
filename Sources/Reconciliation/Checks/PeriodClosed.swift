import Domain

/// The books hear of a movement after they closed the day on which it happened.
struct PeriodClosed: Check {
  var code: ExceptionCode { .periodClosed }
  var judges: Set<Situation.Kind> { [.closedPeriod] }
  var meaning: String {
    "Stock moved on a day that the books have closed; its journal is proposed for the first open"
      + " day."
  }
  var remedy: String { "accept the later day, or reopen the period and move finance.closed_until" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "the last day that is closed", .closedPeriod(day: 15, closedUntil: 15), findings: 1),
      CheckExample(
        "the first day that is open", .closedPeriod(day: 16, closedUntil: 15), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .closedPeriod(let facts) = situation, facts.eventDate <= facts.closedUntil else {
      return []
    }
    return [
      SyncException(
        code, entity: facts.entity, key: facts.key.text, warehouse: facts.warehouse,
        ownerSystem: facts.owner, expected: facts.eventDate.description,
        actual: facts.postingDate.description, valueAtRisk: facts.amount,
        message: "\(facts.entity) \(Wording.cut(facts.key.text)) of \(facts.eventDate) is proposed"
          + " for \(facts.postingDate): the books are closed until \(facts.closedUntil)",
        hint: remedy)
    ]
  }
}
