internal import Domain
internal import Mapping

/// Times as people write them on a command line.
enum Moment {
  /// When a day, a time or an age before now begins; `nil` for any other text.
  static func past(_ text: String, at now: Timestamp, in zone: String) -> Timestamp? {
    read(text, at: now, in: zone, ahead: -1)
  }

  /// When a day, a time or a time from now on begins; `nil` for any other text.
  static func coming(_ text: String, at now: Timestamp, in zone: String) -> Timestamp? {
    read(text, at: now, in: zone, ahead: 1)
  }

  private static func read(
    _ text: String, at now: Timestamp, in zone: String, ahead sign: Int64
  ) -> Timestamp? {
    if let time = Timestamp(rfc3339: text) { return time }
    if let day = CalendarDate(text) { return ZoneClock(zone).start(of: day) }
    return Setting.seconds(text).map {
      Timestamp(microseconds: now.microseconds + sign * Int64($0) * 1_000_000)
    }
  }
}
