internal import Domain
internal import Persistence
internal import Planning

/// What lies in the bins of one warehouse, and where they are.
struct BinBook {
  /// Words of a location's status that nobody picks from.
  private static let closed: Set<String> = ["blocked", "closed", "hold", "inactive", "locked"]

  private let warehouse: WarehouseSettings
  private let session: Session
  private let today: CalendarDate
  private let stock: SellableStock
  private let routes: RouteBook
  private let lists: PickListBook
  private let expiries: LotExpiries
  private let shipments: ArticleRecords
  private var locations: [BinID: Record] = [:]
  /// For the walk, in order of bin.
  private(set) var places: [PickBin] = []

  init(
    session: Session, warehouse: WarehouseSettings, today: CalendarDate, stock: SellableStock,
    routes: RouteBook, lists: PickListBook
  ) throws {
    self.session = session
    self.warehouse = warehouse
    self.today = today
    self.stock = stock
    self.routes = routes
    self.lists = lists
    expiries = try LotExpiries(session: session)
    // Its index was made where sellable stock is read.
    shipments = ArticleRecords(of: try session.store.table(.shipment))
    let own = [("warehouse", warehouse.id.text)]
    try session.store.table(.location).scan(system: warehouse.system, where: own) { stored in
      let record = stored.record
      let bin = BinID(record["bin"].description)
      locations[bin] = record
      places.append(
        PickBin(
          bin, aisle: record["aisle"].text, bay: record["bay"].text,
          level: record["level"].text,
          sequence: record["pick_seq"].decimal.map { Int($0.millionths / 1_000_000) },
          x: record["x"].decimal, y: record["y"].decimal))
      return true
    }
  }

  func zone(of bin: BinID) -> String? { locations[bin]?["zone"].text }

  func sequence(of bin: BinID) -> ExactDecimal? { locations[bin]?["pick_seq"].decimal }

  private func isPickable(_ bin: BinID) -> Bool {
    guard let location = locations[bin] else { return true }
    return location["pickable"].flag ?? true
      && !Self.closed.contains(location["status"].text?.lowercased() ?? "")
  }

  /// What of an article can be picked: what the warehouse said, less what lists take that have not
  /// been picked yet.
  func shelf(of sku: String) throws -> Shelf {
    var stock = try rows(of: sku)
    for row in try awaited(sku) {
      var open = row.quantity
      for place in stock.indices
      where stock[place].bin == row.bin && isSame(stock[place].lot, row.lot) {
        let some = min(open, max(.zero, stock[place].quantity))
        stock[place].quantity = stock[place].quantity - some
        open = open - some
      }
    }
    return Shelf(stock, on: today)
  }

  private func rows(of sku: String) throws -> [BinStock] {
    try stock.rows(of: sku, in: warehouse).compactMap { row, isSellable in
      let record = row.record
      guard let bin = record["bin"].text.map({ BinID($0) }) else { return nil }
      let isAvailable = record["stock_status"].text.map { $0 == "available" } ?? true
      let lot = record["lot"].text
      return BinStock(
        bin, record["on_hand"].decimal ?? .zero, lot: lot,
        expires: try lot.flatMap { try expiries.lastDay(of: $0, sku) },
        received: try lot.flatMap { try expiries.firstReceipt(of: $0, sku) },
        isAvailable: isAvailable && isSellable, isPickable: isPickable(bin))
    }
  }

  /// What lists take out of bins although the snapshot still has it.
  private func awaited(
    _ sku: String
  ) throws -> [(bin: BinID, lot: String?, quantity: ExactDecimal)] {
    let rows = try lists.rows(of: sku, in: warehouse.id)
    guard !rows.isEmpty else { return [] }
    let moment = try session.store.stockMoment(of: warehouse.system, in: warehouse.id)
    let open = try routes.open(of: sku)
    let left = try LatestShipments(shipments, sku, warehouse)
    var lines: [RecordKey: ExactDecimal] = [:]
    for row in rows {
      lines[line(row), default: .zero] += row["qty"].decimal ?? .zero
    }
    for (key, listed) in lines {
      let route = open.first {
        $0.warehouse == warehouse.id && RecordKey(parts: [$0.order, $0.line]) == key
      }
      let (inside, since) = left.quantities(of: key, moment)
      var lying = min(max(.zero, listed - inside), since + (route?.open ?? .zero))
      if let route, stock.lacksPicked(warehouse) {
        lying = max(.zero, lying - (try stock.picked(route, moment)))
      }
      lines[key] = lying
    }
    // What was picked first was on the first stops.
    var awaited: [(bin: BinID, lot: String?, quantity: ExactDecimal)] = []
    for row in rows.reversed() {
      let some = min(lines[line(row)] ?? .zero, row["qty"].decimal ?? .zero)
      guard some > .zero else { continue }
      lines[line(row)] = (lines[line(row)] ?? .zero) - some
      awaited.append((BinID(row["bin"].description), row["lot"].text, some))
    }
    return awaited
  }

  private func line(_ row: Record) -> RecordKey { RecordKey([row["order"], row["order_line"]]) }

  private func isSame(_ one: String?, _ two: String?) -> Bool {
    (one ?? "").hasSameBytes(as: two ?? "")
  }
}

/// What left of an article from a warehouse, in the latest version of each shipment.
private struct LatestShipments {
  private var latest: [Record] = []

  init(_ table: ArticleRecords, _ sku: String, _ warehouse: WarehouseSettings) throws {
    for stored in try table.records(
      warehouse: warehouse.id.text, sku: sku, system: warehouse.system)
    {
      if let last = latest.last, last.values[..<2] == stored.record.values[..<2] {
        latest[latest.count - 1] = stored.record
      } else {
        latest.append(stored.record)
      }
    }
  }

  /// What left on an order line before the warehouse looked at its stock, and what left since.
  func quantities(
    of line: RecordKey, _ moment: SnapshotMoment?
  ) -> (inside: ExactDecimal, since: ExactDecimal) {
    var (inside, since) = (ExactDecimal.zero, ExactDecimal.zero)
    for shipment in latest
    where RecordKey([shipment["order"], shipment["order_line"]]) == line {
      let quantity = shipment["qty"].decimal ?? .zero
      let isInside =
        moment?.membership(
          at: shipment["shipped_at"].time, sequence: shipment["event_seq"].decimal,
          windowSeconds: 0
        ).isInside ?? true
      if isInside { inside += quantity } else { since += quantity }
    }
    return (inside, since)
  }
}
