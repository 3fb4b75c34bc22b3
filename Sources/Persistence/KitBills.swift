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
  /// The bill that was kept for an article on a line.
  ///
  /// - Returns: its parts by SKU, none for what is no kit; `nil` when none was kept.
  /// - Throws: `StoreError`.
  package func kitBill(
    of order: String, _ line: String, for sku: String
  ) throws(StoreError) -> [KitPart]? {
    let statement = try database.statement(
      """
      SELECT component, qty_per FROM kit_bill WHERE "order" = ? AND line = ? AND sku = ?
      ORDER BY component
      """)
    for (index, text) in [order, line, sku].enumerated() { statement.bind(text, at: index + 1) }
    defer { statement.reset() }
    var parts: [KitPart] = []
    var isKept = false
    while try statement.step() {
      isKept = true
      // What is no kit has an empty part.
      guard !statement.text(0).isEmpty else { continue }
      parts.append(
        KitPart(
          sku: statement.text(0), quantity: ExactDecimal(millionths: statement.integer(1))))
    }
    return isKept ? parts : nil
  }

  /// Keeps the bill of an article on a line in the place of any other.
  package func keepKitBill(
    _ parts: [KitPart], of order: String, _ line: String, for sku: String
  ) throws(StoreError) {
    try database.run(
      "DELETE FROM kit_bill WHERE \"order\" = ? AND line = ?", order, line)
    for part in parts.isEmpty ? [KitPart(sku: "", quantity: .zero)] : parts {
      try database.run(
        "INSERT INTO kit_bill VALUES(?,?,?,?,?)", order, line, part.sku, sku, part.quantity)
    }
  }

  /// The parts of which a line's kits were made when it was sent, whatever it is over now.
  package func kitParts(of order: String, _ line: String) throws(StoreError) -> [String] {
    let statement = try database.statement(
      "SELECT component FROM kit_bill WHERE \"order\" = ? AND line = ? AND component <> ''"
        + " ORDER BY component")
    statement.bind(order, at: 1)
    statement.bind(line, at: 2)
    defer { statement.reset() }
    var parts: [String] = []
    while try statement.step() { parts.append(statement.text(0)) }
    return parts
  }
}
