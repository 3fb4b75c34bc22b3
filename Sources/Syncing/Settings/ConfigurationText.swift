/// The text of a configuration file, and what in it no parser should have to see.
struct ConfigurationText {
  /// Without a byte order mark.
  let text: String

  init(_ text: String) {
    self.text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.dropFirst()) : text
  }

  /// The lines without their ends, divided where YAML divides them.
  var lines: [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var place = Place.start
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      let reached = place.line
      place.pass(scalar, after: previous)
      if place.line > reached {
        lines.append(String(line))
        line.removeAll(keepingCapacity: true)
      } else if place.column > 1 {
        line.append(scalar)
      }
      previous = scalar
    }
    lines.append(String(line))
    return lines
  }

  /// Reports the first character that YAML does not allow; the parser would stop at a NUL without
  /// a word.
  func reportForbiddenCharacters(to mistakes: Mistakes) -> Bool {
    var place = Place.start
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if !Self.isAllowed(scalar) {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - code.count))
        mistakes.report("the character U+\(padding)\(code) is not allowed here", at: place)
        return true
      }
      place.pass(scalar, after: previous)
      previous = scalar
    }
    return false
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD: true
    case 0x10000...0x10FFFF: true
    default: false
    }
  }

  /// The text of a file, or the place of the first byte that is not UTF-8.
  static func decoded(_ bytes: [UInt8]) -> (text: String?, fault: Place) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, .start) }
    var place = Place.start
    var decoder = UTF8()
    var input = bytes.makeIterator()
    var previous: Unicode.Scalar?
    while case .scalarValue(let scalar) = decoder.decode(&input) {
      place.pass(scalar, after: previous)
      previous = scalar
    }
    return (nil, place)
  }
}

extension Place {
  /// Moves behind a character; CR LF is one line end, and CR, LF, NEL, LS and PS alone are too.
  fileprivate mutating func pass(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) {
    switch scalar {
    case "\n" where previous == "\r": break
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": self = Place(line: line + 1, column: 1)
    default: column += 1
    }
  }
}
