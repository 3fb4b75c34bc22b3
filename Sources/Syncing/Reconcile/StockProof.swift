internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Compares book stock with physical stock, at the coarsest level that both sides have.
struct StockProof {
  let session: Session

  func run() throws {
    let prover = try StockProver(session: session)
    let touched = try session.store.touched(Touched.stock)
    if let keys = touched {
      for key in keys {
        let parts = RecordKey(text: key).parts
        guard parts.count == 2 else { continue }
        try prover.prove(warehouse: parts[0], sku: parts[1])
      }
    } else {
      try prover.proveAll()
    }
    try LotProof(session: session)?.prove(touched)
    try session.store.clearTouched(Touched.stock)
  }
}

/// Stock of one SKU in one warehouse as one system says it, summed per level.
private struct StockSum {
  var warehouse: String
  var sku: String
  /// In order of the level's values; few per SKU.
  var levels: [(level: [Value], quantity: ExactDecimal, place: (file: Int64, line: Int))] = []

  /// Both list the same levels in the same order with the same quantities, none of them negative.
  func agrees(with other: StockSum) -> Bool {
    guard levels.count == other.levels.count else { return false }
    for (one, two) in zip(levels, other.levels) {
      guard one.quantity == two.quantity, one.quantity >= .zero, one.level == two.level else {
        return false
      }
    }
    return true
  }

  /// `nil` where the side lists no such level.
  func quantity(_ level: [Value]) -> ExactDecimal? {
    levels.first { $0.level == level }?.quantity
  }

  mutating func add(_ level: [Value], _ quantity: ExactDecimal, _ place: (Int64, Int)) {
    if let index = levels.firstIndex(where: { $0.level == level }) {
      levels[index].quantity += quantity
    } else {
      levels.append((level, quantity, place))
    }
  }
}

/// Proves stock key by key, or everything in one merge of both sides.
final class StockProver {
  private let session: Session
  private let table: RecordTable
  private let erp: SystemID?
  private let items: RecordTable
  private var sides: [WarehouseID: Side] = [:]

  /// How the stock of a warehouse is judged.
  private struct Side {
    let book: SystemID?
    let physical: SystemID?
    let hasBoth: Bool
    /// Positions of the key fields below the SKU that both sides carry.
    let levels: [Int]
    let tolerance: ToleranceRule?
  }

  init(session: Session) throws {
    self.session = session
    table = try session.store.table(.stock)
    items = try session.store.table(.item)
    erp = session.erp
  }

  private static let statusPosition = RecordSchema.stock.position(of: "stock_status")

  // MARK: Sides

  private func side(of warehouse: String) throws -> Side {
    let id = WarehouseID(warehouse)
    if let side = sides[id] { return side }
    let physical = session.settings.warehouses.first { $0.id == id }?.system
    let entity = RecordSchema.stock.entity
    let hasBook = try erp.map { try session.hasDelivered(entity, from: $0) } ?? false
    let hasPhysical = try physical.map { try session.hasDelivered(entity, from: $0) } ?? false
    let isOne = erp == physical
    let side = Side(
      book: hasBook ? erp : nil, physical: hasPhysical ? physical : nil,
      hasBoth: hasBook && hasPhysical && !isOne,
      levels: hasBook && hasPhysical && !isOne ? commonLevels(erp, physical) : [],
      tolerance: session.tolerance(of: "stock.on_hand", in: id))
    sides[id] = side
    return side
  }

  /// Only status and lot are compared: bins and load units are the warehouse's own matter.
  private func commonLevels(_ book: SystemID?, _ physical: SystemID?) -> [Int] {
    let carried = [book, physical].map { system in
      Set(
        session.feeds(of: RecordSchema.stock.entity).filter { $0.system == system }
          .flatMap { $0.mapping.emits.flatMap(\.fields).map(\.field) })
    }
    return ["stock_status", "lot"].compactMap { field in
      carried.allSatisfy { $0.contains(field) } ? RecordSchema.stock.position(of: field) : nil
    }
  }

  // MARK: Proof

