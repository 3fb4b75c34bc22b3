import Domain

/// Wording that the checks share, so that every message reads alike.
enum Wording {
  /// Most names that one message lists; the rest is counted.
  static let listLimit = 10

  /// `text` after `file:line: `; without a place the text alone.
  static func at(_ origin: Origin?, _ text: String) -> String {
    origin.map { "\(place($0)): \(text)" } ?? text
  }

  static func place(_ origin: Origin) -> String { "\(origin.file):\(origin.line)" }

  /// The place in brackets behind what it says, empty without one.
  static func bracketed(_ origin: Origin?) -> String {
    origin.map { " (\(place($0)))" } ?? ""
  }

  /// Text in quotation marks, numbers and times plain, an empty field as `nothing`.
  static func spelled(_ value: Value) -> String {
    switch value {
    case .null: "nothing"
    case .text(let text): "\"\(text)\""
    default: value.description
    }
  }

  /// The quantity, or `no row` for a side that has none.
  static func spelled(_ quantity: ExactDecimal?) -> String {
    quantity?.description ?? "no row"
  }

  /// As `1 row` and `3 rows`.
  static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  /// Names in the order given, separated by commas; cut at `listLimit`.
  static func listed(_ names: [String]) -> String {
    let shown = names.prefix(listLimit).joined(separator: ", ")
    guard names.count > listLimit else { return shown }
    return "\(shown) and \(names.count - listLimit) more"
  }

  /// The two largest units of a span of time, as `2 d 3 h`, `5 min` or `40 s`.
  static func duration(seconds: Int) -> String {
    let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")]
    var rest = max(0, seconds)
    var parts: [String] = []
    for (length, name) in units where parts.count < 2 {
      if rest >= length {
        parts.append("\(rest / length) \(name)")
      } else if !parts.isEmpty {
        break
      }
      rest %= length
    }
    return parts.isEmpty ? "0 s" : parts.joined(separator: " ")
  }
}
