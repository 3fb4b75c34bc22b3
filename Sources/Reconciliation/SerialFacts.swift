package import Domain

/// The serial numbers that one event names.
package struct SerialFacts: Equatable, Sendable {
  /// A serial number that cannot be where the event has it.
  package struct Misplaced: Equatable, Sendable {
    package var serial: String
    /// The event before this one that has it there, as `receipt R-1 line 1`.
    package var before: String

    package init(_ serial: String, before: String) {
      self.serial = serial
      self.before = before
    }
  }

  /// `receipt`, `shipment` or `return_receipt`.
  package var entity: EntityID
  /// Without the version.
  package var key: RecordKey
  package var sku: String
  package var warehouse: WarehouseID?
  /// Of what came or left.
  package var quantity: ExactDecimal
  /// Different ones.
  package var count: Int
  /// The item master says that every piece has one.
  package var isTracked = false
  /// The goods come; otherwise they leave.
  package var comes: Bool
  /// In the order of their numbers.
  package var misplaced: [Misplaced] = []
  package var unitCost: ExactDecimal?
  package var origin: Origin?

  package init(
    entity: EntityID, key: RecordKey, sku: String, quantity: ExactDecimal, count: Int, comes: Bool
  ) {
    self.entity = entity
    self.key = key
    self.sku = sku
    self.quantity = quantity
    self.count = count
    self.comes = comes
  }
}

extension Situation {
  /// Three pieces on line 1 of document D-1.
  static func serials(
    _ count: Int, isTracked: Bool = true, comes: Bool = true, misplaced: [String] = []
  ) -> Situation {
    var facts = SerialFacts(
      entity: comes ? "receipt" : "shipment", key: RecordKey(parts: ["D-1", "1"]),
      sku: "4006381333931", quantity: ExactDecimal(3), count: count, comes: comes)
    facts.isTracked = isTracked
    facts.misplaced = misplaced.map { .init($0, before: "receipt D-0 line 1") }
    facts.warehouse = "HAM"
    facts.origin = .example("wms", line: 4)
    return .serials(facts)
  }
}
