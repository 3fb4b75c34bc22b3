internal import Domain
internal import Mapping
internal import Persistence
internal import Planning
internal import Reconciliation

/// What is known of an article, warehouse by warehouse, and when that changes by itself.
struct ArticleState {
  /// In the order of the configuration.
  var sites: [SiteStock] = []
  /// Orders that no warehouse is to send yet.
  var unrouted: [OpenDemand] = []
  /// Stock of it is told, orders ask for it, or it is on its way.
  var isKnown = false
  /// Days after which something counts otherwise: supply is overdue, a lot is out of date.
  var days: Set<CalendarDate> = []
}

/// Reads articles: stock, orders and what is on its way, counted once.
final class ArticleBook {
  private let session: Session
  private let routes: RouteBook
  private let stock: SellableStock
  private let supply: SupplyReader
  /// What may have taken goods since a warehouse looked, besides orders and transfers.
  private let losses: [(kind: StockMovementKind, records: ArticleRecords)]
  private let moments: [WarehouseID: SnapshotMoment]
  private let sources: Set<SupplySource>

  init(
    session: Session, routes: RouteBook, stock: SellableStock, settings: AvailabilitySettings
  ) throws {
    self.session = session
    self.routes = routes
    self.stock = stock
    var moments: [WarehouseID: SnapshotMoment] = [:]
    for warehouse in session.settings.warehouses {
      moments[warehouse.id] = try session.store.stockMoment(of: warehouse.system, in: warehouse.id)
    }
    self.moments = moments
    supply = try SupplyReader(session: session, moments: moments)
    losses = try StockMovementKind.all.filter { kind in
      try [.adjustment, .statusMove].contains(kind.schema)
        && session.hasDelivered(kind.schema.entity)
    }.map { ($0, ArticleRecords(of: try session.store.table($0.schema))) }
    for loss in losses { try loss.records.prepare() }
    sources = settings.supply
  }

  /// Articles of which something may be known, in no order.
  func articles() throws -> Set<String> {
    var articles = Set(try supply.articles())
    for schema in [RecordSchema.stock, .orderRoute] {
      articles.formUnion(try RecordGroups.texts(of: "sku", in: session.store.table(schema)))
    }
    return articles
  }

  func state(of sku: String) throws -> ArticleState {
    let open = try routes.open(of: sku)
    let coming = try supply.supply(of: sku)
    var state = ArticleState(isKnown: !open.isEmpty)
    for warehouse in session.settings.warehouses {
      let position = try stock.position(of: sku, in: warehouse, open: open)
      let leaving = coming.leaving[warehouse.id] ?? []
      // What it holds may be what is to leave for another warehouse; the rest it holds for others.
      let held = max(.zero, position.foreign - leaving.reduce(.zero) { $0 + $1.quantity })
      var site = SiteStock(
        warehouse.id,
        onHand: position.onHand - position.gone - held - (try lost(sku, warehouse)))
      site.supply = (coming.expected[warehouse.id] ?? []).filter {
        $0.source == .received || sources.contains($0.source)
      }
      site.demand =
        try position.waiting.filter { $0.quantity > .zero }
        .map { try demand($0.route, $0.quantity) } + leaving
      // The last count has what no event tells: it may be what is still expected.
      let subject = Subject.rolled(RecordKey(parts: [warehouse.id.text, sku]).text)
      site.isAheadOfEvents = try !site.supply.isEmpty && session.desk.hasLive(about: subject)
      state.isKnown = state.isKnown || position.isListed || !site.supply.isEmpty
      state.days.formUnion([position.goodUntil].compactMap { $0 })
      state.sites.append(site)
    }
    state.unrouted = try open.filter { $0.warehouse == nil }.map { try demand($0, $0.open) }
    for one in state.sites { state.days.formUnion(one.supply.compactMap(\.day)) }
    for one in state.sites.flatMap(\.demand) + state.unrouted {
      state.days.formUnion([one.leaves, one.promised].compactMap { $0 })
    }
    return state
  }

  private func demand(_ route: Route, _ quantity: ExactDecimal) throws -> OpenDemand {
    let header = try session.first(RecordKey(parts: [route.order]), of: .salesOrder)?.record
    func day(_ field: String) -> CalendarDate? {
      if case .date(let day) = header?[field] { return day }
      return nil
    }
    return OpenDemand(
      "sales_order_line \(RecordKey(parts: [route.order, route.line]))", quantity,
      leaves: day("ship_not_before"), promised: day("deliver_by"),
      orderedAt: header?["ordered_at"].time)
  }

  /// What was written off or blocked since the warehouse looked.
  private func lost(_ sku: String, _ warehouse: WarehouseSettings) throws -> ExactDecimal {
    guard let moment = moments[warehouse.id] else { return .zero }
    var effects: [StockEffect] = []
    for (kind, records) in losses {
      for stored in try records.records(
        warehouse: warehouse.id.text, sku: sku, system: warehouse.system)
      {
        let record = stored.record
        let quantity = kind.legs(record).reduce(ExactDecimal.zero) { sum, leg in
          ["available", "allocated"].contains(leg.status.text ?? "available")
            ? sum + leg.quantity : sum
        }
        guard quantity < .zero else { continue }
        effects.append(
          StockEffect(
            -quantity,
            moment.membership(
              at: record[kind.time].time, sequence: record["event_seq"].decimal, windowSeconds: 0)
          ))
      }
    }
    return StockEffect.stillTold(effects)
  }
}
