package import Domain

/// Walks the live stock of one system in key order, group by group of warehouse and SKU.
package final class StockCursor {
  /// A warehouse and a SKU, ordered as the table is.
  package struct Group: Hashable, Comparable, Sendable {
    package let warehouse: String
    package let sku: String

    package init(warehouse: String, sku: String) {
      self.warehouse = warehouse
      self.sku = sku
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(utf8Of: warehouse)
      hasher.combine(utf8Of: sku)
    }

    package static func == (left: Self, right: Self) -> Bool {
      left.sku.hasSameBytes(as: right.sku) && left.warehouse.hasSameBytes(as: right.warehouse)
    }

    package static func < (left: Self, right: Self) -> Bool {
      if !left.warehouse.hasSameBytes(as: right.warehouse) {
        return left.warehouse.precedesByBytes(right.warehouse)
      }
      return left.sku.precedesByBytes(right.sku)
    }
  }

  /// One stock row: the asked key fields, quantity and place.
  package struct Row {
    package let level: [Value]
    package let quantity: ExactDecimal
    /// What the system says it is worth; `nil` where it does not say.
    package let value: ExactDecimal?
    package let file: Int64
    package let line: Int
  }

  package let system: SystemID
  /// The group whose first row comes next; `nil` at the end.
  package private(set) var current: Group?
  /// The row that comes next belongs to another group than the one before it.
  private var groupEnded = false
  private let database: Database
  private let statement: Statement

  package init(table: RecordTable, system: SystemID) throws(StoreError) {
    self.system = system
    database = table.database
    let keys = RecordSchema.stock.keyFields.map { RecordTable.quoted($0.name) }
      .joined(separator: ", ")
    statement = try database.freshStatement(
      "SELECT \(keys), on_hand, _file, _line, value FROM \(table.name) "
        + "WHERE _system = ? AND _vanished_at IS NULL ORDER BY \(keys)")
    statement.bind(system.text, at: 1)
    try advance()
  }

  deinit { database.release(statement) }

  private func advance() throws(StoreError) {
    guard try statement.step() else {
      current = nil
      groupEnded = true
      return
    }
    let warehouse: String
    if let current, statement.isText(0, current.warehouse) {
      if statement.isText(1, current.sku) { return }
      warehouse = current.warehouse
    } else {
      warehouse = statement.text(0)
    }
    current = Group(warehouse: warehouse, sku: statement.text(1))
    groupEnded = true
  }

  /// Whether a group comes next.
  package func stands(at group: Group) -> Bool {
    guard let current else { return false }
    return current == group
  }

  /// Visits the rows of the current group and goes on to the next.
  ///
  /// - Parameters:
  ///   - levels: positions of the key fields to read beside warehouse and SKU.
  ///   - visit: called for each row, in key order.
  /// - Throws: `StoreError`, and what a closure throws.
  package func takeGroup(levels: [Int], _ visit: (Row) -> Void) throws(StoreError) {
    groupEnded = false
    while !groupEnded {
      visit(row(levels))
      try advance()
    }
  }

  private func row(_ levels: [Int]) -> Row {
    let keyCount = RecordSchema.stock.keyCount
    return Row(
      level: levels.map { position in
        let text = statement.text(position)
        return text.isEmpty ? .null : .text(text)
      }, quantity: ExactDecimal(millionths: statement.integer(keyCount)),
      value: statement.optionalInteger(keyCount + 3).map { ExactDecimal(millionths: $0) },
      file: statement.integer(keyCount + 1), line: Int(statement.integer(keyCount + 2)))
  }
}
