/// A day of the proleptic Gregorian calendar, without a time zone.
package struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  package let days: Int32

  package init(days: Int32) {
    self.days = days
  }

  /// `nil` for a day that the calendar does not have, as 30 February.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    // Days from civil, after Howard Hinnant's chrono-compatible algorithms.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    days = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `yyyy-MM-dd`.
  package init?(_ text: some StringProtocol) {
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2),
      reader.skip("-"), let day = reader.number(2), reader.isAtEnd
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthIndex + 2) / 5 + 1
    )
  }

  package static func < (left: Self, right: Self) -> Bool { left.days < right.days }

  /// `yyyy-MM-dd`.
  package var description: String {
    let (year, month, day) = parts
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}

/// An instant, kept in UTC with microseconds.
package struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package let microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  package init(date: CalendarDate, secondOfDay: Int = 0, microsecond: Int = 0) {
    microseconds =
      (Int64(date.days) * 86_400 + Int64(secondOfDay)) * 1_000_000 + Int64(microsecond)
  }

  /// Reads RFC 3339: date, `T` or space, time, optional fraction, and `Z` or an offset.
  ///
  /// A leap second (`:60`) is accepted where RFC 3339 allows one and reads as the second after.
  /// `nil` without an offset: a local time needs a zone to mean anything.
  package init?(rfc3339 text: some StringProtocol) {
    guard let local = LocalTime(text), let offset = local.offsetMinutes else { return nil }
    self.init(local, offsetSeconds: offset * 60)
    // The offset can lead out of the years that can be written again.
    guard (1...9999).contains(date.parts.year) else { return nil }
  }

  /// The instant of a wall-clock time in a zone that is `offsetSeconds` ahead of UTC.
  package init(_ local: LocalTime, offsetSeconds: Int) {
    microseconds =
      (Int64(local.date.days) * 86_400 + Int64(local.secondOfDay - offsetSeconds)) * 1_000_000
      + Int64(local.microsecond)
  }

  package func adding(seconds: Int) -> Timestamp {
    Timestamp(microseconds: microseconds + Int64(seconds) * 1_000_000)
  }

  /// Whole seconds from `earlier` to this instant; negative when it lies after.
  package func seconds(since earlier: Timestamp) -> Int {
    Int((microseconds - earlier.microseconds) / 1_000_000)
  }

  package var date: CalendarDate {
    CalendarDate(days: Int32(clamping: floorDivision(microseconds, 86_400_000_000)))
  }

  /// Seconds since midnight UTC.
  package var secondOfDay: Int {
    Int(floorDivision(microseconds, 1_000_000) - Int64(date.days) * 86_400)
  }

  package var microsecond: Int {
    Int((microseconds % 1_000_000 + 1_000_000) % 1_000_000)
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.microseconds < right.microseconds
  }

  /// RFC 3339 in UTC; the fraction appears only when there is one.
  package var description: String {
    let second = secondOfDay
    let (year, month, day) = date.parts
    let micros = microsecond
    return String(unsafeUninitializedCapacity: 27) { bytes in
      var writer = DigitWriter(bytes)
      writer.add(year, width: 4, then: "-")
      writer.add(month, width: 2, then: "-")
      writer.add(day, width: 2, then: "T")
      writer.add(second / 3600, width: 2, then: ":")
      writer.add(second / 60 % 60, width: 2, then: ":")
      writer.add(second % 60, width: 2, then: micros == 0 ? "Z" : ".")
      if micros != 0 {
        writer.add(micros, width: 6, then: nil)
        writer.dropZeros()
        writer.add("Z")
      }
      return writer.count
    }
  }
}

/// Writes numbers of fixed width into bytes.
private struct DigitWriter {
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private var index = 0

  /// How many bytes were written.
  var count: Int { index }

