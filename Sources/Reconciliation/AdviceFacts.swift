package import Domain

/// A line of an advance ship notice.
package struct AdviceFacts: Equatable, Sendable {
  package var advice: String
  package var line: String
  package var order: String
  package var sku: String?
  package var quantity: ExactDecimal
  package var expectedAt: Timestamp?
  /// Something of it was received.
  package var hasBegun: Bool
  package var warehouse: WarehouseID?
  package var unitCost: ExactDecimal?
  package var now: Timestamp
  /// How long after the announced time it may come.
  package var lateSeconds: Int
  package var origin: Origin?

  package init(
    advice: String, line: String, order: String, quantity: ExactDecimal,
    expectedAt: Timestamp?, hasBegun: Bool, now: Timestamp, lateSeconds: Int
  ) {
    self.advice = advice
    self.line = line
    self.order = order
    self.quantity = quantity
    self.expectedAt = expectedAt
    self.hasBegun = hasBegun
    self.now = now
    self.lateSeconds = lateSeconds
  }

  /// When it is overdue; `nil` without an announced time, or once it has begun to arrive.
  package var overdueAt: Timestamp? {
    hasBegun ? nil : expectedAt?.adding(seconds: lateSeconds)
  }
}
