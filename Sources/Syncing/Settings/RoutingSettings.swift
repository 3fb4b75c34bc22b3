package import Planning

/// Which warehouse sends what the ERP gave to none.
package struct RoutingSettings: Sendable {
  /// The first that fits decides; none asks for no routing.
  package var rules: [RoutingRule] = []
  /// What carriers ask.
  package var tariffs: [RoutingTariff] = []
  /// Where customers are whose orders bring no coordinates.
  package var centroids: [PostcodeCentroid] = []

  package init() {}
}
