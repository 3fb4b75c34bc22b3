internal import Domain
internal import Reconciliation

/// Keys that stand in one file with several contents, and what is known of their rows.
struct KeyConflicts: Error {
  struct Rows {
    /// Ascending, of all rows.
    var lines: [Int]
    /// Of all rows but the first, which is not known to be one until the second is met.
    var warehouses: Set<WarehouseID?>
    /// Two rows can stand in one line, where a document holds several.
    var isReported = false
  }

  var rows: [EntityID: [Int64: Rows]] = [:]

  var isEmpty: Bool { rows.isEmpty }
}

/// A row whose key says something else elsewhere.
struct RowConflict {
  let finding: RowFacts.Finding
  let record: Record
  /// `nil` also where the rows of the key name several: they have one report, which prefers none.
  let warehouse: WarehouseID?
  let line: Int
  /// Only one row of a key reports it.
  let reports: Bool
}
