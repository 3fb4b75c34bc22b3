internal import Domain
internal import Mapping
internal import Persistence

/// What lies of an article in a warehouse, and what of it is promised already.
struct StockPosition: Equatable {
  /// Pieces that may be sold: available or allocated, and not out of date.
  var onHand = ExactDecimal.zero
  /// Pieces that may not: held, damaged, expired and the like.
  var unsellable = ExactDecimal.zero
  /// The warehouse lists it, be it with none.
  var isListed = false
  /// The last day on which all of `onHand` may be sold; `nil` where nobody told of any lot.
  var goodUntil: CalendarDate?
  /// What each open order line still takes from the shelf.
  var waiting: [WaitingRoute] = []
  /// Pieces that left after the warehouse looked.
  var gone = ExactDecimal.zero
  /// Pieces that the warehouse holds for what no order of ours tells.
  var foreign = ExactDecimal.zero
  /// When the warehouse looked; `nil` where it never did, and then it has nothing.
  var moment: SnapshotMoment?

  /// Of `onHand`, pieces that orders wait for: what has not left, and what left after the count.
  var reserved: ExactDecimal { waiting.reduce(gone + foreign) { $0 + $1.quantity } }

  /// What nobody was promised; below zero where more was promised than there is.
  var free: ExactDecimal { onHand - reserved }
}

/// An open order line, and what of it still lies on the shelf of the snapshot.
struct WaitingRoute: Equatable {
  let route: Route
  let quantity: ExactDecimal
}

/// Reads what can be promised of articles: on-hand less what orders hold, counted once.
///
/// An order holds its goods until its shipment is part of the snapshot that tells what is on hand.
struct SellableStock {
  private let session: Session
  private let routes: RouteBook
  private let stock: RecordTable
  private let shipments: ArticleRecords
  private let progress: RecordTable
  private let expiries: LotExpiries
  private let today: CalendarDate
  /// Systems whose stock lacks what was picked.
  private let withoutPicked: Set<SystemID>

  init(session: Session, routes: RouteBook) throws {
    self.session = session
    self.routes = routes
    stock = try session.store.table(.stock)
    shipments = ArticleRecords(of: try session.store.table(.shipment))
    try shipments.prepare()
    progress = try session.store.table(.orderProgress)
    expiries = try LotExpiries(session: session)
    today = ZoneClock(session.settings.timezone).local(of: session.now).date
    withoutPicked = Set(
      session.feeds(of: RecordSchema.stock.entity).filter { !$0.includesPicked }.map(\.system))
  }

  /// Rows of stock of an article that can be sold, and those that cannot, bin by bin as told.
  func rows(
    of sku: String, in warehouse: WarehouseSettings
  ) throws -> [(stored: RecordTable.Stored, isSellable: Bool)] {
    try stock.records(
      system: warehouse.system, where: [("warehouse", warehouse.id.text), ("sku", sku)]
    ).map { ($0, try isSellable($0.record, sku)) }
  }

  /// What lies of an article in a warehouse, and what of it is promised.
  ///
  /// - Parameters:
  ///   - sku: the article.
  ///   - warehouse: where it lies.
  ///   - open: what of the article has not left, as `RouteBook.open` tells it.
  /// - Returns: its position.
  /// - Throws: what the store failed with.
  func position(
    of sku: String, in warehouse: WarehouseSettings, open: [Route]
  ) throws -> StockPosition {
    var position = StockPosition()
    position.moment = try session.store.stockMoment(of: warehouse.system, in: warehouse.id)
    var allocated = ExactDecimal.zero
    for (row, isSellable) in try rows(of: sku, in: warehouse) {
      let quantity = row.record["on_hand"].decimal ?? .zero
      position.isListed = true
      if isSellable {
        let last = try lastDay(row.record, sku)
        position.goodUntil = [position.goodUntil, last].compactMap { $0 }.min()
        position.onHand += quantity
        allocated += row.record["allocated"].decimal ?? .zero
      } else {
        position.unsellable += quantity
      }
    }
    let left = try leftSince(position.moment, sku, warehouse)
    position.gone = left.reduce(.zero) { $0 + $1.quantity }
    let lacksPicked = withoutPicked.contains(warehouse.system)
    let own = open.filter { $0.warehouse == warehouse.id }
    for route in own {
      let picked = lacksPicked ? min(route.open, try picked(route, position.moment)) : .zero
      position.waiting.append(WaitingRoute(route: route, quantity: route.open - picked))
    }
    if allocated > .zero {
      for held in own.map({ ($0.order, $0.line, $0.open) }) + left
      where try isKnown(held.0, held.1, sku, to: warehouse, at: position.moment) {
        allocated = allocated - held.2
      }
      position.foreign = max(.zero, allocated)
    }
    return position
  }

