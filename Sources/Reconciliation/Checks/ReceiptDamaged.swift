import Domain

/// Goods of a purchase line arrived damaged or were rejected at the gate.
struct ReceiptDamaged: Check {
  var code: ExceptionCode { .receiptDamaged }
  var judges: Set<Situation.Kind> { [.purchaseLine] }
  var meaning: String { "Part of what was received on a purchase line is damaged or rejected." }
  var remedy: String {
    "claim the quantity from the supplier and keep it out of the sellable stock"
  }

  var examples: [CheckExample] {
    [
      CheckExample("everything is good", .purchase(.good(.hundred)), findings: 0),
      CheckExample(
        "a millionth is damaged",
        .purchase(ReceiptFact(good: .hundred, damaged: .oneMillionth)), findings: 1),
      CheckExample(
        "a piece was rejected", .purchase(ReceiptFact(rejected: ExactDecimal(1))), findings: 1),
      CheckExample(
        "two receipts with damage are one exception",
        .purchase(
          ReceiptFact(damaged: ExactDecimal(1)), ReceiptFact(damaged: ExactDecimal(2))),
        findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .purchaseLine(let line) = situation else { return [] }
    let damaged = line.receipts.reduce(ExactDecimal.zero) { $0 + $1.damaged }
    let rejected = line.receipts.reduce(ExactDecimal.zero) { $0 + $1.rejected }
    let spoilt = damaged + rejected
    guard spoilt > .zero else { return [] }
    return [
      exception(
        on: line, at: line.latestReceipt?.origin, owner: line.origin?.system, expected: "0",
        actual: spoilt.description, difference: spoilt, atRisk: spoilt,
        "of \(line.received) received, \(damaged) damaged and \(rejected) rejected;"
          + " the order\(Wording.bracketed(line.origin)) expects good pieces only")
    ]
  }
}
