package import Domain

/// One line of `routing`: which orders it is for, and where they may go.
package struct RoutingRule: Hashable, Sendable {
  /// A field of the order, of a line or of its item that must have one of these values.
  package struct Condition: Hashable, Sendable {
    package var entity: EntityID
    package var field: String
    package var values: [String]
  }

  /// What becomes of an order that finds no warehouse.
  package enum Otherwise: String, CaseIterable, Hashable, Sendable {
    /// It waits as a whole.
    case hold
    /// What can be sent is sent, the rest waits.
    case backorder
  }

  /// What makes one warehouse better than another.
  package enum Aim: String, CaseIterable, Hashable, Sendable {
    case splits, cost, distance, dispatch, rank
  }

  package var conditions: [Condition] = []
  /// `nil` for every warehouse that serves the country.
  package var targets: [WarehouseID]?
  /// In this order; rank and code decide at last.
  package var aims: [Aim] = [.splits, .distance, .rank]
  /// Most warehouses that send one order.
  package var maxSites = 1
  /// One line may come from several warehouses.
  package var splitsLines = false
  /// A warehouse whose cut-off has passed is left out.
  package var needsCutoff = false
  package var otherwise = Otherwise.hold
  /// Where it was written: `wmsync.yaml:41`.
  package var source = ""
}

/// What a carrier asks for a parcel, zone by zone.
package struct CarrierZone: Hashable, Sendable {
  package var carrier: String
  /// Empty for parcels from anywhere.
  package var from: [WarehouseID]
  /// Countries, or a country with the beginning of its postcodes, as `DE 80`.
  package var to: [String]
  package var base: ExactDecimal
  package var perKilogram: ExactDecimal
}

/// Where the postcodes are that begin so.
package struct PostcodeArea: Hashable, Sendable {
  package var country: String
  package var prefix: String
  package var place: SiteSettings.Place
}