  /// Proves one SKU of one warehouse.
  func prove(warehouse: String, sku: String) throws {
    let side = try side(of: warehouse)
    var book = StockSum(warehouse: warehouse, sku: sku)
    var physical = book
    try add(to: &book, side.book, side.levels)
    try add(to: &physical, side.physical, side.levels)
    try judge(side, warehouse, sku, book: book, physical: physical)
  }

  private func add(to sum: inout StockSum, _ system: SystemID?, _ levels: [Int]) throws {
    guard let system else { return }
    let fields = [("warehouse", sum.warehouse), ("sku", sum.sku)]
    for stored in try table.records(system: system, where: fields) {
      sum.add(
        Self.level(levels.map { stored.record.values[$0] }, levels),
        stored.record["on_hand"].decimal ?? .zero,
        (stored.file, stored.line))
    }
  }

  /// Proves everything: both sides are walked once, in key order.
  func proveAll() throws {
    var systems: [SystemID] = []
    for system in [erp] + session.settings.warehouses.map({ Optional($0.system) }) {
      if let system, !systems.contains(system) { systems.append(system) }
    }
    let cursors = try systems.map { try StockCursor(table: table, system: $0) }
    while let next = Self.least(of: cursors) {
      let side = try side(of: next.warehouse)
      var book = StockSum(warehouse: next.warehouse, sku: next.sku)
      var physical = book
      for cursor in cursors where cursor.current == next {
        let isBook = cursor.system == side.book
        let isPhysical = !isBook && cursor.system == side.physical
        try cursor.takeGroup(levels: side.levels) { row in
          let level = Self.level(row.level, side.levels)
          if isBook {
            book.add(level, row.quantity, (row.file, row.line))
          } else if isPhysical {
            physical.add(level, row.quantity, (row.file, row.line))
          }
        }
      }
      try judge(side, next.warehouse, next.sku, book: book, physical: physical)
    }
  }

  private static func least(of cursors: [StockCursor]) -> StockCursor.Group? {
    var least: StockCursor.Group?
    for cursor in cursors {
      guard let group = cursor.current else { continue }
      if let before = least, before < group { continue }
      least = group
    }
    return least
  }

  /// A missing status means available.
  private static func level(_ values: [Value], _ positions: [Int]) -> [Value] {
    guard let first = values.first, first.isNull, positions[0] == Self.statusPosition else {
      return values
    }
    return [.text("available")] + values.dropFirst()
  }

  private func judge(
    _ side: Side, _ warehouse: String, _ sku: String, book: StockSum, physical: StockSum
  ) throws {
    if side.hasBoth, book.agrees(with: physical) {
      return try session.desk.judge(
        Subject.stock(warehouse, sku), findings: [], patience: side.tolerance.patience)
    }
    var levels = book.levels.map(\.level)
    levels += physical.levels.map(\.level).filter { !levels.contains($0) }
    if levels.count > 1 { levels.sort { RecordKey($0) < RecordKey($1) } }
    var found: [SyncException] = []
    if side.hasBoth, side.levels.first == Self.statusPosition {
      let split = try split(side, levels, book: book, physical: physical)
      found += split.found
      levels = split.left
    }
    for level in levels {
      let one = book.levels.first { $0.level == level }
      let two = physical.levels.first { $0.level == level }
      let isNegative = (one?.quantity ?? .zero) < .zero || (two?.quantity ?? .zero) < .zero
      if !isNegative, !side.hasBoth || one?.quantity == two?.quantity { continue }
      var facts = StockFacts(
        warehouse: WarehouseID(warehouse), sku: sku, book: one?.quantity,
        physical: two?.quantity, hasBothSides: side.hasBoth)
      facts.level = level
      facts.ownerSystem = side.physical
      facts.unitCost = try unitCost(of: sku)
      facts.tolerance =
        side.tolerance?.tolerance(
          for: (two?.quantity ?? .zero) - (one?.quantity ?? .zero), unitCost: facts.unitCost)
        ?? Tolerance()
      facts.bookOrigin = try place(one?.place, side.book)
      facts.physicalOrigin = try place(two?.place, side.physical)
      found += findings(in: .stock(facts)).map { finding in
        var finding = finding
        finding.sides = sides(of: facts, side)
        return finding
      }
    }
    try session.desk.judge(
      Subject.stock(warehouse, sku), findings: found, patience: side.tolerance.patience)
  }

