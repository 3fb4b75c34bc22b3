internal import Domain
internal import Persistence
internal import Reconciliation

/// Proves each side against itself: what it had, and what it says has moved since, must be what it
/// has.
struct RollForwardProof {
  private let session: Session
  private let stock: RecordTable
  private let costs: UnitCosts
  private let reader: RollForwardReader
  /// The systems that tell their stock and what moves it.
  private let systems: [SystemID]

  /// - Returns: `nil` where no system tells both.
  /// - Throws: what the store failed with.
  init?(session: Session) throws {
    systems = session.settings.systems.map(\.id).filter { session.tellsOwnMovements($0) }
    guard !systems.isEmpty else { return nil }
    self.session = session
    stock = try session.store.table(.stock)
    costs = try UnitCosts(session: session)
    reader = try RollForwardReader(session: session)
  }

  /// Articles of a warehouse that a new snapshot must be held against.
  func awaited(in warehouse: WarehouseID) throws -> [String] {
    try systems.flatMap { try session.store.rolledSKUs(in: warehouse, at: $0) }
  }

  /// Proves articles; all of which anything is known where too many were touched.
  func prove(_ touched: [String]?) throws {
    if touched?.isEmpty == true { return }
    try reader.prepare()
    for key in try touched ?? everything() {
      let parts = RecordKey(text: key).parts
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { continue }
      try prove(parts[1], in: WarehouseID(parts[0]))
    }
  }

  private func everything() throws -> [String] {
    var keys: Set<RecordKey> = []
    let isNew = try !session.store.warehousesLookedAt().isEmpty
    for warehouse in session.settings.warehouses {
      for system in systems {
        for sku in try session.store.rolledSKUs(in: warehouse.id, at: system) {
          keys.insert(RecordKey(parts: [warehouse.id.text, sku]))
        }
      }
    }
    if isNew { try reader.articles { keys.insert($0) } }
    return keys.sorted().map(\.text)
  }

  private func prove(_ sku: String, in warehouse: WarehouseID) throws {
    var found: [SyncException] = []
    var isDecided = true
    let own = session.settings.warehouses.first { $0.id == warehouse }?.system
    for system in systems where system == own || system == session.erp {
      guard let closing = try session.store.stockMoment(of: system, in: warehouse),
        let roll = try roll(sku, warehouse, system)
      else { continue }
      let article = RolledArticle(
        system: system, warehouse: warehouse, sku: sku, opening: roll.opening, closing: closing,
        rule: session.tolerance(of: "stock.on_hand", in: warehouse))
      let now = try onHand(article)
      if let broken = try judge(article, roll, now) {
        found += broken
      } else {
        isDecided = false
      }
    }
    let subject = Subject.rolled(RecordKey(parts: [warehouse.text, sku]).text)
    let patience = session.tolerance(of: "stock.on_hand", in: warehouse).patience(for: found)
    if isDecided {
      return try session.desk.judge(subject, findings: found, patience: patience)
    }
    for finding in found { try session.desk.raise(finding, subject: subject, patience: patience) }
  }

  /// What changed since the side's movements last added up; `nil` before its second look.
  private func roll(
    _ sku: String, _ warehouse: WarehouseID, _ system: SystemID
  ) throws -> StockRoll? {
    if let known = try session.store.stockRoll(of: sku, in: warehouse, at: system) { return known }
    return try session.rollStart(of: system, in: warehouse)
  }

  /// - Returns: what is found; `nil` where nothing can be said.
  /// - Throws: what the store failed with.
  private func judge(
    _ article: RolledArticle, _ roll: StockRoll, _ now: (ExactDecimal, StockSum.Place?)
  ) throws -> [SyncException]? {
    guard let movements = try reader.movements(article, roll, from: now.0 - roll.delta) else {
      return nil
    }
    let equation = StockEquation(of: roll.delta, by: movements)
    guard equation.unexplained != .zero else {
      // A correction and what has no time stay uncertain for ever.
      let shares = movements.filter { $0.bucket != .correction && $0.at != nil }
        .flatMap(\.physical)
      if shares.contains(where: { $0.isOpen }) || movements.contains(where: { $0.bucket == .held })
      {
        // Whether this look has it is decided by the next one; what is held may come again in a file
        // that nobody knew.
        try keep(roll, article)
      } else if shares.contains(where: { $0.now == .outside }) {
        let restarted = StockRoll(
          opening: article.closing, known: try session.store.newestFileID())
        try session.store.restartStockRoll(
          restarted, of: article.sku, in: article.warehouse, at: article.system)
      } else {
        try session.store.forgetStockRoll(
          of: article.sku, in: article.warehouse, at: article.system)
      }
      return []
    }
    try keep(roll, article)
    // A row of the article may be among those that were held.
    if roll.delta == .zero, try holdsStock(article.system) { return nil }
    var facts = RollForwardFacts(
      warehouse: article.warehouse, sku: article.sku, system: article.system,
      opening: roll.opening, closing: article.closing, openingStock: now.0 - roll.delta,
      closingStock: now.0, equation: equation)
    facts.candidates = try reader.candidates(article, of: equation.unexplained)
    facts.unitCost = try costs.cost(ofItem: .text(article.sku))?.amount
    facts.tolerance =
      article.rule?.tolerance(for: equation.unexplained, unitCost: facts.unitCost) ?? Tolerance()
    facts.origin = try session.origin(of: now.1, article.system)
    return findings(in: .roll(facts))
  }

  private func keep(_ roll: StockRoll, _ article: RolledArticle) throws {
    try session.store.addStockChange(
      StockRoll(opening: roll.opening, known: roll.known), of: article.sku,
      in: article.warehouse, at: article.system)
  }

  /// What the side has of an article, all statuses and lots together, and where it says so.
  private func onHand(
    _ article: RolledArticle
  ) throws -> (quantity: ExactDecimal, place: StockSum.Place?) {
    let rows = try stock.records(system: article.system, where: article.fields)
    let total = rows.reduce(ExactDecimal.zero) { $0 + ($1.record["on_hand"].decimal ?? .zero) }
    return (total, rows.last.map { ($0.file, $0.line) })
  }

  private func holdsStock(_ system: SystemID) throws -> Bool {
    for feed in session.feeds(of: RecordSchema.stock.entity) where feed.system == system {
      if let last = try session.store.feedState(feed.id)?.lastFile,
        let file = try session.ledgerFile(last), file.counts.held > 0
      {
        return true
      }
    }
    return false
  }
}

/// An article on one side, between two looks at its stock.
struct RolledArticle {
  let system: SystemID
  let warehouse: WarehouseID
  let sku: String
  let opening: SnapshotMoment
  let closing: SnapshotMoment
  let rule: ToleranceRule?

  var windowSeconds: Int { rule?.windowSeconds ?? 0 }

  /// By what records of this article are found.
  var fields: [(name: String, value: String)] {
    [("warehouse", warehouse.text), ("sku", sku)]
  }
}

extension StockMovement.Share {
  /// It is not certain whether the last look has it.
  fileprivate var isOpen: Bool { !now.isCertain && quantity != .zero }
}
