internal import Domain
internal import Planning
internal import Workbench

/// Orders over more sites than are searched to the end still get what is there.
package struct RoutingSizeTrial: Trial {
  private static let sites = 40
  private static let articles = 60

  private let orders: Int

  /// A trial of so many orders.
  package init(orders: Int) {
    self.orders = orders
  }

  package var headline: String { "routing over \(Self.sites) sites, up to 4 for an order" }

  package func run() throws(TrialFault) -> String {
    var numbers = SeededNumbers(seed: 40)
    var (whole, partly, proven) = (0, 0, 0)
    var router = Self.router(isSplit: false, using: &numbers)
    for number in 0..<orders {
      if number.isMultiple(of: 50) {
        router = Self.router(isSplit: number.isMultiple(of: 100), using: &numbers)
      }
      let order = Self.order(number, using: &numbers)
      let before = router
      let decision = router.route(order)
      let fault = RouteChecks(decision, order).fault { before.sellable(of: $1, at: $0) }
      if let fault { throw TrialFault("order \(order.id): \(fault)\n\(order)\n\(decision)") }
      guard decision.sites.count <= 4 else { throw TrialFault("order \(order.id) has 5 sites") }
      for one in decision.assignments {
        let left = before.sellable(of: one.sku, at: one.site)
        guard router.sellable(of: one.sku, at: one.site) < left else {
          throw TrialFault("order \(order.id): \(one.sku) is not reserved at \(one.site)")
        }
      }
      if decision.outcome == .routed { whole += 1 }
      if decision.outcome == .partly { partly += 1 }
      if decision.isOptimal { proven += 1 }
    }
    return "\(orders) orders, \(whole) whole, \(partly) in part, \(proven) known to be best"
  }

  private static func router(isSplit: Bool, using numbers: inout SeededNumbers) -> OrderRouter {
    var rule = RoutingRule("all")
    rule.siteLimit = 4
    rule.need = .anyLine
    rule.otherwise = .backorder
    rule.splitsLines = isSplit
    let sites = (0..<sites).map { number in
      var site = RoutingSite(WarehouseID("S\(number)"))
      site.place = GeoPoint(
        latitude: 47 + Double(number % 7), longitude: 5 + Double(number % 9))
      return site
    }
    var router = OrderRouter(RoutingTable(sites: sites, rules: [rule]))
    for site in sites {
      for article in 0..<articles where Int.random(in: 0..<6, using: &numbers) == 0 {
        let pieces = ExactDecimal(Int.random(in: 1...3, using: &numbers))
        router.setSellable(pieces, of: "SKU-\(article)", at: site.id)
      }
    }
    return router
  }

  private static func order(_ number: Int, using numbers: inout SeededNumbers) -> RoutingOrder {
    let lines = (1...Int.random(in: 1...12, using: &numbers)).map { line in
      let article = Int.random(in: 0..<articles, using: &numbers)
      return RoutingLine(
        String(line), sku: "SKU-\(article)", ExactDecimal(Int.random(in: 1...3, using: &numbers)))
    }
    var order = RoutingOrder("A-\(number)", lines: lines)
    order.place = GeoPoint(latitude: 51, longitude: 10)
    return order
  }
}