  /// Finds where both sides have as much under other statuses; lots are looked at one by one.
  ///
  /// - Returns: exceptions about it, and the levels that are still to be compared one by one.
  /// - Throws: what the store failed with.
  private func split(
    _ side: Side, _ levels: [[Value]], book: StockSum, physical: StockSum
  ) throws -> (found: [SyncException], left: [[Value]]) {
    var found: [SyncException] = []
    var left: [[Value]] = []
    for (rest, own) in Dictionary(grouping: levels, by: { Array($0.dropFirst()) })
      .sorted(by: { RecordKey($0.key) < RecordKey($1.key) })
    {
      let statuses = own.map { level in
        StockSplitFacts.Status(
          level[0].description, book: book.quantity(level), physical: physical.quantity(level))
      }
      let isNegative = statuses.contains {
        ($0.book ?? .zero) < .zero || ($0.physical ?? .zero) < .zero
      }
      let differing = StatusGroups.differing(statuses)
      guard !isNegative,
        differing.reduce(ExactDecimal.zero, { $0 + $1.difference }) == .zero
      else {
        // What is less than nothing is told in any case.
        left += own.filter { level in
          isNegative || differing.contains { $0.name == level[0].description }
        }
        continue
      }
      var facts = StockSplitFacts(
        warehouse: WarehouseID(book.warehouse), sku: book.sku,
        lot: rest.first { !$0.isNull },
        statuses: differing)
      facts.ownerSystem = side.physical
      let names = Set(differing.map(\.name))
      facts.origin = try place(
        physical.levels.first {
          Array($0.level.dropFirst()) == rest && names.contains($0.level[0].description)
        }?.place, side.physical)
      found += findings(in: .split(facts))
    }
    return (found, left)
  }

  private func sides(of facts: StockFacts, _ side: Side) -> [ExceptionSide] {
    let told = [
      (side.book, facts.book, facts.bookOrigin),
      (side.physical, facts.physical, facts.physicalOrigin),
    ]
    return told.compactMap { system, quantity, origin in
      system.map { ExceptionSide($0, says: quantity?.description, at: origin?.place) }
    }
  }

  private func place(_ place: (file: Int64, line: Int)?, _ system: SystemID?) throws -> Origin? {
    guard let place, let system else { return nil }
    return try session.origin(
      of: RecordTable.Stored(
        record: Record(.stock), system: system, file: place.file, line: place.line))
  }

  private func unitCost(of sku: String) throws -> ExactDecimal? {
    guard let erp else { return nil }
    return try items.record(RecordKey(parts: [sku]), in: erp)?.record["unit_cost"].decimal
  }
}

extension ToleranceRule {
  /// The name under which reports cite it.
  var citation: String { "\(field) (\(source))" }

  /// What may be tolerated of a difference; nothing when it is worth more than the limit.
  func tolerance(for difference: ExactDecimal, unitCost: ExactDecimal?) -> Tolerance {
    if let valueLimit, let unitCost,
      difference.magnitude.multiplied(by: unitCost) > valueLimit
    {
      return Tolerance(rule: citation)
    }
    return Tolerance(absolute: absolute, relativePercent: relativePercent, rule: citation)
  }
}

extension Optional where Wrapped == ToleranceRule {
  /// A difference counts once it survived two complete snapshots, unless configured otherwise.
  var patience: ExceptionDesk.Patience {
    ExceptionDesk.Patience(
      snapshots: self?.snapshots ?? 2, settleSeconds: self?.settleSeconds ?? 0)
  }
}

extension Session {
  /// The tolerance of a field in a warehouse, the most specific one; `nil` without any.
  func tolerance(of field: String, in warehouse: WarehouseID?) -> ToleranceRule? {
    let every = field.prefix { $0 != "." } + ".*"
    let exact = settings.tolerances.filter { $0.field == field }
    let fitting = exact + settings.tolerances.filter { $0.field == every }
    return fitting.first { $0.warehouse == warehouse && warehouse != nil }
      ?? fitting.first { $0.warehouse == nil }
  }
}
