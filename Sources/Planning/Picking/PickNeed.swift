package import Domain

/// An order line, or what of it is not on a pick list yet.
package struct PickNeed: Equatable, Sendable {
  package var order: String
  package var line: String
  package var sku: String
  package var quantity: ExactDecimal
  /// Of one piece, in kilograms; `nil` where nobody says, which weighs nothing.
  package var unitWeight: ExactDecimal?
  /// The smallest number is the most urgent; `nil` comes last.
  package var priority: Int?
  package var departure: Departure
  /// The order is picked whole or not at all.
  package var isWhole = false

  package init(
    order: String, line: String, sku: String, quantity: ExactDecimal, departure: Departure,
    priority: Int? = nil, unitWeight: ExactDecimal? = nil
  ) {
    self.order = order
    self.line = line
    self.sku = sku
    self.quantity = quantity
    self.departure = departure
    self.priority = priority
    self.unitWeight = unitWeight
  }

  /// The most urgent first, then by number.
  static func precedes(_ one: PickNeed, _ two: PickNeed) -> Bool {
    if one.departure != two.departure { return one.departure < two.departure }
    let (left, right) = (one.priority ?? .max, two.priority ?? .max)
    if left != right { return left < right }
    if !one.order.hasSameBytes(as: two.order) { return one.order.precedesByBytes(two.order) }
    return one.line.precedesByBytes(two.line)
  }
}

/// How many orders one walk serves.
package enum PickMethod: String, CaseIterable, Sendable {
  /// One order.
  case single
  /// Several orders, which are sorted out afterwards.
  case batch
  /// Several orders, each into its own tote.
  case cluster
}

/// How the work of one warehouse is divided into pick lists.
package struct PickRule: Equatable, Sendable {
  package var method: PickMethod
  /// The most orders on one list; `nil` where there is no limit.
  package var maxOrders: Int?
  /// The most kilograms on one list; `nil` where there is no limit.
  package var maxWeight: ExactDecimal?
  /// Orders of different priority are on different lists.
  package var isByPriority: Bool
  /// Bins of different zones are on different lists.
  package var isByZone: Bool

  package init(
    _ method: PickMethod, maxOrders: Int? = nil, maxWeight: ExactDecimal? = nil,
    isByPriority: Bool = true, isByZone: Bool = true
  ) {
    self.method = method
    self.maxOrders = maxOrders
    self.maxWeight = maxWeight
    self.isByPriority = isByPriority
    self.isByZone = isByZone
  }
}
