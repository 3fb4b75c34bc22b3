package import Domain

/// An order line of which something was picked.
package struct PickedLine: Hashable, Sendable {
  package let order: String
  package let line: String

  package init(order: String, line: String) {
    self.order = order
    self.line = line
  }
}

/// Order lines that the picked stock of an article belongs to.
extension StateStore {
  /// Keeps that something of a line was picked.
  ///
  /// - Returns: whether it was not known.
  /// - Throws: `StoreError`.
  @discardableResult
  package func keepPicked(
    _ line: PickedLine, of sku: String, in warehouse: WarehouseID
  ) throws(StoreError) -> Bool {
    try database.run(
      "INSERT OR IGNORE INTO picked_line VALUES(?,?,?,?)", warehouse, sku, line.order, line.line)
    return database.changes > 0
  }

  /// By order and line.
  package func pickedLines(
    of sku: String, in warehouse: WarehouseID
  ) throws(StoreError) -> [PickedLine] {
    let statement = try database.statement(
      """
      SELECT "order", line FROM picked_line WHERE warehouse = ? AND sku = ?
      ORDER BY "order", line
      """)
    statement.bind(warehouse, at: 1)
    statement.bind(sku, at: 2)
    defer { statement.reset() }
    var lines: [PickedLine] = []
    while try statement.step() {
      lines.append(PickedLine(order: statement.text(0), line: statement.text(1)))
    }
    return lines
  }

  /// All of it has left.
  package func forgetPicked(
    _ line: PickedLine, of sku: String, in warehouse: WarehouseID
  ) throws(StoreError) {
    try database.run(
      """
      DELETE FROM picked_line WHERE warehouse = ? AND sku = ? AND "order" = ? AND line = ?
      """, warehouse, sku, line.order, line.line)
  }
}
