internal import Domain
internal import Persistence
internal import Reconciliation

/// Judges transfers between warehouses: every dispatch with what arrived of it.
struct TransferProof {
  private let session: Session
  private let lines: RecordTable
  private let legs: RecordTable
  private let adjustments: RecordTable

  init(session: Session) throws {
    self.session = session
    lines = try session.store.table(.transferLine)
    legs = try session.store.table(.transferLeg)
    adjustments = try session.store.table(.adjustment)
  }

  func run() throws {
    guard try session.hasDelivered(RecordSchema.transferLeg.entity) else { return }
    for transfer in try session.store.touched(Touched.transfers) ?? all() where !transfer.isEmpty {
      try judge(transfer)
    }
    try session.store.clearTouched(Touched.transfers)
  }

  private func all() throws -> [String] {
    try RecordGroups.texts(of: "transfer", in: legs)
  }

  private func judge(_ transfer: String) throws {
    var byLine: [RecordKey: [RecordTable.Stored]] = [:]
    for system in session.settings.systems {
      for leg in try legs.records(system: system.id, where: [("transfer", transfer)]) {
        byLine[RecordKey([leg.record["line"]]), default: []].append(leg)
      }
    }
    var found: [SyncException] = []
    var due: Timestamp?
    for (line, legs) in byLine.sorted(by: { $0.key < $1.key }) {
      let facts = try facts(transfer, line, legs)
      found += findings(in: .transfer(facts))
      let next = facts.onTheWay.compactMap {
        $0.dispatchedAt?.adding(seconds: facts.lateSeconds)
      }.filter { $0 > session.now }.min()
      due = [due, next].compactMap { $0 }.min()
    }
    try session.store.setDue(due, Touched.transfers, transfer)
    try session.desk.judge(Subject.transfer(transfer), findings: found)
  }

  private func facts(
    _ transfer: String, _ line: RecordKey, _ rows: [RecordTable.Stored]
  ) throws -> TransferLineFacts {
    var byNumber: [RecordKey: TransferLegFact] = [:]
    for row in rows {
      let number = RecordKey([row.record["number"]])
      var leg = byNumber[number] ?? TransferLegFact(number: number.text)
      let quantity = row.record["qty"].decimal ?? .zero
      if row.record["leg"].text == "dispatch" {
        leg.dispatched = (leg.dispatched ?? .zero) + quantity
        leg.dispatchedAt = row.record["at"].time
        leg.origin = try leg.origin ?? session.origin(of: row)
      } else {
        leg.received = (leg.received ?? .zero) + quantity
        leg.origin = try session.origin(of: row)
      }
      byNumber[number] = leg
    }
    var facts = TransferLineFacts(
      transfer: transfer, line: line.parts[0],
      legs: byNumber.sorted { $0.key < $1.key }.map(\.value), now: session.now,
      lateSeconds: session.settings.transferSeconds)
    let order = try order(transfer, line.parts[0])
    facts.sku = order?["sku"].text ?? rows[0].record["sku"].text
    facts.destination = order?["to_warehouse"].text.map { WarehouseID($0) }
    facts.writtenOff = try writtenOff(of: facts)
    if let sku = facts.sku, let erp = session.erp {
      facts.unitCost = try session.store.table(.item)
        .record(RecordKey(parts: [sku]), in: erp)?.record["unit_cost"].decimal
    }
    return facts
  }

  private func order(_ transfer: String, _ line: String) throws -> Record? {
    for system in session.settings.systems {
      let key = RecordKey(parts: [transfer, line])
      if let order = try lines.record(key, in: system.id) { return order.record }
    }
    return nil
  }

  /// Adjustments downwards that name the transfer.
  private func writtenOff(of line: TransferLineFacts) throws -> ExactDecimal {
    try adjustments.records(where: [("reference", line.transfer)]).reduce(.zero) { sum, row in
      guard row.record["sku"].text == line.sku, let delta = row.record["delta"].decimal,
        delta < .zero
      else { return sum }
      return sum - delta
    }
  }
}
