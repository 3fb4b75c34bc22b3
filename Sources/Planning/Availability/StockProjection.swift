package import Domain

/// A quantity that comes or goes on a day.
package struct DatedQuantity: Equatable, Sendable {
  package var day: CalendarDate
  package var quantity: ExactDecimal

  package init(_ quantity: ExactDecimal, on day: CalendarDate) {
    self.quantity = quantity
    self.day = day
  }
}

/// The stock of an article at the end of each day of a window, as far as it is known today.
///
/// What can be promised on a day is the least stock of that day and all days after it in the window:
/// whatever is promised earlier is missing later too. Below zero it is kept as it is, since that is
/// how much was promised too much.
package struct StockProjection: Equatable, Sendable {
  package let firstDay: CalendarDate
  /// At the end of each day, the first one first; below zero where more is promised than there is.
  package let projected: [ExactDecimal]
  /// What can be promised on each day; below zero where too much was promised.
  package let availableToPromise: [ExactDecimal]

  /// Adds up day by day.
  ///
  /// - Parameters:
  ///   - onHand: stock at the beginning of the first day.
  ///   - supply: what comes, in any order; what was to come before the first day has not and does
  ///     not count, nor does what comes after the window.
  ///   - demand: what goes, in any order; what was to go before the first day goes on it, and what
  ///     goes after the window does not count.
  ///   - firstDay: today.
  ///   - days: how many days the window has, today included; at least one.
  package init(
    onHand: ExactDecimal, supply: [DatedQuantity], demand: [DatedQuantity],
    from firstDay: CalendarDate, days: Int
  ) {
    var moves = [ExactDecimal](repeating: .zero, count: max(days, 1))
    for one in supply {
      let index = Int(one.day.days) - Int(firstDay.days)
      if moves.indices.contains(index) { moves[index] += one.quantity }
    }
    for one in demand {
      let index = max(Int(one.day.days) - Int(firstDay.days), 0)
      if moves.indices.contains(index) { moves[index] = moves[index] - one.quantity }
    }
    var stock = onHand
    let projected = moves.map { move in
      stock += move
      return stock
    }
    var least = stock
    let promises = projected.reversed().map { one in
      least = min(least, one)
      return least
    }
    self.firstDay = firstDay
    self.projected = projected
    availableToPromise = promises.reversed()
  }

  /// What can be promised today; below zero where too much was promised.
  package var now: ExactDecimal { availableToPromise[0] }

  /// What may be shown of a day: never below zero, and nothing beyond the window.
  package func shown(on day: CalendarDate) -> ExactDecimal {
    let index = Int(day.days) - Int(firstDay.days)
    guard availableToPromise.indices.contains(index) else { return .zero }
    return max(availableToPromise[index], .zero)
  }

  /// The day on which least is left; the first of several.
  package var worstDay: CalendarDate {
    let index = projected.firstIndex(of: now) ?? 0
    return CalendarDate(days: firstDay.days + Int32(index))
  }

  /// The first day on which more is promised than there is; `nil` where that never happens.
  package var shortFrom: CalendarDate? {
    projected.firstIndex { $0 < .zero }.map { CalendarDate(days: firstDay.days + Int32($0)) }
  }
}
