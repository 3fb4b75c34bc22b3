import Domain

/// A purchase order stays open although every line was received in full.
struct PoStatusLag: Check {
  var code: ExceptionCode { .poStatusLag }
  var judges: Set<Situation.Kind> { [.purchaseOrder] }
  var meaning: String {
    "Every line of a purchase order was received in full, and the order is still open."
  }
  var remedy: String { "close the purchase order" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "the last line lacks a piece", .purchaseOrder("approved", (5, 5), (6, 7)), findings: 0),
      CheckExample(
        "every line came in full", .purchaseOrder("approved", (5, 5), (7, 7)), findings: 1),
      CheckExample("more than ordered came", .purchaseOrder("pending", (6, 5)), findings: 1),
      CheckExample("the order is closed", .purchaseOrder("closed", (5, 5)), findings: 0),
      CheckExample("the order is cancelled", .purchaseOrder("cancelled", (5, 5)), findings: 0),
      CheckExample("the order is rejected", .purchaseOrder("rejected", (5, 5)), findings: 0),
      CheckExample("the header is unknown", .purchaseOrder(nil, (5, 5)), findings: 0),
      CheckExample("the order has no open line", .purchaseOrder("approved"), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .purchaseOrder(let order) = situation, let status = order.status,
      status == "pending" || status == "approved", !order.lines.isEmpty,
      order.lines.allSatisfy({ $0.received >= $0.ordered })
    else { return [] }
    let ordered = order.lines.reduce(ExactDecimal.zero) { $0 + $1.ordered }
    let received = order.lines.reduce(ExactDecimal.zero) { $0 + $1.received }
    let message =
      "purchase order \(Wording.cut(order.order)) is \(status), the warehouse received"
      + " \(received) of \(ordered) ordered:"
      + " \(Wording.counted(order.lines.count, "open line")) in full"
    return [
      SyncException(
        code, entity: "purchase_order", key: RecordKey(parts: [order.order]).text,
        warehouse: order.warehouse, field: "status", ownerSystem: order.origin?.system,
        expected: "closed", actual: status,
        origin: order.origin, message: Wording.at(order.origin, message), hint: remedy)
    ]
  }
}
