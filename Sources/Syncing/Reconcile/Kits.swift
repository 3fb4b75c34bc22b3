internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Kits: the ERP sells the whole, the warehouse ships its parts.
///
/// An order line keeps the bill that was valid when it was first looked at, whatever the bill
/// becomes later. As many kits have left as the scarcest part allows.
struct Kits {
  private let session: Session
  /// `nil` where no bill was ever delivered.
  private let components: RecordTable?

  init(session: Session) throws {
    self.session = session
    let schema = RecordSchema.kitComponent
    components = try session.hasDelivered(schema.entity) ? session.store.table(schema) : nil
  }

  /// What an order line is made of, by SKU; empty when it is no kit.
  ///
  /// - Throws: what the store failed with.
  func bill(of line: Record, orderedAt: Timestamp?) throws -> [KitPart] {
    guard let components, let sku = line["sku"].text else { return [] }
    let (order, number) = (line["order"].description, line["line"].description)
    if let kept = try session.store.kitBill(of: order, number, for: sku) { return kept }
    let day = ZoneClock(session.settings.timezone).local(of: orderedAt ?? session.now).date
    let parts = try Self.bill(of: sku, on: day, in: components, of: session.settings.systems)
    // Without the header nobody knows when it was ordered; the bill of today may be another one.
    let isDated = orderedAt != nil || session.feeds(of: RecordSchema.salesOrder.entity).isEmpty
    if isDated { try session.store.keepKitBill(parts, of: order, number, for: sku) }
    return parts
  }

  /// What a kit is made of on a day, by SKU, as the first system says that knows it.
  static func bill(
    of sku: String, on day: CalendarDate, in components: RecordTable, of systems: [SystemSettings]
  ) throws -> [KitPart] {
    var parts: [KitPart] = []
    for system in systems where parts.isEmpty {
      for stored in try components.records(system: system.id, where: [("kit_sku", sku)]) {
        guard let part = stored.record["component_sku"].text,
          let quantity = stored.record["qty_per"].decimal, quantity > .zero
        else { continue }
        if case .date(let from) = stored.record["valid_from"], from > day { continue }
        parts.append(KitPart(sku: part, quantity: quantity))
      }
    }
    return parts
  }

  /// The lines under which the parts of an order line go to a warehouse.
  func parts(
    of line: Record, orderedAt: Timestamp?
  ) throws -> [(key: RecordKey, record: Record)] {
    try bill(of: line, orderedAt: orderedAt).map { part in
      var record = line
      record["sku"] = .text(part.sku)
      for field in ["qty", "cancelled_qty"] {
        if let kits = line[field].decimal {
          record[field] = .decimal(kits.multiplied(by: part.quantity))
        }
      }
      // The price is that of the whole.
      record["unit_price"] = .null
      record["uom"] = .null
      return (RecordKey(parts: line.key.parts + [part.sku]), record)
    }
  }

  /// Shipments of parts as shipments of kits.
  ///
  /// - Parameters:
  ///   - shipments: of one order line, in the order in which they left.
  ///   - bill: what the line is made of.
  ///   - sku: of the kit.
  /// - Returns: one row for each shipment, with the kits that it completed, and the parts that
  ///   belong to no complete kit.
  static func folded(
    _ shipments: [RecordTable.Stored], by bill: [KitPart], sku: String
  ) -> (rows: [RecordTable.Stored], rest: [KitPart]) {
    guard !bill.isEmpty else { return (shipments, []) }
    var left: [String: ExactDecimal] = [:]
    var complete = ExactDecimal.zero
    var rows: [RecordTable.Stored] = []
    var places: [RecordKey: Int] = [:]
    for shipment in shipments {
      guard let part = shipment.record["sku"].text, bill.contains(where: { $0.sku == part }) else {
        // The kit as a whole, or something in its place.
        rows.append(shipment)
        continue
      }
      left[part, default: .zero] += shipment.record["qty"].decimal ?? .zero
      let kits = bill.map { Self.whole(left[$0.sku] ?? .zero, by: $0.quantity) }.min() ?? .zero
      let place = RecordKey(parts: [
        shipment.system.text, shipment.record["shipment"].description,
        shipment.record["version"].description,
      ])
      var record = places[place].map { rows[$0].record } ?? shipment.record
      let before = places[place] == nil ? .zero : record["qty"].decimal ?? .zero
      record["qty"] = .decimal(before + kits - complete)
      record["sku"] = .text(sku)
      record["sku_ordered"] = .null
      if !shipment.record["closing"].isNull { record["closing"] = shipment.record["closing"] }
      complete = kits
      let row = RecordTable.Stored(
        record: record, system: shipment.system, file: shipment.file, line: shipment.line)
      if let index = places[place] {
        rows[index] = row
      } else {
        places[place] = rows.count
        rows.append(row)
      }
    }
    let rest = bill.compactMap { part -> KitPart? in
      let more = (left[part.sku] ?? .zero) - complete.multiplied(by: part.quantity)
      return more > .zero ? KitPart(sku: part.sku, quantity: more) : nil
    }
    return (rows, rest)
  }

  /// How often a quantity holds another one.
  private static func whole(_ quantity: ExactDecimal, by part: ExactDecimal) -> ExactDecimal {
    // No more than a quantity can be.
    ExactDecimal(Int(min(max(quantity.millionths, 0) / part.millionths, 1_000_000_000_000)))
  }
}
