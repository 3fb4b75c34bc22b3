import Domain

/// Goods came on a purchase order that was rejected or cancelled.
struct ReceiptOnRejected: Check {
  var code: ExceptionCode { .receiptOnRejected }
  var judges: Set<Situation.Kind> { [.purchaseLine] }
  var meaning: String {
    "The warehouse received goods on a purchase order that the buyer rejected or cancelled."
  }
  var remedy: String {
    "quarantine or return the goods and block the invoice, or approve the order"
  }

  var examples: [CheckExample] {
    [
      CheckExample("the order is approved", .purchase(.good(.hundred)), findings: 0),
      CheckExample(
        "a millionth came on a rejected order",
        .purchase(.good(.oneMillionth)) { $0.orderStatus = "rejected" }, findings: 1),
      CheckExample(
        "goods came on a cancelled order",
        .purchase(.good(.hundred)) { $0.orderStatus = "cancelled" }, findings: 1),
      CheckExample(
        "a rejected order got a receipt of nothing",
        .purchase(.good(.zero)) { $0.orderStatus = "rejected" }, findings: 0),
      CheckExample(
        "the order header is unknown", .purchase(.good(.hundred)) { $0.orderStatus = nil },
        findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .purchaseLine(let line) = situation, line.isRefused,
      let status = line.orderStatus
    else { return [] }
    let received = line.received
    guard received > .zero else { return [] }
    return [
      exception(
        on: line, at: line.latestReceipt?.origin, owner: line.origin?.system, expected: "0",
        actual: received.description, difference: received, atRisk: received,
        "the order is \(status)\(Wording.bracketed(line.origin)), received \(received)")
    ]
  }
}
