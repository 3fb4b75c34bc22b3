internal import Domain
internal import Mapping
internal import Persistence
internal import Planning

/// Makes pick lists for what the warehouses are to send, and says how it is packed.
///
/// An order line goes on lists once: what is on one is told by the lists that were made, and only a
/// quantity that came later gets a further list. An order waits until its carrier is near, where that
/// is configured, so that orders that leave together can be picked together.
struct PickPlanning {
  private let session: Session
  private let routes: RouteBook
  private let stock: SellableStock

  /// - Returns: `nil` where no warehouse is told what to pick.
  init?(session: Session, routes: RouteBook, stock: SellableStock) {
    guard !session.settings.picking.isEmpty else { return nil }
    self.session = session
    self.routes = routes
    self.stock = stock
  }

  func run() throws {
    guard try isEverythingTold() else { return }
    let lists = try PickListBook(session: session)
    let articles = try PickArticles(session: session)
    let reader = try PickNeedReader(
      session: session, routes: routes, lists: lists, articles: articles)
    var needs: [WarehouseID: [OrderNeed]] = [:]
    for order in try touchedOrders() {
      let found = try reader.needs(of: order)
      try session.store.setDue(found.due, Touched.picks, order)
      for need in found.ready { needs[need.warehouse, default: []].append(need) }
    }
    for settings in session.settings.picking {
      guard let own = needs[settings.warehouse],
        let warehouse = session.settings.warehouses.first(where: { $0.id == settings.warehouse })
      else { continue }
      let work = try WarehouseWork(
        session: session, settings: settings, warehouse: warehouse, lists: lists,
        articles: articles, stock: stock, routes: routes)
      try work.plan(own)
    }
    try session.store.clearTouched(Touched.picks)
  }

  /// Which of several exports arrives first must not decide what is picked: the first list waits
  /// until each that can say something has said it.
  private func isEverythingTold() throws -> Bool {
    let schemas: [RecordSchema] = [
      .salesOrder, .salesOrderLine, .stock, .location, .item, .kitComponent, .receipt, .asnLine,
    ]
    for schema in schemas where !session.feeds(of: schema.entity).isEmpty {
      guard try session.hasDelivered(schema.entity) else { return false }
    }
    return true
  }

  /// Orders that changed, and those that wait for an article that did.
  private func touchedOrders() throws -> [String] {
    var orders: Set<RecordKey> = []
    let (own, articles) = try (
      session.store.touched(Touched.picks), session.store.touched(Touched.articles)
    )
    guard let own, let articles else { return try openOrders() }
    for order in own { orders.insert(RecordKey(parts: [order])) }
    for sku in articles {
      for route in try routes.open(of: sku) where isPicked(route) {
        orders.insert(RecordKey(parts: [route.order]))
      }
    }
    return orders.sorted().map { $0.parts[0] }
  }

  private func openOrders() throws -> [String] {
    var orders: Set<RecordKey> = []
    try routes.table.scan(
      system: Session.ourselves, where: [("status", Route.Status.open.rawValue)]
    ) { stored in
      if let route = Route(stored.record), isPicked(route) {
        orders.insert(RecordKey(parts: [route.order]))
      }
      return true
    }
    return orders.sorted().map { $0.parts[0] }
  }

  private func isPicked(_ route: Route) -> Bool {
    session.settings.picking.contains { $0.warehouse == route.warehouse }
  }
}

/// Plans what one warehouse picks and packs.
private struct WarehouseWork {
  let session: Session
  let settings: PickingSettings
  let warehouse: WarehouseSettings
  let lists: PickListBook
  let articles: PickArticles
  let bins: BinBook
  let today: CalendarDate

  init(
    session: Session, settings: PickingSettings, warehouse: WarehouseSettings,
    lists: PickListBook, articles: PickArticles, stock: SellableStock, routes: RouteBook
  ) throws {
    self.session = session
    self.settings = settings
    self.warehouse = warehouse
    self.lists = lists
    self.articles = articles
    today = session.localTime(in: warehouse).date
    bins = try BinBook(
      session: session, warehouse: warehouse, today: today, stock: stock, routes: routes,
      lists: lists)
  }

  func plan(_ needs: [OrderNeed]) throws {
    var shelves = Shelves()
    let skus = Set(needs.map { RecordKey(parts: [$0.pick.sku]) }).sorted().map { $0.parts[0] }
    for sku in skus { shelves[sku] = try bins.shelf(of: sku) }
    let plan = PickPlan(
      needs.map(\.pick), from: &shelves, by: settings.rule, zone: { bins.zone(of: $0) })
    try lists.keep(plan.lists, of: warehouse.id, bins: bins, settings: settings, articles)
    if let packing = session.settings.packing {
      let planner = try PackingPlanner(session: session, packing: packing, articles: articles)
      try planner.pack(plan.lists, of: warehouse.id)
    }
    say(plan.shorts)
  }

  /// Beyond so many the note says how many more there are.
  private static let mostNamed = 5

  private func say(_ shorts: [PickShort]) {
    guard !shorts.isEmpty else { return }
    let named = shorts.prefix(Self.mostNamed).map {
      "\($0.quantity) \($0.sku) of \($0.order)|\($0.line)"
    }
    let more = shorts.count - named.count
    session.notes.append(
      "picking \(warehouse.id): no bin has " + named.joined(separator: ", ")
        + (more > 0 ? " and \(more) more" : ""))
  }
}

extension Session {
  /// What the clock of a warehouse says.
  func localTime(in warehouse: WarehouseSettings) -> LocalTime {
    ZoneClock(warehouse.site.timezone ?? settings.timezone).local(of: now)
  }
}
