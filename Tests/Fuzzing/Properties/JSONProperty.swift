internal import Domain
internal import Intake

/// JSON documents and lines of JSON: records are the same however the bytes arrive and survive
/// being written, and the reader agrees with the parser of whole texts.
package final class JSONProperty: Property {
  package static let name = "json"

  private let dialects: [Dialect]
  private var records = 0

  package init() {
    dialects = [
      Self.dialect(.json) { _ in },  // A
      Self.dialect(.ndjson) { _ in },  // B
      Self.dialect(.json) { $0.records = "/data/items" },  // C
      Self.dialect(.json) { $0.duplicateKeys = .last },  // D
      Self.small(.json) { _ in },  // E
      Self.small(.ndjson) { $0.duplicateKeys = .last },  // F
      Self.small(.json) { ($0.records, $0.duplicateKeys) = ("/a~1b/0", .last) },  // G
      Self.dialect(.json) { $0.encoding = .utf16 },  // H
      Self.dialect(.ndjson) { ($0.encoding, $0.byteOrderMark) = (.windows1252, .forbid) },  // I
      Self.dialect(.ndjson) { $0.byteOrderMark = .require },  // J
      Self.dialect(.json) { $0.records = "/" },  // K
    ]
  }

  package func fault(in input: [UInt8]) -> String? {
    guard let input = ChosenInput(input, cases: dialects.count) else { return nil }
    let dialect = dialects[input.choice]
    var reading = TwinReading(input.content, dialect, pieceBytes: 1 + input.number % 40)
    records = 0
    let fault = reading.fault { self.fault(of: $0) }
    if fault != nil || input.choice != 0 { return fault }
    return differenceFromParser(input.content, reading.refusal)
  }

  private func fault(of row: RawRow) -> String? {
    records += 1
    guard records <= 4 else { return nil }
    guard let document = row.document else { return "a record without a document" }
    guard row.bytes.isEmpty, row.ends.isEmpty else { return "a record with cells" }
    let text = document.jsonText
    guard (try? JSONValue(parsing: text)) == document else { return "written as \(text)" }
    let payload = row.payload
    guard
      let again = RawRow(payload: payload, line: row.line, byteOffset: row.byteOffset),
      again.document == document, again.ends.isEmpty
    else { return "kept as \(payload)" }
    let indented = document.indentedText
    guard records > 1 || (try? JSONValue(parsing: indented)) == document else {
      return "indented as \(indented)"
    }
    return nil
  }

  /// The reader takes a document from its start to its end; so does the parser of whole texts.
  private func differenceFromParser(_ bytes: [UInt8], _ refusal: UnreadableFile?) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self), bytes.first != 0xEF else {
      return nil
    }
    let whole = try? JSONValue(parsing: text)
    switch (whole, refusal) {
    case (nil, nil): return "the reader takes what the parser refuses"
    case (_?, let refusal?):
      let isLimit = refusal.reason.contains("nested deeper")
      return isLimit ? nil : "the reader refuses what the parser takes: \(refusal)"
    case (.array(let elements)?, nil):
      return elements.count == records ? nil : "\(records) records of \(elements.count)"
    case (_?, nil): return records == 1 ? nil : "\(records) records of one document"
    case (nil, _?): return nil
    }
  }

  private static func dialect(
    _ format: Dialect.Format, _ change: (inout Dialect) -> Void
  ) -> Dialect {
    var dialect = Dialect(name: "any")
    dialect.format = format
    change(&dialect)
    return dialect
  }

  /// With limits that a short input can reach.
  private static func small(
    _ format: Dialect.Format, _ change: (inout Dialect) -> Void
  ) -> Dialect {
    var dialect = dialect(format, change)
    (dialect.maxRowBytes, dialect.maxDepth) = (40, 4)
    return dialect
  }
}
