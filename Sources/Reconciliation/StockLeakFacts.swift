package import Domain

/// What tolerated differences of stock of one level of an article have added up to.
package struct StockLeakFacts: Equatable, Sendable {
  package var warehouse: WarehouseID
  package var sku: String
  /// Of the stock, with the level.
  package var key: String
  package var leak: StockLeak
  /// Book stock now.
  package var book: ExactDecimal
  /// In pieces.
  package var tolerance = Tolerance()
  /// What is worth more is not tolerated; `nil` without a limit.
  package var valueLimit: ExactDecimal?
  package var unitCost: ExactDecimal?
  package var origin: Origin?
  package var ownerSystem: SystemID?

  package init(
    warehouse: WarehouseID, sku: String, key: String, leak: StockLeak, book: ExactDecimal
  ) {
    self.warehouse = warehouse
    self.sku = sku
    self.key = key
    self.leak = leak
    self.book = book
  }

  /// At unit cost; `nil` where nobody says it.
  var worth: ExactDecimal? { unitCost.map { leak.sum.magnitude.multiplied(by: $0) } }

  /// What the sum exceeds, as it is told; `nil` where it is tolerated.
  var exceeded: String? {
    if !tolerance.covers(leak.sum, expected: book) {
      return "the tolerance allows \(tolerance.most(of: book))"
    }
    guard let valueLimit, let worth, worth > valueLimit else { return nil }
    return "worth \(worth); the tolerance allows \(valueLimit)"
  }
}

extension Situation {
  /// Four differences at 3 a piece that add up to so much, ten pieces being in the book.
  static func leak(
    _ sum: ExactDecimal, within tolerance: Tolerance, worth valueLimit: Int? = nil
  ) -> Situation {
    var leak = StockLeak()
    leak.sum = sum
    leak.times = 4
    leak.since = .exampleNoon
    var facts = StockLeakFacts(
      warehouse: "HAM", sku: "1001", key: "HAM|1001", leak: leak, book: ExactDecimal(10))
    facts.tolerance = tolerance
    facts.valueLimit = valueLimit.map { ExactDecimal($0) }
    facts.unitCost = ExactDecimal(3)
    facts.origin = .example("wms", line: 5)
    facts.ownerSystem = "wms"
    return .leak(facts)
  }
}
