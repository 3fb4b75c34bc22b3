internal import Domain
internal import Reconciliation

/// How far book and warehouse agree, article by article: what an operator sees first.
final class StockAgreement {
  /// Articles of one kind, and by how much they differ.
  struct Share {
    var articles = 0
    /// Sum of the magnitudes, level by level; of matched articles what is in stock.
    var units = ExactDecimal.zero
    /// At unit cost; articles without one count nothing.
    var value = ExactDecimal.zero
  }

  struct Warehouse {
    var matched = Share()
    var tolerated = Share()
    var explained = Share()
    var unexplained = Share()
  }

  /// So many articles are told one by one.
  private static let mostArticles = 20

  /// Which articles are told one by one.
  private let isWanted: (WarehouseID, String) -> Bool
  private var byWarehouse: [WarehouseID: Warehouse] = [:]
  /// What the books say that all of it is worth.
  var worth = StockWorth()
  private(set) var worst: [(rank: ExactDecimal, facts: [StockFacts])] = []

  init(isWanted: @escaping (WarehouseID, String) -> Bool) {
    self.isWanted = isWanted
  }

  var warehouses: [(id: WarehouseID, agreement: Warehouse)] {
    byWarehouse.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func note(matched physical: StockSum) {
    byWarehouse[WarehouseID(physical.warehouse), default: Warehouse()].matched
      .count(physical.total)
  }

  /// Counts an article under the worst of its levels; those that both sides tell count.
  func note(_ facts: [StockFacts], _ physical: StockSum) {
    let facts = facts.filter(\.hasBothSides)
    guard !facts.isEmpty else { return note(matched: physical) }
    var counted = byWarehouse[facts[0].warehouse] ?? Warehouse()
    let unexplained = facts.filter { !$0.isTolerated }
    let tolerated = facts.filter { $0.isTolerated && $0.unexplained != .zero }
    if !unexplained.isEmpty {
      counted.unexplained.articles += 1
    } else if !tolerated.isEmpty {
      counted.tolerated.articles += 1
    } else {
      counted.explained.articles += 1
    }
    for one in facts {
      counted.explained.add(one.equation?.explained ?? .zero, one.unitCost)
    }
    for one in tolerated { counted.tolerated.add(one.unexplained, one.unitCost) }
    for one in unexplained { counted.unexplained.add(one.unexplained, one.unitCost) }
    byWarehouse[facts[0].warehouse] = counted
    keep(facts, unexplained)
  }

  /// The worst first: by what is unexplained of it, in money where the cost is known.
  private func keep(_ facts: [StockFacts], _ unexplained: [StockFacts]) {
    guard isWanted(facts[0].warehouse, facts[0].sku) else { return }
    let rank = unexplained.reduce(ExactDecimal.zero) { sum, one in
      sum + one.unexplained.magnitude.multiplied(by: one.unitCost ?? ExactDecimal(1))
    }
    if worst.count == Self.mostArticles, let last = worst.last, last.rank >= rank { return }
    let place = worst.firstIndex { $0.rank < rank } ?? worst.count
    worst.insert((rank, facts), at: place)
    if worst.count > Self.mostArticles { worst.removeLast() }
  }
}

extension StockAgreement.Share {
  fileprivate mutating func count(_ stocked: ExactDecimal) {
    articles += 1
    units += stocked
  }

  fileprivate mutating func add(_ quantity: ExactDecimal, _ cost: ExactDecimal?) {
    units += quantity.magnitude
    if let cost { value += quantity.magnitude.multiplied(by: cost) }
  }
}
