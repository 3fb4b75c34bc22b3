internal import Domain
internal import Mapping
internal import Persistence
internal import Planning
internal import Reconciliation

/// What is on its way of an article, and what transfers still take from where it lies.
struct ArticleSupply {
  var expected: [WarehouseID: [ExpectedSupply]] = [:]
  /// What transfers take from the warehouse that sends.
  var leaving: [WarehouseID: [OpenDemand]] = [:]
}

/// Reads what is on its way: purchases with their notices and receipts, and transfers.
struct SupplyReader {
  private let session: Session
  private let moments: [WarehouseID: SnapshotMoment]
  private let clock: ZoneClock
  /// `nil` where nobody delivers them; so for the others.
  private let orderLines: RecordTable?
  private let notices: RecordTable?
  private let receipts: RecordTable?
  private let transfers: RecordTable?
  private let legs: RecordTable

  /// - Parameters:
  ///   - session: of the run.
  ///   - moments: when each warehouse looked at its stock.
  /// - Throws: what the store failed with.
  init(session: Session, moments: [WarehouseID: SnapshotMoment]) throws {
    self.session = session
    self.moments = moments
    clock = ZoneClock(session.settings.timezone)
    func delivered(_ schema: RecordSchema) throws -> RecordTable? {
      try session.hasDelivered(schema.entity) ? session.store.table(schema) : nil
    }
    orderLines = try delivered(.purchaseOrderLine)
    notices = try delivered(.asnLine)
    receipts = try delivered(.receipt)
    transfers = try delivered(.transferLine)
    legs = try session.store.table(.transferLeg)
    try orderLines?.makeLookup(by: ["sku"])
    try transfers?.makeLookup(by: ["sku"])
  }

  /// Articles of which something may be on its way.
  func articles() throws -> [String] {
    try [orderLines, transfers].compactMap { $0 }.flatMap {
      try RecordGroups.texts(of: "sku", in: $0)
    }
  }

  func supply(of sku: String) throws -> ArticleSupply {
    var supply = ArticleSupply()
    for line in try told(orderLines, [("sku", sku)]) { try add(line, of: sku, to: &supply) }
    for line in try told(transfers, [("sku", sku)]) { try add(transfer: line, to: &supply) }
    return supply
  }

  /// Records of documents as the first system says that has them.
  private func told(
    _ table: RecordTable?, _ fields: [(name: String, value: String)]
  ) throws -> [Record] {
    guard let table else { return [] }
    var found: [Record] = []
    var keys: Set<RecordKey> = []
    for system in session.settings.systems {
      for stored in try table.records(system: system.id, where: fields)
      where keys.insert(stored.record.key).inserted { found.append(stored.record) }
    }
    return found
  }

  private var onlyWarehouse: WarehouseID? {
    session.settings.warehouses.count == 1 ? session.settings.warehouses[0].id : nil
  }

  // MARK: Purchases

  private func add(_ line: Record, of sku: String, to supply: inout ArticleSupply) throws {
    guard let order = line["po"].text, let number = line["line"].text else { return }
    let header = try session.first(RecordKey(parts: [order]), of: .purchaseOrder)?.record
    guard let warehouse = header?.warehouse ?? onlyWarehouse else { return }
    var purchase = PurchaseSupply(
      "purchase_order_line \(line.key)", ordered: line["qty"].decimal ?? .zero,
      on: Self.day(header?["expected_to"]) ?? Self.day(header?["expected_from"]))
    let advised = try told(notices, [("po", order)]).filter { notice in
      guard notice["sku"].isNull || notice["sku"].text == sku else { return false }
      return notice["po_line"].isNull || notice["po_line"].text == number
    }
    purchase.announced = advised.map { notice in
      Announcement(
        "asn_line \(notice.key)", asn: notice["asn"].description, notice["qty"].decimal ?? .zero,
        on: notice["eta"].time.map { clock.local(of: $0).date })
    }
    let received = try receipts(of: order, number, sku, under: advised)
    purchase.received = received.map { goods($0, in: warehouse) }
    // What is not ordered yet does not come, nor does more of what is complete.
    let isOver = ["pending", "rejected", "cancelled", "closed"]
      .contains(header?["status"].text ?? "")
    purchase.isClosed =
      isOver || line["closed"].flag ?? false
      || received.contains { $0["complete"].flag ?? false }
    supply.expected[warehouse, default: []] += purchase.supply
  }

