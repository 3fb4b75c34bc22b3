internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Judges stock that is kept by lots: every piece has one, and none that is out of date may be sold.
///
/// When a lot expires its stock is looked at again, although nothing arrives.
struct LotProof {
  private let session: Session
  private let stock: RecordTable
  private let expiries: LotExpiries
  private let today: CalendarDate
  /// Systems that tell lots; what others say is not divided.
  private let systems: Set<SystemID>

  /// Warehouses whose system tells lots.
  static func warehouses(in session: Session) -> [WarehouseID] {
    let systems = telling(in: session)
    return session.settings.warehouses.filter { systems.contains($0.system) }.map(\.id)
  }

  /// Systems that tell lots, where it is told what lots are worth: which articles are kept by them, or
  /// how long one may be sold.
  private static func telling(in session: Session) -> Set<SystemID> {
    let feeds = session.settings.feeds
    let tells = feeds.contains {
      $0.maps("lot_tracked", of: .item) || $0.maps("expires", of: .receipt)
        || $0.maps("expires", of: .asnLine)
    }
    guard tells else { return [] }
    return Set(feeds.filter { $0.maps("lot", of: .stock) }.map(\.system))
  }

  /// `nil` where no export tells of lots.
  init?(session: Session) throws {
    systems = Self.telling(in: session)
    guard !systems.isEmpty else { return nil }
    self.session = session
    stock = try session.store.table(.stock)
    expiries = try LotExpiries(session: session)
    today = ZoneClock(session.settings.timezone).local(of: session.now).date
  }

  /// Judges these keys of warehouse and SKU, in order; `nil` stands for all.
  func prove(_ keys: [String]?) throws {
    if let keys {
      for key in keys.map({ RecordKey(text: $0).parts }) where key.count == 2 {
        try prove(warehouse: key[0], sku: key[1])
      }
      return
    }
    var present: Set<SubjectID> = []
    for warehouse in session.settings.warehouses where systems.contains(warehouse.system) {
      var group: [RecordTable.Stored] = []
      func judgeGroup() throws {
        guard let sku = group.first?.record["sku"].description else { return }
        try judge(warehouse.id, sku, group)
        present.insert(SubjectID(Subject.lots(warehouse.id.text, sku)))
      }
      let own = [(name: "warehouse", value: warehouse.id.text)]
      try stock.scan(system: warehouse.system, where: own) { row in
        if let first = group.first, first.record["sku"] != row.record["sku"] {
          try judgeGroup()
          group.removeAll(keepingCapacity: true)
        }
        group.append(row)
        return true
      }
      try judgeGroup()
    }
    try session.desk.closeSubjects(startingWith: "lots|", except: present)
  }

  private func prove(warehouse: String, sku: String) throws {
    let id = WarehouseID(warehouse)
    guard let system = session.settings.warehouses.first(where: { $0.id == id })?.system,
      systems.contains(system)
    else { return }
    try judge(
      id, sku, stock.records(system: system, where: [("warehouse", warehouse), ("sku", sku)]))
  }

  private func judge(
    _ warehouse: WarehouseID, _ sku: String, _ rows: [RecordTable.Stored]
  ) throws {
    let item = try session.first(RecordKey(parts: [sku]), of: .item)?.record
    var facts = LotFacts(
      warehouse: warehouse, sku: sku, isTracked: item?["lot_tracked"].flag ?? false, total: .zero,
      inLots: .zero, sellable: [], today: today)
    facts.unitCost = item?["unit_cost"].decimal
    facts.origin = try rows.first.flatMap { try session.origin(of: $0) }
    var due: Timestamp?
    for row in rows {
      let quantity = row.record["on_hand"].decimal ?? .zero
      facts.total += quantity
      guard let lot = row.record["lot"].text else { continue }
      facts.inLots += quantity
      let status = row.record["stock_status"].text ?? "available"
      guard ["available", "allocated"].contains(status), quantity > .zero else { continue }
      let expires = try expiries.lastDay(of: lot, sku)
      facts.sellable.append(
        LotFacts.Lot(lot, quantity, expires: expires, origin: try session.origin(of: row)))
      if let expires, expires >= today {
        let end = ZoneClock(session.settings.timezone).start(
          of: CalendarDate(days: expires.days + 1))
        due = [due, end].compactMap { $0 }.min()
      }
    }
    try session.store.setDue(due, Touched.stock, RecordKey(parts: [warehouse.text, sku]).text)
    try session.desk.judge(
      Subject.lots(warehouse.text, sku), findings: findings(in: .lots(facts)))
  }
}
