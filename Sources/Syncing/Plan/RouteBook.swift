internal import Domain
internal import Persistence
internal import Reconciliation

/// Which warehouse is to send what of each open order line.
///
/// The warehouse is the one that the ERP names, or else the one that was chosen, or the only one
/// there is. What nobody sends yet stands without a warehouse.
struct RouteBook {
  private let session: Session
  let table: RecordTable

  /// The fields by which what is open of an article is found.
  private static let lookup = ["sku", "status"]

  /// - Returns: `nil` where nothing is planned.
  /// - Throws: what the store failed with.
  init?(session: Session) throws {
    guard session.settings.plans else { return nil }
    self.session = session
    table = try session.store.table(.orderRoute)
    try table.makeLookup(by: Self.lookup)
  }

  /// What of an article has not left yet, by order and line.
  func open(of sku: String) throws -> [Route] {
    try table.records(
      system: Session.ourselves, where: [("sku", sku), ("status", Route.Status.open.rawValue)]
    ).compactMap { Route($0.record) }
  }

  /// Everything that is known of an order, by line.
  func routes(of order: String) throws -> [Route] {
    try table.records(system: Session.ourselves, where: [("order", order)])
      .compactMap { Route($0.record) }
  }

  /// Warehouses that are to send a part of an order, or have sent it; those that refused it are none.
  func warehouses(of order: String) throws -> [WarehouseID] {
    var found: [WarehouseID] = []
    try table.scan(system: Session.ourselves, where: [("order", order)]) { stored in
      if stored.record["status"].text != Route.Status.refused.rawValue,
        let warehouse = stored.record.warehouse, !found.contains(warehouse)
      {
        found.append(warehouse)
      }
      return true
    }
    return found
  }

  /// Keeps what of a line has not left, and from where it is to.
  ///
  /// - Parameters:
  ///   - line: as it was judged.
  ///   - parts: what it is made of; empty when it is no kit.
  ///   - shipments: everything that left on it, as told.
  ///   - named: the warehouse that the ERP names.
  /// - Throws: what the store failed with.
  func keep(
    _ line: SalesLineFacts, parts: [KitPart], shipments: [RecordTable.Stored], named: WarehouseID?
  ) throws {
    guard let life = line.life, let sku = line.sku else { return }
    let known = try table.records(
      system: Session.ourselves, where: [("order", line.order), ("line", line.line)]
    ).compactMap { Route($0.record) }
    let wholes = parts.isEmpty ? [KitPart(sku: sku, quantity: ExactDecimal(1))] : parts
    var kept: [Route] = []
    for part in wholes {
      var share = LineShare(
        of: part, order: line.order, line: line.line,
        known: known.filter { $0.sku.hasSameBytes(as: part.sku) })
      share.left = left(shipments, of: part, isWhole: parts.isEmpty)
      let complete = parts.isEmpty ? .zero : life.shipped.multiplied(by: part.quantity)
      let loose = parts.isEmpty ? .zero : max(.zero, share.leftInAll - complete)
      share.open = max(.zero, life.open.multiplied(by: part.quantity) - loose)
      share.refusals = try refusals(of: line, parts: parts)
      kept += share.routes(named: named ?? onlyWarehouse)
    }
    // Another article stands on the line than before.
    for route in known where !kept.contains(where: { $0.key == route.key }) {
      kept.append(route.closed)
    }
    for route in kept { try keep(route) }
    // The order's header says when they may leave, and until when they were promised.
    try session.touchArticles(kept.filter { $0.status == .open }.map(\.record))
    // What keeps it from a warehouse may have been the order itself, as a hold.
    if kept.contains(where: { $0.warehouse == nil && $0.status == .open }) {
      try session.store.touch(Touched.routes, CollectionOfOne(line.order))
    }
  }

  /// Keeps a route, and has everything that depends on it looked at.
  func keep(_ route: Route) throws {
    let stored = try table.record(route.key, in: Session.ourselves)?.record
    let isWorthTelling = stored != nil || route.quantity > .zero || route.status == .refused
    guard stored != route.record, isWorthTelling else { return }
    if route.warehouse == nil, route.open == .zero {
      try table.vanish(
        route.record, system: Session.ourselves, at: session.now, run: session.run)
    } else {
      try session.keepDerived(route.record)
    }
    try session.touchOutbound(
      RecordSchema.salesOrderLine.entity, RecordKey(parts: [route.order, route.line]))
    try session.touchOutbound(RecordSchema.salesOrder.entity, RecordKey(parts: [route.order]))
    try session.store.touch(Touched.articles, CollectionOfOne(RecordKey(parts: [route.sku]).text))
    if route.warehouse == nil, !session.settings.routing.rules.isEmpty {
      try session.store.touch(Touched.routes, CollectionOfOne(route.order))
    }
  }

  private var onlyWarehouse: WarehouseID? {
    session.settings.warehouses.count == 1 ? session.settings.warehouses[0].id : nil
  }

  /// How much of a part left, by the warehouse that sent it.
  private func left(
    _ shipments: [RecordTable.Stored], of part: KitPart, isWhole: Bool
  ) -> [(warehouse: WarehouseID?, quantity: ExactDecimal)] {
    shipments.filter { isWhole || $0.record["sku"].text == part.sku }.map {
      ($0.record.warehouse, $0.record["qty"].decimal ?? .zero)
    }
  }

