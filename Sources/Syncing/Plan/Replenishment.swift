internal import Domain
internal import Mapping
internal import Persistence
internal import Planning
internal import Reconciliation

/// Proposes what to buy, and what to move between warehouses before that.
///
/// An article is planned when anything of it changes, and once a day, as its history grows. What is
/// not due stands as a proposal over nothing, so that its reorder point can be seen.
struct Replenishment {
  private let session: Session
  private let settings: ReplenishmentSettings
  private let erp: SystemID
  private let stock: SellableStock
  private let routes: RouteBook
  private let purchases: PurchaseHistory
  private let coming: ComingStockReader
  private let demand: DemandReader
  private let items: RecordTable
  private let units: RecordTable
  private let proposals: RecordTable
  private let clock: ZoneClock
  private let today: CalendarDate
  private let tomorrow: Timestamp

  /// What must have been told before anything is proposed: without it too much would be ordered.
  private static let needed: [RecordSchema] = [
    .item, .salesOrderLine, .purchaseOrderLine, .transferLine,
  ]

  /// - Returns: `nil` where nobody wants proposals, or nobody can make them yet.
  /// - Throws: what the store failed with.
  init?(session: Session, stock: SellableStock, routes: RouteBook) throws {
    guard let settings = session.settings.replenishment, let erp = session.erp else { return nil }
    for schema in Self.needed where !session.feeds(of: schema.entity).isEmpty {
      guard try session.hasDelivered(schema.entity) else {
        // What was touched until then is planned when the rest has come.
        let every = CollectionOfOne(StateStore.everyKey)
        try session.store.touch(Touched.replenishment, every)
        return nil
      }
    }
    self.session = session
    self.settings = settings
    self.erp = erp
    self.stock = stock
    self.routes = routes
    purchases = try PurchaseHistory(session: session, erp: erp)
    coming = try ComingStockReader(session: session)
    demand = try DemandReader(session: session, historyDays: settings.historyDays)
    items = try session.store.table(.item)
    units = try session.store.table(.itemUnit)
    proposals = try session.store.table(.purchaseProposal)
    clock = ZoneClock(session.settings.timezone)
    today = clock.local(of: session.now).date
    tomorrow = clock.start(of: CalendarDate(days: today.days + 1))
  }

  func run() throws {
    for sku in try articles() {
      try Interruption.check()
      try plan(sku)
    }
    try session.store.clearTouched(Touched.replenishment)
  }

  /// Those that were touched or are due, in byte order; every item when all of them are.
  private func articles() throws -> [String] {
    guard let changed = try session.store.touched(Touched.articles),
      let due = try session.store.touched(Touched.replenishment)
    else {
      var all: [String] = []
      try items.scanKeys(system: erp) { record, _ in all.append(record["sku"].description) }
      return all
    }
    return Set((changed + due).map { RecordKey(text: $0) }).sorted().compactMap(\.parts.first)
  }

  private func plan(_ sku: String) throws {
    let item = try items.record(RecordKey(parts: [sku]), in: erp)?.record
    let isWanted =
      item != nil && item?["is_kit"].flag != true && item?["status"].text ?? "active" == "active"
    guard let item, isWanted else {
      try session.store.setDue(nil, Touched.replenishment, sku)
      return try keep([], of: sku, [])
    }
    let article = try article(item, sku)
    try session.store.setDue(
      article.isWatched ? tomorrow : nil, Touched.replenishment, sku)
    let terms = OrderTerms(
      multiple: item["order_multiple"].decimal, pack: try pack(sku),
      minimum: item["min_order_qty"].decimal)
    let proposals = ReplenishmentPlan(terms: terms, today: today).proposals(for: article.sites)
    try keep(article.sites.flatMap { records($0, proposals, article) }, of: sku, article.sites)
    for site in article.sites {
      let facts = ReplenishmentFacts(
        sku: sku, warehouse: site.warehouse, projected: site.position.projected,
        reorderPoint: site.terms.reorderPoint, supplier: article.supplier,
        proposals: proposals.filter { $0.warehouse == site.warehouse }.map {
          .init(quantity: $0.quantity, source: $0.source, neededBy: $0.neededBy)
        })
      try session.desk.judge(
        Subject.replenishment(site.warehouse, sku), findings: findings(in: .replenishment(facts)))
    }
  }

  /// An article in the warehouses of which enough is known.
  private struct Article {
    let sku: String
    let unit: Value
    let supplier: String?
    var sites: [ReplenishedSite] = []
    /// Some warehouse has told its stock: time alone can make it due.
    var isWatched = false
  }

  private func article(_ item: Record, _ sku: String) throws -> Article {
    let lines = try purchases.lines(of: sku)
    let supplier =
      item["supplier"].text
      ?? lines.max {
        ($0.orderedAt?.microseconds ?? .min) < ($1.orderedAt?.microseconds ?? .min)
      }?.supplier
    var article = Article(sku: sku, unit: item["base_uom"], supplier: supplier)
    let stated = StatedTerms(
      safetyStock: item["safety_stock"].decimal, reorderPoint: item["reorder_point"].decimal,
      unitCost: item["unit_cost"].decimal)
    let leadTime = try leadTime(
      of: sku, from: supplier, lines, stated: item["lead_time_days"].decimal)
    let open = try routes.open(of: sku)
    var positions: [(warehouse: WarehouseSettings, position: StockPosition)] = []
    for warehouse in session.settings.warehouses where settings.warehouses.contains(warehouse.id) {
      let position = try stock.position(of: sku, in: warehouse, open: open)
      // What a warehouse has that never told its stock, nobody knows.
      if position.moment != nil { positions.append((warehouse, position)) }
    }
    article.isWatched = !positions.isEmpty
    var moments: [WarehouseID: SnapshotMoment] = [:]
    for (warehouse, position) in positions { moments[warehouse.id] = position.moment }
    let coming = try coming.coming(of: sku, lines, moments)
    for (warehouse, position) in positions {
      let pattern = DemandPattern(try demand.history(of: sku, in: warehouse, position))
      guard
        let terms = ReplenishmentTerms(
          pattern, leadTime: leadTime, stated: stated, policy: settings.policy)
      else { continue }
      let own = coming[warehouse.id] ?? ComingStock()
      article.sites.append(
        ReplenishedSite(
          warehouse.id,
          position: InventoryPosition(
            onHand: position.onHand, onOrder: own.onOrder, inbound: own.inbound,
            reserved: position.reserved + own.outbound),
          terms: terms, isBoughtFor: settings.boughtFor.contains(warehouse.id),
          sources: settings.sources[warehouse.id] ?? []))
    }
    return article
  }

