package import Domain

/// How a dialect writes dates or times, as `dd.MM.yyyy HH:mm:ss`.
///
/// Letters as in Unicode TR 35: `yyyy yy MM M dd d HH H mm m ss s S…`, and `X` or `Z` for an
/// offset; text between apostrophes and everything else stands for itself.
package struct TimePattern {
  enum Part: Hashable {
    case year
    /// Two digits: 00 to 69 lie in this century, 70 to 99 in the one before.
    case shortYear
    case month(ClosedRange<Int>)
    case day(ClosedRange<Int>)
    case hour(ClosedRange<Int>)
    case minute(ClosedRange<Int>)
    case second(ClosedRange<Int>)
    case fraction
    case offset
    case literal(UInt8)
  }

  /// What a text says when read with a pattern.
  package enum Reading: Equatable {
    case time(LocalTime)
    /// The text is written as the pattern says, but the calendar or the clock has no such time.
    case impossible
    /// The text is written in another way.
    case other
  }

  /// `nil` for RFC 3339.
  private let parts: [Part]?

  package init(_ pattern: String) {
    parts = pattern == "rfc3339" ? nil : Self.parts(of: pattern)
  }

  private static func parts(of pattern: String) -> [Part] {
    var parts: [Part] = []
    var rest = Substring(pattern).utf8
    var isQuoted = false
    while let byte = rest.first {
      if byte == UInt8(ascii: "'") {
        rest.removeFirst()
        if rest.first == byte {
          rest.removeFirst()
          parts.append(.literal(byte))
        } else {
          isQuoted.toggle()
        }
        continue
      }
      let width = isQuoted ? 1 : rest.prefix { $0 == byte }.count
      let part = isQuoted ? nil : Self.part(byte, width)
      if let part {
        parts.append(part)
      } else {
        parts += Array(repeating: .literal(byte), count: width)
      }
      rest.removeFirst(width)
    }
    return parts
  }

  private static func part(_ letter: UInt8, _ width: Int) -> Part? {
    let digits = width == 1 ? 1...2 : 2...2
    return switch (letter, width) {
    case (UInt8(ascii: "y"), 4): .year
    case (UInt8(ascii: "y"), 2): .shortYear
    case (UInt8(ascii: "M"), 1...2): .month(digits)
    case (UInt8(ascii: "d"), 1...2): .day(digits)
    case (UInt8(ascii: "H"), 1...2): .hour(digits)
    case (UInt8(ascii: "m"), 1...2): .minute(digits)
    case (UInt8(ascii: "s"), 1...2): .second(digits)
    case (UInt8(ascii: "S"), _): .fraction
    case (UInt8(ascii: "X"), _), (UInt8(ascii: "Z"), _): .offset
    default: nil
    }
  }

  package func read(_ text: String) -> Reading {
    guard let parts else { return Self.readRFC3339(text) }
    var reader = DigitReader(text)
    var found = ClockParts()
    for part in parts {
      guard found.take(part, from: &reader) else { return .other }
    }
    guard reader.isAtEnd else { return .other }
    return found.time.map { .time($0) } ?? .impossible
  }

  private static func readRFC3339(_ text: String) -> Reading {
    if let time = LocalTime(text) { return .time(time) }
    let shape = "dddd-dd-dd?dd:dd:dd".utf8
    let fits = zip(text.utf8, shape).allSatisfy { byte, form in
      switch form {
      case UInt8(ascii: "d"): byte.isDigit
      case UInt8(ascii: "?"): byte == 0x20 || byte | 0x20 == UInt8(ascii: "t")
      default: byte == form
      }
    }
    return fits && text.utf8.count >= shape.count ? .impossible : .other
  }
}

/// Numbers of a time as they are read.
private struct ClockParts {
  private var year = 1970
  private var month = 1
  private var day = 1
  private var hour = 0
  private var minute = 0
  private var second = 0
  private var microsecond = 0
  private var offsetMinutes: Int?

  mutating func take(_ part: TimePattern.Part, from reader: inout DigitReader) -> Bool {
    switch part {
    case .year: Self.set(&year, reader.number(4))
    case .shortYear: Self.set(&year, reader.number(2).map { $0 < 70 ? 2000 + $0 : 1900 + $0 })
    case .month(let digits): Self.set(&month, reader.number(in: digits))
    case .day(let digits): Self.set(&day, reader.number(in: digits))
    case .hour(let digits): Self.set(&hour, reader.number(in: digits))
    case .minute(let digits): Self.set(&minute, reader.number(in: digits))
    case .second(let digits): Self.set(&second, reader.number(in: digits))
    case .fraction: Self.set(&microsecond, reader.fraction())
    case .offset: takeOffset(from: &reader)
    case .literal(let byte): reader.skip(Unicode.Scalar(byte))
    }
  }

  private static func set(_ part: inout Int, _ number: Int?) -> Bool {
    guard let number else { return false }
    part = number
    return true
  }

  private mutating func takeOffset(from reader: inout DigitReader) -> Bool {
    offsetMinutes = reader.skip("Z") || reader.skip("z") ? 0 : reader.offset()
    return offsetMinutes != nil
  }

  /// `nil` when the calendar or the clock has no such time.
  var time: LocalTime? {
    guard let date = CalendarDate(year: year, month: month, day: day), hour < 24, minute < 60,
      second < 60
    else { return nil }
    return LocalTime(
      date: date, secondOfDay: hour * 3600 + minute * 60 + second, microsecond: microsecond,
      offsetMinutes: offsetMinutes)
  }
}
