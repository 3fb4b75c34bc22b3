internal import Domain
internal import Mapping
internal import Persistence
internal import Planning

/// Reads what was asked of articles, and on which days there was something to sell.
struct DemandReader {
  private let session: Session
  private let clock: ZoneClock
  private let kinds: [(kind: StockMovementKind, records: ArticleRecords)]
  private let days: ClosedRange<Int32>

  /// - Parameters:
  ///   - session: where.
  ///   - historyDays: how many days back; the last one is the day before today.
  /// - Throws: what the store failed with.
  init(session: Session, historyDays: Int) throws {
    self.session = session
    clock = ZoneClock(session.settings.timezone)
    let today = clock.local(of: session.now).date.days
    days = (today - Int32(historyDays))...(today - 1)
    let tellsAdjustments = try session.hasDelivered(RecordSchema.adjustment.entity)
    kinds = try StockMovementKind.all.filter { kind in
      try !kind.isOurs && session.hasDelivered(kind)
        // What was counted is told once more as an adjustment.
        && !(kind.schema == .count && tellsAdjustments)
    }.map { ($0, ArticleRecords(of: try session.store.table($0.schema))) }
    for (_, records) in kinds { try records.prepare() }
  }

  /// What left a warehouse day by day, as far back as anything is known of the article there.
  ///
  /// - Parameters:
  ///   - sku: the article.
  ///   - warehouse: from where it left.
  ///   - position: what is there now, and when that was seen.
  /// - Returns: its history; empty where nothing is known.
  /// - Throws: what the store failed with.
  func history(
    of sku: String, in warehouse: WarehouseSettings, _ position: StockPosition
  ) throws -> DemandHistory {
    var shipped: [DayQuantity] = []
    var moved: [DayQuantity] = []
    var onHand = position.onHand
    for (kind, records) in kinds {
      for stored in try events(kind, records, of: sku, in: warehouse) {
        guard let time = stored.record[kind.time].time else { continue }
        let day = clock.local(of: time).date
        let quantity = kind.legs(stored.record).reduce(ExactDecimal.zero) { sum, leg in
          ["available", "allocated"].contains(leg.status.text) ? sum + leg.quantity : sum
        }
        moved.append(DayQuantity(day, quantity))
        if kind.schema == .shipment {
          shipped.append(DayQuantity(day, stored.record["qty"].decimal ?? .zero))
        }
        let isSeen = position.moment?.membership(
          at: time, sequence: stored.record["event_seq"].decimal, windowSeconds: 0
        ).isInside
        if isSeen == false { onHand += quantity }
      }
    }
    let last = CalendarDate(days: days.upperBound)
    guard let known = try firstDay(moved, in: warehouse) else {
      return DemandHistory(from: last, through: CalendarDate(days: last.days - 1), shipped: [])
    }
    let first = max(CalendarDate(days: days.lowerBound), known)
    return DemandHistory(
      from: first, through: last, shipped: shipped,
      soldOut: DemandHistory.soldOutDays(
        onHand: onHand, movements: moved, from: first, through: last))
  }

  /// Since when everything of an article is known: the first that moved, or the first stock that
  /// the warehouse told.
  private func firstDay(
    _ moved: [DayQuantity], in warehouse: WarehouseSettings
  ) throws -> CalendarDate? {
    let looked = try session.store.firstMoment(of: warehouse.system, in: warehouse.id)
    return (moved.map(\.day) + [looked.map { clock.local(of: $0.latest).date }].compactMap { $0 })
      .min()
  }

  /// The latest version of what moved it; one that names another article by now moved it nowhere.
  private func events(
    _ kind: StockMovementKind, _ records: ArticleRecords, of sku: String,
    in warehouse: WarehouseSettings
  ) throws -> [RecordTable.Stored] {
    let stored = try records.records(
      warehouse: warehouse.id.text, sku: sku, system: warehouse.system)
    // The passes of a count stand side by side as versions do.
    guard kind.isVersioned || kind.schema == .count else { return stored }
    return try LatestVersions.of(stored).filter {
      try !kind.isVersioned
        || !session.store.table(kind.schema).hasLater(than: $0.record, in: $0.system)
    }
  }
}
