import Domain

/// Less came on a purchase line than was ordered, and nothing more is expected.
///
/// Nothing more is expected once the warehouse reports the line complete or the buyer closed it.
struct ReceiptShort: Check {
  var code: ExceptionCode { .receiptShort }
  var judges: Set<Situation.Kind> { [.purchaseLine] }
  var meaning: String {
    "A purchase line is complete or closed, and less was received than ordered and allowed."
  }
  var remedy: String {
    "claim the missing quantity from the supplier, or wait for a further receipt"
  }

  var examples: [CheckExample] {
    let ninetyFive = ExactDecimal(95)
    let fivePercent = Allowance(underPercent: ExactDecimal(5))
    return [
      CheckExample(
        "a complete receipt brings everything",
        .purchase(.good(.hundred, complete: true)), findings: 0),
      CheckExample(
        "a complete receipt lacks a millionth",
        .purchase(.good(.hundred - .oneMillionth, complete: true)), findings: 1),
      CheckExample(
        "a complete receipt uses up the 5 % allowance",
        .purchase(.good(ninetyFive, complete: true), allowing: fivePercent), findings: 0),
      CheckExample(
        "a complete receipt falls below the 5 % allowance by a millionth",
        .purchase(.good(ninetyFive - .oneMillionth, complete: true), allowing: fivePercent),
        findings: 1),
      CheckExample("more is to come", .purchase(.good(ninetyFive)), findings: 0),
      CheckExample(
        "the order was closed after a partial receipt",
        .purchase(.good(ninetyFive)) { $0.orderStatus = "closed" }, findings: 1),
      CheckExample(
        "the order was closed and nothing ever came",
        .purchase { $0.orderStatus = "closed" }, findings: 1),
      CheckExample(
        "the line was closed after a partial receipt",
        .purchase(.good(ninetyFive)) { $0.isLineClosed = true }, findings: 1),
      CheckExample(
        "the order was cancelled, its line closed, and nothing came",
        .purchase {
          $0.orderStatus = "cancelled"
          $0.isLineClosed = true
        }, findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .purchaseLine(let line) = situation, let ordered = line.ordered,
      Self.expectsNoMore(line)
    else { return [] }
    let received = line.received
    let least = line.allowance.least(of: ordered)
    guard received < least else { return [] }
    let isComplete = line.receipts.contains { $0.isComplete }
    return [
      exception(
        on: line, at: line.origin, owner: line.origin?.system, expected: ordered.description,
        actual: received.description, difference: received - ordered, atRisk: ordered - received,
        "ordered \(ordered), at least \(least) must come, received \(received)"
          + Wording.bracketed(line.latestReceipt?.origin)
          + (isComplete ? " and reported complete" : " when it was closed"))
    ]
  }

  /// A line closed along with a cancelled or rejected order was never going to be delivered.
  private static func expectsNoMore(_ line: PurchaseLineFacts) -> Bool {
    line.receipts.contains { $0.isComplete } || line.orderStatus == "closed"
      || line.isLineClosed && !line.isRefused
  }
}
