/// The rows of a table in the order of two texts, read in one pass by pairs that are asked for in byte
/// order.
///
/// The table may change at what was asked for already.
final class RowWalk {
  /// So many rows between two pairs are passed by; beyond them a look-up is cheaper.
  private static let mostPassed = 4

  private let database: Database
  private let statement: Statement
  private let columns: (first: Int, second: Int)
  private var hasBegun = false
  /// The statement stands at a row.
  private var hasRow = false

  /// - Parameters:
  ///   - sql: reads in the order of the pairs, from the one on that is bound.
  ///   - columns: where it gives their texts.
  ///   - database: of the table.
  /// - Throws: `StoreError`.
  init(
    _ sql: String, columns: (first: Int, second: Int), in database: Database
  ) throws(StoreError) {
    self.database = database
    self.columns = columns
    statement = try database.freshStatement(sql)
  }

  deinit { database.release(statement) }

  /// Visits the rows of a pair.
  func visit(
    _ first: String, _ second: String, _ visit: (Statement) -> Void
  ) throws(StoreError) {
    if !hasBegun { try seek(first, second) }
    var passed = 0
    while hasRow {
      let order = order(beside: first, second)
      if order > 0 { return }
      if order == 0 {
        visit(statement)
      } else {
        passed += 1
        if passed > Self.mostPassed {
          try seek(first, second)
          continue
        }
      }
      hasRow = try statement.step()
    }
  }

  private func seek(_ first: String, _ second: String) throws(StoreError) {
    hasBegun = true
    statement.reset()
    statement.bind(first, at: 1)
    statement.bind(second, at: 2)
    hasRow = try statement.step()
  }

  private func order(beside first: String, _ second: String) -> Int {
    let order = statement.order(columns.first, beside: first)
    return order != 0 ? order : statement.order(columns.second, beside: second)
  }
}
