internal import Domain
internal import Persistence

/// Notes what stock changes by on a side whose own movements are told, so that both can be proved
/// against each other.
final class StockChanges {
  private let session: Session
  private let system: SystemID
  private let isNoted: Bool
  /// Rows of an older file: what they say was so before.
  private let isRetry: Bool
  /// Where the proof of an article begins, by warehouse.
  private var starts: [WarehouseID: StockRoll?] = [:]

  init(_ session: Session, of system: SystemID, isRetry: Bool) {
    self.session = session
    self.system = system
    self.isRetry = isRetry
    isNoted = session.tellsOwnMovements(system)
  }

  private func concern(_ record: Record) -> Bool { isNoted && record.schema === RecordSchema.stock }

  /// A row of stock came that was not there.
  func noteNew(_ record: Record) throws {
    guard concern(record) else { return }
    try note(record, record["on_hand"].decimal ?? .zero)
  }

  /// A row of stock says something else, before it is written.
  func noteChange(to record: Record, in table: RecordTable, wasThere: Bool) throws {
    guard concern(record) else { return }
    let before = wasThere ? try table.stored("on_hand", underKeyOf: record, in: system) : .null
    try note(record, (record["on_hand"].decimal ?? .zero) - (before.decimal ?? .zero))
  }

  /// A row of stock is not there any more, before it is taken out.
  func noteLoss(of record: Record, in table: RecordTable) throws {
    guard concern(record) else { return }
    let before = try table.stored("on_hand", underKeyOf: record, in: system).decimal
    try note(record, -(before ?? .zero))
  }

  private func note(_ record: Record, _ delta: ExactDecimal) throws {
    guard delta != .zero, let warehouse = record.warehouse, let sku = record["sku"].text,
      var roll = try start(in: warehouse)
    else { return }
    if isRetry {
      roll.opening = try session.store.stockMoment(of: system, in: warehouse) ?? roll.opening
      return try session.store.restartStockRoll(roll, of: sku, in: warehouse, at: system)
    }
    roll.delta = delta
    try session.store.addStockChange(roll, of: sku, in: warehouse, at: system)
  }

  /// Before the first comparison there is nothing to add to.
  private func start(in warehouse: WarehouseID) throws -> StockRoll? {
    if let known = starts[warehouse] { return known }
    let start = try session.rollStart(of: system, in: warehouse)
    starts[warehouse] = .some(start)
    return start
  }
}

extension Session {
  /// Where the proof of an article of which nothing is kept begins: when the side had looked at the
  /// last comparison; `nil` before that.
  func rollStart(of system: SystemID, in warehouse: WarehouseID) throws -> StockRoll? {
    try store.judgedMoment(of: system, in: warehouse)
      .map { StockRoll(opening: $0, known: try reconciledFile()) }
  }

  /// Whether a system tells its stock and everything that moves it: by a ledger, or, at a warehouse,
  /// by its events.
  ///
  /// Stock that lacks what is picked moves when nothing is told of it.
  func tellsOwnMovements(_ system: SystemID) -> Bool {
    let stock = feeds(of: RecordSchema.stock.entity).filter { $0.system == system }
    guard comparesStock, !stock.isEmpty else { return false }
    if hasOwnLedger(system) { return true }
    return system != erp && stock.allSatisfy(\.includesPicked)
      && StockMovementKind.all.contains { kind in
        feeds(of: kind.schema.entity).contains { $0.system == system }
      }
  }

  func hasOwnLedger(_ system: SystemID) -> Bool {
    feeds(of: RecordSchema.ledgerEntry.entity).contains { $0.system == system }
  }
}