  /// How often the system of each warehouse refused the line: its last word, or its answer, was no.
  private func refusals(
    of line: SalesLineFacts, parts: [KitPart]
  ) throws -> [WarehouseID: Refusal] {
    var words: [SystemID: [ProgressFact]] = [:]
    for word in line.progress where ["acked", "rejected"].contains(word.code) {
      if let system = word.origin?.system { words[system, default: []].append(word) }
    }
    var refusals: [WarehouseID: Refusal] = [:]
    for warehouse in session.settings.warehouses {
      let own = (words[warehouse.system] ?? []).enumerated().sorted {
        let times = [$0, $1].map { $0.element.at?.microseconds ?? .max }
        return times[0] != times[1] ? times[0] < times[1] : $0.offset < $1.offset
      }
      guard own.last?.element.code == "rejected" else { continue }
      let times = own.filter { $0.element.code == "rejected" }.count
      refusals[warehouse.id] = Refusal(system: warehouse.system, times: times)
    }
    for stream in session.settings.liveStreams
    where stream.entity == RecordSchema.salesOrderLine.entity && !stream.warehouses.isEmpty {
      let part = stream.explodesKits ? parts.first.map { [$0.sku] } ?? [] : []
      let key = RecordKey(parts: [line.order, line.line] + part)
      guard try session.store.sendingState(of: key, on: stream.id) == .rejected else { continue }
      for warehouse in stream.warehouses {
        refusals[warehouse, default: Refusal(system: stream.to, times: 0)].times += 1
      }
    }
    return refusals
  }

  /// Words on a line without those of warehouses in whose place another one sends it now.
  func heard(_ words: [ProgressFact], of order: String, _ line: String) throws -> [ProgressFact] {
    guard words.contains(where: { $0.code == "rejected" }) else { return words }
    let routes = try routes(of: order).filter { $0.line == line }
    let systems = { (status: Route.Status) in
      Set(
        routes.filter { $0.status == status }.compactMap { route in
          session.settings.warehouses.first { $0.id == route.warehouse }?.system
        })
    }
    let sending = systems(.open)
    guard !sending.isEmpty else { return words }
    let refused = systems(.refused).subtracting(sending)
    return words.filter { $0.origin.map { !refused.contains($0.system) } ?? true }
  }
}

/// How often the system that runs a warehouse refused something.
private struct Refusal {
  let system: SystemID
  var times: Int
}

/// What of a part of an order line is to leave from where.
private struct LineShare {
  let part: KitPart
  let order: String
  let line: String
  let known: [Route]
  /// What left, by the warehouse that sent it.
  var left: [(warehouse: WarehouseID?, quantity: ExactDecimal)] = []
  /// What is still to leave.
  var open = ExactDecimal.zero
  var refusals: [WarehouseID: Refusal] = [:]

  init(of part: KitPart, order: String, line: String, known: [Route]) {
    self.part = part
    self.order = order
    self.line = line
    self.known = known
  }

  var leftInAll: ExactDecimal { left.reduce(.zero) { $0 + $1.quantity } }

  private func left(from warehouse: WarehouseID) -> ExactDecimal {
    left.filter { $0.warehouse == warehouse }.reduce(.zero) { $0 + $1.quantity }
  }

  /// One refusal shuts out one warehouse, also where a system runs several.
  private func isRefused(by warehouse: WarehouseID) -> Bool {
    guard let refusal = refusals[warehouse] else { return false }
    let shutOut = known.filter { route in
      route.status == .refused
        && route.warehouse.map { refusals[$0]?.system == refusal.system } ?? false
    }
    return refusal.times > shutOut.count
  }

  /// The routes that hold now, and those that held before; `named` sends all where it is not `nil`.
  func routes(named: WarehouseID?) -> [Route] {
    var routes: [Route] = []
    if let named {
      var route =
        known.first { $0.warehouse == named && $0.rule == Route.named }
        ?? Route(order: order, line: line, sku: part.sku, warehouse: named)
      route.quantity = open + leftInAll
      route.set(open: open)
      routes.append(route)
    } else {
      routes = chosen
    }
    for route in known where !routes.contains(where: { $0.key == route.key }) {
      routes.append(route.closed)
    }
    return routes
  }

  /// Warehouses that were chosen before keep what they have not sent yet; the rest waits for a choice.
  private var chosen: [Route] {
    var routes: [Route] = []
    var rest = open
    for var route in known where route.warehouse != nil {
      guard let warehouse = route.warehouse else { continue }
      if route.status == .open, isRefused(by: warehouse) { route.refuse() }
      if route.status != .refused {
        let still = min(rest, max(.zero, route.quantity - left(from: warehouse)))
        route.quantity = still + min(left(from: warehouse), route.quantity)
        route.set(open: still)
        rest = rest - still
      }
      routes.append(route)
    }
    for sender in left.compactMap(\.warehouse).unique.sorted()
    where !known.contains(where: { $0.warehouse == sender }) {
      // It sent what it was not given, or what is not remembered any more.
      var route = Route(order: order, line: line, sku: part.sku, warehouse: sender)
      route.rule = nil
      route.quantity = left(from: sender)
      routes.append(route)
    }
    if rest > .zero { routes += refusedUnasked(besides: routes) }
    var waiting = Route(order: order, line: line, sku: part.sku, warehouse: nil)
    waiting.quantity = rest
    waiting.set(open: rest)
    return routes + [waiting]
  }

  /// Warehouses of systems that refused before the line was given to any of them.
  private func refusedUnasked(besides routes: [Route]) -> [Route] {
    let asked = Set(routes.compactMap { route in route.warehouse.flatMap { refusals[$0]?.system } })
    return refusals.filter { !asked.contains($0.value.system) }.keys.sorted().map { warehouse in
      var route = Route(order: order, line: line, sku: part.sku, warehouse: warehouse)
      route.rule = nil
      route.refuse()
      return route
    }
  }
}
