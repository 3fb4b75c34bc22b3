internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Which systems tell the stock of a warehouse, and how it is judged.
final class StockSide {
  let warehouse: WarehouseID
  let book: SystemID?
  let physical: SystemID?
  let hasBoth: Bool
  /// Both tell what moves their stock, too.
  let tellsMovements: Bool
  /// Positions of the key fields below the SKU that both sides carry.
  let levels: [Int]
  let tolerance: ToleranceRule?
  /// When both sides looked; `nil` where one of them never did.
  let moments: (book: SnapshotMoment, physical: SnapshotMoment)?
  /// When they had looked before this comparison.
  let judged: StockDifference

  init(of warehouse: WarehouseID, in session: Session) throws {
    self.warehouse = warehouse
    let erp = session.erp
    let system = session.settings.warehouses.first { $0.id == warehouse }?.system
    let hasBook = try erp.map { try session.tellsStock($0, of: warehouse) } ?? false
    let hasPhysical = try system.map { try session.tellsStock($0, of: warehouse) } ?? false
    book = hasBook ? erp : nil
    physical = hasPhysical ? system : nil
    hasBoth = hasBook && hasPhysical && erp != system
    tellsMovements =
      hasBoth && [erp, system].allSatisfy { $0.map(session.tellsOwnMovements) ?? false }
    levels = hasBoth ? Self.commonLevels(of: [erp, system], in: session) : []
    tolerance = session.tolerance(of: "stock.on_hand", in: warehouse)
    guard hasBoth, let erp, let system else {
      moments = nil
      judged = StockDifference(book: nil, physical: nil)
      return
    }
    let store = session.store
    if let book = try store.stockMoment(of: erp, in: warehouse),
      let physical = try store.stockMoment(of: system, in: warehouse)
    {
      moments = (book, physical)
    } else {
      moments = nil
    }
    let judgedBook = try store.judgedMoment(of: erp, in: warehouse)
    let judgedPhysical = try store.judgedMoment(of: system, in: warehouse)
    // Both must have looked: only then they agreed.
    judged =
      judgedBook == nil || judgedPhysical == nil
      ? StockDifference(book: nil, physical: nil)
      : StockDifference(book: judgedBook, physical: judgedPhysical)
  }

  /// Only status, lot and owner are compared: bins and load units are the warehouse's own matter.
  private static func commonLevels(of systems: [SystemID?], in session: Session) -> [Int] {
    let carried = systems.map { system in
      Set(
        session.feeds(of: RecordSchema.stock.entity).filter { $0.system == system }
          .flatMap { $0.mapping.emits.flatMap(\.fields).map(\.field) })
    }
    return ["stock_status", "lot", "owner"].compactMap { field in
      carried.allSatisfy { $0.contains(field) } ? RecordSchema.stock.position(of: field) : nil
    }
  }

  private static let statusPosition = RecordSchema.stock.position(of: "stock_status")

  var comparesStatus: Bool { levels.first == Self.statusPosition && !levels.isEmpty }

  /// The level of a row with these values; a missing status means available.
  func level(_ values: [Value]) -> [Value] {
    guard comparesStatus, let first = values.first, first.isNull else { return values }
    return [.text("available")] + values.dropFirst()
  }
}

extension Session {
  /// Whether a system has told the stock of a warehouse: another one's may come first.
  fileprivate func tellsStock(_ system: SystemID, of warehouse: WarehouseID) throws -> Bool {
    guard try hasDelivered(RecordSchema.stock.entity, from: system) else { return false }
    if try store.stockMoment(of: system, in: warehouse) != nil { return true }
    // A store of before has kept no moments yet.
    return try !store.hasStockMoment(of: system)
  }
}
