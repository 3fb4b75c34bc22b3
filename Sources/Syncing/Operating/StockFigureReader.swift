internal import Domain
internal import Mapping
internal import Persistence
internal import Planning

/// How the stock of a warehouse turns, and how far book and warehouse agree on it.
struct WarehouseFigures {
  let warehouse: WarehouseID
  let figures: StockFigures
  /// Articles on which both sides agree, of those that either has; `nil` where stock is not
  /// compared.
  let agreed: Share?
}

/// Reads how the stock of each warehouse turns.
struct StockFigureReader {
  private struct Article: Hashable {
    let warehouse: String
    let sku: String
  }

  private let session: Session
  private let span: FigureSpan
  private let clock: ZoneClock
  private let stock: RecordTable
  private let costs: UnitCosts

  init(session: Session, span: FigureSpan) throws {
    self.session = session
    self.span = span
    clock = ZoneClock(session.settings.timezone)
    stock = try session.store.table(.stock)
    costs = try UnitCosts(session: session)
  }

  /// Warehouses that have told their stock, in the order of the configuration.
  func read() throws -> [WarehouseFigures] {
    var moved: [Article: CalendarDate] = [:]
    var shipped: [Article: ExactDecimal] = [:]
    for kind in StockMovementKind.all where try !kind.isOurs && session.hasDelivered(kind) {
      try scan(kind) { record in
        guard let time = record[kind.time].time else { return }
        let article = Article(
          warehouse: record["warehouse"].description, sku: record["sku"].description)
        let day = clock.local(of: time).date
        moved[article] = max(moved[article] ?? day, day)
        if kind.schema == .shipment, day >= span.first, day < span.today {
          shipped[article, default: .zero] += record["qty"].decimal ?? .zero
        }
      }
    }
    return try session.settings.warehouses.compactMap { warehouse in
      guard try session.store.stockMoment(of: warehouse.system, in: warehouse.id) != nil else {
        return nil
      }
      let onHand = try quantities(of: warehouse.system, in: warehouse.id)
      let articles = try onHand.sorted { $0.key.precedesByBytes($1.key) }.map { sku, quantity in
        let article = Article(warehouse: warehouse.id.text, sku: sku)
        let cost = try costs.cost(ofItem: .text(sku))
        return StockedArticle(
          warehouse.id, sku, onHand: quantity, unitCost: cost?.amount, currency: cost?.currency,
          lastMoved: moved[article], shipped: shipped[article] ?? .zero)
      }
      return WarehouseFigures(
        warehouse: warehouse.id,
        figures: StockFigures(articles, deadSince: span.deadSince, days: span.days),
        agreed: try agreed(Set(onHand.keys), in: warehouse))
    }
  }

  /// Visits the latest version of each record of a type.
  private func scan(_ kind: StockMovementKind, _ visit: (Record) -> Void) throws {
    let own = kind.schema.keyCount - (kind.isVersioned ? 1 : 0)
    var last: RecordTable.Stored?
    try session.store.table(kind.schema).scan(system: nil) { stored in
      if let last,
        last.system != stored.system
          || last.record.values[..<own] != stored.record.values[..<own]
      {
        visit(last.record)
      }
      last = stored
      return true
    }
    if let last { visit(last.record) }
  }

  private func quantities(
    of system: SystemID, in warehouse: WarehouseID
  ) throws -> [String: ExactDecimal] {
    var onHand: [String: ExactDecimal] = [:]
    try stock.scan(system: system, where: [("warehouse", warehouse.text)]) { stored in
      onHand[stored.record["sku"].description, default: .zero] +=
        stored.record["on_hand"].decimal ?? .zero
      return true
    }
    return onHand
  }

  private func agreed(
    _ physical: Set<String>, in warehouse: WarehouseSettings
  ) throws -> Share? {
    guard let erp = session.erp, erp != warehouse.system,
      try session.store.stockMoment(of: erp, in: warehouse.id) != nil
    else { return nil }
    let all = physical.union(try quantities(of: erp, in: warehouse.id).keys)
    let differing = all.intersection(try session.store.differingSKUs(in: warehouse.id))
    return Share(ExactDecimal(all.count - differing.count), of: ExactDecimal(all.count))
  }
}
