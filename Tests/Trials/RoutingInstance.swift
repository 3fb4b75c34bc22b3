internal import Domain
package import Planning
package import Workbench

/// A made-up order with sites, stock and a rule, small enough to try every assignment.
package struct RoutingInstance: Sendable {
  /// In no particular order.
  package let sites: [RoutingSite]
  /// The one rule.
  package let rule: RoutingRule
  /// Price lists, none for some sites.
  package let tariffs: [RoutingTariff]
  /// What is sought.
  package let order: RoutingOrder
  /// Whole pieces by site and article, in the order of `sites` and `articles`.
  package let stock: [[Int]]

  /// The articles that orders may want.
  package static let articles = ["1001", "1002", "1003", "1004"]

  /// Makes an instance with up to five sites and four lines, fewer where lines may be split.
  package init(using numbers: inout SeededNumbers) {
    var rule = Self.rule(using: &numbers)
    let names = ["BER", "HAM", "MUC", "TIL", "VIE"].shuffled(using: &numbers)
    let count = Int.random(in: 1...(rule.splitsLines ? 4 : 5), using: &numbers)
    let sites = names.prefix(count).map { Self.site($0, using: &numbers) }
    if Int.random(in: 0..<4, using: &numbers) == 0 {
      rule.sites = sites.filter { _ in Int.random(in: 0..<3, using: &numbers) > 0 }.map(\.id)
    }
    let largest = Int.random(in: 2...6, using: &numbers)
    stock = sites.map { _ in
      Self.articles.map { _ in
        Int.random(in: 0..<4, using: &numbers) > 0
          ? Int.random(in: 1...largest, using: &numbers) : 0
      }
    }
    order = Self.order(isSplit: rule.splitsLines, sites: sites, using: &numbers)
    tariffs = Self.tariffs(sites: sites, using: &numbers)
    self.sites = sites
    self.rule = rule
  }

  /// A router that knows the instance.
  package func router() -> OrderRouter {
    var router = OrderRouter(RoutingTable(sites: sites, rules: [rule], tariffs: tariffs))
    for (site, pieces) in zip(sites, stock) {
      for (sku, count) in zip(Self.articles, pieces) {
        router.setSellable(ExactDecimal(count), of: sku, at: site.id)
      }
    }
    return router
  }

  private static func rule(using numbers: inout SeededNumbers) -> RoutingRule {
    var rule = RoutingRule("all")
    rule.need = Bool.random(using: &numbers) ? .allLines : .anyLine
    let objectives = RoutingObjective.allCases.shuffled(using: &numbers)
    rule.objectives = Array(objectives.prefix(Int.random(in: 0...5, using: &numbers)))
    rule.siteLimit = Int.random(in: 1...3, using: &numbers)
    rule.splitsLines = Int.random(in: 0..<3, using: &numbers) == 0
    rule.beforeCutoff = Int.random(in: 0..<4, using: &numbers) == 0
    rule.otherwise = Bool.random(using: &numbers) ? .hold : .backorder
    return rule
  }

  private static func site(_ name: String, using numbers: inout SeededNumbers) -> RoutingSite {
    func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &numbers) == 0 }
    var site = RoutingSite(WarehouseID(name))
    site.isActive = !oneIn(12)
    if oneIn(8) { site.countries = oneIn(2) ? ["NL", "DE"] : ["NL"] }
    if oneIn(8) { site.offers = [RoutingOffer("dhl", service: oneIn(2) ? "express" : nil)] }
    if oneIn(12) { site.refuses = [RoutingFact("item.hazmat", "true")] }
    site.departures = [
      RoutingDeparture(
        carrier: oneIn(2) ? "dhl" : nil, isPast: oneIn(4),
        days: Int.random(in: 0...2, using: &numbers))
    ]
    site.rank = Int.random(in: 0...2, using: &numbers)
    // Few places, so that distances tie.
    if !oneIn(8) {
      site.place = GeoPoint(latitude: oneIn(2) ? 50 : 53.5, longitude: oneIn(2) ? 7.25 : 13)
    }
    site.handling = ExactDecimal(Int.random(in: 0...1, using: &numbers))
    return site
  }

  private static func order(
    isSplit: Bool, sites: [RoutingSite], using numbers: inout SeededNumbers
  ) -> RoutingOrder {
    let count = Int.random(in: 1...(isSplit ? 3 : 4), using: &numbers)
    let lines = (1...count).map { number in
      let article = Int.random(in: 0..<articles.count, using: &numbers)
      // An article weighs the same on every line.
      let weight = article == 0 ? nil : ExactDecimal(millionths: Int64(article) * 250_000)
      return RoutingLine(
        String(number), sku: articles[article],
        ExactDecimal(Int.random(in: 1...(isSplit ? 2 : 3), using: &numbers)), weight: weight)
    }
    func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &numbers) == 0 }
    var order = RoutingOrder("A-1", lines: lines)
    order.country = oneIn(10) ? nil : "DE"
    order.postcode = oneIn(2) ? "20095" : "80331"
    order.place = oneIn(8) ? nil : GeoPoint(latitude: 48.1, longitude: 11.6)
    order.carrier = oneIn(3) ? nil : "dhl"
    order.service = oneIn(2) ? nil : "standard"
    order.facts = [RoutingFact("item.hazmat", oneIn(2) ? "true" : "false")]
    order.shipsComplete = oneIn(6)
    if oneIn(4), let site = sites.first {
      order.excluded = [RoutingExclusion(site.id, reason: "rejected")]
    }
    return order
  }

  private static func tariffs(sites: [RoutingSite], using numbers: inout SeededNumbers)
    -> [RoutingTariff]
  {
    func money() -> ExactDecimal { ExactDecimal(Int.random(in: 0...4, using: &numbers)) }
    var tariffs = sites.filter { _ in Bool.random(using: &numbers) }.map { site in
      RoutingTariff(
        site: site.id, carrier: Bool.random(using: &numbers) ? "dhl" : nil,
        zones: [
          RoutingZone(country: "DE", prefix: "2", base: money(), perKilogram: money()),
          RoutingZone(country: "DE", prefix: "8", base: money(), perKilogram: money()),
        ])
    }
    if Bool.random(using: &numbers) {
      tariffs.append(
        RoutingTariff(zones: [RoutingZone(country: "DE", base: money(), perKilogram: money())]))
    }
    return tariffs
  }
}
