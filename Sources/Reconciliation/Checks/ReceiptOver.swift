import Domain

/// More came on a purchase line than was ordered and may be delivered over.
///
/// All receipts of the line are judged together: twenty truckloads share one allowance.
struct ReceiptOver: Check {
  var code: ExceptionCode { .receiptOver }
  var judges: Set<Situation.Kind> { [.purchaseLine] }
  var meaning: String {
    "All receipts of a purchase line together exceed the ordered quantity and its allowance."
  }
  var remedy: String {
    "accept the surplus by raising the order, return it to the supplier, or bill it"
  }

  var examples: [CheckExample] {
    let twoPercent = Allowance(overPercent: ExactDecimal(2))
    let halves = ExactDecimal(51)
    return [
      CheckExample("exactly what was ordered came", .purchase(.good(.hundred)), findings: 0),
      CheckExample(
        "a millionth of a piece more than ordered came",
        .purchase(.good(.hundred), .good(.oneMillionth)), findings: 1),
      CheckExample(
        "two receipts use up the 2 % allowance",
        .purchase(.good(halves), .good(halves), allowing: twoPercent), findings: 0),
      CheckExample(
        "two receipts exceed the 2 % allowance by a millionth",
        .purchase(.good(halves), .good(halves + .oneMillionth), allowing: twoPercent),
        findings: 1),
      CheckExample(
        "damaged and rejected pieces count as received",
        .purchase(
          ReceiptFact(good: .hundred, damaged: ExactDecimal(1), rejected: ExactDecimal(1))),
        findings: 1),
      CheckExample(
        "the order line is unknown", .purchase(.good(.hundred)) { $0.ordered = nil },
        findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .purchaseLine(let line) = situation, let ordered = line.ordered else { return [] }
    let received = line.received
    let most = line.allowance.most(of: ordered)
    guard received > most else { return [] }
    let surplus = received - ordered
    return [
      exception(
        on: line, at: line.latestReceipt?.origin, owner: line.origin?.system,
        expected: ordered.description, actual: received.description, difference: surplus,
        atRisk: surplus,
        "ordered \(ordered)\(Wording.bracketed(line.origin)), at most \(most) may come,"
          + " received \(received)")
    ]
  }
}
