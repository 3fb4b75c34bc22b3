internal import Domain
internal import Mapping
internal import Persistence
internal import Planning
internal import Reconciliation

/// Tells channels what they may sell, and whom it concerns that more was promised than there is.
///
/// Only articles that were touched, or of which something counts otherwise since today, are looked
/// at; a figure is told anew only when it changed.
struct AvailabilityPlan {
  private let session: Session
  private let settings: AvailabilitySettings
  private let articles: ArticleBook
  private let table: RecordTable
  private let items: ItemBook
  private let costs: UnitCosts
  /// `nil` where no bill of a kit was ever delivered.
  private let components: RecordTable?
  private let split: ChannelSplit
  private let clock: ZoneClock
  private let today: CalendarDate

  /// - Returns: `nil` where no channel is told anything.
  /// - Throws: what the store failed with.
  init?(session: Session, routes: RouteBook, stock: SellableStock) throws {
    guard let settings = session.settings.availability else { return nil }
    self.session = session
    self.settings = settings
    articles = try ArticleBook(
      session: session, routes: routes, stock: stock, settings: settings)
    table = try session.store.table(.channelAvailability)
    items = try ItemBook(session: session)
    costs = try UnitCosts(session: session)
    let bills = RecordSchema.kitComponent
    components = try session.hasDelivered(bills.entity) ? session.store.table(bills) : nil
    try components?.makeLookup(by: ["component_sku"])
    split = ChannelSplit(settings.channels)
    clock = ZoneClock(session.settings.timezone)
    today = clock.local(of: session.now).date
  }

  func run() throws {
    let touched = try [Touched.articles, Touched.availability].map { try session.store.touched($0) }
    var skus: Set<String> = []
    for keys in touched { skus.formUnion((keys ?? []).map { RecordKey(text: $0).parts[0] }) }
    let isEverything = touched.contains { $0 == nil }
    if isEverything { skus.formUnion(try everything()) }
    for sku in try withKits(skus).sorted(by: { $0.precedesByBytes($1) }) where !sku.isEmpty {
      try Interruption.check()
      try plan(sku)
    }
    if isEverything { try forgetChannels() }
    try session.store.clearTouched(Touched.availability)
  }

  private func everything() throws -> Set<String> {
    var skus = try articles.articles()
    skus.formUnion(try RecordGroups.texts(of: "sku", in: table))
    if let components { skus.formUnion(try RecordGroups.texts(of: "kit_sku", in: components)) }
    return skus
  }

  /// Articles, and the kits that they are parts of.
  private func withKits(_ skus: Set<String>) throws -> Set<String> {
    guard let components else { return skus }
    var all = skus
    for sku in skus {
      for stored in try components.records(where: [("component_sku", sku)]) {
        if let kit = stored.record["kit_sku"].text { all.insert(kit) }
      }
    }
    return all
  }

  /// What can be promised of an article, and what of it is kept back.
  struct Figure {
    var promises: [SitePromise] = []
    var deduction = ExactDecimal.zero
    /// Days after which it is another one.
    var days: Set<CalendarDate> = []
    var isKnown = false
    /// Of an article that is no kit.
    var state: ArticleState?
  }

  private func plan(_ sku: String) throws {
    let figure = try figure(of: sku)
    try keep(
      sku, split.offers(of: figure.promises, less: figure.deduction), isKnown: figure.isKnown)
    // A kit has no stock of its own, so nothing of it can be promised too much.
    let short = try figure.state.map { try shortages(sku, $0) } ?? []
    try session.desk.judge(
      Subject.promise(sku), findings: short.flatMap { findings(in: .promise($0)) })
    try session.store.setDue(
      due(figure.days), Touched.availability, RecordKey(parts: [sku]).text)
  }

  private func figure(of sku: String) throws -> Figure {
    let bill = try components.map {
      try Kits.bill(of: sku, on: today, in: $0, of: session.settings.systems)
    }
    if let bill, !bill.isEmpty { return try figure(ofKit: sku, bill) }
    let state = try articles.state(of: sku)
    return Figure(
      promises: try promises(sku, state), deduction: try deduction(sku, state), days: state.days,
      isKnown: state.isKnown, state: state)
  }

