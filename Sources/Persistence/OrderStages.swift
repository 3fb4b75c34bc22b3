package import Domain

/// Customer orders that stand in one stage.
package struct StagedOrders: Equatable, Sendable {
  package let stage: String
  /// By age, as many as there are limits and one more for what is older.
  package let counts: [Int]
  package let oldest: Timestamp
}

/// Where customer orders stand that are not done yet.
extension StateStore {
  /// Keeps where an order stands.
  ///
  /// - Parameters:
  ///   - stage: `nil` for an order of which nothing is open any more.
  ///   - since: since when; `nil` where nobody says, and it is since it was first seen there.
  ///   - order: its number.
  ///   - now: when it is seen there.
  /// - Throws: `StoreError`.
  package func keepStage(
    _ stage: String?, since: Timestamp?, of order: String, at now: Timestamp
  ) throws(StoreError) {
    guard let stage else {
      return try database.run("DELETE FROM order_stage WHERE \"order\" = ?", order)
    }
    try database.run(
      """
      INSERT INTO order_stage("order", stage, since) VALUES(?1, ?2, coalesce(?3, ?4))
      ON CONFLICT DO UPDATE SET stage = excluded.stage,
        since = CASE WHEN ?3 IS NULL AND stage = excluded.stage THEN since ELSE excluded.since END
      """, order, stage, since?.microseconds, now.microseconds)
  }

  /// No order stands anywhere any more.
  package func forgetStages() throws(StoreError) {
    try database.run("DELETE FROM order_stage")
  }

  /// Moves orders on that stand in one of some stages; those that stand elsewhere stay.
  package func advance(
    _ orders: Set<String>, from stages: [String], to stage: String, at now: Timestamp
  ) throws(StoreError) {
    for order in orders.sorted() {
      for before in stages {
        try database.run(
          "UPDATE order_stage SET stage = ?, since = ? WHERE \"order\" = ? AND stage = ?",
          stage, now.microseconds, order, before)
      }
    }
  }

  /// How many orders stand in each stage, by age.
  ///
  /// - Parameters:
  ///   - limits: ages in seconds, rising.
  ///   - now: the time to which they are counted.
  /// - Returns: stages by name; `nil` from a store that does not know them yet.
  /// - Throws: `StoreError`.
  package func stagedOrders(
    within limits: [Int], at now: Timestamp
  ) throws(StoreError) -> [StagedOrders]? {
    guard hasPageFacts else { return nil }
    let bounds = [Int64.max] + limits.map { now.microseconds - Int64($0) * 1_000_000 }
    let counts = bounds.indices.map { index in
      let isLast = index == bounds.count - 1
      return "count(*) FILTER (WHERE since <= ?\(index + 1)"
        + (isLast ? ")" : " AND since > ?\(index + 2))")
    }
    let statement = try database.statement(
      """
      SELECT stage, min(since), \(counts.joined(separator: ", "))
      FROM order_stage GROUP BY stage ORDER BY stage
      """)
    for (index, bound) in bounds.enumerated() { statement.bind(bound, at: index + 1) }
    defer { statement.reset() }
    var found: [StagedOrders] = []
    while try statement.step() {
      found.append(
        StagedOrders(
          stage: statement.text(0),
          counts: bounds.indices.map { Int(statement.integer($0 + 2)) },
          oldest: Timestamp(microseconds: statement.integer(1))))
    }
    return found
  }
}
