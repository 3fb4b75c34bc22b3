internal import Domain

/// Sites, rules, prices and places, made ready for any number of orders.
///
/// What a site makes of a country, a carrier and a service is worked out here once, so that an order
/// only looks it up.
package final class RoutingTable: Sendable {
  /// By id.
  let sites: [RoutingSite]
  /// What orders ask every site, in the order of `sites`.
  let basics: [SiteBasics]
  /// In the order in which they are tried.
  let rules: [RoutingRule]
  /// For each rule and site whether the rule lets it take part.
  let isNamed: [[Bool]]
  /// For each rule what sets of sites are compared by; the first that differs decides.
  let measures: [[RouteMeasure]]
  /// Some site refuses some orders.
  let hasRefusals: Bool
  private let siteIndexes: [WarehouseID: Int]
  private let countries: CodeNumbers
  private let carriers: CodeNumbers
  private let services: CodeNumbers
  private let isServed: [Bool]
  private let isOffered: [Bool]
  private let departures: [SiteDeparture]
  private let tariffs: [PostcodeTable<Carriage>]
  private let tariffNumbers: [Int?]
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
    let sorted = Self.sorted(sites)
    self.sites = sorted
    self.rules = rules
    basics = sorted.map { SiteBasics($0) }
    measures = rules.map { rule in
      [.missing] + rule.objectives.map { .objective($0) }
        + [.objective(.splits), .objective(.rank), .parts]
    }
    hasRefusals = sorted.contains { !$0.refuses.isEmpty }
    siteIndexes = Dictionary(
      uniqueKeysWithValues: sorted.enumerated().map { ($0.element.id, $0.offset) })
    isNamed = rules.map { rule in
      guard let named = rule.sites.map(Set.init) else { return sorted.map { _ in true } }
      return sorted.map { named.contains($0.id) }
    }
    let countries = CodeNumbers(
      sorted.flatMap { $0.countries ?? [] } + tariffs.flatMap { $0.zones.map(\.country) }
        + centroids.map(\.country))
    let offers = sorted.flatMap { $0.offers ?? [] }
    let carriers = CodeNumbers(
      offers.map(\.carrier) + sorted.flatMap { $0.departures.compactMap(\.carrier) }
        + tariffs.compactMap(\.carrier))
    let services = CodeNumbers(offers.compactMap(\.service))
    isServed = countries.codes.flatMap { country in sorted.map { $0.serves(country) } }
    isOffered = carriers.codes.flatMap { carrier in
      services.codes.flatMap { service in
        sorted.map { $0.offers(carrier: carrier, service: service) }
      }
    }
    departures = carriers.codes.flatMap { carrier in
      sorted.map { SiteDeparture($0.departure(of: carrier)) }
    }
    tariffNumbers = carriers.codes.flatMap { carrier in
      sorted.map { Self.tariff(tariffs, $0.id, carrier) }
    }
    self.tariffs = tariffs.map { tariff in
      PostcodeTable(
        countries: countries.codes.count,
        tariff.zones.map { (countries.number(of: $0.country), $0.prefix, Carriage($0)) })
    }
    self.centroids = PostcodeTable(
      countries: countries.codes.count,
      centroids.map { (countries.number(of: $0.country), $0.prefix, SpherePoint($0.point)) })
    (self.countries, self.carriers, self.services) = (countries, carriers, services)
  }

  /// Sites by id, each once.
  private static func sorted(_ sites: [RoutingSite]) -> [RoutingSite] {
    var seen: Set<WarehouseID> = []
    return sites.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
  }

  /// The most specific tariff of a site and carrier.
  private static func tariff(
    _ tariffs: [RoutingTariff], _ site: WarehouseID, _ carrier: String?
  ) -> Int? {
    func first(_ site: WarehouseID?, _ carrier: String?) -> Int? {
      tariffs.firstIndex { tariff in
        guard tariff.site == site else { return false }
        guard let carrier, let own = tariff.carrier else {
          return carrier == nil && tariff.carrier == nil
        }
        return own.hasSameBytes(as: carrier)
      }
    }
    return first(site, carrier) ?? first(site, nil) ?? first(nil, carrier) ?? first(nil, nil)
  }

  /// Where a site stands in `sites`.
  func index(of site: WarehouseID) -> Int? { siteIndexes[site] }

  /// What the table knows of an order's country, carrier and service.
  func lane(of order: RoutingOrder) -> RoutingLane {
    RoutingLane(
      country: countries.number(of: order.country), carrier: carriers.number(of: order.carrier),
      service: services.number(of: order.service))
  }

  /// Whether a site serves a lane's country.
  func serves(_ site: Int, _ lane: RoutingLane) -> Bool {
    isServed[lane.country * sites.count + site]
  }

  /// Whether a lane's carrier calls at a site with its service.
  func offers(_ site: Int, _ lane: RoutingLane) -> Bool {
    isOffered[(lane.carrier * services.codes.count + lane.service) * sites.count + site]
  }

  /// When a lane's carrier leaves a site next.
  func departure(_ site: Int, _ lane: RoutingLane) -> SiteDeparture {
    departures[lane.carrier * sites.count + site]
  }

  /// The tariff of a site for a lane's carrier, as a number for `carriage`.
  func tariff(_ site: Int, _ lane: RoutingLane) -> Int? {
    tariffNumbers[lane.carrier * sites.count + site]
  }

  /// What carriage costs by a tariff; `nil` where it has no zone for the place.
  func carriage(by tariff: Int, _ lane: RoutingLane, postcode: [UInt8]) -> Carriage? {
    tariffs[tariff].value(country: lane.country, postcode: postcode)
  }

  /// Where an order goes: its own coordinates, else the middle of its postcodes.
  func place(of order: RoutingOrder, _ lane: RoutingLane, postcode: [UInt8]) -> SpherePoint? {
    if let place = order.place { return SpherePoint(place) }
    return centroids.value(country: lane.country, postcode: postcode)
  }
}

