package import Domain

/// What a unit of an item held until it changed.
package struct UnitFactor: Equatable, Sendable {
  package let numerator: ExactDecimal
  package let denominator: ExactDecimal

  package init(numerator: ExactDecimal, denominator: ExactDecimal) {
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// Earlier factors of units, so that what happened under them is counted with them.
extension StateStore {
  /// What a unit held at a time, if it has held something else since then.
  ///
  /// - Returns: `nil` where what it holds now did hold then.
  /// - Throws: `StoreError`.
  package func factorBefore(
    sku: String, unit: String, in system: SystemID, at time: Timestamp
  ) throws(StoreError) -> UnitFactor? {
    let statement = try database.statement(
      """
      SELECT numerator, denominator FROM unit_before
      WHERE system = ? AND sku = ? AND uom = ? AND until > ? ORDER BY until LIMIT 1
      """)
    statement.bind(system.text, at: 1)
    statement.bind(sku, at: 2)
    statement.bind(unit, at: 3)
    statement.bind(time.microseconds, at: 4)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    return UnitFactor(
      numerator: ExactDecimal(millionths: statement.integer(0)),
      denominator: ExactDecimal(millionths: statement.integer(1)))
  }

  /// Keeps what a unit held until a time; what was said of any later time does not hold any more.
  package func keepFactor(
    _ factor: UnitFactor, sku: String, unit: String, in system: SystemID, until time: Timestamp
  ) throws(StoreError) {
    try database.run(
      "DELETE FROM unit_before WHERE system = ? AND sku = ? AND uom = ? AND until >= ?", system,
      sku, unit, time.microseconds)
    try database.run(
      "INSERT INTO unit_before VALUES(?,?,?,?,?,?)", system, sku, unit, time.microseconds,
      factor.numerator, factor.denominator)
  }

  /// The last time, up to a given one, at which some unit came to hold something else.
  package func lastFactorChange(before time: Timestamp) throws(StoreError) -> Int64? {
    try database.integer(
      "SELECT max(until) FROM unit_before WHERE until <= ?", time.microseconds)
  }
}
