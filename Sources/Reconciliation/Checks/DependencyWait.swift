import Domain

/// Something waits for the document that it belongs to.
struct DependencyWait: Check {
  var code: ExceptionCode { .dependencyWait }
  var judges: Set<Situation.Kind> { [.purchaseLine, .salesLine, .returned] }
  var meaning: String {
    "A receipt, a shipment or a return names a document that no system has sent yet. It is kept"
      + " back for the time that is configured, and goes on by itself when the document arrives;"
      + " after that time it goes on all the same, under the code of what is missing."
  }
  var remedy: String { "nothing yet; look for the document when the time is nearly over" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "the truck was faster than the purchase order",
        .purchase(.good(.hundred)) {
          $0.ordered = nil
          $0.waitsUntil = .exampleNoon
        }, findings: 1),
      CheckExample(
        "the time is over", .purchase(.good(.hundred)) { $0.ordered = nil }, findings: 0),
      CheckExample(
        "the parcel was faster than the order",
        .sales(.pieces(.hundred)) {
          $0.ordered = nil
          $0.waitsUntil = .exampleNoon
        }, findings: 1),
      CheckExample("the order is known", .sales(.pieces(.hundred)), findings: 0),
      CheckExample(
        "the authorisation is on its way",
        .returned(action: "quarantine") {
          $0.isBlind = true
          $0.waitsUntil = .exampleNoon
        }, findings: 1),
      CheckExample("the return was authorised", .returned(action: "restock"), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    switch situation {
    case .purchaseLine(let line):
      guard line.ordered == nil, let end = line.waitsUntil, let latest = line.latestReceipt else {
        return []
      }
      let received = line.received
      return [
        exception(
          on: line, at: latest.origin, owner: latest.origin?.system, actual: received.description,
          difference: received, atRisk: received,
          "received \(received); waits until \(end) for the purchase order")
      ]
    case .salesLine(let line):
      guard line.ordered == nil, let end = line.waitsUntil, !line.shipments.isEmpty else {
        return []
      }
      let shipped = line.shipped
      return [
        exception(
          on: line, actual: shipped.description, difference: shipped, atRisk: shipped,
          "shipped \(shipped); waits until \(end) for the customer order")
      ]
    case .returned(let row):
      guard row.isBlind, let end = row.waitsUntil, row.quantity > .zero else { return [] }
      return [
        exception(
          on: row, field: nil, expected: "an authorisation", actual: "none",
          "\(row.quantity) pieces came back; waits until \(end) for the authorisation")
      ]
    default: return []
    }
  }
}
