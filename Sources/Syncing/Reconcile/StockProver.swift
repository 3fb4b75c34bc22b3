internal import Domain
internal import Persistence
internal import Reconciliation

/// Proves stock key by key, or everything in one merge of both sides.
final class StockProver {
  private let session: Session
  private let table: RecordTable
  private let erp: SystemID?
  private let unitCosts: FieldLookup
  private let movements: StockMovements?
  private let valuation: StockValuation?
  private let leaks: StockLeaks
  private var sides: [WarehouseID: StockSide] = [:]
  /// The one that was asked for last; articles come warehouse by warehouse.
  private var latest: StockSide?
  /// What is found on the way, where somebody asked for it.
  private let agreement: StockAgreement?
  /// Everything is proved, in key order.
  private var walk: StockWalk?

  init(session: Session) throws {
    self.session = session
    table = try session.store.table(.stock)
    unitCosts = try FieldLookup("unit_cost", of: session.store.table(.item))
    erp = session.erp
    movements =
      session.comparesStock
      ? try session.erp.flatMap { try StockMovements(session: session, erp: $0) } : nil
    valuation = try StockValuation(session: session)
    leaks = try StockLeaks(session: session)
    agreement = session.agreement
  }

  /// Movements are told that may explain differences.
  var explains: Bool { movements != nil }

  /// Makes what movements are found by.
  func prepare() throws { try movements?.prepare() }

  private func side(of warehouse: String) throws -> StockSide {
    if let latest, latest.warehouse.text.hasSameBytes(as: warehouse) { return latest }
    let id = WarehouseID(warehouse)
    let side = try sides[id] ?? StockSide(of: id, in: session)
    sides[id] = side
    latest = side
    return side
  }

  // MARK: Sums

  /// Proves one SKU of one warehouse.
  func prove(warehouse: String, sku: String) throws {
    let side = try side(of: warehouse)
    let (book, physical) = try sums(side, sku)
    try judge(side, book: book, physical: physical)
  }

  private func sums(
    _ side: StockSide, _ sku: String
  ) throws -> (book: StockSum, physical: StockSum) {
    var book = StockSum(warehouse: side.warehouse.text, sku: sku)
    var physical = book
    try add(to: &book, side.book, side)
    try add(to: &physical, side.physical, side)
    return (book, physical)
  }

  private func add(to sum: inout StockSum, _ system: SystemID?, _ side: StockSide) throws {
    guard let system else { return }
    let fields = [("warehouse", sum.warehouse), ("sku", sum.sku)]
    for stored in try table.records(system: system, where: fields) {
      let quantity = stored.record["on_hand"].decimal ?? .zero
      sum.add(
        side.level(side.levels.map { stored.record.values[$0] }), quantity,
        (stored.file, stored.line))
      sum.value(quantity, at: stored.record["value"].decimal)
    }
  }

