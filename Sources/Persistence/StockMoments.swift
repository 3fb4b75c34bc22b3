package import Domain

/// Since when both sides may differ about an article: they agreed in these snapshots.
package struct StockDifference: Equatable, Sendable {
  /// `nil` where both sides were never compared before.
  package var book: SnapshotMoment?
  package var physical: SnapshotMoment?
  /// Since when both sides say the same although their movements say otherwise.
  package var agreedAt: Timestamp?

  package init(book: SnapshotMoment?, physical: SnapshotMoment?) {
    self.book = book
    self.physical = physical
  }
}

/// Since when both sides may differ, of articles that are asked for in byte order, each once.
package final class StockDifferences {
  private let rows: RowWalk

  init(in database: Database) throws(StoreError) {
    rows = try RowWalk(
      "SELECT \(StockDifference.columns), warehouse, sku FROM stock_difference "
        + "WHERE (warehouse, sku) >= (?, ?) ORDER BY warehouse, sku",
      columns: (7, 8), in: database)
  }

  /// `nil` while both sides agree.
  package func difference(
    of sku: String, in warehouse: WarehouseID
  ) throws(StoreError) -> StockDifference? {
    var found: StockDifference?
    try rows.visit(warehouse.text, sku) { found = $0.difference }
    return found
  }
}

/// When each side looked at its stock, and about which articles both sides differ.
extension StateStore {
  /// When a system last looked at its stock in a warehouse; `nil` before its first snapshot.
  package func stockMoment(
    of system: SystemID, in warehouse: WarehouseID
  ) throws(StoreError) -> SnapshotMoment? {
    try moment("earliest, latest, last_seq", of: system, in: warehouse)
  }

  /// Whether a system has looked at its stock anywhere.
  package func hasStockMoment(of system: SystemID) throws(StoreError) -> Bool {
    guard hasStockMoments else { return false }
    return try database.integer(
      "SELECT 1 FROM stock_moment WHERE system = ? LIMIT 1", system) != nil
  }

  /// What the last comparison knew of it; `nil` when there was none.
  package func judgedMoment(
    of system: SystemID, in warehouse: WarehouseID
  ) throws(StoreError) -> SnapshotMoment? {
    try moment("judged_earliest, judged_latest, judged_seq", of: system, in: warehouse)
  }

  /// When a system looked at its stock in a warehouse for the first time.
  package func firstMoment(
    of system: SystemID, in warehouse: WarehouseID
  ) throws(StoreError) -> SnapshotMoment? {
    try moment("first_earliest, first_latest, first_seq", of: system, in: warehouse)
  }

  private func moment(
    _ columns: String, of system: SystemID, in warehouse: WarehouseID
  ) throws(StoreError) -> SnapshotMoment? {
    guard hasStockMoments else { return nil }
    let statement = try database.statement(
      "SELECT \(columns) FROM stock_moment WHERE system = ? AND warehouse = ?")
    statement.bind(system, at: 1)
    statement.bind(warehouse, at: 2)
    defer { statement.reset() }
    return try statement.step() ? statement.moment(0) : nil
  }

  /// Keeps when a system looked at its stock.
  package func keepStockMoment(
    _ moment: SnapshotMoment, of system: SystemID, in warehouse: WarehouseID
  ) throws(StoreError) {
    try database.run(
      """
      INSERT INTO stock_moment(system, warehouse, earliest, latest, last_seq, first_earliest,
        first_latest, first_seq) VALUES(?1,?2,?3,?4,?5,?3,?4,?5)
      ON CONFLICT DO UPDATE SET earliest = excluded.earliest, latest = excluded.latest,
        last_seq = excluded.last_seq
      """, system, warehouse, moment.earliest?.microseconds, moment.latest.microseconds,
      moment.lastSequence)
  }

  /// Warehouses in which a side has looked at its stock since the last comparison, by name.
  package func warehousesLookedAt() throws(StoreError) -> [WarehouseID] {
    let statement = try database.statement(
      """
      SELECT DISTINCT warehouse FROM stock_moment WHERE judged_latest IS NOT latest
        OR judged_earliest IS NOT earliest OR judged_seq IS NOT last_seq ORDER BY warehouse
      """)
    defer { statement.reset() }
    var warehouses: [WarehouseID] = []
    while try statement.step() { warehouses.append(WarehouseID(statement.text(0))) }
    return warehouses
  }

  /// What is known now was compared.
  package func markStockJudged() throws(StoreError) {
    try database.run(
      """
      UPDATE stock_moment SET judged_earliest = earliest, judged_latest = latest,
        judged_seq = last_seq
      WHERE judged_latest IS NOT latest OR judged_earliest IS NOT earliest
        OR judged_seq IS NOT last_seq
      """)
  }

  /// Articles about which both sides differ in a warehouse, in byte order.
  package func differingSKUs(in warehouse: WarehouseID) throws(StoreError) -> [String] {
    let statement = try database.statement(
      "SELECT sku FROM stock_difference WHERE warehouse = ? ORDER BY sku")
    statement.bind(warehouse, at: 1)
    defer { statement.reset() }
    var skus: [String] = []
    while try statement.step() { skus.append(statement.text(0)) }
    return skus
  }

  /// Since when both sides may differ about an article; `nil` while they agree.
  package func stockDifference(
    of sku: String, in warehouse: WarehouseID
  ) throws(StoreError) -> StockDifference? {
    guard hasStockMoments else { return nil }
    let statement = try database.statement(
      "SELECT \(StockDifference.columns) FROM stock_difference WHERE warehouse = ? AND sku = ?")
    statement.bind(warehouse, at: 1)
    statement.bind(sku, at: 2)
    defer { statement.reset() }
    return try statement.step() ? statement.difference : nil
  }

  /// All differences in one pass.
  package func stockDifferences() throws(StoreError) -> StockDifferences {
    try StockDifferences(in: database)
  }

  package func keepStockDifference(
    _ since: StockDifference, of sku: String, in warehouse: WarehouseID
  ) throws(StoreError) {
    try database.run(
      "INSERT OR REPLACE INTO stock_difference VALUES(?,?,?,?,?,?,?,?,?)", warehouse, sku,
      since.book?.earliest?.microseconds, since.book?.latest.microseconds,
      since.book?.lastSequence, since.physical?.earliest?.microseconds,
      since.physical?.latest.microseconds, since.physical?.lastSequence,
      since.agreedAt?.microseconds)
  }

  /// Both sides agree again.
  package func forgetStockDifference(
    of sku: String, in warehouse: WarehouseID
  ) throws(StoreError) {
    try database.run(
      "DELETE FROM stock_difference WHERE warehouse = ? AND sku = ?", warehouse, sku)
  }
}

extension StockDifference {
  fileprivate static let columns =
    "book_earliest, book_latest, book_seq, physical_earliest, physical_latest, physical_seq, agreed_at"
}

extension Statement {
  /// A difference from the first seven columns.
  fileprivate var difference: StockDifference {
    var since = StockDifference(book: moment(0), physical: moment(3))
    since.agreedAt = optionalInteger(6).map { Timestamp(microseconds: $0) }
    return since
  }

  /// A moment from three columns; `nil` when none was kept.
  func moment(_ column: Int) -> SnapshotMoment? {
    guard let latest = optionalInteger(column + 1) else { return nil }
    return SnapshotMoment(
      earliest: optionalInteger(column).map { Timestamp(microseconds: $0) },
      latest: Timestamp(microseconds: latest),
      lastSequence: optionalInteger(column + 2).map { ExactDecimal(millionths: $0) })
  }
}
