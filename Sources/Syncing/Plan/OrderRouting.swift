internal import Domain
internal import Mapping
internal import Persistence
internal import Planning
internal import Reconciliation

/// Gives orders to warehouses that the ERP gave to none, and reserves their goods in the same run.
///
/// Only orders of which something waits are looked at: new ones, those whose articles changed, and
/// those that a warehouse refused.
struct OrderRouting {
  private let session: Session
  private let routes: RouteBook
  private let stock: SellableStock
  private let items: ItemBook
  private let sites: RoutingSites

  /// - Returns: `nil` where no rule of routing is given.
  /// - Throws: what the store failed with.
  init?(session: Session, routes: RouteBook, stock: SellableStock) throws {
    guard !session.settings.routing.rules.isEmpty else { return nil }
    self.session = session
    self.routes = routes
    self.stock = stock
    items = try ItemBook(session: session)
    sites = RoutingSites(session: session)
  }

  func run() throws {
    guard try haveSpoken() else { return }
    var waiting: [String: [Route]] = [:]
    var seekers: [RoutingOrder] = []
    for order in try touchedOrders() {
      let open = try routes.routes(of: order).filter { $0.warehouse == nil && $0.status == .open }
      guard let seeker = try seeker(order, open) else { continue }
      waiting[order] = open
      seekers.append(seeker)
    }
    var router = OrderRouter(sites.table)
    var known: Set<String> = []
    for seeker in RoutingOrder.inTurn(seekers) {
      for line in seeker.lines where known.insert(line.sku).inserted {
        try tellStock(of: line.sku, to: &router)
      }
      try apply(decide(seeker, &router), waiting[seeker.id] ?? [])
    }
    try session.store.clearTouched(Touched.routes)
  }

  /// Every warehouse that tells its stock has told it once, and what the rules ask of articles is
  /// known: else the order in which exports arrive would decide who sends.
  private func haveSpoken() throws -> Bool {
    let stock = RecordSchema.stock.entity
    let telling = Set(session.feeds(of: stock).map(\.system))
    for system in Set(session.settings.warehouses.map(\.system)).intersection(telling).sorted() {
      guard try session.hasDelivered(stock, from: system) else { return false }
    }
    let asksItems = session.settings.routing.rules.contains { rule in
      rule.objectives.contains(.cost)
        || rule.when.contains { $0.field.utf8.starts(with: "item.".utf8) }
    }
    for schema in [RecordSchema.kitComponent] + (asksItems ? [.item] : [])
    where !session.feeds(of: schema.entity).isEmpty {
      guard try session.hasDelivered(schema.entity) else { return false }
    }
    return true
  }

  /// Orders that may find a warehouse now, by number.
  private func touchedOrders() throws -> [String] {
    var found: Set<String> = []
    if let articles = try session.store.touched(Touched.articles),
      let touched = try session.store.touched(Touched.routes)
    {
      found.formUnion(touched)
      for sku in articles {
        found.formUnion(try routes.open(of: sku).filter { $0.warehouse == nil }.map(\.order))
      }
    } else {
      let waiting = [("status", Route.Status.open.rawValue), ("warehouse", "")]
      try routes.table.scan(system: Session.ourselves, where: waiting) { stored in
        if let order = stored.record["order"].text { found.insert(order) }
        return true
      }
    }
    return found.sorted { $0.precedesByBytes($1) }
  }

  // MARK: What an order wants

  /// `nil` for an order that nothing waits of, or that must not be sent yet.
  private func seeker(_ order: String, _ open: [Route]) throws -> RoutingOrder? {
    guard !open.isEmpty else { return try settle(order) }
    let header = try session.first(RecordKey(parts: [order]), of: .salesOrder)?.record
    guard header != nil || session.feeds(of: RecordSchema.salesOrder.entity).isEmpty else {
      return nil
    }
    guard header?["hold_code"].isNull ?? true, header?["cancelled"].flag != true else {
      return try settle(order)
    }
    if case .date(let day)? = header?["ship_not_before"] {
      let start = ZoneClock(session.settings.timezone).start(of: day)
      if start > session.now {
        try session.store.setDue(start, Touched.routes, order)
        return try settle(order)
      }
    }
    var seeker = RoutingOrder(
      order,
      lines: try open.map { route in
        RoutingLine(
          RecordKey(parts: [route.line, route.sku]).text, sku: route.sku, route.open,
          weight: try items.item(route.sku).value(of: "weight_kg").decimal)
      })
    if let header { tell(header, to: &seeker) }
    seeker.facts = try facts(header, open)
    seeker.excluded = try exclusions(order, open)
    return seeker
  }

