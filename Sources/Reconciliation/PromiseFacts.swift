package import Domain

/// More of an article was promised than there is and comes in time.
package struct PromiseFacts: Equatable, Sendable {
  /// An order that is not covered.
  package struct Order: Equatable, Sendable {
    /// Record type and key, as `sales_order_line O-1|1`.
    package var document: String
    package var missing: ExactDecimal

    package init(_ document: String, missing: ExactDecimal) {
      self.document = document
      self.missing = missing
    }
  }

  /// `nil` for orders that no warehouse is to send yet.
  package var warehouse: WarehouseID?
  package var sku: String
  /// What can be promised; below zero where too much was.
  package var available: ExactDecimal
  /// The first day on which it shows; `nil` where nothing is short.
  package var shortFrom: CalendarDate?
  /// What lies there.
  package var onHand: ExactDecimal
  /// What comes in time.
  package var expected: ExactDecimal
  /// What was promised.
  package var promised: ExactDecimal
  /// Orders that are not covered, the latest first.
  package var atRisk: [Order] = []
  package var unitCost: ExactDecimal?

  package init(
    sku: String, in warehouse: WarehouseID?, available: ExactDecimal, onHand: ExactDecimal,
    expected: ExactDecimal, promised: ExactDecimal
  ) {
    self.sku = sku
    self.warehouse = warehouse
    self.available = available
    self.onHand = onHand
    self.expected = expected
    self.promised = promised
  }
}

extension Situation {
  /// Ten pieces of SKU 1001 in HAM, of which so many can be promised, and two orders.
  static func promise(_ available: ExactDecimal) -> Situation {
    var facts = PromiseFacts(
      sku: "1001", in: "HAM", available: available, onHand: ExactDecimal(10), expected: .zero,
      promised: ExactDecimal(10) - available)
    facts.shortFrom = available < .zero ? CalendarDate(days: 20_780) : nil
    if available < .zero { facts.atRisk = [.init("sales_order_line SO-9|1", missing: -available)] }
    return .promise(facts)
  }
}
