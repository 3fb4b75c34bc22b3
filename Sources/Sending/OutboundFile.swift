package import Domain

/// The content of one outbound file, before it is written in a format.
package struct OutboundFile: Sendable {
  package var entity: EntityID
  /// Idempotency key of the file.
  package var message: String
  package var sequence: Int
  package var createdAt: Timestamp
  /// Column titles or member names, in file order.
  package var titles: [String]
  /// Field types, one per title.
  package var types: [FieldType]
  /// One value per title and row, in key order.
  package var rows: [[Value]]

  package init(
    entity: EntityID, message: String, sequence: Int, createdAt: Timestamp, titles: [String],
    types: [FieldType], rows: [[Value]]
  ) {
    self.entity = entity
    self.message = message
    self.sequence = sequence
    self.createdAt = createdAt
    self.titles = titles
    self.types = types
    self.rows = rows
  }

  /// The file's bytes in a dialect: the same bytes for the same content, however often.
  ///
  /// - Parameter dialect: how the file is written.
  /// - Returns: the bytes; rows must have passed `obstacle` before.
  package func bytes(in dialect: OutboundDialect) -> [UInt8] {
    let text: String
    switch dialect.format {
    case .csv: text = DelimitedText.render(self, dialect)
    case .json: text = JSONDocument.render(self, dialect)
    case .ndjson: text = JSONDocument.renderLines(self, dialect)
    }
    let mark = dialect.hasByteOrderMark ? dialect.encoding.byteOrderMark : []
    return mark + (dialect.encoding.bytes(text) ?? Array(text.utf8))
  }

  /// The file's bytes as plain text accounting reads journals; its titles are names of fields.
  package var hledgerBytes: [UInt8] { Array(HledgerText.render(self).utf8) }

  /// The file's bytes as a page to be printed; it holds one pick list, its titles are names of fields.
  package var sheetBytes: [UInt8] { Array(PickSheet.render(self).utf8) }

  private static func obstacle(inTitle title: String, dialect: OutboundDialect) -> String? {
    if dialect.encoding.bytes(title) == nil {
      return "the title \"\(title)\" has characters that \(dialect.encoding.rawValue) lacks"
    }
    if dialect.format == .csv, dialect.quote == nil, dialect.hasHeader,
      DelimitedText.needsQuotes(title, delimiter: dialect.delimiter, quote: nil)
    {
      return "the title \"\(title)\" would need quotes, and the dialect quotes nothing"
    }
    return nil
  }

  /// Why a row cannot be written in a dialect without changing it; `nil` when it can.
  ///
  /// - Parameters:
  ///   - row: one value per title.
  ///   - titles: the column titles, for the message.
  ///   - dialect: how the file is written.
  /// - Returns: as `column "Name": "Łódź" has characters that windows-1252 lacks`.
  package static func obstacle(
    in row: [Value], titles: [String], dialect: OutboundDialect
  ) -> String? {
    if dialect.format == .csv, dialect.quote == nil, let title = titles.first, row.count == 1,
      dialect.text(row[0]).isEmpty
    {
      return "column \"\(title)\" is the only one and empty: the line would be no row, and the "
        + "dialect quotes nothing"
    }
    for (title, value) in zip(titles, row) {
      let text = dialect.text(value)
      if let fault = obstacle(inTitle: title, dialect: dialect) { return fault }
      if dialect.encoding != .utf8, dialect.encoding.bytes(text) == nil {
        return "column \"\(title)\": \"\(text)\" has characters that "
          + "\(dialect.encoding.rawValue) lacks"
      }
      if dialect.format == .csv, dialect.quote == nil,
        DelimitedText.needsQuotes(text, delimiter: dialect.delimiter, quote: nil)
      {
        return "column \"\(title)\": \"\(text)\" holds the delimiter, a line end or a blank at "
          + "its end, and the dialect quotes nothing"
      }
    }
    return nil
  }
}

