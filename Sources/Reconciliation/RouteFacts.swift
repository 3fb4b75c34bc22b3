package import Domain

/// An order that the ERP gave to no warehouse, and what was found for it.
package struct RouteFacts: Equatable, Sendable {
  /// Why it goes nowhere.
  package enum Obstacle: Equatable, Sendable {
    /// No rule of the configuration is for it.
    case noRule
    /// All warehouses together cannot send it.
    case noCandidate
    /// These could, but they are more than may share an order.
    case splitLimit(warehouses: [WarehouseID], limit: Int)
  }

  package var order: String
  /// `nil` when it was given to a warehouse, or may wait.
  package var obstacle: Obstacle?
  /// Pieces that wait.
  package var waiting: ExactDecimal
  /// What keeps each warehouse from it, as `HAM: has 3 of 5 of SOCKS`.
  package var reasons: [String]
  /// The rule that was asked.
  package var rule: String?
  package var origin: Origin?

  package init(
    order: String, obstacle: Obstacle?, waiting: ExactDecimal, reasons: [String] = [],
    rule: String? = nil, origin: Origin? = nil
  ) {
    self.order = order
    self.obstacle = obstacle
    self.waiting = waiting
    self.reasons = reasons
    self.rule = rule
    self.origin = origin
  }
}
