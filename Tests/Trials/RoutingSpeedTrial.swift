internal import Domain
internal import Glibc
internal import Planning
internal import Workbench

/// Many orders are routed one after the other while the stock runs down.
package struct RoutingSpeedTrial: Trial {
  private static let articles = 2_000
  private static let names = ["BER", "HAM", "LIN", "MUC", "PRG", "TIL", "VIE", "WAW"]

  private let orders: Int
  private let isExplaining: Bool

  /// A trial of so many orders.
  package init(orders: Int, isExplaining: Bool) {
    self.orders = orders
    self.isExplaining = isExplaining
  }

  package var headline: String {
    "time of routing over 8 sites" + (isExplaining ? ", every site's lot told" : "")
  }

  package func run() throws(TrialFault) -> String {
    var numbers = SeededNumbers(seed: 8)
    var router = OrderRouter(
      RoutingTable(
        sites: Self.sites(), rules: Self.rules(), tariffs: Self.tariffs(),
        centroids: (0..<100).map { area in
          let prefix = area < 10 ? "0\(area)" : "\(area)"
          return PostcodeCentroid(country: "DE", prefix: prefix, Self.point(area))
        }))
    // About as much as is wanted, so that the last orders find many shelves empty.
    let perShelf = max(1, orders * 5 / (Self.articles * Self.names.count))
    var before = ExactDecimal.zero
    for article in 0..<Self.articles {
      for name in Self.names {
        let pieces = ExactDecimal(Int.random(in: 0...(perShelf * 2), using: &numbers))
        router.setSellable(pieces, of: "SKU-\(article)", at: WarehouseID(name))
        before += pieces
      }
    }
    let queue = (0..<orders).map { Self.order($0, using: &numbers) }
    let most = Duration.seconds(isExplaining ? 4 : 1) * orders / 100_000
    var (decisions, routed, taken) = measure(queue, router)
    // Other work on the machine slows a try down; the program itself is never faster than it is.
    for _ in 0..<2 where taken >= most { (decisions, routed, taken) = measure(queue, router) }
    try check(decisions, queue, routed, before)
    let told = Self.told(decisions)
    guard taken < most else {
      throw TrialFault("\(orders) orders take \(taken) of a processor, \(told)")
    }
    return "\(orders) orders in \(taken) of a processor, \(told)"
  }

  /// Routes the orders one after the other.
  private func measure(_ queue: [RoutingOrder], _ start: OrderRouter)
    -> ([RouteDecision], OrderRouter, Duration)
  {
    var router = start
    var decisions: [RouteDecision] = []
    decisions.reserveCapacity(orders)
    let started = clock()
    for order in queue { decisions.append(router.route(order, explaining: isExplaining)) }
    return (decisions, router, Duration.microseconds(clock() - started))
  }

  /// Nothing is sent that is not there, and what is there less what is sent is left.
  private func check(
    _ decisions: [RouteDecision], _ orders: [RoutingOrder], _ router: OrderRouter,
    _ before: ExactDecimal
  ) throws(TrialFault) {
    var sent = ExactDecimal.zero
    for (decision, order) in zip(decisions, orders) {
      for one in decision.assignments { sent += one.quantity }
      guard decision.outcome == .routed else { continue }
      if let fault = RouteChecks(decision, order).fault(stock: { _, _ in ExactDecimal(1_000_000) })
      {
        throw TrialFault("order \(order.id): \(fault)")
      }
    }
    var left = ExactDecimal.zero
    for article in 0..<Self.articles {
      for name in Self.names {
        left += router.sellable(of: "SKU-\(article)", at: WarehouseID(name))
      }
    }
    guard sent + left == before else {
      throw TrialFault("of \(before) pieces \(sent) are sent and \(left) are left")
    }
  }

  private static func told(_ decisions: [RouteDecision]) -> String {
    let routed = decisions.count { $0.outcome == .routed }
    let shared = decisions.count { $0.sites.count > 1 }
    let held = decisions.count - routed
    return "\(routed) routed, \(shared) of them by two sites, \(held) held"
  }

  private static func point(_ number: Int) -> GeoPoint {
    GeoPoint(latitude: 47.5 + Double(number % 10) * 0.7, longitude: 6 + Double(number / 10))
  }

  private static func sites() -> [RoutingSite] {
    names.enumerated().map { number, name in
      var site = RoutingSite(WarehouseID(name))
      site.countries = ["AT", "CH", "DE", "NL"]
      site.offers = [RoutingOffer("dhl"), RoutingOffer("gls"), RoutingOffer("ups")]
      site.departures = [
        RoutingDeparture(carrier: "ups", isPast: number.isMultiple(of: 3), days: number % 3),
        RoutingDeparture(isPast: false, days: 0),
      ]
      site.rank = number / 3
      site.place = point(number * 13)
      site.handling = ExactDecimal(millionths: 850_000)
      return site
    }
  }

  private static func rules() -> [RoutingRule] {
    var hazmat = RoutingRule("hazmat")
    hazmat.when = [RoutingCondition("item.hazmat", in: ["true"])]
    hazmat.sites = ["HAM", "MUC"]
    var others = RoutingRule("others")
    others.objectives = [.splits, .cost, .distance, .rank]
    others.siteLimit = 2
    return [hazmat, others]
  }

  private static func tariffs() -> [RoutingTariff] {
    names.enumerated().map { number, name in
      RoutingTariff(
        site: WarehouseID(name),
        zones: (0..<10).map { area in
          let distance = (area - number).magnitude
          return RoutingZone(
            country: "DE", prefix: String(area), base: ExactDecimal(3 + Int(distance) / 3),
            perKilogram: ExactDecimal(millionths: 350_000))
        } + [RoutingZone(country: "AT", base: ExactDecimal(9), perKilogram: ExactDecimal(1))])
    }
  }

  private static func order(_ number: Int, using numbers: inout SeededNumbers) -> RoutingOrder {
    let lines = (1...Int.random(in: 1...4, using: &numbers)).map { line in
      let article = Int.random(in: 0..<articles, using: &numbers)
      return RoutingLine(
        String(line), sku: "SKU-\(article)", ExactDecimal(Int.random(in: 1...3, using: &numbers)),
        weight: ExactDecimal(millionths: Int64(article % 40 + 1) * 125_000))
    }
    var order = RoutingOrder("A-\(number)", lines: lines)
    order.country = Int.random(in: 0..<10, using: &numbers) == 0 ? "AT" : "DE"
    order.postcode = String(Int.random(in: 10_000..<100_000, using: &numbers))
    order.carrier = ["dhl", "gls", "ups"][Int.random(in: 0..<3, using: &numbers)]
    let isHazardous = Int.random(in: 0..<20, using: &numbers) == 0
    order.facts = [
      RoutingFact("order.channel", "shop"),
      RoutingFact("item.hazmat", isHazardous ? "true" : "false"),
    ]
    return order
  }
}
