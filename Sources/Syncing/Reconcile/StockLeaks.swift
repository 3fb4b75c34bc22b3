internal import Domain
internal import Persistence
internal import Reconciliation

/// Adds up differences of stock that are tolerated one by one, and tells what they add up to.
final class StockLeaks {
  private let session: Session
  private let costs: UnitCosts
  /// By system: whether its last stock is a whole look.
  private var isWhole: [SystemID: Bool] = [:]

  init(session: Session) throws {
    self.session = session
    costs = try UnitCosts(session: session)
  }

  /// Forgets what was remembered of warehouses in which nothing is tolerated any more.
  static func forgetIntolerant(in session: Session) throws {
    let intolerant = session.settings.warehouses.map(\.id).filter {
      session.tolerance(of: "stock.on_hand", in: $0)?.toleratesSome != true
    }
    for warehouse in intolerant {
      try session.store.forgetStockLeaks(in: warehouse)
      try session.desk.closeSubjects(
        startingWith: Subject.leaks + RecordKey(parts: [warehouse.text, ""]).text, except: [])
    }
  }

  /// Judges an article that was compared.
  ///
  /// - Parameters:
  ///   - side: of its warehouse.
  ///   - facts: what is told of levels that differ; a level that differs and is not among them has its
  ///     pieces under another status, and stays as it was.
  ///   - book: what the ERP says.
  ///   - physical: what the warehouse says.
  ///   - walk: everything is proved, in key order; `nil` otherwise.
  /// - Throws: what the store failed with.
  func judge(
    _ side: StockSide, _ facts: [StockFacts], book: StockSum, physical: StockSum,
    in walk: StockWalk?
  ) throws {
    guard side.hasBoth, let rule = side.tolerance, rule.toleratesSome, let moments = side.moments
    else { return }
    let (warehouse, sku) = (side.warehouse, book.sku)
    let kept =
      try walk?.leaks(of: sku, in: warehouse)
      ?? session.store.stockLeaks(of: sku, in: warehouse)
    var levels = kept.map(\.level)
    for one in facts where one.unexplained != .zero && one.isTolerated {
      let level = Self.name(one.level)
      if !levels.contains(level) { levels.append(level) }
    }
    if let walk, levels.isEmpty, !walk.isRaised(sku, in: warehouse) { return }
    let look = StockLook(
      book: moments.book.latest, physical: moments.physical.latest, now: session.now)
    var found: [SyncException] = []
    for level in levels {
      let before = kept.first { $0.level == level }?.leak ?? StockLeak()
      let parts = (book: Self.part(level, of: book), physical: Self.part(level, of: physical))
      var leak = before
      if let told = facts.first(where: { Self.name($0.level) == level }) {
        if try !told.isTolerated || rule.snapshots <= 1 || looksAreWhole(side) {
          leak.take(told, at: look, under: rule)
        }
      } else if parts.book?.quantity ?? .zero == parts.physical?.quantity ?? .zero {
        leak.agree()
      }
      if leak != before {
        try session.store.keepStockLeak(leak, of: sku, level: level, in: warehouse)
      }
      if leak.sum != .zero { found += try findings(of: leak, side, rule, sku, level, parts) }
    }
    // Each of them has lasted already: the sum counts at once.
    try session.desk.judge(Subject.leak(warehouse.text, sku), findings: found)
  }

  /// Only a full export of which no row is held tells that a difference is still there.
  private func looksAreWhole(_ side: StockSide) throws -> Bool {
    try [side.book, side.physical].allSatisfy { try $0.map(isWhole) ?? false }
  }

  private func isWhole(_ system: SystemID) throws -> Bool {
    if let known = isWhole[system] { return known }
    var answer = true
    for feed in session.feeds(of: RecordSchema.stock.entity) where feed.system == system {
      let file = try session.store.feedState(feed.id)?.lastFile.flatMap(session.ledgerFile)
      if feed.mode == .delta || file.map({ $0.counts.held > 0 }) == true { answer = false }
    }
    isWhole[system] = answer
    return answer
  }

  private func findings(
    of leak: StockLeak, _ side: StockSide, _ rule: ToleranceRule, _ sku: String, _ level: String,
    _ parts: (book: StockSum.Level?, physical: StockSum.Level?)
  ) throws -> [SyncException] {
    let key = RecordKey(parts: [side.warehouse.text, sku]).text
    var facts = StockLeakFacts(
      warehouse: side.warehouse, sku: sku, key: level.isEmpty ? key : "\(key)|\(level)",
      leak: leak, book: parts.book?.quantity ?? .zero)
    facts.tolerance = rule.tolerance
    facts.valueLimit = rule.valueLimit
    facts.unitCost = try costs.cost(ofItem: .text(sku))?.amount
    facts.ownerSystem = side.physical
    facts.origin =
      try session.origin(of: parts.physical?.place, side.physical)
      ?? session.origin(of: parts.book?.place, side.book)
    return Reconciliation.findings(in: .leak(facts))
  }

  /// A level as it stands in a key of stock, without empty parts at its end.
  private static func name(_ level: [Value]) -> String {
    var parts = level.map(\.description)
    while parts.last?.isEmpty == true { parts.removeLast() }
    return RecordKey(parts: parts).text
  }

  private static func part(_ level: String, of sum: StockSum) -> StockSum.Level? {
    sum.levels.first { name($0.level) == level }
  }

  /// A person takes what tolerated differences have added up to as it is: it adds up anew.
  static func accept(_ booked: BookedException, in store: StateStore) throws {
    let parts = RecordKey(text: booked.exception.key).parts
    guard parts.count >= 2 else { return }
    let (warehouse, sku) = (WarehouseID(parts[0]), parts[1])
    let level = RecordKey(parts: Array(parts.dropFirst(2))).text
    for (name, before) in try store.stockLeaks(of: sku, in: warehouse) where name == level {
      var leak = before
      leak.accept()
      try store.keepStockLeak(leak, of: sku, level: level, in: warehouse)
    }
  }
}

extension ToleranceRule {
  /// Some difference may be left alone under it.
  fileprivate var toleratesSome: Bool { absolute > .zero || relativePercent > .zero }
}

extension StockLeak {
  /// Takes what is told of a level that differs.
  fileprivate mutating func take(
    _ told: StockFacts, at look: StockLook, under rule: ToleranceRule
  ) {
    guard told.isTolerated else { return interrupt() }
    see(
      told.unexplained, at: look, snapshots: rule.snapshots, settleSeconds: rule.settleSeconds)
  }
}

extension BookedException {
  /// It is about what tolerated differences have added up to.
  var isLeak: Bool { subject.utf8.starts(with: Subject.leaks.utf8) }
}
