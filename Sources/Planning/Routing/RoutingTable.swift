internal import Domain

/// Sites, rules, prices and places, made ready for any number of orders.
package struct RoutingTable: Sendable {
  /// By id.
  let sites: [RoutingSite]
  /// In the order in which they are tried.
  let rules: [RoutingRule]
  /// For each rule and site whether the rule lets it take part.
  let isNamed: [[Bool]]
  /// Each site as it stands on the globe.
  let places: [SpherePoint?]
  private let siteIndexes: [WarehouseID: Int]
  private let tariffs: [PostcodeTable<Carriage>]
  /// The tariff of each site by carrier.
  private let carriers: [Identifier<CarrierKind>: [Int?]]
  /// The tariff of each site for all other carriers.
  private let otherCarriers: [Int?]
  private let centroids: PostcodeTable<SpherePoint>

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - sites: in any order; of two with the same id the first counts.
  ///   - rules: in the order in which they are tried.
  ///   - tariffs: of two for the same site and carrier the first counts.
  ///   - centroids: where orders lie that bring no coordinates.
  package init(
    sites: [RoutingSite], rules: [RoutingRule], tariffs: [RoutingTariff] = [],
    centroids: [PostcodeCentroid] = []
  ) {
    var indexes: [WarehouseID: Int] = [:]
    var sorted: [RoutingSite] = []
    for site in sites where indexes[site.id] == nil {
      indexes[site.id] = 0
      sorted.append(site)
    }
    sorted.sort { $0.id < $1.id }
    for (index, site) in sorted.enumerated() { indexes[site.id] = index }
    self.sites = sorted
    siteIndexes = indexes
    self.rules = rules
    isNamed = rules.map { rule in
      guard let named = rule.sites.map(Set.init) else { return sorted.map { _ in true } }
      return sorted.map { named.contains($0.id) }
    }
    places = sorted.map { $0.place.map { SpherePoint($0) } }
    self.tariffs = tariffs.map { tariff in
      PostcodeTable(tariff.zones.map { ($0.country, $0.prefix, Carriage($0)) })
    }
    var carriers: [Identifier<CarrierKind>: [Int?]] = [:]
    for carrier in tariffs.compactMap(\.carrier) {
      carriers[Identifier(carrier)] = sorted.map { Self.tariff(tariffs, $0.id, carrier) }
    }
    self.carriers = carriers
    otherCarriers = sorted.map { Self.tariff(tariffs, $0.id, nil) }
    self.centroids = PostcodeTable(
      centroids.map { ($0.country, $0.prefix, SpherePoint($0.point)) })
  }

  /// The most specific tariff of a site and carrier.
  private static func tariff(
    _ tariffs: [RoutingTariff], _ site: WarehouseID, _ carrier: String?
  ) -> Int? {
    func first(_ site: WarehouseID?, _ carrier: String?) -> Int? {
      tariffs.firstIndex {
        $0.site == site
          && $0.carrier.map { Identifier<CarrierKind>($0) }
            == carrier.map { Identifier<CarrierKind>($0) }
      }
    }
    return first(site, carrier) ?? first(site, nil) ?? first(nil, carrier) ?? first(nil, nil)
  }

  /// Where a site stands in `sites`.
  func index(of site: WarehouseID) -> Int? { siteIndexes[site] }

  /// The tariff of every site for a carrier, as numbers for `carriage`.
  func tariffs(of carrier: String?) -> [Int?] {
    carrier.flatMap { carriers[Identifier($0)] } ?? otherCarriers
  }

  /// What carriage costs by a tariff; `nil` where it has no zone for the place.
  func carriage(by tariff: Int, country: String, postcode: [UInt8]) -> Carriage? {
    tariffs[tariff].value(country: country, postcode: postcode)
  }

  /// Where an order goes: its own coordinates, else the middle of its postcodes.
  func place(of order: RoutingOrder, postcode: [UInt8]) -> SpherePoint? {
    if let place = order.place { return SpherePoint(place) }
    guard let country = order.country else { return nil }
    return centroids.value(country: country, postcode: postcode)
  }
}

/// Tells the names of carriers from other names.
enum CarrierKind {}

/// The prices of one zone.
struct Carriage: Sendable {
  let base: ExactDecimal
  let perKilogram: ExactDecimal

  init(_ zone: RoutingZone) {
    base = max(.zero, zone.base)
    perKilogram = max(.zero, zone.perKilogram)
  }
}