  /// What deliveries of the article taught, else those of its supplier, else the item master.
  private func leadTime(
    of sku: String, from supplier: String?, _ lines: [PurchasedLine], stated: ExactDecimal?
  ) throws -> LeadTime? {
    func book(_ lines: [PurchasedLine]) -> LeadTimeBook {
      LeadTimeBook(
        lines.compactMap { observation($0) }, leastObservations: settings.leastDeliveries)
    }
    let days = stated.map { Int($0.millionths / 1_000_000) }
    let own = book(lines).leadTime(of: sku, from: supplier, stated: days)
    guard let supplier, own?.source != .article else { return own }
    return book(try purchases.lines(from: supplier))
      .leadTime(of: sku, from: supplier, stated: days)
  }

  private func observation(_ line: PurchasedLine) -> LeadTimeObservation? {
    guard let supplier = line.supplier, let ordered = line.orderedAt,
      let received = line.firstReceipt
    else { return nil }
    let from = clock.local(of: ordered).date
    // What was ordered before the history says little of today.
    guard from.days >= today.days - Int32(settings.historyDays) else { return nil }
    return LeadTimeObservation(
      supplier: supplier, sku: line.sku,
      days: Int(clock.local(of: received).date.days - from.days))
  }

  /// Pieces of the pack that is not broken.
  private func pack(_ sku: String) throws -> ExactDecimal? {
    guard let level = settings.packLevel else { return nil }
    let packs = try units.records(system: erp, where: [("sku", sku)]).map(\.record)
    guard let unit = packs.first(where: { $0["pack_level"].text == level }),
      let numerator = unit["numerator"].decimal
    else { return nil }
    let denominator = unit["denominator"].decimal ?? ExactDecimal(1)
    return ExactDecimal(1).multiplied(
      by: numerator.millionths, over: denominator.millionths)
  }

  // MARK: Records

  /// What is proposed for a warehouse: to buy, and to move from each of its sources.
  private func records(
    _ site: ReplenishedSite, _ proposals: [ReplenishmentProposal], _ article: Article
  ) -> [Record] {
    let known = Set(article.sites.map(\.warehouse))
    let sources =
      site.sources.filter { known.contains($0) && $0 != site.warehouse }.map { Optional($0) }
      + (site.isBoughtFor ? [nil] : [])
    return sources.map { source in
      let proposal = proposals.first { $0.warehouse == site.warehouse && $0.source == source }
      var record = Record(.purchaseProposal)
      record["warehouse"] = .text(site.warehouse.text)
      record["sku"] = .text(article.sku)
      record["from_warehouse"] = source.map { .text($0.text) } ?? .null
      record["qty"] = .decimal(proposal?.quantity ?? .zero)
      record["uom"] = article.unit
      record["supplier"] = source == nil ? article.supplier.map { .text($0) } ?? .null : .null
      record["needed_by"] = proposal.map { .date($0.neededBy) } ?? .null
      record["reorder_point"] = .decimal(site.terms.reorderPoint)
      record["safety_stock"] = .decimal(site.terms.safetyStock)
      record["projected"] = .decimal(proposal?.projected ?? site.position.projected)
      return record
    }
  }

  /// Keeps what is proposed of an article; what was proposed before and is not now stands over
  /// nothing.
  private func keep(_ records: [Record], of sku: String, _ sites: [ReplenishedSite]) throws {
    for record in records { try session.keepDerived(record) }
    let kept = Set(records.map(\.key))
    let planned = Set(sites.map(\.warehouse))
    for warehouse in session.settings.warehouses {
      let stored = try proposals.records(
        system: Session.ourselves, where: [("warehouse", warehouse.id.text), ("sku", sku)])
      for old in stored.map(\.record) where !kept.contains(old.key) {
        var record = old
        for field in ["needed_by", "reorder_point", "safety_stock", "projected"] {
          record[field] = .null
        }
        record["qty"] = .decimal(.zero)
        try session.keepDerived(record)
      }
      guard !planned.contains(warehouse.id), !stored.isEmpty else { continue }
      try session.desk.judge(Subject.replenishment(warehouse.id, sku), findings: [])
    }
  }
}

extension OutboundSettings {
  /// What a receiver is told of a proposal; `nil` where it is not told.
  ///
  /// A stream that does not say from where carries only what is bought. A proposal that is over is
  /// told once, to those who were told of it.
  func shown(_ proposal: Record, wasSent: Bool) -> Record? {
    let tellsSource = columns.contains { $0.field == "from_warehouse" }
    guard tellsSource || proposal["from_warehouse"].isNull else { return nil }
    guard proposal["qty"].decimal == .zero else { return proposal }
    guard wasSent else { return nil }
    var record = proposal
    for field in ["supplier", "needed_by", "reorder_point", "safety_stock", "projected"] {
      record[field] = .null
    }
    return record
  }
}
