/// Tables for spreadsheets: CSV (RFC 4180, comma, UTF-8, LF) in which no text is run as a formula.
package enum SheetText {
  /// A table with a header.
  ///
  /// - Parameters:
  ///   - columns: their names.
  ///   - numeric: those whose cells are numbers, which are never altered.
  ///   - rows: cells in the order of the columns.
  /// - Returns: its bytes.
  package static func bytes(
    columns: [String], numeric: Set<String>, _ rows: some Sequence<[String]>
  ) -> [UInt8] {
    let isNumeric = columns.map(numeric.contains)
    var bytes = Array((columns.joined(separator: ",") + "\n").utf8)
    for row in rows {
      for (column, value) in row.enumerated() {
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        append(isNumeric[column] ? value : harmless(SafeText.shown(value)), to: &bytes)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// A text that a spreadsheet would run as a formula gets a mark that makes it text again.
  private static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    switch first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "\u{0}", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}",
      "\u{ff20}":
      return "'" + text
    default: return text
    }
  }

  /// Byte by byte: a mark that combines with a quote must not hide it.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes =
      text.utf8.first == UInt8(ascii: "'")
      || text.utf8.contains { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
