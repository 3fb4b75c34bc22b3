import Domain

/// A difference is explained by a movement that should have been posted long ago.
struct StockExplainedAged: Check {
  var code: ExceptionCode { .stockExplainedAged }
  var judges: Set<Situation.Kind> { [.stock] }
  var meaning: String {
    "Movements explain why book stock and physical stock differ, but one of them waits for longer"
      + " than it may: what is explained and old is an integration that is stuck."
  }
  var remedy: String { "find out why the movements are not posted, and have them posted" }

  var examples: [CheckExample] {
    let (ten, two) = (ExactDecimal(10), ExactDecimal(2))
    func example(_ story: String, hoursLate: Int, physical: Int = 8, findings: Int) -> CheckExample
    {
      CheckExample(
        story,
        .stock(
          book: ten, physical: ExactDecimal(physical), shipped: two, hoursLate: hoursLate),
        findings: findings)
    }
    return [
      example("a shipment waits for an hour less than it may", hoursLate: -1, findings: 0),
      example("it may wait until now", hoursLate: 0, findings: 0),
      example("it waits for an hour too long", hoursLate: 1, findings: 1),
      example("it waits too long, and more is missing", hoursLate: 1, physical: 7, findings: 1),
      CheckExample(
        "both sides agree and no movement is known", .stock(book: ten, physical: ten), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .stock(let stock) = situation, stock.hasBothSides, let equation = stock.equation,
      let until = stock.explainedUntil, let now = stock.now, now > until,
      let oldest = equation.oldest
    else { return [] }
    let origin = equation.parts.first { $0.movement.at == oldest }?.movement.origin
    return [
      exception(
        on: stock, at: origin, owner: stock.ownerSystem, expected: stock.book?.description,
        actual: stock.physical?.description, difference: equation.explained,
        "\(equation.told); the oldest is of \(oldest) and should have been posted by \(until)")
    ]
  }
}
