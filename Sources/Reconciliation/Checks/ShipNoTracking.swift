import Domain

/// A parcel left and nobody can say where it is.
struct ShipNoTracking: Check {
  var code: ExceptionCode { .shipNoTracking }
  var judges: Set<Situation.Kind> { [.notice] }
  var meaning: String {
    "A shipment has no tracking number, and the time that the customer's notice waits for one has"
      + " passed."
  }
  var remedy: String { "get the label data from the warehouse or the carrier" }

  var examples: [CheckExample] {
    [
      CheckExample("it has a number", .notice(tracking: ["1Z"], waited: 7200), findings: 0),
      CheckExample("the wait is not over", .notice(tracking: [], waited: 3599), findings: 0),
      CheckExample("the wait is over", .notice(tracking: [], waited: 3600), findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .notice(let notice) = situation, notice.tracking.isEmpty,
      notice.waitedSeconds >= notice.limitSeconds
    else { return [] }
    return [
      SyncException(
        code, entity: "shipment", key: RecordKey(parts: [notice.shipment]).text,
        warehouse: notice.warehouse, field: "tracking", ownerSystem: notice.origin?.system,
        origin: notice.origin,
        message: Wording.at(
          notice.origin,
          "shipment \(Wording.cut(notice.shipment)) of customer order"
            + " \(Wording.cut(notice.order)) has no tracking number"),
        hint: remedy)
    ]
  }
}
