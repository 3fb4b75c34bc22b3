import Domain

/// Less was shipped than the customer wants, and the warehouse did not say what becomes of it.
struct ShipShort: Check {
  var code: ExceptionCode { .shipShort }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "Less was shipped on an order line than ordered, and the newest shipment neither closes the"
      + " line nor keeps the rest as a backorder."
  }
  var remedy: String { "decide whether the rest is a backorder or the line is closed" }

  var examples: [CheckExample] {
    let ninetyFive = ExactDecimal(95)
    let fivePercent = Allowance(underPercent: ExactDecimal(5))
    return [
      CheckExample("everything left", .sales(.pieces(.hundred)), findings: 0),
      CheckExample(
        "a millionth stayed behind", .sales(.pieces(.hundred - .oneMillionth)), findings: 1),
      CheckExample(
        "the 5 % allowance is used up", .sales(.pieces(ninetyFive), allowing: fivePercent),
        findings: 0),
      CheckExample(
        "the 5 % allowance is missed by a millionth",
        .sales(.pieces(ninetyFive - .oneMillionth), allowing: fivePercent), findings: 1),
      CheckExample(
        "the rest is a backorder", .sales(.pieces(ninetyFive, closing: "backorder")),
        findings: 0),
      CheckExample(
        "a later shipment has no closing code any more",
        .sales(.pieces(ninetyFive, closing: "backorder"), .pieces(ExactDecimal(1))),
        findings: 1),
      CheckExample(
        "the rest was cancelled",
        .sales(.pieces(ninetyFive)) { $0.cancelled = ExactDecimal(5) }, findings: 0),
      CheckExample(
        "the order is cancelled",
        .sales(.pieces(ninetyFive)) { $0.isOrderCancelled = true }, findings: 0),
      CheckExample("nothing left yet", .sales(), findings: 0),
      CheckExample(
        "a lid is missing for the last kit",
        .sales(.pieces(ExactDecimal(99))) { $0.kitRest = ["1 BOX"] }, findings: 1),
      CheckExample(
        "all kits left, and a lid more",
        .sales(.pieces(.hundred, closing: "complete")) { $0.kitRest = ["1 LID"] }, findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation, let wanted = line.wanted,
      let newest = line.shipments.last
    else { return [] }
    let shipped = line.shipped
    let least = line.allowance.least(of: wanted)
    if !line.kitRest.isEmpty, shipped >= least { return [brokenKit(line, wanted, shipped)] }
    guard newest.closing == nil, shipped < least else { return [] }
    return [
      exception(
        on: line, expected: wanted.description, actual: shipped.description,
        difference: shipped - wanted, atRisk: wanted - shipped,
        "the customer wants \(wanted)\(Wording.bracketed(line.origin)), at least \(least) must"
          + " leave, shipped \(shipped) without a word on the rest"
          + (line.kitRest.isEmpty
            ? "" : "; of incomplete kits left \(Wording.listed(line.kitRest))"))
    ]
  }

  /// Every kit left, and parts of another one.
  private func brokenKit(
    _ line: SalesLineFacts, _ wanted: ExactDecimal, _ shipped: ExactDecimal
  ) -> SyncException {
    exception(
      on: line, expected: wanted.description, actual: shipped.description, difference: .zero,
      atRisk: .zero,
      "\(shipped) complete kits left, and parts that belong to none: "
        + Wording.listed(line.kitRest))
  }
}
