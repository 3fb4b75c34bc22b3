internal import Domain
internal import Persistence
internal import Planning

/// What of an order is on pick lists already.
struct ListedQuantities {
  fileprivate var rows: [Record] = []

  /// What is on lists of the warehouse of a route.
  func quantity(of route: Route) -> ExactDecimal {
    rows.reduce(.zero) { sum, row in
      let isOwn =
        row["order_line"].text == route.line && row["sku"].text == route.sku
        && row.warehouse == route.warehouse
      return isOwn ? sum + (row["qty"].decimal ?? .zero) : sum
    }
  }
}

/// The pick lists that were made.
struct PickListBook {
  private let session: Session
  private let table: RecordTable
  private let byArticle: ArticleRecords

  init(session: Session) throws {
    self.session = session
    table = try session.store.table(.pickList)
    try table.makeLookup(by: ["order"])
    byArticle = ArticleRecords(of: table)
    try byArticle.prepare()
  }

  /// What of an order is on lists.
  func listed(of order: String) throws -> ListedQuantities {
    ListedQuantities(
      rows: try table.records(system: Session.ourselves, where: [("order", order)]).map(\.record))
  }

  /// Every row of a list that takes an article out of a warehouse's bins, in key order.
  func rows(of sku: String, in warehouse: WarehouseID) throws -> [Record] {
    try byArticle.records(warehouse: warehouse.text, sku: sku, system: Session.ourselves)
      .map(\.record)
  }

  /// Keeps lists that were planned, numbered within their wave, with their stops in walking order.
  func keep(
    _ lists: [PickList], of warehouse: WarehouseID, bins: BinBook, settings: PickingSettings,
    _ articles: PickArticles
  ) throws {
    guard !lists.isEmpty else { return }
    let walks = WalkBook(bins, settings.floor)
    for list in lists {
      let wave = "\(warehouse)-\(list.departure.code)"
      let name = try freeName(in: wave)
      let walk = walks.walk(to: list.bins)
      for (place, stop) in list.stops(walking: walk.bins).enumerated() {
        for (number, part) in stop.parts.enumerated() {
          var record = Record(.pickList)
          record["pick_list"] = .text(name)
          record["stop"] = .decimal(ExactDecimal(place + 1))
          if stop.parts.count > 1 { record["part"] = .text(String(number + 1)) }
          record["warehouse"] = .text(warehouse.text)
          record["wave"] = .text(wave)
          record["order"] = .text(part.order)
          record["order_line"] = .text(part.line)
          record["bin"] = .text(stop.bin.text)
          record["pick_seq"] = bins.sequence(of: stop.bin).map { .decimal($0) } ?? .null
          record["sku"] = .text(stop.sku)
          record["lot"] = stop.lot.map { .text($0) } ?? .null
          record["qty"] = .decimal(part.quantity)
          let article = try articles.article(stop.sku)
          record["uom"] = article.unit.map { .text($0) } ?? .null
          record["name"] = article.name.map { .text($0) } ?? .null
          record["tote"] = part.tote.map { .decimal(ExactDecimal($0)) } ?? .null
          record["fallback_bin"] = stop.fallback.map { .text($0.text) } ?? .null
          if place == 0, number == 0, let length = walk.length {
            record["walk_m"] = .decimal(length)
            record["walk_saved_m"] = walk.saved.map { .decimal($0) } ?? .null
          }
          try session.keepDerived(record)
        }
      }
    }
  }

  /// A store that was lost and restored names a list alike, so that what went out goes out once.
  private func freeName(in wave: String) throws -> String {
    var number = 1
    while true {
      let name = "\(wave)-\(padded(number, 3))"
      guard try table.contains(keyStart: [name], in: Session.ourselves) else { return name }
      number += 1
    }
  }
}

/// The walks through one warehouse.
private struct WalkBook {
  /// In the order of a walk; lengths in metres, `nil` without a map.
  struct Walk {
    let bins: [BinID]
    var length: ExactDecimal?
    var saved: ExactDecimal?
  }

  private let bins: BinBook
  /// `nil` where nobody says how the aisles run.
  private let map: PickMap?

  init(_ bins: BinBook, _ floor: PickFloor?) {
    self.bins = bins
    map = floor.flatMap { PickMap($0, bins: bins.places) }
  }

  /// Without a map bins follow by `pick_seq`, then by name.
  func walk(to stops: [BinID]) -> Walk {
    guard let map else {
      let sorted = stops.sorted { one, two in
        let places = (bins.sequence(of: one), bins.sequence(of: two))
        if places.0 == places.1 { return one < two }
        guard let first = places.0 else { return false }
        return places.1.map { first < $0 } ?? true
      }
      return Walk(bins: sorted)
    }
    let walk = map.walk(to: stops)
    guard walk.unplaced.count < walk.bins.count else { return Walk(bins: walk.bins) }
    func metres(_ millimetres: Int) -> ExactDecimal {
      ExactDecimal(millionths: Int64(millimetres) * 1_000)
    }
    return Walk(
      bins: walk.bins, length: metres(walk.path.length),
      saved: walk.comparison.length(by: .sShape).map { metres($0 - walk.path.length) })
  }
}
