package import Domain

/// An article in a warehouse as its stock is judged: what lies there, and how it moves.
package struct StockedArticle: Equatable, Sendable {
  package var warehouse: WarehouseID
  package var sku: String
  package var onHand: ExactDecimal
  /// Of a piece, and its currency; `nil` where nobody says.
  package var unitCost: ExactDecimal?
  package var currency: String?
  /// The day of the last movement of any kind; `nil` where none is known.
  package var lastMoved: CalendarDate?
  /// What left to customers within the days that are looked at.
  package var shipped: ExactDecimal

  package init(
    _ warehouse: WarehouseID, _ sku: String, onHand: ExactDecimal, unitCost: ExactDecimal? = nil,
    currency: String? = nil, lastMoved: CalendarDate? = nil, shipped: ExactDecimal = .zero
  ) {
    self.warehouse = warehouse
    self.sku = sku
    self.onHand = onHand
    self.unitCost = unitCost
    self.currency = currency
    self.lastMoved = lastMoved
    self.shipped = shipped
  }

  /// Stock lies there, and nothing has moved since a day.
  package func isDead(since day: CalendarDate) -> Bool {
    onHand > .zero && lastMoved.map { $0 < day } ?? true
  }

  /// How long the stock lasts at the pace of so many days, rounded to one place; `nil` where
  /// nothing leaves.
  package func daysOfCover(over days: Int) -> ExactDecimal? {
    guard shipped > .zero, days > 0 else { return nil }
    let stock = Int128(max(.zero, onHand).millionths) * Int128(days)
    let tenths = (stock * 20 + Int128(shipped.millionths)) / (2 * Int128(shipped.millionths))
    return ExactDecimal(millionths: Int64(clamping: tenths * 100_000))
  }
}

/// How the stock of a warehouse turns.
package struct StockFigures: Equatable, Sendable {
  /// Articles that lie there.
  package private(set) var articles = 0
  /// Articles that lie there and have not moved, sorted by number.
  package private(set) var dead: [StockedArticle] = []
  /// What the dead ones cost, by currency.
  package private(set) var deadValue: [(currency: String, amount: ExactDecimal)] = []
  /// Dead ones whose cost nobody knows.
  package private(set) var deadWithoutCost = 0
  /// The middle one of the articles that leave at all, by the nearest rank.
  package private(set) var medianDaysOfCover: ExactDecimal?

  /// - Parameters:
  ///   - articles: of one warehouse, in any order.
  ///   - deadSince: nothing has moved since this day.
  ///   - days: over which the articles' shipments were counted.
  package init(_ articles: [StockedArticle], deadSince: CalendarDate, days: Int) {
    let stocked = articles.filter { $0.onHand > .zero }
    self.articles = stocked.count
    dead = stocked.filter { $0.isDead(since: deadSince) }
      .sorted { $0.sku.precedesByBytes($1.sku) }
    var amounts: [String: ExactDecimal] = [:]
    for article in dead {
      guard let cost = article.unitCost else {
        deadWithoutCost += 1
        continue
      }
      amounts[article.currency ?? "", default: .zero] += article.onHand.multiplied(by: cost)
    }
    deadValue = amounts.sorted { $0.key.precedesByBytes($1.key) }
      .map { (currency: $0.key, amount: $0.value) }
    let cover = articles.compactMap { $0.daysOfCover(over: days) }.sorted()
    medianDaysOfCover = cover.isEmpty ? nil : cover[(cover.count + 1) / 2 - 1]
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.articles == right.articles && left.dead == right.dead
      && left.deadValue.elementsEqual(right.deadValue, by: ==)
      && left.deadWithoutCost == right.deadWithoutCost
      && left.medianDaysOfCover == right.medianDaysOfCover
  }
}
