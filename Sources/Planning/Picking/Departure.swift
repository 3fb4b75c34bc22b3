package import Domain

/// When a carrier takes what was picked, by the clock of the warehouse.
package struct Departure: Hashable, Comparable, Sendable {
  package var day: CalendarDate
  /// Minutes after midnight; 1440 where no cut-off is known, for the end of the day.
  package var minute: Int

  package init(day: CalendarDate, minute: Int) {
    self.day = day
    self.minute = minute
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.day, left.minute) < (right.day, right.minute)
  }

  /// Digits of the day and the time, as `20261127-1630`.
  package var code: String {
    let day = day.description.split(separator: "-").joined()
    let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
    return day + "-" + [hour, rest].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
  }

  /// The day of a text that ends with a departure's `code`; `nil` for any other text.
  package static func day(endOf text: String) -> CalendarDate? {
    let parts = text.split(separator: "-").suffix(2)
    guard let digits = parts.first, parts.count == 2, digits.utf8.count == 8 else { return nil }
    return CalendarDate("\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
  }
}

/// Until when an order must be there for each carrier's next departure.
package struct CutoffTable: Equatable, Sendable {
  /// Minutes after midnight, by carrier.
  package var times: [String: [Int]]
  /// For carriers that have none of their own.
  package var otherTimes: [Int]
  /// Days of the week on which carriers come, Monday is 1; all seven where it is empty.
  package var weekdays: Set<Int>
  /// Days on which none comes.
  package var closed: Set<CalendarDate>

  package init(
    times: [String: [Int]] = [:], otherTimes: [Int] = [], weekdays: Set<Int> = [],
    closed: Set<CalendarDate> = []
  ) {
    self.times = times
    self.otherTimes = otherTimes
    self.weekdays = weekdays
    self.closed = closed
  }

  /// The next departure of a carrier for an order that is there now; at the cut-off it is too late.
  ///
  /// - Parameters:
  ///   - carrier: as the order names it; `nil` where it names none.
  ///   - day: today, where the warehouse is.
  ///   - minute: of the local day.
  /// - Returns: the end of the next working day where no cut-off is known.
  package func next(
    _ carrier: String?, from day: CalendarDate, minute: Int
  ) -> Departure {
    let own = carrier.flatMap { times[$0] } ?? otherTimes
    let departures = own.isEmpty ? [1440] : own.sorted()
    var (date, now) = (day, minute)
    // More closed days in a row than a year has are a mistake that shall not loop.
    for _ in 0..<366 {
      if isOpen(date), let time = departures.first(where: { $0 > now }) {
        return Departure(day: date, minute: time)
      }
      (date, now) = (CalendarDate(days: date.days + 1), -1)
    }
    return Departure(day: day, minute: 1440)
  }

  private func isOpen(_ day: CalendarDate) -> Bool {
    // 1970-01-01 was a Thursday.
    let weekday = Int((day.days % 7 + 10) % 7) + 1
    return !closed.contains(day) && (weekdays.isEmpty || weekdays.contains(weekday))
  }
}
