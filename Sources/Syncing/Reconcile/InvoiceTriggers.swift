internal import Domain
internal import Persistence
internal import Reconciliation

/// Makes the triggers by which the ERP invoices what was shipped.
///
/// One for each line of each shipment version, never two, and never more than was ordered: what
/// was triggered stays as it is. A later version of a shipment takes the place of the one before.
struct InvoiceTriggers {
  private let session: Session
  private let table: RecordTable

  init(session: Session) throws {
    self.session = session
    table = try session.store.table(.invoiceTrigger)
  }

  func make(for line: OrderLine, currency: Value) throws {
    // What left for a cancelled order, or against the order's word, waits for a person.
    guard !line.shipments.isEmpty, let wanted = line.facts.wanted else { return }
    var triggers: [(record: Record, quantity: ExactDecimal, isKept: Bool)] = []
    for (shipment, fact) in zip(line.shipments, line.facts.shipments)
    where !fact.isUndelivered && (!fact.isSubstitute || line.facts.allowsSubstitution != false) {
      let record = trigger(for: shipment.record, of: line, currency)
      let kept = try table.record(record.key, in: Session.ourselves)
      guard fact.quantity > .zero || kept != nil else {
        try withdraw(record, shipment.record)
        continue
      }
      triggers.append((record, kept?.record["qty"].decimal ?? fact.quantity, kept != nil))
    }
    var left = wanted - triggers.filter(\.isKept).reduce(.zero) { $0 + $1.quantity }
    for trigger in triggers where !trigger.isKept {
      let quantity = min(trigger.quantity, max(.zero, left))
      left = left - quantity
      guard quantity > .zero else { continue }
      var record = trigger.record
      record["qty"] = .decimal(quantity)
      if let price = line.facts.unitPrice {
        record["amount"] = .decimal(quantity.multiplied(by: price))
      }
      try session.keepDerived(record)
    }
  }

  /// A version that says that nothing left takes the place of one that was invoiced.
  private func withdraw(_ trigger: Record, _ shipment: Record) throws {
    let start = [("order", trigger["order"]), ("shipment", shipment["shipment"])]
      .map { ($0, $1.description) }
    let earlier = try table.records(system: Session.ourselves, where: start)
      .filter { $0.record["line"] == trigger["line"] }
    guard !earlier.isEmpty else { return }
    var record = trigger
    record["qty"] = .decimal(.zero)
    record["amount"] = .decimal(.zero)
    try session.keepDerived(record)
  }

  private func trigger(
    for shipment: Record, of line: OrderLine, _ currency: Value
  ) -> Record {
    var record = Record(.invoiceTrigger)
    for field in ["order", "line"] { record[field] = line.record[field] }
    for field in ["shipment", "version", "sku", "shipped_at"] { record[field] = shipment[field] }
    record["unit_price"] = line.record["unit_price"]
    record["currency"] = currency
    return record
  }
}
