internal import Domain
internal import Persistence
internal import Reconciliation

/// Judges customer orders against everything shipped on them.
struct SalesProof {
  let session: Session

  func run() throws {
    guard try session.hasDelivered(RecordSchema.salesOrderLine.entity),
      try session.hasDelivered(RecordSchema.shipment.entity)
    else { return }
    let reader = try ProofReader(
      session: session, headers: .salesOrder, lines: .salesOrderLine, events: .shipment)
    try reader.forEach(session.store.touched(Touched.sales), judge)
    try session.store.clearTouched(Touched.sales)
  }

  private func judge(_ order: ProofDocument) throws {
    let (header, lines, shipments) = (order.header, order.lines, order.events)
    var found: [SyncException] = []
    for line in lines {
      let own = shipments.filter { $0.record["order_line"] == line.record["line"] }
      found += findings(in: .salesLine(try facts(line, header: header, shipments: own)))
    }
    let known = Set(lines.map { $0.record["line"] })
    var unknown: [RecordKey: [RecordTable.Stored]] = [:]
    for shipment in shipments where !known.contains(shipment.record["order_line"]) {
      let line = RecordKey(text: shipment.record["order_line"].description)
      unknown[line, default: []].append(shipment)
    }
    for (line, shipments) in unknown.sorted(by: { $0.key < $1.key }) {
      var facts = SalesLineFacts(order: order.key, line: line.text, ordered: nil)
      facts.sku = shipments.first?.record["sku"].text
      facts.warehouse = shipments.first?.record.warehouse
      facts.shipments = try shipments.map { try fact(of: $0) }
      found += findings(in: .salesLine(facts))
    }
    try session.desk.judge(Subject.sales(order.key), findings: found)
  }

  private func facts(
    _ line: RecordTable.Stored, header: RecordTable.Stored?, shipments: [RecordTable.Stored]
  ) throws -> SalesLineFacts {
    let record = line.record
    var facts = SalesLineFacts(
      order: record["order"].description, line: record["line"].description,
      ordered: record["qty"].decimal ?? .zero)
    facts.cancelled = record["cancelled_qty"].decimal ?? .zero
    facts.isOrderCancelled = header?.record["cancelled"].flag ?? false
    facts.headerOrigin = try header.flatMap { try session.origin(of: $0) }
    facts.sku = record["sku"].text
    facts.allowance = Allowance(
      overPercent: record["over_pct"].decimal ?? session.settings.shipping.overPercent,
      underPercent: record["under_pct"].decimal ?? session.settings.shipping.underPercent)
    // The newest shipment decides what becomes of the rest.
    facts.shipments = try shipments.sorted {
      ($0.record["shipped_at"].time?.microseconds ?? 0)
        < ($1.record["shipped_at"].time?.microseconds ?? 0)
    }.map { try fact(of: $0) }
    facts.warehouse = shipments.first?.record.warehouse ?? header?.record.warehouse
    facts.unitPrice = record["unit_price"].decimal
    facts.origin = try session.origin(of: line)
    return facts
  }

  private func fact(of shipment: RecordTable.Stored) throws -> ShipmentFact {
    ShipmentFact(
      quantity: shipment.record["qty"].decimal ?? .zero,
      closing: shipment.record["closing"].text, origin: try session.origin(of: shipment))
  }
}
