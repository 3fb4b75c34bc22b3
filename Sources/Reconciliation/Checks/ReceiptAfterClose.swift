import Domain

/// Goods came on a purchase order after it was closed.
struct ReceiptAfterClose: Check {
  var code: ExceptionCode { .receiptAfterClose }
  var judges: Set<Situation.Kind> { [.purchaseLine] }
  var meaning: String {
    "A receipt is later than the time at which its purchase order was closed."
      + " Without a known closing time nothing is said."
  }
  var remedy: String { "reopen the purchase order, or move the receipt to suspense" }

  var examples: [CheckExample] {
    let noon = Timestamp(microseconds: 0).adding(seconds: 43_200)
    return [
      CheckExample(
        "a receipt at the time of closing",
        .purchase(.arrived(second: 43_200)) { $0.closedAt = noon }, findings: 0),
      CheckExample(
        "a receipt a second after closing",
        .purchase(.arrived(second: 43_201)) { $0.closedAt = noon }, findings: 1),
      CheckExample(
        "two receipts after closing are one exception",
        .purchase(.arrived(second: 43_201), .arrived(second: 43_202)) { $0.closedAt = noon },
        findings: 1),
      CheckExample(
        "the closing time is unknown",
        .purchase(.arrived(second: 43_201)) { $0.orderStatus = "closed" }, findings: 0),
      CheckExample(
        "the time of receipt is unknown",
        .purchase(.good(.hundred)) { $0.closedAt = noon }, findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .purchaseLine(let line) = situation, let closedAt = line.closedAt,
      let latest = line.latestReceipt, let receivedAt = latest.receivedAt, receivedAt > closedAt
    else { return [] }
    let afterwards = line.receipts.reduce(ExactDecimal.zero) { sum, receipt in
      guard let time = receipt.receivedAt, time > closedAt else { return sum }
      return sum + receipt.total
    }
    return [
      exception(
        on: line, at: latest.origin, owner: line.origin?.system,
        expected: closedAt.description, actual: receivedAt.description, atRisk: afterwards,
        "the order was closed at \(closedAt)\(Wording.bracketed(line.origin)),"
          + " received \(afterwards) afterwards, last at \(receivedAt)")
    ]
  }
}
