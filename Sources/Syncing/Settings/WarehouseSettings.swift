package import Domain
package import Planning

/// A warehouse, under our own code.
package struct WarehouseSettings: Hashable, Sendable {
  package var id: WarehouseID
  package var name: String
  /// The system that runs it.
  package var system: SystemID
  /// What each system calls it, where that differs from our code.
  package var aliases: [SystemID: String]
  /// Where it stands for routing and picking.
  package var site = SiteSettings()
}

/// What a warehouse can do for an order, and when.
package struct SiteSettings: Hashable, Sendable {
  /// Under which a cut-off stands for every carrier that has none of its own.
  package static let otherCarriers = ""

  /// New orders may go there.
  package var isActive = true
  /// Countries it sends to; empty means all.
  package var serves: [String] = []
  /// Of several that are as good the lower one.
  package var rank = 0
  package var place: GeoPoint?
  /// Carriers that call there; empty means all.
  package var carriers: [String] = []
  /// Services that it offers; empty means all.
  package var services: [String] = []
  /// IANA name; `nil` where it is the site's.
  package var timezone: String?
  /// Minutes since local midnight until which an order leaves the same day, by carrier; see
  /// `otherCarriers`.
  package var cutoffs: [String: Int] = [:]
  /// Days of the week without dispatch: 1 is Monday.
  package var restDays: Set<Int> = []
  /// Days without dispatch.
  package var holidays: Set<CalendarDate> = []
  /// Pieces of each article that are kept back.
  package var buffer = ExactDecimal.zero
  /// What sending a parcel costs there besides the carrier.
  package var handling = ExactDecimal.zero
}
