package import Domain

/// One line of a return as the warehouse reported it; only the latest version of each is passed.
package struct ReturnFacts: Equatable, Sendable {
  package var number: String
  package var line: String
  package var sku: String?
  package var quantity: ExactDecimal
  /// What was done with the goods; `nil` while nobody decided.
  package var action: String?
  /// No authorisation and no order is known for it.
  package var isBlind = false
  /// Until when its authorisation may still arrive; `nil` when nobody waits for it.
  package var waitsUntil: Timestamp?
  /// What it probably belongs to, with the reason, as `order SO-9, by its tracking number`.
  package var proposal: String?
  package var warehouse: WarehouseID?
  package var origin: Origin?

  package init(number: String, line: String, quantity: ExactDecimal) {
    self.number = number
    self.line = line
    self.quantity = quantity
  }
}

/// Everything that came back of an order line.
package struct ReturnedLineFacts: Equatable, Sendable {
  package var order: String
  package var line: String
  package var shipped: ExactDecimal
  /// In the order in which they came.
  package var returns: [ReturnFacts]
  package var unitPrice: ExactDecimal?

  package init(
    order: String, line: String, shipped: ExactDecimal, returns: [ReturnFacts],
    unitPrice: ExactDecimal? = nil
  ) {
    self.order = order
    self.line = line
    self.shipped = shipped
    self.returns = returns
    self.unitPrice = unitPrice
  }

  package var returned: ExactDecimal { returns.reduce(.zero) { $0 + $1.quantity } }
}
