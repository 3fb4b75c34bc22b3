package import Domain

/// What one side's stock of an article was, what its own movements add, and what it is.
package struct RollForwardFacts: Equatable, Sendable {
  package var warehouse: WarehouseID
  package var sku: String
  /// Whose stock and movements they are.
  package var system: SystemID
  /// When the side had looked, and when it looked again.
  package var opening: SnapshotMoment
  package var closing: SnapshotMoment
  package var openingStock: ExactDecimal
  package var closingStock: ExactDecimal
  /// What changed, split into the side's own movements and the rest.
  package var equation: StockEquation
  /// Movements of either side that moved as much as is missing, by name: told on one side alone, or
  /// twice.
  package var candidates: [String] = []
  package var tolerance = Tolerance()
  package var unitCost: ExactDecimal?
  /// Where the closing stock stands.
  package var origin: Origin?

  package init(
    warehouse: WarehouseID, sku: String, system: SystemID, opening: SnapshotMoment,
    closing: SnapshotMoment, openingStock: ExactDecimal, closingStock: ExactDecimal,
    equation: StockEquation
  ) {
    self.warehouse = warehouse
    self.sku = sku
    self.system = system
    self.opening = opening
    self.closing = closing
    self.openingStock = openingStock
    self.closingStock = closingStock
    self.equation = equation
  }
}

extension Situation {
  /// Ten in the morning, as much in the evening as said, and two shipped in between.
  static func roll(to closing: Int, within tolerance: Int = 0) -> Situation {
    let moment = { (hour: Int) in
      let time = Timestamp(microseconds: 1_793_000_000_000_000).adding(seconds: hour * 3_600)
      return SnapshotMoment(earliest: time, latest: time)
    }
    let shipped = StockMovement(
      "shipment S-1|1|1", .shipment, level: [], physical: [.init(ExactDecimal(-2), now: .inside)],
      book: [])
    var facts = RollForwardFacts(
      warehouse: "HAM", sku: "1001", system: "wms", opening: moment(0), closing: moment(10),
      openingStock: ExactDecimal(10), closingStock: ExactDecimal(closing),
      equation: StockEquation(of: ExactDecimal(closing - 10), by: [shipped]))
    facts.tolerance = Tolerance(absolute: ExactDecimal(tolerance))
    return .roll(facts)
  }
}
