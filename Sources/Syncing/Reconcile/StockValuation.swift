internal import Domain
internal import Reconciliation

/// Compares what the books say that stock is worth with what it costs.
struct StockValuation {
  private static let field = "value"

  private let session: Session
  private let costs: UnitCosts

  /// Warehouses of whose stock the ERP says what it is worth.
  static func warehouses(in session: Session) -> [WarehouseID] {
    guard let erp = session.erp,
      session.settings.feeds.contains(where: {
        $0.system == erp && $0.maps(field, of: .stock)
      })
    else { return [] }
    return session.settings.warehouses.filter { $0.system != erp }.map(\.id)
  }

  /// - Returns: `nil` where the ERP does not say what stock is worth.
  /// - Throws: what the store failed with.
  init?(session: Session) throws {
    guard !Self.warehouses(in: session).isEmpty else { return nil }
    self.session = session
    costs = try UnitCosts(session: session)
  }

  /// What an article in a warehouse is worth; `nil` where the books do not say it, or nobody what a
  /// piece costs.
  ///
  /// What the books do not list is worth nothing there.
  func facts(
    _ side: StockSide, _ equations: [[Value]: StockEquation], book: StockSum, physical: StockSum
  ) throws -> ValuationFacts? {
    let value = book.levels.isEmpty && !physical.levels.isEmpty ? .zero : book.value
    guard side.hasBoth, let value, let cost = try costs.cost(ofItem: .text(book.sku)) else {
      return nil
    }
    var facts = ValuationFacts(
      warehouse: side.warehouse, sku: book.sku,
      quantities: (
        book.total, physical.total, equations.values.reduce(.zero) { $0 + $1.explained }
      ), bookValue: value, cost: cost)
    if let rule = session.tolerance(of: "stock.\(Self.field)", in: side.warehouse) {
      facts.tolerance = rule.tolerance(for: facts.costPart, unitCost: ExactDecimal(1))
    }
    facts.ownerSystem = side.book
    return facts
  }

  /// Judges an article, and counts it where somebody asked for the sums.
  func judge(
    _ side: StockSide, _ equations: [[Value]: StockEquation], book: StockSum, physical: StockSum
  ) throws {
    var facts = try facts(side, equations, book: book, physical: physical)
    if side.hasBoth {
      session.agreement?.worth.note(facts, isStated: book.value != nil, in: side.warehouse)
    }
    if facts?.isTolerated == false {
      facts?.origin = try session.origin(of: book.levels.lazy.compactMap(\.place).first, side.book)
    }
    try session.desk.judge(
      Subject.valuation(book.warehouse, book.sku),
      findings: facts.map { findings(in: .valuation($0)) } ?? [],
      patience: session.tolerance(of: "stock.\(Self.field)", in: side.warehouse).patience)
  }
}

/// What the books say that stock is worth, against what it costs: by warehouse and currency.
struct StockWorth {
  struct Sum {
    var articles = 0
    var book = ExactDecimal.zero
    var physical = ExactDecimal.zero
    var quantity = ExactDecimal.zero
    var timing = ExactDecimal.zero
    var cost = ExactDecimal.zero
  }

  struct Warehouse {
    /// By currency; empty where nobody says which.
    fileprivate var sums: [String: Sum] = [:]
    /// Articles of which the book says no value, or nobody a cost.
    fileprivate(set) var unvalued = 0
    /// The book says of some article what it is worth.
    fileprivate var isStated = false

    var byCurrency: [(currency: String, sum: Sum)] {
      sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }

  private var byWarehouse: [WarehouseID: Warehouse] = [:]

  /// Those of whose stock the books say what it is worth, by name.
  var warehouses: [(id: WarehouseID, worth: Warehouse)] {
    byWarehouse.filter(\.value.isStated).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Counts an article.
  ///
  /// - Parameters:
  ///   - facts: what it is worth; `nil` where that cannot be said.
  ///   - isStated: the book says a value.
  ///   - warehouse: where it lies.
  mutating func note(_ facts: ValuationFacts?, isStated: Bool, in warehouse: WarehouseID) {
    var counted = byWarehouse[warehouse] ?? Warehouse()
    if isStated { counted.isStated = true }
    if let facts {
      counted.sums[facts.currency ?? "", default: Sum()].add(facts)
    } else {
      counted.unvalued += 1
    }
    byWarehouse[warehouse] = counted
  }
}

extension StockWorth.Sum {
  fileprivate mutating func add(_ facts: ValuationFacts) {
    articles += 1
    book += facts.bookValue
    physical += facts.physicalValue
    quantity += facts.quantityPart
    timing += facts.timingPart
    cost += facts.costPart
  }
}