/// Delimited files (RFC 4180 with the dialect's marks); lines end with LF.
enum DelimitedText {
  static func render(_ file: OutboundFile, _ dialect: OutboundDialect) -> String {
    var text = ""
    if dialect.hasHeader {
      text += file.titles.map { cell($0, dialect) }.joined(separator: dialect.delimiter) + "\n"
    }
    for row in file.rows {
      let line = row.map { cell(dialect.text($0), dialect) }.joined(separator: dialect.delimiter)
      // A line with nothing in it would be no row.
      text += line.isEmpty ? dialect.quote.map { "\($0)\($0)" } ?? "" : line
      text += "\n"
    }
    return text
  }

  static func needsQuotes(_ text: String, delimiter: String, quote: Character?) -> Bool {
    let marks = (quote?.utf8).map(Array.init) ?? []
    return text.utf8.contains { $0 == 0x0a || $0 == 0x0d || marks.contains($0) }
      || text.first == " " || text.last == " " || hides(text, delimiter)
  }

  private static func cell(_ text: String, _ dialect: OutboundDialect) -> String {
    guard let quote = dialect.quote,
      needsQuotes(text, delimiter: dialect.delimiter, quote: quote)
    else { return text }
    // Scalar by scalar: a mark that combines with the quote must not hide it.
    let mark = quote.unicodeScalars
    var doubled = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if mark.contains(scalar) { doubled.append(scalar) }
      doubled.append(scalar)
    }
    return "\(quote)\(String(doubled))\(quote)"
  }

  /// Whether a delimiter behind the text would not be the first that a reader finds: `a;` before
  /// `;;` looks like `a` before `;;` and `;`.
  private static func hides(_ text: String, _ delimiter: String) -> Bool {
    let needle = Array(delimiter.utf8)
    guard let first = needle.first else { return false }
    let count = text.utf8.count
    let bytes = Array(text.utf8) + needle
    for start in 0..<count
    where bytes[start] == first && bytes[start...].starts(with: needle) {
      return true
    }
    return false
  }
}

/// JSON files: an envelope with the records in it, a bare array, or one record a line.
enum JSONDocument {
  static func render(_ file: OutboundFile, _ dialect: OutboundDialect) -> String {
    let lines = records(file, dialect)
    let array = lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n]"
    guard let pointer = dialect.records, pointer != "" else { return array + "\n" }
    let members = [
      ("schema", JSONValue.string("wmsync.\(file.entity)/1")),
      ("message", .string(file.message)), ("seq", .number(String(file.sequence))),
      ("created_at", .string(file.createdAt.description)),
    ].map { "\(JSONValue.string($0).jsonText):\($1.jsonText)" }
    let names = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      .map { JSONValue.string(unescaped(String($0))).jsonText }
    let opening = names.joined(separator: ":{")
    let closing = String(repeating: "}", count: max(0, names.count - 1))
    return "{" + members.joined(separator: ",") + ",\(opening):\(array)\(closing)}\n"
  }

  static func renderLines(_ file: OutboundFile, _ dialect: OutboundDialect) -> String {
    records(file, dialect).map { $0 + "\n" }.joined()
  }

  private static func records(_ file: OutboundFile, _ dialect: OutboundDialect) -> [String] {
    file.rows.map { row in
      let members = zip(file.titles, row).map { title, value in
        JSONValue.Member(title, json(value, dialect))
      }
      return JSONValue.object(members).jsonText
    }
  }

  private static func json(_ value: Value, _ dialect: OutboundDialect) -> JSONValue {
    switch value {
    case .null: .null
    case .decimal(let decimal): .number(decimal.description)
    case .flag(let flag): .bool(flag)
    case .text, .date, .time: .string(dialect.text(value))
    }
  }

  private static func unescaped(_ part: String) -> String {
    var text = ""
    var tilde = false
    for character in part {
      if tilde {
        text += character == "1" ? "/" : character == "0" ? "~" : "~\(character)"
        tilde = false
      } else if character == "~" {
        tilde = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}
