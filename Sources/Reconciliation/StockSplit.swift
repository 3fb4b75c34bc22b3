package import Domain

/// Stock of one SKU by status, told by both sides, where the statuses alone differ.
package struct StockSplitFacts: Equatable, Sendable {
  /// What both sides say of one status; `nil` where a side lists none.
  package struct Status: Equatable, Sendable {
    package var name: String
    package var book: ExactDecimal?
    package var physical: ExactDecimal?

    package init(_ name: String, book: ExactDecimal?, physical: ExactDecimal?) {
      self.name = name
      self.book = book
      self.physical = physical
    }

    package var difference: ExactDecimal { (physical ?? .zero) - (book ?? .zero) }
  }

  package var warehouse: WarehouseID
  package var sku: String
  /// The other key fields that both sides tell, as lot and owner.
  package var rest: [Value] = []
  /// Those that differ, by name; the differences add up to nothing.
  package var statuses: [Status]
  package var ownerSystem: SystemID?
  package var origin: Origin?

  package init(warehouse: WarehouseID, sku: String, statuses: [Status]) {
    self.warehouse = warehouse
    self.sku = sku
    self.statuses = statuses
  }
}

/// Which statuses of a SKU, or of a lot of it, are left to compare.
package enum StatusGroups {
  /// What is there and cannot be sold: many systems tell it as one.
  private static let unavailable: Set = [
    "qc", "hold", "damaged", "quarantine", "expired", "customer_return",
  ]

  /// The statuses that differ at the coarsest level that both sides have: where one side tells all
  /// that cannot be sold as one, only the sum of it is compared.
  package static func differing(
    _ statuses: [StockSplitFacts.Status]
  ) -> [StockSplitFacts.Status] {
    let group = statuses.filter { unavailable.contains($0.name) }
    let told = [\StockSplitFacts.Status.book, \.physical].map { side in
      group.filter { ($0[keyPath: side] ?? .zero) != .zero }.count
    }
    let isCoarse = told.contains { $0 <= 1 }
    let isEqual = group.reduce(ExactDecimal.zero) { $0 + $1.difference } == .zero
    return statuses.filter { status in
      status.difference != .zero
        && !(isCoarse && isEqual && unavailable.contains(status.name))
    }
  }
}

extension Situation {
  /// Stock of SKU 1001 in HAM: what the book and the warehouse say of each status.
  static func split(_ statuses: [(name: String, book: Int, physical: Int)]) -> Situation {
    var facts = StockSplitFacts(
      warehouse: "HAM", sku: "1001",
      statuses: statuses.map {
        .init($0.name, book: ExactDecimal($0.book), physical: ExactDecimal($0.physical))
      })
    facts.ownerSystem = "wms"
    facts.origin = .example("wms", line: 5)
    return .split(facts)
  }
}
