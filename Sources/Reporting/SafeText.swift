/// Text from files, made harmless for terminals and reports.
package enum SafeText {
  /// Control characters and direction marks are shown as `\u{…}`.
  package static func shown(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F }) { return text }
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars { append(scalar, to: &safe) }
    return safe
  }

  /// As `shown`, where the lines of the text stay lines.
  package static func shownLines(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isUnsafe($0) && $0 != "\n" }) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if scalar == "\n" { safe += "\n" } else { append(scalar, to: &safe) }
    }
    return safe
  }

  /// A JSON document whose texts hold the same characters as escapes.
  ///
  /// What acts on a terminal can stand in a document only inside of a text.
  package static func shownJSON(_ document: String) -> String {
    guard document.unicodeScalars.contains(where: { isUnsafe($0) && $0 != "\n" }) else {
      return document
    }
    var safe = ""
    for scalar in document.unicodeScalars {
      if isUnsafe(scalar) && scalar != "\n" {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// As `shown`, fit for the text and the quoted attributes of an HTML page.
  package static func html(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      default: append(scalar, to: &safe)
      }
    }
    return safe
  }

  private static func append(_ scalar: Unicode.Scalar, to safe: inout String) {
    if isUnsafe(scalar) {
      safe += "\\u{" + String(scalar.value, radix: 16) + "}"
    } else {
      safe.unicodeScalars.append(scalar)
    }
  }

  /// Controls of both tables, what breaks a line, what turns the direction of writing, what no
  /// page may hold, and what is not seen at all: with it two keys could look like one.
  package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7f: false
    case 0..<0xa0, 0x2028...0x202e, 0xfff9...0xfffb, 0xe0000...0xe0fff: true
    case 0xfdd0...0xfdef: true
    default: scalar.value & 0xfffe == 0xfffe || scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
