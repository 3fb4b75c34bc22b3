import Domain

/// A minute of the demo's weeks, by the wall clock in Hamburg, Hannover and Tilburg.
///
/// Counted from Monday, 26 October 2026: the day after summer time ended, so that one offset
/// fits all.
struct DemoMoment: Comparable {
  let minutes: Int

  init(day: Int, minute: Int = 0) {
    minutes = day * 1440 + minute
  }

  /// Friday, 20 November 2026, half past five in the morning: when the exports were made.
  static let exported = DemoMoment(day: 25, minute: 330)

  /// The working days before the export, from 5 November on.
  static let workingDays = [10, 11, 14, 15, 16, 17, 18, 21, 22, 23, 24]

  /// 26 October 2026 in days since 1970.
  private static let firstDay: Int32 = 20_752

  static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }

  private var date: CalendarDate { CalendarDate(days: Self.firstDay + Int32(minutes / 1440)) }
  private var clock: String { Self.two(minutes / 60 % 24) + ":" + Self.two(minutes % 60) }

  /// `20.11.2026`.
  var germanDate: String {
    let (year, month, day) = date.parts
    return "\(Self.two(day)).\(Self.two(month)).\(year)"
  }

  /// `20.11.2026 14:05:00`.
  var germanTime: String { "\(germanDate) \(clock):00" }

  /// `2026-11-20`.
  var plainDate: String { date.description }

  /// `2026-11-20 14:05`.
  var plainTime: String { "\(plainDate) \(clock)" }

  /// `2026-11-20T14:05:00+01:00`.
  var offsetTime: String { "\(plainDate)T\(clock):00+01:00" }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
