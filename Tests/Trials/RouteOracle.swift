internal import Domain
internal import Glibc
internal import Planning

/// Finds where an order goes by trying every assignment of pieces to sites.
///
/// It shares no code with the router: sites, prices and distances are judged anew, in plain steps.
struct RouteOracle {
  /// What the best assignment is worth.
  struct Answer {
    /// By id.
    var sites: [WarehouseID]
    var missing: Int
    /// In the order of the rule's objectives; `nil` is unknown.
    var values: [Int?]
  }

  /// What an assignment leaves and costs; the smallest counts.
  private struct Effort: Comparable {
    var missing = 0
    var parts = 0
    var unpriced = 0
    var cost = 0

    static func < (left: Effort, right: Effort) -> Bool {
      (left.missing, left.parts, left.unpriced, left.cost)
        < (right.missing, right.parts, right.unpriced, right.cost)
    }
  }

  private let instance: RoutingInstance
  private let order: RoutingOrder
  private let rule: RoutingRule
  /// Positions of the sites that nothing but stock keeps from the order.
  private let free: [Int]
  private let zones: [RoutingZone?]
  private let limit: Int
  private let mustCover: Bool
  /// The least effort by the sites that send something, as bits of `free`.
  private var efforts: [Effort?] = []
  private let total: Int

  init(_ instance: RoutingInstance) {
    self.instance = instance
    order = instance.order
    rule = instance.rule
    let sites = instance.sites
    free = sites.indices.filter { Self.isFree(sites[$0], instance) }
    zones = sites.map { Self.zone(of: $0, instance) }
    limit = order.shipsComplete ? 1 : rule.siteLimit
    mustCover = order.shipsComplete || rule.need == .allLines
    total = order.lines.reduce(0) { $0 + Self.pieces($1.quantity) }
    efforts = Array(repeating: nil, count: 1 << free.count)
    if rule.splitsLines { distribute() } else { assign(line: 0, used: 0, Effort(), instance.stock) }
  }

  /// The best choice; `nil` when nothing may go out.
  func answer() -> Answer? {
    var best: (terms: [Int], mask: Int)?
    for mask in 1..<max(1, efforts.count) where mask.nonzeroBitCount <= limit {
      guard let effort = effort(within: mask), effort.missing < total else { continue }
      if mustCover, effort.missing > 0 { continue }
      let terms = terms(mask, effort)
      if best.map({ terms.lexicographicallyPrecedes($0.terms) }) ?? true { best = (terms, mask) }
    }
    guard let best else { return nil }
    let effort = effort(within: best.mask) ?? Effort()
    return Answer(
      sites: members(best.mask).map { instance.sites[$0].id }.sorted(), missing: effort.missing,
      values: rule.objectives.map { value($0, best.mask, effort) })
  }

  /// The fewest sites that can send everything; `nil` when all cannot.
  func sitesNeeded() -> Int? {
    (1..<max(1, efforts.count)).filter { effort(within: $0)?.missing == 0 }
      .map(\.nonzeroBitCount).min()
  }

  // MARK: - Every assignment

  /// Each line goes to one site or to none.
  private mutating func assign(line: Int, used: Int, _ effort: Effort, _ stock: [[Int]]) {
    guard line < order.lines.count else { return note(used, effort) }
    let wanted = order.lines[line]
    let pieces = Self.pieces(wanted.quantity)
    let article = RoutingInstance.articles.firstIndex(of: wanted.sku) ?? 0
    var without = effort
    without.missing += pieces
    assign(line: line + 1, used: used, without, stock)
    for (bit, site) in free.enumerated() where stock[site][article] >= pieces {
      var left = stock
      left[site][article] -= pieces
      let next = adding(pieces, of: article, from: site, to: effort)
      assign(line: line + 1, used: used | 1 << bit, next, left)
    }
  }

  /// The pieces of each article come from any sites.
  private mutating func distribute() {
    let wanted = RoutingInstance.articles.map { sku in
      order.lines.filter { $0.sku == sku }.reduce(0) { $0 + Self.pieces($1.quantity) }
    }
    collect(article: 0, bit: 0, open: wanted[0], used: 0, Effort(), wanted)
  }

  private mutating func collect(
    article: Int, bit: Int, open: Int, used: Int, _ effort: Effort, _ wanted: [Int]
  ) {
    guard bit < free.count else {
      var effort = effort
      effort.missing += open
      guard article + 1 < wanted.count else { return note(used, effort) }
      collect(
        article: article + 1, bit: 0, open: wanted[article + 1], used: used, effort, wanted)
      return
    }
    collect(article: article, bit: bit + 1, open: open, used: used, effort, wanted)
    let most = min(open, instance.stock[free[bit]][article])
    guard most > 0 else { return }
    for pieces in 1...most {
      var next = adding(pieces, of: article, from: free[bit], to: effort)
      next.parts += 1
      collect(
        article: article, bit: bit + 1, open: open - pieces, used: used | 1 << bit, next, wanted)
    }
  }

  private mutating func note(_ used: Int, _ effort: Effort) {
    if efforts[used].map({ effort < $0 }) ?? true { efforts[used] = effort }
  }