  /// Proves everything: both sides are walked once, in key order.
  func proveAll() throws {
    try movements?.beginWalk()
    walk = try StockWalk(session: session, explains: explains)
    defer {
      walk = nil
      movements?.endWalk()
    }
    var systems: [SystemID] = []
    for system in [erp] + session.settings.warehouses.map({ Optional($0.system) }) {
      if let system, !systems.contains(system) { systems.append(system) }
    }
    let cursors = try systems.map { try StockCursor(table: table, system: $0) }
    while let next = Self.least(of: cursors) {
      try Interruption.check()
      let side = try side(of: next.warehouse)
      var book = StockSum(warehouse: next.warehouse, sku: next.sku)
      var physical = book
      for cursor in cursors where cursor.stands(at: next) {
        let isBook = cursor.system == side.book
        let isPhysical = !isBook && cursor.system == side.physical
        try cursor.takeGroup(levels: side.levels) { row in
          let level = side.level(row.level)
          if isBook {
            book.add(level, row.quantity, (row.file, row.line))
            book.value(row.quantity, at: row.value)
          } else if isPhysical {
            physical.add(level, row.quantity, (row.file, row.line))
          }
        }
      }
      try judge(side, book: book, physical: physical)
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

  // MARK: Judgement

  private func judge(_ side: StockSide, book: StockSum, physical: StockSum) throws {
    let known = try knownDifference(side, book.sku)
    let agrees = side.hasBoth && book.agrees(with: physical)
    // A walk over everything looks at what is known to be open.
    if agrees, !explains || known == nil && walk != nil { return try settle(side, book, physical) }
    let equations = try equations(
      side, known ?? firstSight(side), book: book, physical: physical, keeps: true)
    if agrees, try isSettled(side, known, equations, book.sku) {
      return try settle(side, book, physical)
    }
    if explains && side.hasBoth { try noteDifference(side, known, book.sku) }
    let (facts, found) = try findings(side, equations, book: book, physical: physical)
    if side.hasBoth { agreement?.note(facts, physical) }
    try valuation?.judge(side, equations, book: book, physical: physical)
    try raise(found.filter { $0.code != .stockExplainedAged }, of: book.sku, side)
    try leaks.judge(side, facts, book: book, physical: physical, in: walk)
    if explains { try judgeAge(side, found, equations, book.sku) }
  }

  private func settle(_ side: StockSide, _ book: StockSum, _ physical: StockSum) throws {
    agreement?.note(matched: physical)
    try valuation?.judge(side, [:], book: book, physical: physical)
    try leaks.judge(side, [], book: book, physical: physical, in: walk)
    try raise([], of: physical.sku, side)
  }

  private func raise(_ found: [SyncException], of sku: String, _ side: StockSide) throws {
    if isQuiet(side, sku, found) { return }
    try session.desk.judge(
      Subject.stock(side.warehouse.text, sku), findings: found,
      patience: side.tolerance.patience(for: found))
  }

  /// Nothing is found of an article, and a walk has seen that nothing was.
  private func isQuiet(_ side: StockSide, _ sku: String, _ found: [SyncException]) -> Bool {
    guard let walk, found.isEmpty else { return false }
    return !walk.isRaised(sku, in: side.warehouse)
  }

  /// Both sides say the same, and nothing is open between them.
  ///
  /// With movements that one side lacks they agree by chance, and part again once those are posted. An
  /// ERP that tells all it posts is taken at its word; else what both say for long enough was put right
  /// by hand.
  private func isSettled(
    _ side: StockSide, _ known: StockDifference?, _ equations: [[Value]: StockEquation],
    _ sku: String
  ) throws -> Bool {
    let isExplained = equations.values.allSatisfy { $0.unexplained == .zero }
    if !equations.values.allSatisfy({ $0.parts.isEmpty && $0.unexplained == .zero }) {
      if isExplained || movements?.hasLedger == true { return false }
      var since = known ?? firstSight(side)
      guard let agreedAt = since.agreedAt else {
        since.agreedAt = session.now
        try session.store.keepStockDifference(since, of: sku, in: side.warehouse)
        try judgeAge(side, [], equations, sku)
        return true
      }
      if session.now.seconds(since: agreedAt) < side.tolerance.agedSeconds { return true }
    }
    if known != nil {
      try session.store.forgetStockDifference(of: sku, in: side.warehouse)
      try judgeAge(side, [], [:], sku)
    }
    return true
  }

  /// What is old has been waited for already: it counts at once.
  private func judgeAge(
    _ side: StockSide, _ found: [SyncException], _ equations: [[Value]: StockEquation],
    _ sku: String
  ) throws {
    let key = RecordKey(parts: [side.warehouse.text, sku]).text
    let aged = found.filter { $0.code == .stockExplainedAged }
    if !isQuiet(side, sku, aged) {
      try session.desk.judge(Subject.explained(key), findings: aged)
    }
    let until = equations.values.compactMap(\.oldest).min()?
      .adding(seconds: side.tolerance.agedSeconds + 1)
    let due = until.flatMap { $0 > session.now ? $0 : nil }
    if let due, try walk?.isDue(key, at: due) == true { return }
    try session.store.setDue(due, Touched.stock, key)
  }

  /// Since when both sides may differ about an article, as far as that was kept.
  private func knownDifference(_ side: StockSide, _ sku: String) throws -> StockDifference? {
    guard explains, side.hasBoth else { return nil }
    if let walk { return try walk.difference(of: sku, in: side.warehouse) }
    return try session.store.stockDifference(of: sku, in: side.warehouse)
  }

  /// Since when both sides may differ about an article of which nothing was kept.
  ///
  /// At first sight an ERP without a ledger has what happened long before: it was told in another way.
  private func firstSight(_ side: StockSide) -> StockDifference {
    guard side.judged.book == nil, movements?.hasLedger != true, let moments = side.moments else {
      return side.judged
    }
    return StockDifference(book: moments.book, physical: moments.physical)
  }

  /// Keeps since when both sides may differ about an article, now that they do.
  private func noteDifference(
    _ side: StockSide, _ known: StockDifference?, _ sku: String
  ) throws {
    if let known, known.agreedAt == nil { return }
    var since = known ?? firstSight(side)
    since.agreedAt = nil
    try session.store.keepStockDifference(since, of: sku, in: side.warehouse)
  }

  /// What both sides say of each level, in order.
  private func levels(_ book: StockSum, _ physical: StockSum) -> [[Value]] {
    var levels = book.levels.map(\.level)
    levels += physical.levels.map(\.level).filter { !levels.contains($0) }
    if levels.count > 1 { levels.sort { RecordKey($0) < RecordKey($1) } }
    return levels
  }

  /// The difference of each level, split into what explains it and the rest; none where nothing is
  /// known of movements.
  private func equations(
    _ side: StockSide, _ since: StockDifference, book: StockSum, physical: StockSum, keeps: Bool
  ) throws -> [[Value]: StockEquation] {
    guard let movements, let moments = side.moments, let bookSystem = side.book,
      let physicalSystem = side.physical
    else { return [:] }
    let frame = StockFrame(
      warehouse: side.warehouse, sku: book.sku, bookSystem: bookSystem,
      physicalSystem: physicalSystem, book: moments.book, physical: moments.physical,
      since: since, windowSeconds: side.tolerance?.windowSeconds ?? 0,
      agedSeconds: side.tolerance.agedSeconds,
      levels: side.levels.map { RecordSchema.stock.fields[$0].name })
    let moved = try movements.movements(frame, keeps: keeps)
    let differences = levels(book, physical).map { level in
      (level, (physical[level]?.quantity ?? .zero) - (book[level]?.quantity ?? .zero))
    }
    let places = moved.map { StockLevel.place(of: $0.level, among: differences) }
    var equations: [[Value]: StockEquation] = [:]
    for (level, difference) in differences {
      equations[level] = StockEquation(
        of: difference, by: zip(moved, places).filter { $1 == level }.map(\.0))
    }
    return equations
  }

  private func findings(
    _ side: StockSide, _ equations: [[Value]: StockEquation], book: StockSum, physical: StockSum
  ) throws -> (facts: [StockFacts], found: [SyncException]) {
    var levels = levels(book, physical)
    var found: [SyncException] = []
    if side.hasBoth, side.comparesStatus {
      let split = try StockSplitting(session: session, side: side)
        .split(levels, book: book.adding(equations), physical: physical)
      found += split.found
      let isExplained = { (level: [Value]) in equations[level]?.parts.isEmpty == false }
      levels = levels.filter { split.left.contains($0) || isExplained($0) }
    }
    let told = try levels.compactMap {
      try facts(side, $0, equations[$0], book: book, physical: physical)
    }
    for one in told {
      found += Reconciliation.findings(in: .stock(one)).map { finding in
        var finding = finding
        finding.sides = sides(of: one, side)
        return finding
      }
    }
    return (told, found)
  }

  /// What is judged of a level; `nil` where both sides agree.
  private func facts(
    _ side: StockSide, _ level: [Value], _ equation: StockEquation?, book: StockSum,
    physical: StockSum
  ) throws -> StockFacts? {
    let (one, two) = (book[level], physical[level])
    let isNegative = (one?.quantity ?? .zero) < .zero || (two?.quantity ?? .zero) < .zero
    let isOpen = equation?.parts.isEmpty == false
    if !isNegative, !side.hasBoth || one?.quantity == two?.quantity && !isOpen { return nil }
    var facts = StockFacts(
      warehouse: side.warehouse, sku: book.sku, book: one?.quantity, physical: two?.quantity,
      hasBothSides: side.hasBoth)
    facts.level = level
    facts.equation = equation
    facts.explainedUntil = equation?.oldest?.adding(seconds: side.tolerance.agedSeconds)
    facts.now = session.now
    facts.sidesAddUp = try addUp(side, book.sku)
    facts.ownerSystem = side.physical
    facts.unitCost = try unitCost(of: book.sku)
    let difference = (two?.quantity ?? .zero) - (one?.quantity ?? .zero)
    facts.tolerance =
      side.tolerance?.tolerance(
        for: equation?.unexplained ?? difference, unitCost: facts.unitCost) ?? Tolerance()
    facts.bookOrigin = try session.origin(of: one?.place, side.book)
    facts.physicalOrigin = try session.origin(of: two?.place, side.physical)
    return facts
  }

  /// Both sides tell their movements, have looked twice, and neither parted from them.
  private func addUp(_ side: StockSide, _ sku: String) throws -> Bool {
    guard side.tellsMovements, side.judged.book != nil else { return false }
    let key = RecordKey(parts: [side.warehouse.text, sku]).text
    return try !session.desk.hasLive(about: Subject.rolled(key))
  }

  private func sides(of facts: StockFacts, _ side: StockSide) -> [ExceptionSide] {
    let told = [
      (side.book, facts.book, facts.bookOrigin),
      (side.physical, facts.physical, facts.physicalOrigin),
    ]
    return told.compactMap { system, quantity, origin in
      system.map { ExceptionSide($0, says: quantity?.description, at: origin?.place) }
    }
  }

  private func unitCost(of sku: String) throws -> ExactDecimal? {
    guard let erp else { return nil }
    return try unitCosts.value(of: sku, in: erp).decimal
  }

  // MARK: Explaining

  /// The equation of an article in a warehouse, level by level; empty where one side has none.
  ///
  /// Changes nothing.
  func explain(warehouse: String, sku: String) throws -> [StockFacts] {
    let side = try side(of: warehouse)
    guard side.hasBoth else { return [] }
    let (book, physical, equations) = try lookedAt(side, sku)
    return try levels(book, physical).map { level in
      if let facts = try facts(side, level, equations[level], book: book, physical: physical) {
        return facts
      }
      var facts = StockFacts(
        warehouse: side.warehouse, sku: sku, book: book[level]?.quantity,
        physical: physical[level]?.quantity, hasBothSides: true)
      facts.level = level
      facts.equation = equations[level]
      facts.bookOrigin = try session.origin(of: book[level]?.place, side.book)
      facts.physicalOrigin = try session.origin(of: physical[level]?.place, side.physical)
      return facts
    }
  }

  private func lookedAt(
    _ side: StockSide, _ sku: String
  ) throws -> (book: StockSum, physical: StockSum, equations: [[Value]: StockEquation]) {
    let (book, physical) = try sums(side, sku)
    let equations = try equations(
      side, knownDifference(side, sku) ?? firstSight(side), book: book, physical: physical,
      keeps: false)
    return (book, physical, equations)
  }

  /// What an article in a warehouse is worth; `nil` where the books do not say it, or nobody what a
  /// piece costs.
  ///
  /// Changes nothing.
  func valuation(warehouse: String, sku: String) throws -> ValuationFacts? {
    let side = try side(of: warehouse)
    guard let valuation, side.hasBoth else { return nil }
    let (book, physical, equations) = try lookedAt(side, sku)
    return try valuation.facts(side, equations, book: book, physical: physical)
  }
}

extension Session {
  func origin(of place: StockSum.Place?, _ system: SystemID?) throws -> Origin? {
    guard let place, let system else { return nil }
    return try origin(place.file, place.line, system)
  }
}
