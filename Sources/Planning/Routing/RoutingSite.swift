package import Domain

/// A warehouse or 3PL that orders may be sent to.
package struct RoutingSite: Sendable {
  /// Our own code of the warehouse.
  package let id: WarehouseID
  /// A site that is not active gets no orders.
  package var isActive = true
  /// ISO 3166 codes of the countries served; `nil` where all are.
  package var countries: [String]?
  /// The carriers and services that call here; `nil` where all do.
  package var offers: [RoutingOffer]?
  /// When the carriers leave next; a carrier without one leaves today.
  package var departures: [RoutingDeparture] = []
  /// What an order must not bring, as hazardous goods.
  package var refuses: [RoutingFact] = []
  /// Smaller is preferred; below zero counts as zero.
  package var rank = 0
  /// Where it stands; `nil` where nobody says.
  package var place: GeoPoint?
  /// The cost of one parcel that leaves here, before carriage; below zero counts as zero.
  package var handling = ExactDecimal.zero

  /// A site that serves everybody and has no preference.
  package init(_ id: WarehouseID) {
    self.id = id
  }

  /// Whether the site serves a country; one that is unknown is served only by sites that serve all.
  func serves(_ country: String?) -> Bool {
    guard let countries else { return true }
    guard let country else { return false }
    return countries.contains { $0.hasSameBytes(as: country) }
  }

  /// Whether a carrier calls here with a service; what the order leaves open is no obstacle.
  func offers(carrier: String?, service: String?) -> Bool {
    guard let offers, let carrier else { return true }
    return offers.contains { offer in
      guard offer.carrier.hasSameBytes(as: carrier) else { return false }
      guard let own = offer.service, let service else { return true }
      return own.hasSameBytes(as: service)
    }
  }

  /// When a carrier leaves next: its own departure, else the one of all carriers.
  func departure(of carrier: String?) -> RoutingDeparture? {
    if let carrier {
      let own = departures.first { $0.carrier?.hasSameBytes(as: carrier) ?? false }
      if let own { return own }
    }
    return departures.first { $0.carrier == nil }
  }
}

/// A carrier that calls at a site, with one service or all.
package struct RoutingOffer: Hashable, Sendable {
  /// The carrier as orders name it.
  package let carrier: String
  /// `nil` for whatever the carrier does.
  package let service: String?

  /// An offer of one service or all.
  package init(_ carrier: String, service: String? = nil) {
    self.carrier = carrier
    self.service = service
  }
}

/// When a carrier leaves a site next, as its calendar and time zone say.
package struct RoutingDeparture: Hashable, Sendable {
  /// `nil` for every carrier that has no departure of its own.
  package let carrier: String?
  /// The cut-off of the current day has passed.
  package let isPast: Bool
  /// Days from today to the day on which an order of now leaves; 0 is today.
  package let days: Int

  /// A departure of one carrier or of all.
  package init(carrier: String? = nil, isPast: Bool, days: Int) {
    self.carrier = carrier
    self.isPast = isPast
    self.days = days
  }
}

/// The price list of a carrier from a site.
///
/// For a site and carrier the list of both counts, else the one of the site, else the one of the
/// carrier, else the one of all.
package struct RoutingTariff: Sendable {
  /// `nil` for every site.
  package let site: WarehouseID?
  /// `nil` for every carrier.
  package let carrier: String?
  /// The longest beginning of the postcode that fits wins.
  package let zones: [RoutingZone]

  /// A price list.
  package init(site: WarehouseID? = nil, carrier: String? = nil, zones: [RoutingZone]) {
    self.site = site
    self.carrier = carrier
    self.zones = zones
  }
}

/// What carriage costs to one country or a part of it.
package struct RoutingZone: Sendable {
  /// ISO 3166 code.
  package let country: String
  /// The beginning of the postcodes; empty for the whole country.
  package let prefix: String
  /// Of one parcel; below zero counts as zero.
  package let base: ExactDecimal
  /// On top, for each kilogram; below zero counts as zero.
  package let perKilogram: ExactDecimal

  /// A zone with its prices.
  package init(
    country: String, prefix: String = "", base: ExactDecimal, perKilogram: ExactDecimal
  ) {
    self.country = country
    self.prefix = prefix
    self.base = base
    self.perKilogram = perKilogram
  }
}

/// Where the postcodes of one beginning lie.
package struct PostcodeCentroid: Sendable {
  /// ISO 3166 code.
  package let country: String
  /// The beginning of the postcodes; empty for the whole country.
  package let prefix: String
  /// Their middle.
  package let point: GeoPoint

  /// A beginning with its middle.
  package init(country: String, prefix: String = "", _ point: GeoPoint) {
    self.country = country
    self.prefix = prefix
    self.point = point
  }
}
