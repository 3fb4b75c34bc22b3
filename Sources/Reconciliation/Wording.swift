import Domain

/// Wording that the checks share, so that every message reads alike.
enum Wording {
  /// Most names that one message lists; the rest is counted.
  static let listLimit = 10
  /// Most characters of one cell that a message shows.
  static let cellLimit = 80

  /// `text` after `file:line: `; without a place the text alone.
  static func at(_ origin: Origin?, _ text: String) -> String {
    origin.map { "\(place($0)): \(text)" } ?? text
  }

  /// `file:line`, or the file alone for what concerns no line of it.
  static func place(_ origin: Origin) -> String {
    origin.line > 0 ? "\(origin.file):\(origin.line)" : origin.file
  }

  /// The text of a cell, its end replaced by `…` when it is too long for a message.
  static func cut(_ text: String) -> String {
    // Bytes are cheap to count, and no text has more characters than bytes.
    guard text.utf8.count > cellLimit, text.count > cellLimit else { return text }
    return text.prefix(cellLimit - 1) + "…"
  }

  /// The reason for a fault, with the value that it repeats, whole or shortened, cut.
  static func cut(_ reason: String, naming value: String) -> String {
    let short = cut(value)
    guard short != value, let start = reason.firstRange(of: value.prefix(cellLimit)) else {
      return reason
    }
    let rest = reason[start.upperBound...]
    let repeated = zip(rest, value.dropFirst(cellLimit)).prefix { $0 == $1 }.count
    return reason[..<start.lowerBound] + short + rest.dropFirst(repeated)
  }

  /// The place in brackets behind what it says, empty without one.
  static func bracketed(_ origin: Origin?) -> String {
    origin.map { " (\(place($0)))" } ?? ""
  }

  /// Text in quotation marks, numbers and times plain, an empty field as `nothing`.
  static func spelled(_ value: Value) -> String {
    switch value {
    case .null: "nothing"
    case .text(let text): "\"\(cut(text))\""
    default: value.description
    }
  }

  /// The reasons behind a colon, cut at `listLimit`; empty without any.
  static func reasons(_ reasons: [String]) -> String {
    guard !reasons.isEmpty else { return "" }
    let more = reasons.count > listLimit ? "; and \(reasons.count - listLimit) more" : ""
    return ": " + reasons.prefix(listLimit).map { cut($0) }.joined(separator: "; ") + more
  }

  /// As `says 7`, or `lists none` of a side that has no row.
  static func says(_ quantity: ExactDecimal?) -> String {
    quantity.map { "says \($0)" } ?? "lists none"
  }

  /// The lines of some rows, ascending, as `line 2`, `line 2 (3 rows)`, `lines 2 and 3` and
  /// `lines 2, 3 and 4`; many are cut at `listLimit`.
  static func lines(_ rows: [Int]) -> String {
    let lines = rows.enumerated().filter { $0 == 0 || rows[$0 - 1] != $1 }.map(\.element)
    guard let last = lines.last, lines.count > 1 else {
      let line = "line \(lines.first.map(String.init) ?? "unknown")"
      return rows.count > 1 ? "\(line) (\(rows.count) rows)" : line
    }
    let texts = lines.map(String.init)
    guard lines.count <= listLimit else { return "lines \(listed(texts))" }
    return "lines \(texts.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// As `1 row` and `3 rows`.
  static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  /// Names in the order given, separated by commas unless said otherwise; cut at the limit.
  static func listed(
    _ names: [String], limit: Int = listLimit, separator: String = ", "
  ) -> String {
    let shown = names.prefix(limit).joined(separator: separator)
    guard names.count > limit else { return shown }
    return "\(shown) and \(names.count - limit) more"
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
