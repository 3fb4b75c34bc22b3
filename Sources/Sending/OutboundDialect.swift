package import Domain

/// How an outbound file is written; the counterpart of the dialect it is read with.
package struct OutboundDialect: Sendable {
  package enum Format: String, CaseIterable, Sendable {
    case csv
    case json
    case ndjson
  }

  package var format: Format
  package var encoding: OutboundEncoding
  package var hasByteOrderMark: Bool
  package var delimiter: String
  /// `nil` when nothing is quoted.
  package var quote: Character?
  package var hasHeader: Bool
  /// Written for an empty field.
  package var null: String
  package var decimalMark: Character
  /// As `dd.MM.yyyy`.
  package var datePattern: String
  /// As `dd.MM.yyyy HH:mm:ss`, or `rfc3339`.
  package var timePattern: String
  /// JSON pointer under which the records stand; `nil` for a bare array of records.
  package var records: String?
  /// Wall-clock time of an instant in the zone of the file.
  package var localTime: @Sendable (Timestamp) -> LocalTime

  package init(format: Format, localTime: @escaping @Sendable (Timestamp) -> LocalTime) {
    self.format = format
    encoding = .utf8
    hasByteOrderMark = false
    delimiter = ","
    quote = "\""
    hasHeader = true
    null = ""
    decimalMark = "."
    datePattern = "yyyy-MM-dd"
    timePattern = "rfc3339"
    records = "/records"
    self.localTime = localTime
  }

  /// The text of a value in this dialect, before quoting.
  func text(_ value: Value) -> String {
    switch value {
    case .null: null
    case .text(let text): text
    case .decimal(let decimal):
      decimalMark == "."
        ? decimal.description
        : String(decimal.description.map { $0 == "." ? decimalMark : $0 })
    case .flag(let flag): flag ? "true" : "false"
    case .date(let date):
      DatePattern(datePattern).text(LocalTime(date: date, secondOfDay: 0))
    case .time(let time):
      timePattern == "rfc3339"
        ? time.description : DatePattern(timePattern).text(localTime(time))
    }
  }
}

/// Writes dates and times by a pattern of `yyyy yy MM M dd d HH mm ss SSS` and literals.
struct DatePattern {
  private let pattern: String

  init(_ pattern: String) {
    self.pattern = pattern
  }

  func text(_ time: LocalTime) -> String {
    var text = ""
    var rest = pattern[...]
    while let letter = rest.first {
      let run = rest.prefix { $0 == letter }
      text += part(letter, run.count, of: time) ?? String(run)
      rest = rest.dropFirst(run.count)
    }
    return text
  }

  private func part(_ letter: Character, _ width: Int, of time: LocalTime) -> String? {
    let (year, month, day) = time.date.parts
    switch letter {
    case "y": return width == 2 ? padded(year % 100, 2) : padded(year, width)
    case "M": return padded(month, width)
    case "d": return padded(day, width)
    case "H": return padded(time.secondOfDay / 3600, width)
    case "m": return padded(time.secondOfDay / 60 % 60, width)
    case "s": return padded(time.secondOfDay % 60, width)
    case "S":
      return String((padded(time.microsecond, 6) + "000").prefix(width))
    default: return nil
    }
  }
}
