package import Domain

/// One article in one bin as it was counted; the last pass is the one that is judged.
package struct CountFacts: Equatable, Sendable {
  /// One pass over the bin.
  package struct Pass: Equatable, Sendable {
    package var counted: ExactDecimal
    /// What the warehouse's own system had in the bin; `nil` where it does not say.
    package var before: ExactDecimal?
    package var origin: Origin?

    package init(_ counted: ExactDecimal, before: ExactDecimal?, origin: Origin? = nil) {
      self.counted = counted
      self.before = before
      self.origin = origin
    }
  }

  /// Without the pass.
  package var key: RecordKey
  package var sku: String
  package var bin: String
  package var warehouse: WarehouseID?
  /// In the order in which they were made.
  package var passes: [Pass]
  package var tolerance = Tolerance()
  package var unitCost: ExactDecimal?

  package init(key: RecordKey, sku: String, bin: String, passes: [Pass]) {
    self.key = key
    self.sku = sku
    self.bin = bin
    self.passes = passes
  }
}

extension Situation {
  /// Bin B-1 with ten pieces at 3 each, counted so often.
  static func count(_ counted: Int..., within tolerance: Tolerance = Tolerance()) -> Situation {
    var facts = CountFacts(
      key: RecordKey(parts: ["C-1", "HAM", "B-1", "1001"]), sku: "1001", bin: "B-1",
      passes: counted.enumerated().map {
        .init(
          ExactDecimal($1), before: ExactDecimal(10), origin: .example("wms", line: 80 + $0))
      })
    facts.warehouse = "HAM"
    facts.tolerance = tolerance
    facts.unitCost = ExactDecimal(3)
    return .count(facts)
  }
}
