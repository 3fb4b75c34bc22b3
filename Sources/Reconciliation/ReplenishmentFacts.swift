package import Domain

/// An article in a warehouse that is replenished, and what is proposed for it.
package struct ReplenishmentFacts: Equatable, Sendable {
  /// What is to be bought or moved.
  package struct Proposal: Equatable, Sendable {
    package var quantity: ExactDecimal
    /// `nil` where it is bought.
    package var source: WarehouseID?
    package var neededBy: CalendarDate

    package init(quantity: ExactDecimal, source: WarehouseID?, neededBy: CalendarDate) {
      self.quantity = quantity
      self.source = source
      self.neededBy = neededBy
    }
  }

  package var sku: String
  package var warehouse: WarehouseID
  /// What will be there once everything ordered has come and everything promised has left.
  package var projected: ExactDecimal
  package var reorderPoint: ExactDecimal
  /// `nil` where nobody says who delivers it.
  package var supplier: String?
  /// Transfers first.
  package var proposals: [Proposal]

  package init(
    sku: String, warehouse: WarehouseID, projected: ExactDecimal, reorderPoint: ExactDecimal,
    supplier: String?, proposals: [Proposal]
  ) {
    self.sku = sku
    self.warehouse = warehouse
    self.projected = projected
    self.reorderPoint = reorderPoint
    self.supplier = supplier
    self.proposals = proposals
  }
}

extension Situation {
  /// 1001 in Hamburg, reordered at 30, with so much of it there and so much proposed.
  static func replenished(_ projected: ExactDecimal, buying quantity: Int? = nil) -> Situation {
    .replenishment(
      ReplenishmentFacts(
        sku: "1001", warehouse: "HAM", projected: projected, reorderPoint: ExactDecimal(30),
        supplier: "ACME",
        proposals: quantity.map {
          [.init(quantity: ExactDecimal($0), source: nil, neededBy: CalendarDate(days: 20_780))]
        } ?? []))
  }
}