  /// In millionths of money; an article weighs a quarter of a kilogram times its number.
  private func adding(_ pieces: Int, of article: Int, from site: Int, to effort: Effort) -> Effort {
    var effort = effort
    guard rule.objectives.contains(.cost) else { return effort }
    guard let zone = zones[site] else {
      effort.unpriced += pieces
      return effort
    }
    effort.cost += Int(zone.perKilogram.millionths) * article * pieces / 4
    return effort
  }

  /// The least effort of an assignment that uses some of the sites.
  private func effort(within mask: Int) -> Effort? {
    efforts.indices.filter { $0 & ~mask == 0 }.compactMap { efforts[$0] }.min()
  }

  // MARK: - What a set is worth

  private func members(_ mask: Int) -> [Int] {
    free.indices.filter { mask & 1 << $0 != 0 }.map { free[$0] }
  }

  private func terms(_ mask: Int, _ effort: Effort) -> [Int] {
    let sites = members(mask)
    let turns = sites.compactMap { turn.firstIndex(of: $0) }.sorted()
    return [effort.missing] + rule.objectives.map { value($0, mask, effort) ?? .max }
      + [sites.count, sites.reduce(0) { $0 + instance.sites[$1].rank }, effort.parts] + turns
  }

  private func value(_ objective: RoutingObjective, _ mask: Int, _ effort: Effort) -> Int? {
    let sites = members(mask)
    switch objective {
    case .splits: return sites.count
    case .rank: return sites.reduce(0) { $0 + instance.sites[$1].rank }
    case .dispatch: return sites.map { days($0) }.max()
    case .distance:
      let known = sites.compactMap { metres($0) }
      return known.count == sites.count ? known.reduce(0, +) : nil
    case .cost:
      let parcels = sites.compactMap { site in
        zones[site].map { Int(($0.base + instance.sites[site].handling).millionths) }
      }
      return parcels.count == sites.count ? parcels.reduce(effort.cost, +) : nil
    }
  }

  /// The free sites as they are preferred when all else ties.
  private var turn: [Int] {
    func key(_ site: Int) -> [Int] {
      rule.objectives.filter { $0 != .splits && $0 != .cost }.map { objective in
        switch objective {
        case .distance: metres(site) ?? .max
        case .dispatch: days(site)
        default: instance.sites[site].rank
        }
      } + [instance.sites[site].rank]
    }
    return free.sorted { one, two in
      let (left, right) = (key(one), key(two))
      if left != right { return left.lexicographicallyPrecedes(right) }
      return instance.sites[one].id.text < instance.sites[two].id.text
    }
  }

  private func days(_ site: Int) -> Int {
    Self.departure(of: instance.sites[site], order)?.days ?? 0
  }

  private func metres(_ site: Int) -> Int? {
    guard let from = instance.sites[site].place, let to = order.place else { return nil }
    let radian = Double.pi / 180
    let height = sin((to.latitude - from.latitude) * radian / 2)
    let width = sin((to.longitude - from.longitude) * radian / 2)
    let haversine =
      height * height + cos(from.latitude * radian) * cos(to.latitude * radian) * width * width
    return Int((2 * 6_371_008.8 * asin(haversine.squareRoot())).rounded())
  }

  // MARK: - Sites judged plainly

  private static func pieces(_ quantity: ExactDecimal) -> Int {
    Int(quantity.millionths / 1_000_000)
  }

  private static func departure(of site: RoutingSite, _ order: RoutingOrder) -> RoutingDeparture? {
    site.departures.first { $0.carrier != nil && $0.carrier == order.carrier }
      ?? site.departures.first { $0.carrier == nil }
  }

  private static func isFree(_ site: RoutingSite, _ instance: RoutingInstance) -> Bool {
    let (order, rule) = (instance.order, instance.rule)
    if !site.isActive || order.excluded.contains(where: { $0.site == site.id }) { return false }
    if let named = rule.sites, !named.contains(site.id) { return false }
    if let countries = site.countries, !countries.contains(order.country ?? "-") { return false }
    if order.facts.contains(where: { site.refuses.contains($0) }) { return false }
    if rule.beforeCutoff, departure(of: site, order)?.isPast == true { return false }
    guard let offers = site.offers, let carrier = order.carrier else { return true }
    return offers.contains { offer in
      offer.carrier == carrier
        && (offer.service == nil || order.service == nil || offer.service == order.service)
    }
  }

  private static func zone(of site: RoutingSite, _ instance: RoutingInstance) -> RoutingZone? {
    let order = instance.order
    let fits = instance.tariffs.filter {
      ($0.site == nil || $0.site == site.id) && ($0.carrier == nil || $0.carrier == order.carrier)
    }
    let tariff =
      fits.first { $0.site != nil && $0.carrier != nil } ?? fits.first { $0.site != nil }
      ?? fits.first { $0.carrier != nil } ?? fits.first
    return tariff?.zones.filter { zone in
      zone.country == order.country && (order.postcode ?? "").hasPrefix(zone.prefix)
    }.max { $0.prefix.utf8.count < $1.prefix.utf8.count }
  }
}
