package import Domain

/// What a warehouse changed of its stock by itself, and what it may change so.
package struct AdjustmentFacts: Equatable, Sendable {
  /// What an adjustment may be without anybody's approval.
  package struct Limits: Hashable, Sendable {
    package var needsReason = false
    /// `nil` where any quantity may be adjusted.
    package var quantity: ExactDecimal?
    /// At the item's cost; `nil` where any value may be.
    package var value: ExactDecimal?

    package init() {}
  }

  package var key: RecordKey
  package var warehouse: WarehouseID?
  package var sku: String
  /// Signed.
  package var delta: ExactDecimal
  package var reason: String?
  package var unitCost: ExactDecimal?
  package var limits: Limits
  package var owner: SystemID?
  package var origin: Origin?

  package init(key: RecordKey, sku: String, delta: ExactDecimal, limits: Limits) {
    self.key = key
    self.sku = sku
    self.delta = delta
    self.limits = limits
  }

  /// What it is worth, without a sign.
  var value: ExactDecimal? { unitCost.map { delta.magnitude.multiplied(by: $0) } }
}

extension Situation {
  /// Ten pieces at most, worth no more than fifteen, and a reason.
  static func adjustment(
    _ delta: Int, reason: String? = "broken", cost: Int? = 2
  ) -> Situation {
    var limits = AdjustmentFacts.Limits()
    limits.needsReason = true
    limits.quantity = ExactDecimal(10)
    limits.value = ExactDecimal(15)
    var facts = AdjustmentFacts(
      key: RecordKey(parts: ["A-1", "1"]), sku: "1001", delta: ExactDecimal(delta), limits: limits)
    facts.reason = reason
    facts.unitCost = cost.map { ExactDecimal($0) }
    return .adjustment(facts)
  }
}
