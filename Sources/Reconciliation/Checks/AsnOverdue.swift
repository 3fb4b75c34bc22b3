import Domain

/// Announced goods have not come.
struct AsnOverdue: Check {
  var code: ExceptionCode { .asnOverdue }
  var judges: Set<Situation.Kind> { [.advice] }
  var meaning: String {
    "The time for which a supplier announced goods has passed, with the time that is granted, and"
      + " none of them was received."
  }
  var remedy: String { "ask the supplier or the carrier where the goods are" }

  var examples: [CheckExample] {
    [
      CheckExample("it is to come", .advice(begun: false, after: 3599), findings: 0),
      CheckExample("it should be here", .advice(begun: false, after: 3600), findings: 1),
      CheckExample("the first pallet is here", .advice(begun: true, after: 90_000), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .advice(let advice) = situation, let due = advice.overdueAt, due <= advice.now,
      let expected = advice.expectedAt
    else { return [] }
    return [
      SyncException(
        code, entity: "asn_line", key: RecordKey(parts: [advice.advice, advice.line]).text,
        warehouse: advice.warehouse, ownerSystem: advice.origin?.system,
        expected: advice.quantity.description, actual: "0",
        difference: .zero - advice.quantity,
        valueAtRisk: advice.unitCost.map { advice.quantity.multiplied(by: $0) },
        origin: advice.origin,
        message: Wording.at(
          advice.origin,
          "ship notice \(Wording.cut(advice.advice)) line \(Wording.cut(advice.line)) of purchase"
            + " order \(Wording.cut(advice.order)): \(advice.quantity) pieces were announced for"
            + " \(expected), none has come"),
        hint: remedy)
    ]
  }
}
