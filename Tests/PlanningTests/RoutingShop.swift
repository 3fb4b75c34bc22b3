import Domain
import Planning

/// A company with warehouses in Hamburg, Tilburg and Munich, as small as a test needs it.
struct RoutingShop {
  static let hamburg = GeoPoint(latitude: 53.5511, longitude: 9.9937)
  static let berlin = GeoPoint(latitude: 52.52, longitude: 13.405)
  static let tilburg = GeoPoint(latitude: 51.5555, longitude: 5.0913)
  static let munich = GeoPoint(latitude: 48.1374, longitude: 11.5755)

  var sites = [
    site("HAM", hamburg), site("TIL", tilburg), site("MUC", munich),
  ]
  var rules = [rule()]
  var tariffs: [RoutingTariff] = []
  var centroids: [PostcodeCentroid] = []
  /// Pieces by site, then by article.
  var stock: [(site: WarehouseID, sku: String, pieces: Int)] = []

  init(_ stock: (WarehouseID, String, Int)...) {
    self.stock = stock
  }

  static func site(_ id: WarehouseID, _ place: GeoPoint?) -> RoutingSite {
    var site = RoutingSite(id)
    site.place = place
    return site
  }

  /// A rule for every order, which prefers few sites, then near ones.
  static func rule(
    _ name: String = "all", sites: Int = 1, by objectives: RoutingObjective...
  ) -> RoutingRule {
    var rule = RoutingRule(name)
    rule.siteLimit = sites
    if !objectives.isEmpty { rule.objectives = objectives }
    return rule
  }

  /// An order to Berlin.
  static func order(_ lines: (String, Int)...) -> RoutingOrder {
    var order = RoutingOrder(
      "A-1",
      lines: lines.enumerated().map { number, line in
        RoutingLine(
          String(number + 1), sku: line.0, ExactDecimal(line.1),
          weight: ExactDecimal(millionths: 500_000))
      })
    order.country = "DE"
    order.postcode = "10115"
    order.place = berlin
    order.carrier = "dhl"
    return order
  }

  var router: OrderRouter {
    var router = OrderRouter(
      RoutingTable(sites: sites, rules: rules, tariffs: tariffs, centroids: centroids))
    for (site, sku, pieces) in stock {
      router.setSellable(ExactDecimal(pieces), of: sku, at: site)
    }
    return router
  }

  func decide(_ order: RoutingOrder) -> RouteDecision {
    router.decide(order, explaining: true)
  }
}

extension RouteDecision {
  /// Assignments as `line site quantity`.
  var told: [String] {
    assignments.map { "\($0.line) \($0.site) \($0.quantity)" }
  }

  /// What is left, as `line quantity`.
  var rest: [String] {
    backorder.map { "\($0.line) \($0.quantity)" }
  }

  /// What a site's lot was.
  func lot(of site: WarehouseID) -> String? {
    verdicts.first { $0.site == site }?.description
  }
}
