import Domain

/// Goods left on a customer order line that no system has.
struct ShipUnknownOrder: Check {
  var code: ExceptionCode { .shipUnknownOrder }
  var judges: Set<Situation.Kind> { [.salesLine, .orphan] }
  var meaning: String {
    "The warehouse reports a shipment on a customer order line that no system has sent, or"
      + " on none at all."
  }
  var remedy: String {
    "identify the parcel and hold the stock issue in suspense until the order is found"
  }

  var examples: [CheckExample] {
    [
      CheckExample("the order line is known", .sales(.pieces(.hundred)), findings: 0),
      CheckExample(
        "nobody has the order line", .sales(.pieces(.hundred)) { $0.ordered = nil },
        findings: 1),
      CheckExample(
        "two shipments on an unknown line are one exception",
        .sales(.pieces(.hundred), .pieces(.hundred)) { $0.ordered = nil }, findings: 1),
      CheckExample(
        "the order line may still arrive",
        .sales(.pieces(.hundred)) {
          $0.ordered = nil
          $0.waitsUntil = .exampleNoon
        }, findings: 0),
      CheckExample(
        "nobody has the order line and nothing left", .sales { $0.ordered = nil }, findings: 0),
      CheckExample("it names no order at all", .orphan("shipment", .hundred), findings: 1),
      CheckExample("an empty shipment", .orphan("shipment", .zero), findings: 0),
      CheckExample("a receipt without an order", .orphan("receipt", .hundred), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    if case .orphan(let orphan) = situation, orphan.entity == "shipment", orphan.quantity > .zero {
      return [
        exception(
          on: orphan,
          "\(orphan.quantity)\(orphan.sku.map { " of \(Wording.cut($0))" } ?? "") left and no order"
            + " is named")
      ]
    }
    guard case .salesLine(let line) = situation, line.ordered == nil, !line.shipments.isEmpty,
      line.waitsUntil == nil
    else { return [] }
    let shipped = line.shipped
    return [
      exception(
        on: line, actual: shipped.description, difference: shipped, atRisk: shipped,
        "no system has this order line, shipped \(shipped)")
    ]
  }
}
