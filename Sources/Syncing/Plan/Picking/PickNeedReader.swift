internal import Domain
internal import Persistence
internal import Planning
internal import Reconciliation

/// A need with the warehouse that is to serve it.
struct OrderNeed {
  let warehouse: WarehouseID
  let pick: PickNeed
}

/// Finds out what of an order is to be picked now.
struct PickNeedReader {
  /// What a warehouse says once it has begun without a list of ours.
  private static let begun: Set<String> = ["picking", "picked", "packed", "loaded"]

  private let session: Session
  private let routes: RouteBook
  private let lists: PickListBook
  private let articles: PickArticles
  private let flow: OrderFlow
  private let headers: MasterLibrary

  init(
    session: Session, routes: RouteBook, lists: PickListBook, articles: PickArticles
  ) throws {
    self.session = session
    self.routes = routes
    self.lists = lists
    self.articles = articles
    flow = try OrderFlow(session: session)
    headers = try MasterLibrary(session: session, schema: .salesOrder)
  }

  /// What of an order can go on a list, and when to look again where it is too early.
  func needs(of order: String) throws -> (ready: [OrderNeed], due: Timestamp?) {
    let own = try routes.routes(of: order).filter { $0.status == .open }
    let header = try headers.view(of: RecordKey(parts: [order]))
    let isWhole = header.value(of: "ship_complete").flag ?? false
    guard !own.isEmpty, header.value(of: "cancelled").flag != true,
      !isWhole || own.allSatisfy({ $0.warehouse != nil })
    else { return ([], nil) }
    let (progress, changes) = try (flow.progress(of: order), flow.changes(of: order))
    let listed = try lists.listed(of: order)
    var ready: [OrderNeed] = []
    var dues: [Timestamp] = []
    for route in own {
      guard let site = site(route) else { continue }
      let done = listed.quantity(of: route)
      let quantity = min(route.open, route.quantity - done)
      let isBegun = progress.contains { word in
        (word.line.isNull || word.line.text == route.line) && Self.begun.contains(word.fact.code)
      }
      guard quantity > .zero, done > .zero || !isBegun,
        !isStopped(route, changes, isHeld: !header.value(of: "hold_code").isNull)
      else { continue }
      let when = departure(header, site)
      guard when.waitMinutes <= 0 else {
        dues.append(minute.adding(seconds: when.waitMinutes * 60))
        continue
      }
      var pick = PickNeed(
        order: route.order, line: route.line, sku: route.sku, quantity: quantity,
        departure: when.departure, priority: header.value(of: "priority").decimal.map(Self.whole),
        unitWeight: try articles.article(route.sku).weight)
      pick.isWhole = isWhole
      ready.append(OrderNeed(warehouse: site.warehouse.id, pick: pick))
    }
    // Of an order that goes whole nothing is picked while any of it has to wait.
    return isWhole && !dues.isEmpty ? ([], dues.min()) : (ready, dues.min())
  }

  private struct PickSite {
    let warehouse: WarehouseSettings
    let picking: PickingSettings
  }

  /// `nil` for a warehouse that gets no lists.
  private func site(_ route: Route) -> PickSite? {
    guard let picking = session.settings.picking.first(where: { $0.warehouse == route.warehouse }),
      let warehouse = session.settings.warehouses.first(where: { $0.id == route.warehouse })
    else { return nil }
    return PickSite(warehouse: warehouse, picking: picking)
  }

  /// Held, or asked to be cancelled.
  private func isStopped(
    _ route: Route, _ changes: [(line: Value, fact: ChangeFact)], isHeld: Bool
  ) -> Bool {
    var facts = SalesLineFacts(order: route.order, line: route.line, ordered: route.quantity)
    facts.isHeld = isHeld
    facts.apply(
      changes.filter { $0.line.isNull || $0.line.text == route.line }.map(\.fact))
    return facts.isHeld || facts.isCancelRequested
  }

  /// With which departure an order leaves, and how many minutes it is too early to pick it.
  private func departure(
    _ header: MasterView, _ site: PickSite
  ) -> (departure: Departure, waitMinutes: Int) {
    let local = session.localTime(in: site.warehouse)
    let now = local.secondOfDay / 60
    var (day, minute) = (local.date, now)
    if case .date(let first) = header.value(of: "ship_not_before"), first > day {
      (day, minute) = (first, -1)
    }
    let departure = site.warehouse.site.departures.next(
      header.value(of: "carrier").text, from: day, minute: minute)
    func minutes(until day: CalendarDate, _ minute: Int) -> Int {
      Int(day.days - local.date.days) * 1440 + minute - now
    }
    guard let before = site.picking.beforeSeconds else {
      return (departure, minute < 0 ? minutes(until: day, 0) : 0)
    }
    return (departure, minutes(until: departure.day, departure.minute) - before / 60)
  }

  /// The start of this minute.
  private var minute: Timestamp {
    Timestamp(microseconds: session.now.microseconds / 60_000_000 * 60_000_000)
  }

  private static func whole(_ number: ExactDecimal) -> Int {
    Int(number.millionths / 1_000_000)
  }
}

extension SiteSettings {
  /// When its carriers come.
  fileprivate var departures: CutoffTable {
    var table = CutoffTable(closed: holidays)
    for (carrier, minute) in cutoffs {
      if carrier.isEmpty { table.otherTimes = [minute] } else { table.times[carrier] = [minute] }
    }
    table.weekdays = Set(1...7).subtracting(restDays)
    return table
  }
}
