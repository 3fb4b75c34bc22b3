package import Domain

/// What the stock of an article changed by on one side, since its own movements last added up to it.
package struct StockRoll: Equatable, Sendable {
  /// When the side had looked then.
  package var opening: SnapshotMoment
  package var delta: ExactDecimal
  /// Movements of files up to this one were known then.
  package var known: Int64

  package init(opening: SnapshotMoment, delta: ExactDecimal = .zero, known: Int64) {
    self.opening = opening
    self.delta = delta
    self.known = known
  }
}

extension StateStore {
  /// Adds a change of stock; the first since both added up begins where that was.
  package func addStockChange(
    _ roll: StockRoll, of sku: String, in warehouse: WarehouseID, at system: SystemID
  ) throws(StoreError) {
    try database.run(
      """
      INSERT INTO stock_roll VALUES(?,?,?,?,?,?,?,?)
      ON CONFLICT DO UPDATE SET delta = delta + excluded.delta
      """, system, warehouse, sku, roll.opening.earliest?.microseconds,
      roll.opening.latest.microseconds, roll.opening.lastSequence, roll.delta, roll.known)
  }

  /// What is kept of an article on one side; `nil` where nothing changed and nothing is awaited.
  package func stockRoll(
    of sku: String, in warehouse: WarehouseID, at system: SystemID
  ) throws(StoreError) -> StockRoll? {
    let statement = try database.statement(
      """
      SELECT earliest, latest, last_seq, delta, known FROM stock_roll
      WHERE system = ? AND warehouse = ? AND sku = ?
      """)
    statement.bind(system, at: 1)
    statement.bind(warehouse, at: 2)
    statement.bind(sku, at: 3)
    defer { statement.reset() }
    guard try statement.step(), let opening = statement.moment(0) else { return nil }
    return StockRoll(
      opening: opening, delta: ExactDecimal(millionths: statement.integer(3)),
      known: statement.integer(4))
  }

  /// Articles of which something is kept on a side, in byte order.
  package func rolledSKUs(
    in warehouse: WarehouseID, at system: SystemID
  ) throws(StoreError) -> [String] {
    let statement = try database.statement(
      "SELECT sku FROM stock_roll WHERE system = ? AND warehouse = ? ORDER BY sku")
    statement.bind(system, at: 1)
    statement.bind(warehouse, at: 2)
    defer { statement.reset() }
    var skus: [String] = []
    while try statement.step() { skus.append(statement.text(0)) }
    return skus
  }

  /// Begins anew: the side's stock is taken as it is, and what happens later is looked at.
  package func restartStockRoll(
    _ roll: StockRoll, of sku: String, in warehouse: WarehouseID, at system: SystemID
  ) throws(StoreError) {
    try forgetStockRoll(of: sku, in: warehouse, at: system)
    try addStockChange(roll, of: sku, in: warehouse, at: system)
  }

  /// The side's movements add up, and none is awaited.
  package func forgetStockRoll(
    of sku: String, in warehouse: WarehouseID, at system: SystemID
  ) throws(StoreError) {
    try database.run(
      "DELETE FROM stock_roll WHERE system = ? AND warehouse = ? AND sku = ?", system, warehouse,
      sku)
  }

  /// A person takes the stock of an article as it is, on every side that tells it.
  package func forgetStockRolls(
    of sku: String, in warehouse: WarehouseID
  ) throws(StoreError) {
    try database.run(
      "DELETE FROM stock_roll WHERE warehouse = ? AND sku = ?", warehouse, sku)
  }
}
