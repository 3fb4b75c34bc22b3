internal import Domain
internal import Persistence

/// What one piece of an article costs.
struct UnitCosts {
  /// The currency is an ISO 4217 code; `nil` where nobody says.
  typealias Cost = (amount: ExactDecimal, currency: String?)

  private let session: Session
  private let items: RecordTable
  private let orders: RecordTable
  private let orderLines: RecordTable

  init(session: Session) throws {
    self.session = session
    items = try session.store.table(.item)
    orders = try session.store.table(.purchaseOrder)
    orderLines = try session.store.table(.purchaseOrderLine)
  }

  /// What one piece that moved cost: on its order line, else by the item master of the ERP.
  func cost(of event: Record) throws -> Cost? {
    if event.schema == .receipt, let order = event["po"].text {
      let line = RecordKey([event["po"], event["po_line"]])
      for system in session.settings.systems {
        guard let cost = try orderLines.record(line, in: system.id)?.record["unit_cost"].decimal
        else { continue }
        let header = try orders.record(RecordKey(parts: [order]), in: system.id)?.record
        return (cost, header?["currency"].text)
      }
    }
    return try cost(ofItem: event["sku"])
  }

  /// So long a price is waited for where nothing is said of waiting.
  private static let mostSeconds = 30 * 86_400

  /// Whether what was received names an order line that nobody has told yet: its price counts, unless
  /// it has been waited for long enough.
  func awaitsOrder(_ event: Record) throws -> Bool {
    guard event.schema == .receipt, !event["po"].isNull,
      !session.feeds(of: RecordSchema.purchaseOrderLine.entity).isEmpty
    else { return false }
    let configured = session.settings.parentSeconds
    let wait = configured > 0 ? configured : Self.mostSeconds
    if let time = event["received_at"].time, time.adding(seconds: wait) < session.now {
      return false
    }
    let line = RecordKey([event["po"], event["po_line"]])
    return try !session.settings.systems.contains {
      try orderLines.record(line, in: $0.id) != nil
    }
  }

  /// By the item master of the ERP.
  func cost(ofItem sku: Value) throws -> Cost? {
    guard let erp = session.erp,
      let item = try items.record(RecordKey([sku]), in: erp)?.record,
      let cost = item["unit_cost"].decimal
    else { return nil }
    return (cost, item["currency"].text)
  }
}
