package import Domain

/// What the books say that an article in a warehouse is worth, against what it costs.
///
/// `physicalValue = bookValue + quantityPart + timingPart + costPart`, exactly.
package struct ValuationFacts: Equatable, Sendable {
  package var warehouse: WarehouseID
  package var sku: String
  /// Pieces in the books, and in the warehouse.
  package var book: ExactDecimal
  package var physical: ExactDecimal
  /// What movements explain of physical less book.
  package var explained: ExactDecimal
  package var bookValue: ExactDecimal
  /// Of one piece.
  package var unitCost: ExactDecimal
  /// ISO 4217; `nil` where nobody says.
  package var currency: String?
  package var tolerance: Tolerance
  package var origin: Origin?
  package var ownerSystem: SystemID?

  /// - Parameters:
  ///   - warehouse: where it lies.
  ///   - sku: the article.
  ///   - quantities: pieces in the books and in the warehouse, and what movements explain of the
  ///     difference.
  ///   - bookValue: what the books say the pieces in them are worth.
  ///   - cost: of one piece.
  ///   - tolerance: for the cost part; one smallest unit of the currency where nothing is said.
  package init(
    warehouse: WarehouseID, sku: String,
    quantities: (book: ExactDecimal, physical: ExactDecimal, explained: ExactDecimal),
    bookValue: ExactDecimal, cost: (amount: ExactDecimal, currency: String?),
    tolerance: Tolerance? = nil
  ) {
    self.warehouse = warehouse
    self.sku = sku
    book = quantities.book
    physical = quantities.physical
    explained = quantities.explained
    self.bookValue = bookValue
    unitCost = cost.amount
    currency = cost.currency
    self.tolerance =
      tolerance ?? Tolerance(absolute: CurrencyPlaces.smallest(of: cost.currency))
  }

  /// What so many pieces cost: rounded once, half away from zero, to the smallest unit of the
  /// currency.
  private func worth(of quantity: ExactDecimal) -> ExactDecimal {
    quantity.product(with: unitCost, places: CurrencyPlaces.of(currency))
  }

  /// What no movement explains of physical less book.
  package var unexplained: ExactDecimal { physical - book - explained }

  /// What the pieces in the warehouse cost.
  package var physicalValue: ExactDecimal { worth(of: physical) }
  package var difference: ExactDecimal { physicalValue - bookValue }
  /// Pieces that are lost or found.
  package var quantityPart: ExactDecimal { worth(of: unexplained) }
  /// Pieces on their way between both sides.
  package var timingPart: ExactDecimal { worth(of: explained) }
  /// What the pieces in the books cost less what the books say; with what rounding leaves of the
  /// other parts.
  package var costPart: ExactDecimal { difference - quantityPart - timingPart }

  package var isTolerated: Bool { tolerance.covers(costPart, expected: bookValue) }
}

extension Situation {
  /// Ten pieces of SKU 1001 in HAM, worth so much in the books.
  static func valuation(
    worth bookValue: String, at unitCost: String, _ currency: String? = "EUR",
    physical: Int = 10, explained: Int = 0, within tolerance: Tolerance? = nil
  ) -> Situation {
    var facts = ValuationFacts(
      warehouse: "HAM", sku: "1001",
      quantities: (ExactDecimal(10), ExactDecimal(physical), ExactDecimal(explained)),
      bookValue: ExactDecimal(bookValue) ?? .zero,
      cost: (ExactDecimal(unitCost) ?? .zero, currency), tolerance: tolerance)
    facts.origin = .example("erp", line: 3)
    facts.ownerSystem = "erp"
    return .valuation(facts)
  }
}
