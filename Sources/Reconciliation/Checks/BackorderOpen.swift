import Domain

/// A part of an order line is kept for later.
struct BackorderOpen: Check {
  var code: ExceptionCode { .backorderOpen }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "The newest shipment of an order line keeps the rest as a backorder, for longer than is granted."
      + " Where another system than the sender decides on backorders, the rest could be shipped twice: that is more than an"
      + " information."
  }
  var remedy: String { "watch its age; buy, move or cancel what does not come" }

  var examples: [CheckExample] {
    let kept = ShipmentFact.pieces(ExactDecimal(95), closing: "backorder")
    return [
      CheckExample("everything left", .sales(.pieces(.hundred, closing: "complete")), findings: 0),
      CheckExample("five are kept for later", .sales(kept), findings: 1),
      CheckExample(
        "the five followed", .sales(kept, .pieces(ExactDecimal(5), closing: "complete")),
        findings: 0),
      CheckExample(
        "the five were cancelled", .sales(kept) { $0.cancelled = ExactDecimal(5) }, findings: 0),
      CheckExample(
        "they are kept for an hour",
        .sales(kept) {
          $0.shipments[0].shippedAt = .exampleNoon
          $0.backorderSeconds = 7_200
          $0.now = .exampleNoon.adding(seconds: 3_600)
        }, findings: 0),
      CheckExample(
        "they are kept for two hours, which is long here",
        .sales(kept) {
          $0.shipments[0].shippedAt = .exampleNoon
          $0.backorderSeconds = 7_200
          $0.now = .exampleNoon.adding(seconds: 7_200)
        }, findings: 1),
      CheckExample(
        "the carrier brought it back",
        .sales(.pieces(.hundred, closing: "complete"), .undelivered(ExactDecimal(5))), findings: 1),
      CheckExample(
        "the ERP decides on backorders", .sales(kept) { $0.backorderOwner = "erp" }, findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation, let newest = line.shipments.last,
      newest.closing == "backorder" || line.shipments.contains(where: \.isUndelivered),
      let life = line.life, life.open > .zero, !line.isOrderCancelled
    else { return [] }
    // What came back is open although a later shipment closed the line.
    if newest.isUndelivered || newest.closing != nil && newest.closing != "backorder" {
      return line.undelivered > .zero ? [undelivered(line, life.open)] : []
    }
    guard newest.closing == "backorder" else { return [] }
    let sender = newest.origin?.system
    if let due = line.backorderDue, let now = line.now, due > now { return [] }
    let isForeign = line.backorderOwner.map { $0 != sender } ?? false
    var found = exception(
      on: line, expected: line.wanted?.description, actual: line.shipped.description,
      difference: line.shipped - (line.wanted ?? .zero), atRisk: life.open,
      "\(life.open) of \(line.wanted ?? .zero) stay for later"
        + (isForeign
          ? ", and \(line.backorderOwner?.text ?? "") decides on that: if it orders the rest anew, it"
            + " leaves twice" : ""))
    if isForeign {
      found.severity = .error
      found.ownerSystem = line.backorderOwner
      found.hint = "cancel the rest in one of the two systems"
    }
    return [found]
  }

  private func undelivered(_ line: SalesLineFacts, _ open: ExactDecimal) -> SyncException {
    var found = exception(
      on: line, expected: line.wanted?.description, actual: line.shipped.description,
      difference: line.shipped - (line.wanted ?? .zero), atRisk: open,
      "\(open) came back undelivered and are open again")
    found.severity = .error
    found.hint = "correct the address and send them again, or cancel them"
    return found
  }
}
