internal import Domain
internal import Persistence
internal import Reconciliation

/// Finds where both sides have as much of an article under other statuses.
struct StockSplitting {
  let session: Session
  let side: StockSide

  /// Looks at lots one by one.
  ///
  /// - Returns: exceptions about it, and the levels that are still to be compared one by one.
  /// - Throws: what the store failed with.
  func split(
    _ levels: [[Value]], book: StockSum, physical: StockSum
  ) throws -> (found: [SyncException], left: [[Value]]) {
    var found: [SyncException] = []
    var left: [[Value]] = []
    for (rest, own) in Dictionary(grouping: levels, by: { Array($0.dropFirst()) })
      .sorted(by: { RecordKey($0.key) < RecordKey($1.key) })
    {
      let statuses = own.map { level in
        StockSplitFacts.Status(
          level[0].description, book: book[level]?.quantity, physical: physical[level]?.quantity)
      }
      let isNegative = statuses.contains {
        ($0.book ?? .zero) < .zero || ($0.physical ?? .zero) < .zero
      }
      let differing = StatusGroups.differing(statuses)
      guard !isNegative, differing.reduce(ExactDecimal.zero, { $0 + $1.difference }) == .zero
      else {
        // What is less than nothing is told in any case.
        left += own.filter { level in
          isNegative || differing.contains { $0.name == level[0].description }
        }
        continue
      }
      var facts = StockSplitFacts(
        warehouse: side.warehouse, sku: book.sku, statuses: differing)
      facts.rest = rest
      facts.ownerSystem = side.physical
      let names = Set(differing.map(\.name))
      let first = physical.levels.first {
        Array($0.level.dropFirst()) == rest && names.contains($0.level[0].description)
      }
      facts.origin = try session.origin(of: first?.place, side.physical)
      found += findings(in: .split(facts))
    }
    return (found, left)
  }
}