  init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func add(_ number: Int, width: Int, then mark: Unicode.Scalar?) {
    var rest = number
    for place in (index..<(index + width)).reversed() {
      bytes[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    index += width
    if let mark { add(mark) }
  }

  mutating func add(_ mark: Unicode.Scalar) {
    bytes[index] = UInt8(ascii: mark)
    index += 1
  }

  /// Takes back the zeros at the end.
  mutating func dropZeros() {
    while index > 0, bytes[index - 1] == UInt8(ascii: "0") { index -= 1 }
  }
}

/// A date and time of day as written in a file, with the offset if the file states one.
package struct LocalTime: Hashable, Sendable {
  package let date: CalendarDate
  /// Seconds since local midnight, 0 to 86 400 (a leap second at the end of a day).
  package let secondOfDay: Int
  package let microsecond: Int
  /// Minutes ahead of UTC; `nil` when the text did not say.
  package let offsetMinutes: Int?

  package init(
    date: CalendarDate, secondOfDay: Int, microsecond: Int = 0, offsetMinutes: Int? = nil
  ) {
    self.date = date
    self.secondOfDay = secondOfDay
    self.microsecond = microsecond
    self.offsetMinutes = offsetMinutes
  }

  /// Reads `yyyy-MM-ddTHH:mm:ss[.fraction][Z|±hh:mm]`; a space may stand for the `T`.
  package init?(_ text: some StringProtocol) {
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2),
      reader.skip("-"), let day = reader.number(2),
      let date = CalendarDate(year: year, month: month, day: day),
      reader.skip("T") || reader.skip("t") || reader.skip(" "),
      let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2),
      reader.skip(":"), let second = reader.number(2), hour < 24, minute < 60, second <= 60
    else { return nil }
    var microsecond = 0
    if reader.skip(".") {
      guard let fraction = reader.fraction() else { return nil }
      microsecond = fraction
    }
    var offset: Int?
    if reader.skip("Z") || reader.skip("z") {
      offset = 0
    } else if !reader.isAtEnd {
      guard let minutes = reader.offset() else { return nil }
      offset = minutes
    }
    guard reader.isAtEnd else { return nil }
    let secondOfDay = hour * 3600 + minute * 60 + second
    if second == 60 {
      let utc = (secondOfDay - 1 - (offset ?? 0) * 60 + 2 * 86_400) % 86_400
      guard utc == 86_399 else { return nil }
    }
    self.init(
      date: date, secondOfDay: secondOfDay, microsecond: microsecond, offsetMinutes: offset)
  }
}

/// Reads fixed-width numbers off the front of a text.
package struct DigitReader {
  private let bytes: [UInt8]
  private var index = 0

  package init(_ text: some StringProtocol) {
    bytes = Array(text.utf8)
  }

  package var isAtEnd: Bool { index == bytes.count }

  /// Exactly `width` digits.
  package mutating func number(_ width: Int) -> Int? {
    number(in: width...width)
  }

  /// As many digits as the range allows, at least its lower bound.
  package mutating func number(in widths: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while count < widths.upperBound, index < bytes.count,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
    {
      value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
      index += 1
      count += 1
    }
    return count >= widths.lowerBound ? value : nil
  }

  package mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(truncatingIfNeeded: character.value) else {
      return false
    }
    index += 1
    return true
  }

  /// Digits of a fraction of a second as microseconds; digits beyond the sixth are cut.
  package mutating func fraction() -> Int? {
    var value = 0
    var count = 0
    while let digit = number(1) {
      if count < 6 { value = value * 10 + digit }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in count..<max(count, 6) { value *= 10 }
    return value
  }

  /// `±hh:mm` or `±hhmm` in minutes.
  package mutating func offset() -> Int? {
    let isNegative = skip("-")
    guard isNegative || skip("+"), let hours = number(2) else { return nil }
    _ = skip(":")
    guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
    return (hours * 60 + minutes) * (isNegative ? -1 : 1)
  }
}

/// A number with leading zeros to `width` digits.
package func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private func floorDivision(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}

extension Timestamp {
  /// As `20261122T060000Z`, for names of files.
  package var compact: String {
    let (year, month, day) = date.parts
    let second = secondOfDay
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)\(two(month))\(two(day))T\(two(second / 3_600))\(two(second / 60 % 60))"
      + "\(two(second % 60))Z"
  }
}
