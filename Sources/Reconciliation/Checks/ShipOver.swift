import Domain

/// More was shipped on a customer order line than the customer wants and may get.
struct ShipOver: Check {
  var code: ExceptionCode { .shipOver }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "All shipments of an order line together exceed what was ordered, less what was cancelled,"
      + " and its allowance."
  }
  var remedy: String { "approve billing the surplus, or recover the goods" }

  var examples: [CheckExample] {
    let twoPercent = Allowance(overPercent: ExactDecimal(2))
    return [
      CheckExample("exactly what was ordered left", .sales(.pieces(.hundred)), findings: 0),
      CheckExample(
        "a second shipment adds a millionth", .sales(.pieces(.hundred), .pieces(.oneMillionth)),
        findings: 1),
      CheckExample(
        "the 2 % allowance is used up",
        .sales(.pieces(ExactDecimal(102)), allowing: twoPercent), findings: 0),
      CheckExample(
        "the 2 % allowance is exceeded by a millionth",
        .sales(.pieces(ExactDecimal(102) + .oneMillionth), allowing: twoPercent), findings: 1),
      CheckExample(
        "ten pieces were cancelled and left all the same",
        .sales(.pieces(.hundred)) { $0.cancelled = ExactDecimal(10) }, findings: 1),
      CheckExample(
        "the whole order is cancelled, which is reported as such",
        .sales(.pieces(ExactDecimal(200))) { $0.isOrderCancelled = true }, findings: 0),
      CheckExample(
        "it left after it was cancelled, which is reported as such",
        .changed(.left(.hundred, second: 3), .asked("cancel_line", 2, .accepted)), findings: 0),
      CheckExample(
        "the order line is unknown", .sales(.pieces(.hundred)) { $0.ordered = nil },
        findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation, let wanted = line.wanted,
      line.leftAfterCancellation == .zero
    else { return [] }
    let shipped = line.shipped
    let most = line.allowance.most(of: wanted)
    guard shipped > most else { return [] }
    let surplus = shipped - wanted
    return [
      exception(
        on: line, expected: wanted.description, actual: shipped.description, difference: surplus,
        atRisk: surplus,
        "the customer wants \(wanted)\(Wording.bracketed(line.origin)), at most \(most) may"
          + " leave, shipped \(shipped)")
    ]
  }
}
