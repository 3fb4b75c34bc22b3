import Domain

/// Goods came on a purchase order line that no system has.
struct ReceiptUnknownPo: Check {
  var code: ExceptionCode { .receiptUnknownPo }
  var judges: Set<Situation.Kind> { [.purchaseLine, .orphan] }
  var meaning: String {
    "The warehouse reports a receipt on a purchase order line that no system has sent, or on"
      + " none at all."
  }
  var remedy: String { "keep the goods in quarantine and find the purchase order they belong to" }

  var examples: [CheckExample] {
    [
      CheckExample("the order line is known", .purchase(.good(.hundred)), findings: 0),
      CheckExample(
        "nobody has the order line", .purchase(.good(.hundred)) { $0.ordered = nil },
        findings: 1),
      CheckExample(
        "the order line may still arrive",
        .purchase(.good(.hundred)) {
          $0.ordered = nil
          $0.waitsUntil = .exampleNoon
        }, findings: 0),
      CheckExample(
        "the order line is over nothing", .purchase(.good(.hundred)) { $0.ordered = .zero },
        findings: 0),
      CheckExample(
        "nobody has the order line and nothing came", .purchase { $0.ordered = nil },
        findings: 0),
      CheckExample("it names no order at all", .orphan("receipt", .hundred), findings: 1),
      CheckExample(
        "it names a ship notice that nobody has", .orphan("receipt", .hundred, advice: "N-1"),
        findings: 1),
      CheckExample("an empty receipt", .orphan("receipt", .zero), findings: 0),
      CheckExample("a shipment without an order", .orphan("shipment", .hundred), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    if case .orphan(let orphan) = situation, orphan.entity == "receipt", orphan.quantity > .zero {
      return [
        exception(
          on: orphan,
          "\(orphan.quantity)\(orphan.sku.map { " of \(Wording.cut($0))" } ?? "") came and no order"
            + " is named"
            + (orphan.advice.map { "; nobody has ship notice \(Wording.cut($0))" } ?? ""))
      ]
    }
    guard case .purchaseLine(let line) = situation, line.ordered == nil,
      line.waitsUntil == nil, let latest = line.latestReceipt
    else { return [] }
    let received = line.received
    return [
      exception(
        on: line, at: latest.origin, owner: latest.origin?.system, actual: received.description,
        difference: received, atRisk: received,
        "no system has this order line, received \(received)")
    ]
  }
}