  /// Whether the warehouse knew of an order line when it looked, so that it held the goods itself:
  /// from when it was sent it, or else from when it was ordered.
  private func isKnown(
    _ order: String, _ line: String, _ sku: String, to warehouse: WarehouseSettings,
    at moment: SnapshotMoment?
  ) throws -> Bool {
    guard let moment else { return false }
    let streams = session.settings.liveStreams.filter {
      $0.to == warehouse.system && $0.entity == RecordSchema.salesOrderLine.entity
    }
    for stream in streams {
      // A part of a kit goes out under its own key.
      let key = [order, line] + (stream.explodesKits ? [sku] : [])
      for key in [key, key + [warehouse.id.text], [order, line]] {
        let sent = try session.store.sendingTime(of: RecordKey(parts: key), on: stream.id)
        if let sent { return sent <= moment.latest }
      }
    }
    guard streams.isEmpty else { return false }
    let header = try session.first(RecordKey(parts: [order]), of: .salesOrder)?.record
    return header?["ordered_at"].time.map { $0 <= moment.latest } ?? true
  }

  private func isSellable(_ row: Record, _ sku: String) throws -> Bool {
    guard ["available", "allocated"].contains(row["stock_status"].text ?? "available") else {
      return false
    }
    return try lastDay(row, sku).map { $0 >= today } ?? true
  }

  private func lastDay(_ row: Record, _ sku: String) throws -> CalendarDate? {
    try row["lot"].text.flatMap { try expiries.lastDay(of: $0, sku) }
  }

  /// What left after the warehouse looked, line by line: the snapshot still has it.
  private func leftSince(
    _ moment: SnapshotMoment?, _ sku: String, _ warehouse: WarehouseSettings
  ) throws -> [(order: String, line: String, quantity: ExactDecimal)] {
    guard let moment else { return [] }
    var latest: [Record] = []
    for stored in try shipments.records(
      warehouse: warehouse.id.text, sku: sku, system: warehouse.system)
    {
      if let last = latest.last, last.values[..<2] == stored.record.values[..<2] {
        latest[latest.count - 1] = stored.record
      } else {
        latest.append(stored.record)
      }
    }
    return latest.filter { shipment in
      !moment.membership(
        at: shipment["shipped_at"].time, sequence: shipment["event_seq"].decimal, windowSeconds: 0
      ).isInside
    }.map {
      ($0["order"].description, $0["order_line"].description, $0["qty"].decimal ?? .zero)
    }
  }

  /// Whether the stock that a warehouse tells lacks what was picked and has not left.
  func lacksPicked(_ warehouse: WarehouseSettings) -> Bool {
    withoutPicked.contains(warehouse.system)
  }

  /// What of a route was picked before the warehouse looked, where its stock lacks what is picked.
  func picked(_ route: Route, _ moment: SnapshotMoment?) throws -> ExactDecimal {
    guard let moment else { return .zero }
    var sum = ExactDecimal.zero
    for system in session.settings.systems {
      for stored in try progress.records(system: system.id, where: [("order", route.order)]) {
        let record = stored.record
        let isOwn = record["line"].isNull || record["line"].text == route.line
        guard isOwn, let code = record["code"].text, ["picked", "un_picked"].contains(code),
          moment.membership(at: record["at"].time, windowSeconds: 0).isInside
        else { continue }
        let quantity = record["qty"].decimal ?? route.quantity
        sum += code == "picked" ? quantity : -quantity
      }
    }
    return max(.zero, sum - (route.quantity - route.open))
  }
}
