package import Domain

/// An order that seeks its site.
package struct RoutingOrder: Sendable {
  /// The order's number.
  package let id: String
  /// What is still to be sent.
  package let lines: [RoutingLine]
  /// Facts of the header and of all lines; a field may come more than once.
  package var facts: [RoutingFact] = []
  /// ISO 3166 code of where it goes; `nil` where nobody says.
  package var country: String?
  /// As written; `nil` where nobody says.
  package var postcode: String?
  /// Where it goes; `nil` to take the middle of its postcodes.
  package var place: GeoPoint?
  /// `nil` where any will do.
  package var carrier: String?
  /// `nil` where any will do.
  package var service: String?
  /// It leaves whole from one site, or is held until one can serve it.
  package var shipsComplete = false
  /// 1 is the most urgent; `nil` comes after all others.
  package var priority: Int?
  /// `nil` comes after all others.
  package var orderedAt: Timestamp?
  /// Sites that must not be asked again.
  package var excluded: [RoutingExclusion] = []

  /// An order without wishes.
  package init(_ id: String, lines: [RoutingLine]) {
    self.id = id
    self.lines = lines
  }

  /// Orders in the turn in which they take stock: by priority, age and number.
  package static func inTurn(_ orders: [RoutingOrder]) -> [RoutingOrder] {
    orders.sorted { one, two in
      let (first, second) = (one.priority ?? .max, two.priority ?? .max)
      if first != second { return first < second }
      switch (one.orderedAt, two.orderedAt) {
      case (let left?, let right?) where left != right: return left < right
      case (_?, nil): return true
      case (nil, _?): return false
      default: return one.id.precedesByBytes(two.id)
      }
    }
  }
}

/// What an order wants of one article.
package struct RoutingLine: Sendable {
  /// The line's number.
  package let id: String
  /// The article.
  package let sku: String
  /// In base units; nothing is sought for zero or less.
  package let quantity: ExactDecimal
  /// Kilograms of one piece; `nil` weighs nothing.
  ///
  /// Of lines with the same article the first one that has a weight counts.
  package let weight: ExactDecimal?

  /// A line.
  package init(_ id: String, sku: String, _ quantity: ExactDecimal, weight: ExactDecimal? = nil) {
    self.id = id
    self.sku = sku
    self.quantity = quantity
    self.weight = weight
  }
}

/// A site that an order must not go to.
package struct RoutingExclusion: Hashable, Sendable {
  /// The site.
  package let site: WarehouseID
  /// Why not, as `rejected at 2026-10-01T10:00:00Z`.
  package let reason: String

  /// A site with the reason.
  package init(_ site: WarehouseID, reason: String) {
    self.site = site
    self.reason = reason
  }
}