  /// Nothing of the order can be missed now.
  private func settle(_ order: String) throws -> RoutingOrder? {
    try session.desk.judge(Subject.route(order), findings: [])
    return nil
  }

  private func tell(_ header: Record, to seeker: inout RoutingOrder) {
    seeker.country = header["ship_to_country"].text
    seeker.postcode = header["ship_to_postcode"].text
    if let latitude = header["ship_to_lat"].decimal, let longitude = header["ship_to_lon"].decimal {
      seeker.place = GeoPoint(latitude: latitude, longitude: longitude)
    }
    seeker.carrier = header["carrier"].text
    seeker.service = header["service"].text
    seeker.shipsComplete = header["ship_complete"].flag ?? false
    seeker.priority = header["priority"].decimal.map { Int($0.millionths / 1_000_000) }
    seeker.orderedAt = header["ordered_at"].time
  }

  /// What the conditions of the rules ask for.
  private func facts(_ header: Record?, _ open: [Route]) throws -> [RoutingFact] {
    let asked = session.settings.routing.rules.flatMap { $0.when.map(\.field) }.unique
    var facts: [RoutingFact] = []
    for field in asked {
      let parts = field.split(separator: ".").map(String.init)
      var values: [Value] = []
      switch parts[0] {
      case "sales_order": values = [header?[parts[1]] ?? .null]
      case "item": values = try open.map { try items.item($0.sku).value(of: parts[1]) }
      default:
        values = try open.compactMap { route in
          let key = RecordKey(parts: [route.order, route.line])
          return try session.first(key, of: .salesOrderLine)?.record[parts[1]]
        }
      }
      facts += values.filter { !$0.isNull }.map { RoutingFact(field, $0.description) }.unique
    }
    return facts
  }

  /// Warehouses that refused, and all others where the order went out before the store was lost.
  private func exclusions(_ order: String, _ open: [Route]) throws -> [RoutingExclusion] {
    let known = try routes.routes(of: order).filter { $0.warehouse != nil }
    let refused = known.filter { $0.status == .refused }.compactMap(\.warehouse).unique
    var exclusions = refused.map { RoutingExclusion($0, reason: "it refused the order") }
    if known.allSatisfy({ $0.status == .refused }) {
      let sent = try warehousesSent(open).filter { !refused.contains($0) }
      let others = session.settings.warehouses.map(\.id).filter {
        !sent.isEmpty && !sent.contains($0) && !refused.contains($0)
      }
      let places = sent.map(\.text).joined(separator: ", ")
      exclusions += others.map { RoutingExclusion($0, reason: "it was sent from \(places)") }
    }
    return exclusions
  }

  /// Warehouses that were given a part of the order, as far as what went out tells.
  private func warehousesSent(_ open: [Route]) throws -> [WarehouseID] {
    var found: Set<WarehouseID> = []
    for stream in session.settings.liveStreams {
      for route in open {
        let key = [route.order, route.line]
        if stream.entity == RecordSchema.orderRoute.entity {
          for warehouse in session.settings.warehouses.map(\.id) {
            let told = RecordKey(parts: key + [route.sku, warehouse.text])
            if try session.store.sentHash(told, on: stream.id) != nil { found.insert(warehouse) }
          }
        } else if stream.entity == RecordSchema.salesOrderLine.entity {
          let line = RecordKey(parts: key + (stream.explodesKits ? [route.sku] : []))
          if try session.store.sentHash(line, on: stream.id) != nil {
            found.formUnion(stream.warehouses)
          }
        }
      }
    }
    return found.sorted()
  }

  // MARK: Where it goes

  private func tellStock(of sku: String, to router: inout OrderRouter) throws {
    let open = try routes.open(of: sku)
    for warehouse in session.settings.warehouses {
      let free = try stock.position(of: sku, in: warehouse, open: open).free
      let sellable = max(.zero, free - warehouse.site.buffer)
      router.setSellable(sellable, of: sku, at: warehouse.id)
    }
  }

  /// The parts of a kit leave together: where the best choice would part them, one warehouse sends
  /// everything.
  private func decide(_ seeker: RoutingOrder, _ router: inout OrderRouter) -> RouteDecision {
    let decision = router.decide(seeker, explaining: true)
    var places: [String: Set<WarehouseID>] = [:]
    var parts: [String: Set<String>] = [:]
    for assignment in decision.assignments {
      let line = RecordKey(text: assignment.line).parts[0]
      places[line, default: []].insert(assignment.site)
      parts[line, default: []].insert(assignment.sku)
    }
    let isParted = parts.contains { $0.value.count > 1 && places[$0.key]?.count ?? 0 > 1 }
    var whole = seeker
    whole.shipsComplete = true
    let taken = isParted ? router.decide(whole, explaining: true) : decision
    router.reserve(taken)
    return taken
  }

