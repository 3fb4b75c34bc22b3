import Domain

/// Goods left on a customer order line that no system has.
struct ShipUnknownOrder: Check {
  var code: ExceptionCode { .shipUnknownOrder }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "The warehouse reports a shipment on a customer order line that no system has sent."
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
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
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
