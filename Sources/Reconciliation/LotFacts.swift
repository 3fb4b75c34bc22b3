package import Domain

/// Stock of one SKU in one warehouse by lots, as the warehouse says it.
package struct LotFacts: Equatable, Sendable {
  /// One lot that may be sold.
  package struct Lot: Equatable, Sendable {
    package var number: String
    package var quantity: ExactDecimal
    /// The last day on which it may be used; `nil` when nobody told.
    package var expires: CalendarDate?
    package var origin: Origin?

    package init(
      _ number: String, _ quantity: ExactDecimal, expires: CalendarDate?, origin: Origin? = nil
    ) {
      self.number = number
      self.quantity = quantity
      self.expires = expires
      self.origin = origin
    }
  }

  package var warehouse: WarehouseID
  package var sku: String
  /// The item master says that every piece belongs to a lot.
  package var isTracked: Bool
  /// All of it, whatever its status.
  package var total: ExactDecimal
  /// What stands under a lot.
  package var inLots: ExactDecimal
  /// In the order of their numbers.
  package var sellable: [Lot]
  /// Where the warehouse is.
  package var today: CalendarDate
  package var unitCost: ExactDecimal?
  package var origin: Origin?

  package init(
    warehouse: WarehouseID, sku: String, isTracked: Bool, total: ExactDecimal,
    inLots: ExactDecimal, sellable: [Lot], today: CalendarDate
  ) {
    self.warehouse = warehouse
    self.sku = sku
    self.isTracked = isTracked
    self.total = total
    self.inLots = inLots
    self.sellable = sellable
    self.today = today
  }
}

extension Situation {
  /// Ten pieces of an article that is kept by lots, on 2026-11-23.
  static func lots(
    _ inLots: Int, isTracked: Bool = true, expires day: Int? = nil
  ) -> Situation {
    let today = CalendarDate(days: 20_780)
    let lot = LotFacts.Lot(
      "L7", ExactDecimal(inLots), expires: day.map { CalendarDate(days: today.days + Int32($0)) },
      origin: .example("wms", line: 5))
    var facts = LotFacts(
      warehouse: "HAM", sku: "4006381333931", isTracked: isTracked, total: ExactDecimal(10),
      inLots: ExactDecimal(inLots), sellable: inLots == 0 ? [] : [lot], today: today)
    facts.origin = .example("wms", line: 5)
    return .lots(facts)
  }
}