  private func apply(_ decision: RouteDecision, _ waiting: [Route]) throws {
    let known = try routes.routes(of: decision.order)
    var given: [RecordKey: ExactDecimal] = [:]
    for assignment in decision.assignments {
      let parts = RecordKey(text: assignment.line).parts
      var route =
        known.first {
          $0.warehouse == assignment.site && $0.line == parts[0] && $0.sku == assignment.sku
        }
        ?? Route(
          order: decision.order, line: parts[0], sku: assignment.sku, warehouse: assignment.site)
      route.quantity += assignment.quantity
      route.set(open: route.open + assignment.quantity)
      route.rule = decision.rule
      route.isOptimal = decision.isOptimal
      for term in decision.terms { route.note(term) }
      try routes.keep(route)
      given[RecordKey(parts: parts), default: .zero] += assignment.quantity
    }
    for var route in waiting {
      let rest = route.open - (given[RecordKey(parts: [route.line, route.sku])] ?? .zero)
      route.quantity = rest
      route.set(open: rest)
      try routes.keep(route)
    }
    try tell(decision, waiting)
    if !decision.assignments.isEmpty, known.contains(where: { $0.status == .refused }) {
      // What the other warehouse said of it no longer counts.
      try SalesProof(session: session).prove([decision.order])
    }
  }

  /// A cut-off that has passed is no obstacle tomorrow, although nothing arrives until then.
  private func awaitNextDay(_ decision: RouteDecision) throws {
    let waits = decision.verdicts.contains { verdict in
      verdict.obstacles.contains { if case .pastCutoff = $0 { true } else { false } }
    }
    guard decision.assignments.isEmpty, waits else { return }
    let clock = ZoneClock(session.settings.timezone)
    let tomorrow = CalendarDate(days: clock.local(of: session.now).date.days + 1)
    try session.store.setDue(clock.start(of: tomorrow), Touched.routes, decision.order)
  }

  // MARK: What is said of it

  private func tell(_ decision: RouteDecision, _ waiting: [Route]) throws {
    let lost = decision.verdicts.filter { !$0.isChosen }.map(\.description)
    let header = try session.first(RecordKey(parts: [decision.order]), of: .salesOrder)
    var facts = RouteFacts(
      order: decision.order, obstacle: nil,
      waiting: waiting.reduce(.zero) { $0 + $1.open }, reasons: lost, rule: decision.rule,
      origin: try header.flatMap { try session.origin(of: $0) })
    if case .held(let obstruction) = decision.outcome { facts.obstacle = .init(obstruction) }
    try awaitNextDay(decision)
    try session.desk.judge(
      Subject.route(decision.order), findings: findings(in: .route(facts)))
    let chosen = decision.sites.map(\.text).joined(separator: ", ")
    _ = try session.store.record(
      DecisionEntry(
        run: session.run, at: session.now, entity: RecordSchema.salesOrder.entity,
        key: RecordKey(parts: [decision.order]), field: "warehouse",
        decision: decision.sites.isEmpty ? "waits" : "routed", owner: Session.ourselves,
        ownerValue: chosen, other: Session.ourselves, otherValue: lost.joined(separator: "; "),
        ruleSet: session.rules.ruleSet, rule: decision.rule))
  }
}

extension RouteFacts.Obstacle {
  fileprivate init(_ obstruction: RouteObstruction) {
    switch obstruction {
    case .noRule: self = .noRule
    case .noCandidate: self = .noCandidate
    case .splitLimit(let sites, let limit): self = .splitLimit(warehouses: sites, limit: limit)
    }
  }
}

extension DecisionEntry {
  /// Which warehouse an order was given to, and why to no other; `nil` for other decisions.
  var routed: String? {
    guard owner == Session.ourselves else { return nil }
    let asked = rule.map { " (\($0))" } ?? ""
    let place =
      ownerValue.isEmpty ? "no warehouse sends it yet" : "sent from \(ownerValue)"
    return place + asked
      + (otherValue.isEmpty ? "" : "; not from \(otherValue)")
  }
}

extension Route {
  /// Takes over what the choice was made by.
  fileprivate mutating func note(_ term: RouteTerm) {
    switch term.measure {
    case .objective(.distance):
      distanceKilometres = term.value.map { ExactDecimal(millionths: $0.millionths / 1000) }
    case .objective(.cost): cost = term.value
    default: break
    }
  }
}
