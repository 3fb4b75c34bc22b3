/// A place in the configuration file; line and column from 1, columns in Unicode scalars.
struct Place: Hashable, Comparable {
  var line: Int
  var column: Int

  static let start = Place(line: 1, column: 1)

  static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A value of the configuration file with its place: the parsed file without its notation.
struct ConfigurationNode {
  enum Content {
    /// `isPlain` when it stands without quotes; an empty plain scalar is nothing.
    case scalar(String, isPlain: Bool)
    case list([ConfigurationNode])
    case mapping([ConfigurationEntry])
    /// Something that is not read, which has been reported.
    case refused
  }

  var place: Place
  var content: Content

  /// A key without a value, as `files:`.
  var isNothing: Bool {
    guard case .scalar("", isPlain: true) = content else { return false }
    return true
  }

  /// How a message names it: the scalar as written, else its kind.
  var described: String {
    switch content {
    case .scalar(let text, _): isNothing ? "nothing" : quoted(text)
    case .list: "a list"
    case .mapping: "a mapping"
    case .refused: "nothing"
    }
  }
}

/// One key of a mapping with its value.
struct ConfigurationEntry {
  var key: String
  var place: Place
  var value: ConfigurationNode
}

/// Collects the mistakes of a configuration.
final class Mistakes {
  private(set) var errors: Set<SettingsError> = []

  func report(_ message: String, at place: Place) {
    // Keys of the file stand in messages as they are; a message is one line all the same.
    let shown = message.unicodeScalars.map(visible).joined()
    errors.insert(SettingsError(line: place.line, column: place.column, message: shown))
  }

  /// In file order; a mistake that several feeds inherit appears once.
  var inFileOrder: [SettingsError] {
    errors.sorted {
      ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message)
    }
  }
}

/// Text between quotation marks, without control characters, cut to a readable length.
func quoted(_ text: String) -> String {
  let limit = 60
  let shown = text.unicodeScalars.prefix(limit).map(visible)
  let isCut = text.unicodeScalars.dropFirst(limit).first != nil
  return "\"" + shown.joined() + (isCut ? "…" : "") + "\""
}

/// The character, or a sign for one that steers a terminal.
private func visible(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\t": "\\t"
  case "\n": "\\n"
  case "\r": "\\r"
  case _ where scalar.properties.generalCategory == .control: "\u{FFFD}"
  default: String(scalar)
  }
}
