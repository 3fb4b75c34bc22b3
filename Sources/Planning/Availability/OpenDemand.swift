package import Domain

/// What is promised of an article and has not left the stock that is counted.
package struct OpenDemand: Equatable, Sendable {
  /// Record type and key, as `sales_order_line O-1|1`.
  package var document: String
  package var quantity: ExactDecimal
  /// It does not leave before this day; `nil` for what may leave at once.
  package var leaves: CalendarDate?
  /// By this day it was promised; `nil` where nobody says.
  package var promised: CalendarDate?
  /// `nil` where nobody says.
  package var orderedAt: Timestamp?

  package init(
    _ document: String, _ quantity: ExactDecimal, leaves: CalendarDate? = nil,
    promised: CalendarDate? = nil, orderedAt: Timestamp? = nil
  ) {
    self.document = document
    self.quantity = quantity
    self.leaves = leaves
    self.promised = promised
    self.orderedAt = orderedAt
  }

  /// The day on which stock must be there so that the promise is kept.
  package func due(_ today: CalendarDate) -> CalendarDate {
    max(promised ?? leaves ?? today, today)
  }

  /// The order in which promises are kept: earlier promised, earlier ordered, then by document.
  ///
  /// Who nobody made a promise wants the goods today; whose time of order is not known ordered last.
  package func comes(before other: OpenDemand, today: CalendarDate) -> Bool {
    let (own, theirs) = (due(today), other.due(today))
    if own != theirs { return own < theirs }
    if orderedAt != other.orderedAt {
      guard let orderedAt else { return false }
      guard let theirs = other.orderedAt else { return true }
      return orderedAt < theirs
    }
    return document.precedesByBytes(other.document)
  }
}

/// An order that cannot be kept with what is there and what comes in time.
package struct OrderAtRisk: Equatable, Sendable {
  package let document: String
  /// How much of it is not covered.
  package let missing: ExactDecimal

  package init(_ document: String, missing: ExactDecimal) {
    self.document = document
    self.missing = missing
  }

  /// Those whose quantity is not covered on the day that was promised, the latest first.
  ///
  /// Day by day what is missing is taken from those promises that are to be kept last. What comes
  /// after the promised day does not help them.
  ///
  /// - Parameters:
  ///   - demand: promises, in any order.
  ///   - onHand: stock at the beginning of the first day.
  ///   - supply: what comes.
  ///   - today: the first day of the window.
  ///   - days: how many days the window has.
  /// - Returns: the orders, with what is missing of each.
  package static func found(
    in demand: [OpenDemand], onHand: ExactDecimal, supply: [DatedQuantity], today: CalendarDate,
    days: Int
  ) -> [OrderAtRisk] {
    let end = CalendarDate(days: today.days + Int32(max(days, 1)))
    let promises = demand.filter { $0.due(today) < end }
      .sorted { $0.comes(before: $1, today: today) }
    var missing = [ExactDecimal](repeating: .zero, count: promises.count)
    var arrivals = supply.filter { $0.day >= today }.sorted { $0.day < $1.day }[...]
    var stock = onHand
    for (index, promise) in promises.enumerated() {
      while let next = arrivals.first, next.day <= promise.due(today) {
        stock += next.quantity
        arrivals.removeFirst()
      }
      stock = stock - promise.quantity
      // The one that is to be kept last is the one that is looked at.
      guard stock < .zero else { continue }
      missing[index] = min(-stock, promise.quantity)
      stock += missing[index]
    }
    return zip(promises, missing).reversed().compactMap { promise, missing in
      missing > .zero ? OrderAtRisk(promise.document, missing: missing) : nil
    }
  }
}
