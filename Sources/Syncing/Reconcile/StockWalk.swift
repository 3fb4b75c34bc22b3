internal import Domain
internal import Persistence

/// What is kept of all articles, read in one pass while all stock is proved in key order.
struct StockWalk {
  private let differences: StockDifferences?
  private let leaks: StockLeakWalk
  private let due: DueTimes
  /// Articles of which an exception is live from before.
  private let raised: Set<StockCursor.Group>

  /// - Parameters:
  ///   - session: the run.
  ///   - explains: whether movements are told that may explain differences.
  /// - Throws: what the store failed with.
  init(session: Session, explains: Bool) throws {
    differences = explains ? try session.store.stockDifferences() : nil
    leaks = try session.store.stockLeakWalk()
    due = try DueTimes(of: Touched.stock, in: session.store)
    var raised: Set<StockCursor.Group> = []
    for start in [Subject.stock, Subject.explained, Subject.leaks] {
      raised.formUnion(
        try session.desk.subjects(startingWith: start).compactMap { Self.article($0, start) })
    }
    self.raised = raised
  }

  private static func article(_ subject: SubjectID, _ start: String) -> StockCursor.Group? {
    let key = String(decoding: subject.text.utf8.dropFirst(start.utf8.count), as: UTF8.self)
    let parts = RecordKey(text: key).parts
    return parts.count == 2 ? StockCursor.Group(warehouse: parts[0], sku: parts[1]) : nil
  }

  /// Since when both sides may differ; `nil` while they agree.
  func difference(of sku: String, in warehouse: WarehouseID) throws -> StockDifference? {
    try differences?.difference(of: sku, in: warehouse)
  }

  /// What is remembered of tolerated differences, level by level.
  func leaks(
    of sku: String, in warehouse: WarehouseID
  ) throws -> [(level: String, leak: StockLeak)] {
    try leaks.leaks(of: sku, in: warehouse)
  }

  /// Whether anything may have to be closed about an article.
  func isRaised(_ sku: String, in warehouse: WarehouseID) -> Bool {
    raised.contains(StockCursor.Group(warehouse: warehouse.text, sku: sku))
  }

  /// Whether it is kept that an article is due at this time.
  func isDue(_ key: String, at time: Timestamp) throws -> Bool { try due.time(of: key) == time }
}
