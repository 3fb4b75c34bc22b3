import Domain

/// More was promised than there is and comes in time.
struct AtpNegative: Check {
  var code: ExceptionCode { .atpNegative }
  var judges: Set<Situation.Kind> { [.promise] }
  var meaning: String {
    "More of an article was promised than lies in the warehouse and comes by the promised days."
      + " Supply that is overdue and has not arrived does not count."
  }
  var remedy: String {
    "stop selling it, send the orders from elsewhere, or buy so that it comes in time"
  }

  var examples: [CheckExample] {
    [
      CheckExample("everything is promised", .promise(.zero), findings: 0),
      CheckExample(
        "a millionth is promised too much", .promise(-.oneMillionth), findings: 1),
      CheckExample("something is left", .promise(ExactDecimal(3)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .promise(let facts) = situation, facts.available < .zero else { return [] }
    let short = -facts.available
    let place = facts.warehouse.map { "in \($0)" } ?? "that no warehouse is to send yet"
    let from = facts.shortFrom.map { " from \($0)" } ?? ""
    let orders = facts.atRisk.map { "\(Wording.cut($0.document)) (\($0.missing))" }
    let risk =
      orders.isEmpty ? "no order is at risk" : "at risk: \(Wording.listed(orders))"
    return [
      SyncException(
        code, entity: "item", key: RecordKey(parts: [facts.sku]).text, warehouse: facts.warehouse,
        expected: facts.promised.description,
        actual: (facts.onHand + facts.expected).description, difference: facts.available,
        valueAtRisk: facts.unitCost.map { short.multiplied(by: $0) },
        message: "\(Wording.cut(facts.sku)) \(place): \(short) too much promised\(from):"
          + " \(facts.onHand) there and \(facts.expected) to come for \(facts.promised) promised;"
          + " \(risk)", hint: remedy)
    ]
  }
}
