package import Domain

/// What one kit is made of.
package struct KitPart: Equatable, Sendable {
  package let sku: String
  /// How many of it one kit holds; more than none.
  package let quantity: ExactDecimal

  package init(sku: String, quantity: ExactDecimal) {
    self.sku = sku
    self.quantity = quantity
  }
}

/// The bills that order lines are held to: as they were when the line was first looked at.
extension StateStore {
  /// By SKU; empty for a line that has none.
  package func kitBill(of order: String, _ line: String) throws(StoreError) -> [KitPart] {
    let statement = try database.statement(
      "SELECT component, qty_per FROM kit_bill WHERE \"order\" = ? AND line = ? ORDER BY component")
    statement.bind(order, at: 1)
    statement.bind(line, at: 2)
    defer { statement.reset() }
    var parts: [KitPart] = []
    while try statement.step() {
      parts.append(
        KitPart(
          sku: statement.text(0), quantity: ExactDecimal(millionths: statement.integer(1))))
    }
    return parts
  }

  package func keepKitBill(
    _ parts: [KitPart], of order: String, _ line: String
  ) throws(StoreError) {
    for part in parts {
      try database.run(
        "INSERT OR REPLACE INTO kit_bill VALUES(?,?,?,?)", order, line, part.sku, part.quantity)
    }
  }
}
