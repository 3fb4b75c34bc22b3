package import Domain

/// An order of which something may be missing.
package struct DocumentFacts: Equatable, Sendable {
  /// `sales_order` or `purchase_order`.
  package var entity: EntityID
  package var key: String
  package var hasHeader: Bool
  package var hasLines: Bool
  /// Another order of the same customer with the same number of the customer's and the same lines,
  /// which came before; `nil` without one.
  package var twin: String?
  package var warehouse: WarehouseID?
  package var origin: Origin?

  package init(entity: EntityID, key: String, hasHeader: Bool, hasLines: Bool) {
    self.entity = entity
    self.key = key
    self.hasHeader = hasHeader
    self.hasLines = hasLines
  }
}

extension Situation {
  /// Customer order SO-9.
  static func document(
    hasHeader: Bool = true, hasLines: Bool = true, twin: String? = nil
  ) -> Situation {
    var facts = DocumentFacts(
      entity: "sales_order", key: "SO-9", hasHeader: hasHeader, hasLines: hasLines)
    facts.twin = twin
    facts.origin = .example("erp", line: 3)
    return .document(facts)
  }
}
