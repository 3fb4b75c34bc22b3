import Domain
import Intake

/// Reads dates and instants as a dialect writes them, local times in the zone of the site.
final class TimeReading {
  private let dateForm: String
  private let timeForm: String
  private let datePattern: TimePattern
  private let timePattern: TimePattern
  private let zoneName: String
  private let zone: ZoneClock

  /// 2100-01-01T00:00:00Z.
  private static let end = Timestamp(microseconds: 4_102_444_800_000_000)
  private static let start = Timestamp(microseconds: 0)

  init(dialect: Dialect, timezone: String) {
    dateForm = dialect.datePattern
    timeForm = dialect.timePattern
    datePattern = TimePattern(dialect.datePattern)
    timePattern = TimePattern(dialect.timePattern)
    zoneName = dialect.timezone ?? timezone
    zone = ZoneClock(zoneName)
  }

  /// The day that is written; of a date with a time, only its date.
  func date(_ text: String) throws(FieldFault) -> CalendarDate {
    switch datePattern.read(text) {
    case .time(let time): return time.date
    case .impossible: throw Self.impossible(text)
    case .other: break
    }
    switch timePattern.read(text) {
    case .time(let time): return time.date
    case .impossible: throw Self.impossible(text)
    case .other: throw FieldFault(.rowInvalid, "\(quoted(text)) is not a date as \(dateForm)")
    }
  }

  /// A time as `2026-05-01T10:00:00Z` where the dialect writes RFC 3339; `nil` when it is written
  /// in any other way or is at fault.
  func plainTime(_ bytes: [UInt8], _ range: Range<Int>) -> Timestamp? {
    guard timeForm == "rfc3339", range.count == 20, bytes[range.upperBound - 1] == UInt8(ascii: "Z")
    else { return nil }
    let marks: [(Int, UInt8)] = [
      (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")), (10, UInt8(ascii: "T")),
      (13, UInt8(ascii: ":")), (16, UInt8(ascii: ":")),
    ]
    let start = range.lowerBound
    guard marks.allSatisfy({ bytes[start + $0.0] == $0.1 }) else { return nil }
    func number(_ place: Int, _ width: Int) -> Int? {
      var value = 0
      for byte in bytes[start + place..<start + place + width] {
        guard byte.isDigit else { return nil }
        value = value * 10 + Int(byte & 0x0F)
      }
      return value
    }
    guard let year = number(0, 4), (1970..<2100).contains(year), let month = number(5, 2),
      let day = number(8, 2), let date = CalendarDate(year: year, month: month, day: day),
      let hour = number(11, 2), hour < 24, let minute = number(14, 2), minute < 60,
      let second = number(17, 2), second < 60
    else { return nil }
    return Timestamp(date: date, secondOfDay: hour * 3600 + minute * 60 + second)
  }

  /// The instant that is written; of a plain date, the beginning of the day in the zone.
  func time(_ text: String) throws(FieldFault) -> Timestamp {
    switch timePattern.read(text) {
    case .time(let local): return try checked(instant(of: local, text), text)
    case .impossible: throw Self.impossible(text)
    case .other: break
    }
    switch datePattern.read(text) {
    case .time(let local): return try checked(beginning(of: local.date, text), text)
    case .impossible: throw Self.impossible(text)
    case .other: throw FieldFault(.rowInvalid, "\(quoted(text)) is not a time as \(timeForm)")
    }
  }

  private func instant(of local: LocalTime, _ text: String) throws(FieldFault) -> Timestamp {
    if let offset = local.offsetMinutes { return Timestamp(local, offsetSeconds: offset * 60) }
    let seconds = Int64(local.date.days) * 86_400 + Int64(local.secondOfDay)
    switch zone.reading(of: seconds) {
    case .instant(let instant):
      return Timestamp(microseconds: instant * 1_000_000 + Int64(local.microsecond))
    case .twice:
      throw FieldFault(.timeInvalid, "\(quoted(text)) was twice in \(zoneName), clocks went back")
    case .never:
      throw FieldFault(
        .timeInvalid, "\(quoted(text)) never was in \(zoneName), clocks went forward")
    case .unknownZone:
      throw FieldFault(.timeInvalid, "\(quoted(text)) has no offset and no zone is \(zoneName)")
    }
  }

  private func beginning(of date: CalendarDate, _ text: String) throws(FieldFault) -> Timestamp {
    guard let instant = zone.start(of: date) else {
      throw FieldFault(.timeInvalid, "\(quoted(text)) has no offset and no zone is \(zoneName)")
    }
    return Timestamp(microseconds: instant * 1_000_000)
  }

  private func checked(_ time: Timestamp, _ text: String) throws(FieldFault) -> Timestamp {
    guard time >= Self.start else {
      throw FieldFault(.timeInvalid, "\(quoted(text)) lies before 1970")
    }
    guard time <= Self.end else {
      throw FieldFault(.timeInvalid, "\(quoted(text)) lies after 2100-01-01")
    }
    return time
  }

  private static func impossible(_ text: String) -> FieldFault {
    FieldFault(.timeInvalid, "\(quoted(text)) is no possible time")
  }
}
