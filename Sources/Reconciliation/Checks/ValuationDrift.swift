import Domain

/// The books value an article at another amount than its pieces cost.
///
/// `expected` is what the books say, `actual` what the pieces in them cost.
struct ValuationDrift: Check {
  var code: ExceptionCode { .valuationDrift }
  var judges: Set<Situation.Kind> { [.valuation] }
  var meaning: String {
    "The books value an article in a warehouse at more or less than its pieces in the books cost, by"
      + " more than the tolerance; pieces that are missing or on their way are not counted in."
  }
  var remedy: String { "correct the unit_cost of the item, or the value in the books by a journal" }

  var examples: [CheckExample] {
    let tenEuros = Tolerance(absolute: ExactDecimal(10), rule: "stock.value")
    let twoPercent = Tolerance(relativePercent: ExactDecimal(2))
    return [
      CheckExample("ten at 2.50 are worth 25", .valuation(worth: "25", at: "2.5"), findings: 0),
      CheckExample(
        "the books are a cent too high", .valuation(worth: "25.01", at: "2.5"), findings: 0),
      CheckExample(
        "the books are two cents too high", .valuation(worth: "25.02", at: "2.5"), findings: 1),
      CheckExample(
        "the books are a millionth more than a cent too low",
        .valuation(worth: "24.989999", at: "2.5"), findings: 1),
      CheckExample(
        "a yen is the smallest amount there is", .valuation(worth: "2501", at: "250", "JPY"),
        findings: 0),
      CheckExample("two yen are more", .valuation(worth: "2502", at: "250", "JPY"), findings: 1),
      CheckExample(
        "two pieces are missing, the others are worth what they cost",
        .valuation(worth: "25", at: "2.5", physical: 8), findings: 0),
      CheckExample(
        "two pieces are on their way, the others are worth what they cost",
        .valuation(worth: "25", at: "2.5", physical: 8, explained: -2), findings: 0),
      CheckExample(
        "two pieces are missing, and the price has changed",
        .valuation(worth: "25", at: "3", physical: 8), findings: 1),
      CheckExample(
        "what is tolerated", .valuation(worth: "25", at: "3.5", within: tenEuros), findings: 0),
      CheckExample(
        "a cent more than is tolerated", .valuation(worth: "24.99", at: "3.5", within: tenEuros),
        findings: 1),
      CheckExample(
        "2 % of the book value", .valuation(worth: "25", at: "2.55", within: twoPercent),
        findings: 0),
      CheckExample(
        "more than 2 % of the book value", .valuation(worth: "25", at: "2.551", within: twoPercent),
        findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .valuation(let facts) = situation, !facts.isTolerated else { return [] }
    let currency = facts.currency.map { " " + Wording.cut($0) } ?? ""
    return [
      SyncException(
        code, entity: "stock", key: RecordKey(parts: [facts.warehouse.text, facts.sku]).text,
        warehouse: facts.warehouse, field: "value", ownerSystem: facts.ownerSystem,
        expected: facts.bookValue.description,
        actual: (facts.bookValue + facts.costPart).description, difference: facts.costPart,
        valueAtRisk: facts.costPart.magnitude, origin: facts.origin,
        rule: facts.tolerance.rule.isEmpty ? nil : facts.tolerance.rule,
        message: Wording.at(
          facts.origin,
          "stock of \(Wording.cut(facts.sku)) in \(facts.warehouse): the book says"
            + " \(facts.bookValue)\(currency) for \(facts.book), the warehouse has"
            + " \(facts.physical) worth \(facts.physicalValue)\(currency) at unit cost"
            + " \(facts.unitCost), difference \(facts.difference): quantity"
            + " \(facts.quantityPart), timing \(facts.timingPart), cost \(facts.costPart)"),
        hint: remedy)
    ]
  }
}