/// An order's country, carrier and service as numbers of the table.
struct RoutingLane {
  /// As `CodeNumbers` counts.
  let country: Int
  /// As `CodeNumbers` counts.
  let carrier: Int
  /// As `CodeNumbers` counts.
  let service: Int
}

/// What every order asks a site, without its names.
struct SiteBasics: Sendable {
  /// As the site says.
  let isActive: Bool
  /// Not below zero.
  let rank: Int128
  /// Not below zero.
  let handling: ExactDecimal
  /// `nil` where nobody says.
  let place: SpherePoint?

  /// Those of a site.
  init(_ site: RoutingSite) {
    isActive = site.isActive
    rank = Int128(max(0, site.rank))
    handling = max(.zero, site.handling)
    place = site.place.map { SpherePoint($0) }
  }
}

/// When one carrier leaves a site next.
struct SiteDeparture: Sendable {
  /// The cut-off of the current day has passed.
  let isPast: Bool
  /// From today, not below zero.
  let days: Int128

  /// A departure; without one parcels leave today.
  init(_ departure: RoutingDeparture?) {
    isPast = departure?.isPast ?? false
    days = Int128(max(0, departure?.days ?? 0))
  }
}

/// The prices of one zone.
struct Carriage: Sendable {
  /// Of one parcel, not below zero.
  let base: ExactDecimal
  /// On top, not below zero.
  let perKilogram: ExactDecimal

  /// The prices of a zone.
  init(_ zone: RoutingZone) {
    base = max(.zero, zone.base)
    perKilogram = max(.zero, zone.perKilogram)
  }
}

/// Tells the codes of a configuration from other names.
private enum CodeKind {}

/// Numbers for the codes that a configuration mentions: 0 for none, 1 for any that it does not.
private struct CodeNumbers {
  /// A code for each number; the one of number 1 is like no other.
  let codes: [String?]
  private let numbers: [Identifier<CodeKind>: Int]

  init(_ mentioned: [String]) {
    var codes: [String?] = [nil, "\u{0}"]
    var numbers: [Identifier<CodeKind>: Int] = [:]
    for code in mentioned where numbers[Identifier(code)] == nil {
      numbers[Identifier(code)] = codes.count
      codes.append(code)
    }
    (self.codes, self.numbers) = (codes, numbers)
  }

  func number(of code: String?) -> Int {
    guard let code else { return 0 }
    return numbers[Identifier(code)] ?? 1
  }
}