  private func figure(ofKit sku: String, _ bill: [KitPart]) throws -> Figure {
    var parts: [KitSupply] = []
    var figure = Figure(days: try laterBills(of: sku))
    for part in bill {
      let state = try articles.state(of: part.sku)
      var supply = KitSupply(
        part.sku, perKit: part.quantity, promises: try promises(part.sku, state))
      supply.deduction = try deduction(part.sku, state)
      parts.append(supply)
      figure.days.formUnion(state.days)
      figure.isKnown = figure.isKnown || state.isKnown
    }
    figure.promises = try isSold(sku) ? KitAvailability.promises(of: parts) : []
    figure.deduction = KitAvailability.deduction(of: parts) + (try safety(of: sku))
    return figure
  }

  /// The days before other bills hold.
  private func laterBills(of sku: String) throws -> Set<CalendarDate> {
    guard let components else { return [] }
    var days: Set<CalendarDate> = []
    for stored in try components.records(where: [("kit_sku", sku)]) {
      if case .date(let from) = stored.record["valid_from"], from > today {
        days.insert(CalendarDate(days: from.days - 1))
      }
    }
    return days
  }

  private func promises(_ sku: String, _ state: ArticleState) throws -> [SitePromise] {
    guard try isSold(sku) else { return [] }
    return zip(session.settings.warehouses, state.sites).map { warehouse, site in
      // What no order may take there no channel may sell.
      SitePromise(
        site.warehouse, site.forSale(today, days: settings.days).now - warehouse.site.buffer)
    }
  }

  /// What is kept back wherever it lies: safety stock, and orders without a warehouse.
  private func deduction(_ sku: String, _ state: ArticleState) throws -> ExactDecimal {
    let waiting = StockProjection(
      onHand: .zero, supply: [],
      demand: state.unrouted.map { DatedQuantity($0.quantity, on: $0.leaves ?? today) },
      from: today, days: settings.days)
    return try safety(of: sku) - waiting.now
  }

  private func isSold(_ sku: String) throws -> Bool {
    !["blocked", "discontinued"].contains(try items.item(sku).value(of: "status").text ?? "")
  }

  private func safety(of sku: String) throws -> ExactDecimal {
    switch settings.safety {
    case .pieces(let pieces): pieces
    case .item: try items.item(sku).value(of: "safety_stock").decimal ?? .zero
    }
  }

  /// Keeps figures that changed.
  ///
  /// An article of which nothing is known is not told of.
  private func keep(_ sku: String, _ offers: [ChannelOffer], isKnown: Bool) throws {
    for offer in offers {
      var record = Record(.channelAvailability)
      record["channel"] = .text(offer.channel)
      record["sku"] = .text(sku)
      let before = try table.record(record.key, in: Session.ourselves)?.record["qty"].decimal
      guard before != offer.quantity, before != nil || isKnown else { continue }
      record["qty"] = .decimal(offer.quantity)
      record["as_of"] = .time(session.now)
      try session.keepDerived(record)
    }
  }

  /// Channels that are configured no more may sell nothing.
  private func forgetChannels() throws {
    let names = settings.channels.map(\.name)
    var orphans: [Record] = []
    try table.scan(system: Session.ourselves) { stored in
      let isLeft = !names.contains(stored.record["channel"].description)
      if isLeft, stored.record["qty"].decimal != .zero { orphans.append(stored.record) }
      return true
    }
    for var record in orphans {
      record["qty"] = .decimal(.zero)
      record["as_of"] = .time(session.now)
      try session.keepDerived(record)
    }
  }

  /// When something counts otherwise: the day after one of these, or the day on which it comes into
  /// the window.
  private func due(_ days: Set<CalendarDate>) -> Timestamp? {
    let next = days.compactMap { day -> Int32? in
      guard day >= today else { return nil }
      let length = Int32(settings.days)
      return day.days < today.days + length ? day.days + 1 : day.days - length + 1
    }.min()
    return next.map { clock.start(of: CalendarDate(days: $0)) }
  }
}

