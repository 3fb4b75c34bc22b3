package import Domain

/// Goods that came or left and name no order at all.
package struct OrphanFacts: Equatable, Sendable {
  /// `receipt` or `shipment`.
  package var entity: EntityID
  /// Without the version.
  package var key: RecordKey
  package var quantity: ExactDecimal
  package var sku: String?
  /// The ship notice that it names, and that nobody has; `nil` without one.
  package var advice: String?
  package var warehouse: WarehouseID?
  package var origin: Origin?

  package init(entity: EntityID, key: RecordKey, quantity: ExactDecimal) {
    self.entity = entity
    self.key = key
    self.quantity = quantity
  }
}

extension Situation {
  /// Line 1 of document D-1, over an article of its own.
  static func orphan(
    _ entity: EntityID, _ quantity: ExactDecimal, advice: String? = nil
  ) -> Situation {
    var facts = OrphanFacts(
      entity: entity, key: RecordKey(parts: ["D-1", "1"]), quantity: quantity)
    facts.sku = "4006381333931"
    facts.warehouse = "HAM"
    facts.advice = advice
    facts.origin = .example("wms", line: 6)
    return .orphan(facts)
  }
}

extension Check {
  /// An exception about goods without an order.
  func exception(on orphan: OrphanFacts, _ message: String) -> SyncException {
    SyncException(
      code, entity: orphan.entity, key: orphan.key.text, warehouse: orphan.warehouse,
      ownerSystem: orphan.origin?.system, expected: "an order", actual: "none",
      difference: orphan.quantity, origin: orphan.origin,
      message: Wording.at(
        orphan.origin,
        "\(orphan.entity) \(orphan.key.parts.map { Wording.cut($0) }.joined(separator: " line ")):"
          + " \(message)"), hint: remedy)
  }
}
