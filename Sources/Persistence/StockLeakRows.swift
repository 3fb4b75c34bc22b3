package import Domain

/// What is remembered of tolerated differences, of articles that are asked for in byte order, each once.
package final class StockLeakWalk {
  private let rows: RowWalk

  init(in database: Database) throws(StoreError) {
    rows = try RowWalk(
      "SELECT \(StockLeak.columns), warehouse, sku FROM stock_leak "
        + "WHERE (warehouse, sku) >= (?, ?) ORDER BY warehouse, sku, level",
      columns: (10, 11), in: database)
  }

  /// Level by level, in byte order.
  package func leaks(
    of sku: String, in warehouse: WarehouseID
  ) throws(StoreError) -> [(level: String, leak: StockLeak)] {
    var found: [(level: String, leak: StockLeak)] = []
    try rows.visit(warehouse.text, sku) { found.append(($0.text(0), $0.leak)) }
    return found
  }
}

extension StateStore {
  /// What is remembered of tolerated differences of an article: level by level, in byte order.
  package func stockLeaks(
    of sku: String, in warehouse: WarehouseID
  ) throws(StoreError) -> [(level: String, leak: StockLeak)] {
    let statement = try database.statement(
      "SELECT \(StockLeak.columns) FROM stock_leak WHERE warehouse = ? AND sku = ? ORDER BY level")
    statement.bind(warehouse, at: 1)
    statement.bind(sku, at: 2)
    defer { statement.reset() }
    var found: [(level: String, leak: StockLeak)] = []
    while try statement.step() { found.append((statement.text(0), statement.leak)) }
    return found
  }

  /// All that is remembered, in one pass.
  package func stockLeakWalk() throws(StoreError) -> StockLeakWalk {
    try StockLeakWalk(in: database)
  }

  /// Remembers it, or forgets it where nothing is left to remember.
  package func keepStockLeak(
    _ leak: StockLeak, of sku: String, level: String, in warehouse: WarehouseID
  ) throws(StoreError) {
    guard !leak.isEmpty else {
      return try database.run(
        "DELETE FROM stock_leak WHERE warehouse = ? AND sku = ? AND level = ?", warehouse, sku,
        level)
    }
    let candidate = leak.candidate
    try database.run(
      "INSERT OR REPLACE INTO stock_leak VALUES(?,?,?,?,?,?,?,?,?,?,?,?)", warehouse, sku, level,
      leak.counted, leak.sum, leak.times, leak.since?.microseconds, candidate?.value,
      candidate?.seen, candidate?.since.microseconds, candidate?.book.microseconds,
      candidate?.physical.microseconds)
  }

  /// Nothing is tolerated in a warehouse any more.
  package func forgetStockLeaks(in warehouse: WarehouseID) throws(StoreError) {
    try database.run("DELETE FROM stock_leak WHERE warehouse = ?", warehouse)
  }
}

extension StockLeak {
  fileprivate static let columns =
    "level, counted, sum, times, since, seen_value, seen_times, seen_since, seen_book, seen_physical"
}

extension Statement {
  /// What is remembered, from the second to the tenth column.
  fileprivate var leak: StockLeak {
    func instant(_ column: Int) -> Timestamp? {
      optionalInteger(column).map { Timestamp(microseconds: $0) }
    }
    var leak = StockLeak()
    leak.counted = ExactDecimal(millionths: integer(1))
    leak.sum = ExactDecimal(millionths: integer(2))
    leak.times = Int(integer(3))
    leak.since = instant(4)
    if let value = optionalInteger(5), let since = instant(7), let book = instant(8),
      let physical = instant(9)
    {
      leak.candidate = StockLeak.Candidate(
        value: ExactDecimal(millionths: value), seen: Int(integer(6)), since: since, book: book,
        physical: physical)
    }
    return leak
  }
}
