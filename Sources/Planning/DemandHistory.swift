package import Domain

/// A quantity that moved on a day, signed.
package struct DayQuantity: Equatable, Sendable {
  package var day: CalendarDate
  package var quantity: ExactDecimal

  package init(_ day: CalendarDate, _ quantity: ExactDecimal) {
    self.day = day
    self.quantity = quantity
  }
}

/// What was asked of an article in a warehouse, day by day.
package struct DemandHistory: Equatable, Sendable {
  package let first: CalendarDate
  /// The net demand of each day from the first one on; never negative.
  package let days: [ExactDecimal]
  /// The demand of those days on which there was something to sell until the evening.
  package let evidence: [ExactDecimal]

  /// - Parameters:
  ///   - first: the first day of which everything is known.
  ///   - last: the last one; the day that has not ended is not among them.
  ///   - shipped: what left, in any order; corrections are negative.
  ///   - soldOut: days that closed without stock: what was not sold then was not unwanted.
  package init(
    from first: CalendarDate, through last: CalendarDate, shipped: [DayQuantity],
    soldOut: Set<CalendarDate> = []
  ) {
    self.first = first
    var days = [ExactDecimal](
      repeating: .zero, count: max(0, Int(last.days) - Int(first.days) + 1))
    for part in shipped where part.day >= first && part.day <= last {
      days[Int(part.day.days - first.days)] += part.quantity
    }
    Self.settleCorrections(&days)
    self.days = days
    evidence = days.enumerated().filter { place, _ in
      !soldOut.contains(CalendarDate(days: first.days + Int32(place)))
    }.map(\.element)
  }

  /// Takes what a day corrects off the days before it, the latest first; what is left corrects a
  /// time before the history.
  private static func settleCorrections(_ days: inout [ExactDecimal]) {
    for place in days.indices where days[place] < .zero {
      var owed = -days[place]
      days[place] = .zero
      for earlier in days[..<place].indices.reversed() where owed > .zero {
        let taken = min(owed, days[earlier])
        days[earlier] = days[earlier] - taken
        owed = owed - taken
      }
    }
  }

  /// Days that closed without stock, found by walking back from the stock that is there now.
  ///
  /// - Parameters:
  ///   - onHand: at the end of the last day, or now where the movements since are among them.
  ///   - movements: everything that came and went, signed, in any order.
  ///   - first: the first day that is asked for.
  ///   - last: the last one.
  /// - Returns: those whose closing stock was zero or less.
  package static func soldOutDays(
    onHand: ExactDecimal, movements: [DayQuantity], from first: CalendarDate,
    through last: CalendarDate
  ) -> Set<CalendarDate> {
    guard first <= last else { return [] }
    var moved = [ExactDecimal](repeating: .zero, count: Int(last.days - first.days) + 1)
    var closing = onHand
    for movement in movements where movement.day >= first {
      if movement.day > last {
        closing = closing - movement.quantity
      } else {
        moved[Int(movement.day.days - first.days)] += movement.quantity
      }
    }
    var soldOut: Set<CalendarDate> = []
    for place in moved.indices.reversed() {
      if closing <= .zero { soldOut.insert(CalendarDate(days: first.days + Int32(place))) }
      closing = closing - moved[place]
    }
    return soldOut
  }
}
