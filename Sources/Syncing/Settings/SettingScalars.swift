import Domain
import Mapping

/// Readers of single values.
extension Setting {
  /// The scalar as it is written, whatever YAML would make of it: `true`, `01` and `1.50` stay
  /// text.
  func word(_ what: String = "a text") -> String? {
    guard case .scalar(let text, _) = node.content, !node.isNothing else { return expected(what) }
    return text
  }

  /// A text with at least one character other than a space.
  func text(_ what: String = "a text") -> String? {
    guard let word = word(what) else { return nil }
    guard word.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      return expected(what)
    }
    return word
  }

  /// The name of a time zone that is known.
  func timezone() -> String? {
    guard let name = text("the name of a time zone") else { return nil }
    return ZoneClock.isKnown(name) ? name : expected("a time zone as Europe/Berlin")
  }

  /// One text or a list of texts; both may be empty texts.
  func words(_ what: String = "a text") -> [String] {
    itemsOrOne.compactMap { $0.word(what) }
  }

  func flag() -> Bool? {
    switch word("true or false") {
    case nil: nil
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: expected("true or false")
    }
  }

  func integer(_ range: ClosedRange<Int>) -> Int? {
    let what =
      range.upperBound == .max
      ? "a whole number from \(range.lowerBound)"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let word = word(what) else { return nil }
    guard let number = Self.plainInteger(word), range.contains(number) else {
      return expected(what)
    }
    return number
  }

  private static func plainInteger(_ text: String) -> Int? {
    text.utf8.first == UInt8(ascii: "+") ? nil : Int(text)
  }

  func decimal(atLeast least: ExactDecimal? = nil) -> ExactDecimal? {
    let what = least.map { "a number from \($0)" } ?? "a number"
    guard let word = word(what) else { return nil }
    guard let number = ExactDecimal(word), least.map({ number >= $0 }) ?? true else {
      return expected(what)
    }
    return number
  }

  /// `2%`; at most 100 where it is a share of a whole.
  func percent(upTo most: ExactDecimal? = nil) -> ExactDecimal? {
    let what = "a percentage as 2%" + (most.map { " up to \($0)%" } ?? "")
    guard let word = word(what) else { return nil }
    guard word.utf8.last == UInt8(ascii: "%"), let number = ExactDecimal(word.dropLast()),
      number >= .zero, most.map({ number <= $0 }) ?? true
    else { return expected(what) }
    return number
  }

  /// `2` or `2%`, for keys whose name says that they are percentages.
  func percentOrNumber() -> ExactDecimal? {
    let what = "a percentage as 2 or 2%"
    guard let word = word(what) else { return nil }
    let digits = word.utf8.last == UInt8(ascii: "%") ? word.dropLast() : word[...]
    guard let number = ExactDecimal(digits), number >= .zero else { return expected(what) }
    return number
  }

  /// Seconds.
  func duration() -> Int? {
    let what = "a duration as 30s, 5m, 2h or 1d"
    guard let word = word(what) else { return nil }
    return Self.seconds(word) ?? expected(what)
  }

  /// Seconds of a text as `30s`, `5m`, `2h` or `1d`; `nil` for any other.
  static func seconds(_ text: String) -> Int? {
    let units: [UInt8: Int] = [
      UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600,
      UInt8(ascii: "d"): 86_400,
    ]
    guard let unit = text.utf8.last.flatMap({ units[$0] }),
      let seconds = product(of: text.dropLast(), unit), seconds <= longestSeconds
    else { return nil }
    return seconds
  }

  /// A thousand years; whoever means more writes nothing.
  private static let longestSeconds = 1000 * 366 * 86_400

  /// Bytes: `256MiB`, `64KiB`, `1GiB` or a plain number.
  func bytes() -> Int64? {
    let what = "a size as 256MiB"
    guard let word = word(what) else { return nil }
    let units: [(String, Int)] = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)]
    for (suffix, factor) in units where word.hasSuffix(suffix) {
      return Self.product(of: word.dropLast(3), factor).map { Int64($0) } ?? expected(what)
    }
    return Self.product(of: word[...], 1).map { Int64($0) } ?? expected(what)
  }

  /// Plain digits times a factor; `nil` for anything else, zero bytes included, and on overflow.
  private static func product(of digits: Substring, _ factor: Int) -> Int? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(digits)
    else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
  }

  /// Minutes since midnight: `06:00-22:00`.
  func hours() -> ClosedRange<Int>? {
    let what = "hours of one day as \"06:00-22:00\""
    guard let word = word(what) else { return nil }
    var reader = DigitReader(word)
    guard let start = Self.minutes(&reader), reader.skip("-"), let end = Self.minutes(&reader),
      reader.isAtEnd, start < end
    else { return expected(what) }
    return start...end
  }

  private static func minutes(_ reader: inout DigitReader) -> Int? {
    guard let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2),
      minute < 60, hour * 60 + minute <= 24 * 60
    else { return nil }
    return hour * 60 + minute
  }

  /// Minutes since midnight: `16:30`.
  func minuteOfDay() -> Int? {
    let what = "a time of day as \"16:30\""
    guard let word = word(what) else { return nil }
    var reader = DigitReader(word)
    guard let minute = Self.minutes(&reader), reader.isAtEnd else { return expected(what) }
    return minute
  }

  func date() -> CalendarDate? {
    let what = "a date as 2026-10-31"
    guard let word = word(what) else { return nil }
    return CalendarDate(word) ?? expected(what)
  }

  func character(_ what: String = "one character") -> Character? {
    guard let word = word(what) else { return nil }
    guard word.count == 1, let character = word.first else { return expected(what) }
    return character
  }

  func choice<Choice>(_ type: Choice.Type) -> Choice?
  where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
    oneOf(type.allCases.map(\.rawValue)).flatMap { Choice(rawValue: $0) }
  }

  /// One of these words.
  func oneOf(_ choices: [String]) -> String? {
    let what = "one of " + choices.joined(separator: ", ")
    guard let word = word(what) else { return nil }
    guard choices.contains(word) else {
      fail("expected \(what), found \(quoted(word))" + Spelling.hint(for: word, among: choices))
      return nil
    }
    return word
  }

  /// The name of something that is declared elsewhere in the file.
  func reference(to kind: String, among known: [String]) -> String? {
    guard let word = text("the name of a \(kind)") else { return nil }
    guard known.contains(word) else {
      fail("unknown \(kind) \(quoted(word))" + Spelling.hint(for: word, among: known))
      return nil
    }
    return word
  }

  /// Names appear in paths and on the command line, so they hold no separator of either.
  func isUsableName(_ kind: String) -> Bool {
    let isUsable =
      key.utf8.first.map { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") } ?? false
      && key.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."), 0x80...:
          true
        default: false
        }
      }
    if !isUsable {
      mistakes.report(
        "\(quoted(key)) cannot name a \(kind); use letters, digits, \"-\", \"_\" and \".\"",
        at: keyPlace)
    }
    return isUsable
  }

  /// A path below the exchange folder: relative, without `..`.
  func relativePath(_ what: String = "a path below the exchange folder") -> String? {
    guard let path = text(what) else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.utf8.starts(with: "/".utf8), !parts.contains(".."), !parts.contains("") else {
      return expected(what)
    }
    return path
  }

  /// A regular expression that compiles.
  func pattern() -> String? {
    guard let word = text("a regular expression") else { return nil }
    do {
      _ = try Regex(word)
      return word
    } catch {
      fail("the regular expression \(quoted(word)) cannot be read")
      return nil
    }
  }
}