// MARK: Where a figure comes from

extension AvailabilityPlan {
  /// How the figure of a channel comes about by what is known now, a line for each step.
  func explanation(of sku: String, on channel: String) throws -> [String] {
    guard let own = settings.channels.first(where: { $0.name == channel }) else {
      return ["the channel is configured no more: it may sell nothing"]
    }
    let figure = try figure(of: sku)
    var lines = (figure.state?.sites ?? []).filter { own.sells(from: $0.warehouse) }.map { site in
      let promised = site.demand.reduce(ExactDecimal.zero) { $0 + $1.quantity }
      let coming = site.countedSupply(today).reduce(ExactDecimal.zero) { $0 + $1.quantity }
      return "\(site.warehouse): \(site.onHand) there, \(promised) promised, \(coming) to come;"
        + " today \(site.forSale(today, days: settings.days).now) can be promised"
    }
    if figure.state == nil {
      lines = figure.promises.filter { own.sells(from: $0.warehouse) }.map {
        "\($0.warehouse): its parts make \($0.quantity)"
      }
    }
    if try !isSold(sku) { lines.append("its item record says that it is not sold") }
    let offers = split.offers(of: figure.promises, less: figure.deduction)
    guard let offer = offers.first(where: { $0.channel == channel }) else { return lines }
    let cap = own.cap.map { ", at most \($0)" } ?? ""
    return lines + [
      "\(figure.deduction) kept back; \(own.share)% are \(offer.part) whole pieces, less a buffer of"
        + " \(own.buffer)\(cap): \(offer.quantity)"
    ]
  }
}

// MARK: Promised too much

extension AvailabilityPlan {
  /// Warehouses that cannot keep what was promised, and orders that none is to send and none can.
  fileprivate func shortages(_ sku: String, _ state: ArticleState) throws -> [PromiseFacts] {
    var found: [PromiseFacts] = []
    let projections = state.sites.map { $0.promised(today, days: settings.days) }
    for (site, projection) in zip(state.sites, projections) where projection.now < .zero {
      found.append(facts(sku, site, projection))
    }
    // What is left of the warehouses, day by day.
    var rest = SiteStock("", onHand: projections.reduce(.zero) { $0 + max($1.now, .zero) })
    rest.demand = state.unrouted
    for projection in projections {
      let shown = projection.availableToPromise.map { max($0, .zero) }
      for index in shown.indices.dropFirst() where shown[index] > shown[index - 1] {
        rest.supply.append(
          ExpectedSupply(
            .purchase, "", shown[index] - shown[index - 1],
            on: CalendarDate(days: today.days + Int32(index))))
      }
    }
    let projection = rest.promised(today, days: settings.days)
    if !state.unrouted.isEmpty, projection.now < .zero {
      var one = facts(sku, rest, projection)
      one.warehouse = nil
      found.append(one)
    }
    guard !found.isEmpty, let cost = try costs.cost(ofItem: .text(sku))?.amount else {
      return found
    }
    for index in found.indices { found[index].unitCost = cost }
    return found
  }

  private func facts(
    _ sku: String, _ site: SiteStock, _ projection: StockProjection
  ) -> PromiseFacts {
    let end = CalendarDate(days: today.days + Int32(settings.days))
    let inTime = projection.worstDay
    var facts = PromiseFacts(
      sku: sku, in: site.warehouse, available: projection.now, onHand: site.onHand,
      expected: site.countedSupply(today).filter { $0.day <= inTime }
        .reduce(.zero) { $0 + $1.quantity },
      promised: site.demand.filter { min($0.due(today), end) <= inTime }
        .reduce(.zero) { $0 + $1.quantity })
    facts.shortFrom = projection.shortFrom
    facts.atRisk = site.ordersAtRisk(today, days: settings.days).map {
      .init($0.document, missing: $0.missing)
    }
    return facts
  }
}
