internal import Domain
internal import Persistence
internal import Reconciliation

/// The documents that events belong to, and how long an event waits for one that nobody has yet.
///
/// While it waits it is sent to nobody and accused of nothing; when its document arrives it goes
/// out by itself, and when the time is over it goes out all the same and is reported.
struct Parents {
  private let session: Session
  private let tables: [EntityID: (fields: [String], parents: RecordTable)]

  private static let all: [(event: RecordSchema, fields: [String], parent: RecordSchema)] = [
    (.receipt, ["po", "po_line"], .purchaseOrderLine),
    (.shipment, ["order", "order_line"], .salesOrderLine),
    (.parcel, ["shipment"], .shipment),
    (.transferLeg, ["transfer", "line"], .transferLine),
    (.returnReceipt, ["rma", "rma_line"], .rmaLine),
  ]

  init(session: Session) throws {
    self.session = session
    var tables: [EntityID: (fields: [String], parents: RecordTable)] = [:]
    if session.settings.parentSeconds > 0 {
      for (event, fields, parent) in Self.all where !session.feeds(of: parent.entity).isEmpty {
        tables[event.entity] = (fields, try session.store.table(parent))
      }
    }
    self.tables = tables
  }

  /// Whether anything waits on this site.
  var areAwaited: Bool { !tables.isEmpty }

  /// Until when an event waits; `nil` when it need not.
  ///
  /// - Throws: what the store failed with.
  func waitsUntil(_ event: RecordTable.Stored) throws -> Timestamp? {
    guard let (fields, parents) = tables[event.record.schema.entity],
      !event.record[fields[0]].isNull,
      let since = try session.ledgerFile(event.file)?.takenAt
    else { return nil }
    let end = since.adding(seconds: session.settings.parentSeconds)
    guard end > session.now else { return nil }
    let key = fields.map { event.record[$0] }.prefix { !$0.isNull }.map(\.description)
    for system in session.settings.systems
    where try parents.contains(keyStart: key, in: system.id) { return nil }
    return end
  }

  /// Until when all of these wait; `nil` when one of them does not.
  func allWaitUntil(_ events: [RecordTable.Stored]) throws -> Timestamp? {
    guard areAwaited else { return nil }
    var ends: [Timestamp] = []
    for event in events {
      guard let end = try waitsUntil(event) else { return nil }
      ends.append(end)
    }
    return ends.min()
  }
}