  /// Those that name the line, and those that name only a notice of it; the latest version of each.
  private func receipts(
    of order: String, _ line: String, _ sku: String, under advised: [Record]
  ) throws -> [Record] {
    guard let receipts else { return [] }
    var found = try receipts.records(where: [("po", order), ("po_line", line)])
    for asn in advised.compactMap({ $0["asn"].text }).unique {
      found += try receipts.records(where: [("asn", asn)]).filter {
        $0.record["po"].isNull && $0.record["sku"].text == sku
      }
    }
    var latest: [RecordKey: Record] = [:]
    for stored in found {
      let record = stored.record
      let name = RecordKey([.text(stored.system.text), record["receipt"], record["line"]])
      let known = latest[name]?["version"].decimal ?? .zero
      if record["version"].decimal ?? .zero >= known { latest[name] = record }
    }
    return latest.sorted { $0.key < $1.key }.map(\.value)
  }

  private func goods(_ receipt: Record, in warehouse: WarehouseID) -> ReceivedGoods {
    let good = receipt["qty_good"].decimal ?? .zero
    let damaged = receipt["qty_damaged"].decimal ?? .zero
    let rejected = receipt["qty_rejected"].decimal ?? .zero
    // What came elsewhere is told there.
    let isHere = (receipt.warehouse ?? warehouse) == warehouse
    return ReceivedGoods(
      "receipt \(receipt.key)", asn: receipt["asn"].text, good + damaged + rejected, good: good,
      isHere ? membership(receipt, "received_at", in: warehouse) : .likelyInside)
  }

  // MARK: Transfers

  private func add(transfer line: Record, to supply: inout ArticleSupply) throws {
    let from = line["from_warehouse"].text.map { WarehouseID($0) }
    let to = line["to_warehouse"].text.map { WarehouseID($0) }
    let fields = [("transfer", line["transfer"].description), ("line", line["line"].description)]
    let moved = try session.settings.systems.flatMap {
      try legs.records(system: $0.id, where: fields).map(\.record)
    }
    let dispatched = moved.filter { $0["leg"].text == "dispatch" }
    var transfer = TransferSupply(
      "transfer_line \(line.key)", ordered: line["qty"].decimal ?? .zero,
      on: Self.day(line["need_by"]) ?? lastArrival(of: dispatched))
    transfer.isCancelled = line["cancelled"].flag ?? false
    transfer.dispatched = effects(dispatched, in: from)
    transfer.received = effects(moved.filter { $0["leg"].text == "receive" }, in: to)
    if let to { supply.expected[to, default: []] += transfer.supply }
    if let from, transfer.deduction > .zero {
      supply.leaving[from, default: []].append(
        OpenDemand(transfer.document, transfer.deduction))
    }
  }

  /// Until then goods may be on their way where nobody says when they are needed.
  private func lastArrival(of dispatched: [Record]) -> CalendarDate? {
    dispatched.compactMap { $0["at"].time }.max().map {
      clock.local(of: $0.adding(seconds: session.settings.transferSeconds)).date
    }
  }

  private func effects(_ legs: [Record], in warehouse: WarehouseID?) -> [StockEffect] {
    legs.map { leg in
      StockEffect(
        leg["qty"].decimal ?? .zero,
        warehouse.map { membership(leg, "at", in: $0) } ?? .likelyInside)
    }
  }

  private func membership(
    _ event: Record, _ time: String, in warehouse: WarehouseID
  ) -> Membership {
    moments[warehouse]?.membership(
      at: event[time].time, sequence: event["event_seq"].decimal, windowSeconds: 0)
      ?? .likelyInside
  }

  private static func day(_ value: Value?) -> CalendarDate? {
    if case .date(let day) = value { return day }
    return nil
  }
}
