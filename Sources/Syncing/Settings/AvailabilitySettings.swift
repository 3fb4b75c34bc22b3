package import Domain
package import Planning

/// What channels may sell of the stock.
package struct AvailabilitySettings: Equatable, Sendable {
  /// What is kept back of every article.
  package enum Safety: Equatable, Sendable {
    case pieces(ExactDecimal)
    /// As many as its item record says.
    case item
  }

  /// Days that are looked ahead, today included.
  package var days = 14
  package var safety = Safety.pieces(.zero)
  /// What counts of that which is not in the warehouse yet.
  package var supply: Set<SupplySource> = [.purchase, .asn, .transfer]
  /// In file order.
  package var channels: [SalesChannel] = []
  /// Channels that a system sells on, by its name.
  package var channelsOfSystem: [SystemID: Set<String>] = [:]

  package init() {}

  /// Whether a system is told what a channel may sell: its own channels where it has any.
  package func tells(_ system: SystemID, of channel: String) -> Bool {
    channelsOfSystem[system].map { $0.contains(channel) } ?? true
  }
}
