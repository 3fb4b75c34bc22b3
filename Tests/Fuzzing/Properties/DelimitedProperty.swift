internal import Domain
internal import Intake
internal import Mapping

/// Delimited files in any dialect: cells are the same however the bytes arrive, survive being
/// kept and being written again, and become records or a fault.
package final class DelimitedProperty: Property {
  package static let name = "delimited"

  private let dialects = DelimitedDialects.all
  private let mapper = ItemMapping.mapper()
  private var rowsLookedAt = 0
  /// Which of the looks the first row gets.
  private var firstLook = 0

  package init() {}

  package func fault(in input: [UInt8]) -> String? {
    guard let input = ChosenInput(input, cases: dialects.count) else { return nil }
    let dialect = dialects[input.choice]
    var reading = TwinReading(
      input.content, dialect, mappedColumns: ["sku"], pieceBytes: 1 + input.number % 40)
    rowsLookedAt = 0
    firstLook = input.number
    var fault = reading.fault { self.fault(of: $0, dialect) }
    if fault == nil, let header = reading.header { fault = headerFault(header) }
    return fault
  }

  private func headerFault(_ header: [String]) -> String? {
    let names = header.filter { !$0.isEmpty }.map { Array($0.utf8) }
    return Set(names).count == names.count ? nil : "header \(header) names a column twice"
  }

  private func fault(of row: RawRow, _ dialect: Dialect) -> String? {
    if let fault = shapeFault(of: row, dialect) { return fault }
    rowsLookedAt += 1
    // Three rows and one look at each: more inputs find more than more looks.
    guard rowsLookedAt <= 3 else { return nil }
    switch (firstLook + rowsLookedAt) % 3 {
    case 0: return payloadFault(of: row)
    case 1: return writingFault(of: row)
    default: return mappingFault(of: row)
    }
  }

  private func shapeFault(of row: RawRow, _ dialect: Dialect) -> String? {
    guard row.cellCount >= 1, row.cellCount <= dialect.maxFields, row.ends.last == row.bytes.count
    else { return "row of \(row.cellCount) cells ends at \(row.ends)" }
    var start = 0
    for end in row.ends {
      guard end >= start, end - start <= dialect.maxFieldBytes else {
        return "cell of \(end - start) bytes"
      }
      start = end
    }
    guard row.bytes.count <= dialect.maxRowBytes, !row.bytes.contains(0),
      String(validating: row.bytes, as: UTF8.self) != nil
    else { return "row of \(row.bytes.count) bytes is not as the dialect allows" }
    return nil
  }

  private func payloadFault(of row: RawRow) -> String? {
    let payload = row.payload
    guard
      let again = RawRow(payload: payload, line: row.line, byteOffset: row.byteOffset),
      again.bytes == row.bytes, again.ends == row.ends, again.document == nil
    else { return "kept as \(payload)" }
    return nil
  }

  /// Written with every cell in quotes the row reads the same.
  private func writingFault(of row: RawRow) -> String? {
    var text: [UInt8] = []
    var start = 0
    for end in row.ends {
      if start > 0 || !text.isEmpty { text.append(UInt8(ascii: ",")) }
      text.append(UInt8(ascii: "\""))
      for byte in row.bytes[start..<end] {
        if byte == UInt8(ascii: "\"") { text.append(byte) }
        text.append(byte)
      }
      text.append(UInt8(ascii: "\""))
      start = end
    }
    let source = ByteSource(bytes: text, chunkBytes: text.count)
    var again = RawRow()
    guard
      let reader = try? rowReader(
        for: DelimitedDialects.plain, mappedColumns: [], source: source),
      case .row? = try? reader.next(&again), again.bytes == row.bytes, again.ends == row.ends
    else { return "written as \(String(decoding: text, as: UTF8.self))" }
    return nil
  }

  /// A row that was held reads the same later.
  private func mappingFault(of row: RawRow) -> String? {
    guard let mapper else { return "the mapping does not fit its columns" }
    let mapped = mapper.map(row)
    if case .skipped = mapped { return "a row was skipped without a condition" }
    return RecordCheck.fault(of: mapped)
  }
}

/// Dialects that differ in everything a reader looks at.
enum DelimitedDialects {
  /// Without a header, all else as by default.
  static let plain = dialect { _ in }

  static let all: [Dialect] = [
    dialect { $0.header = .required },  // A
    plain,  // B
    dialect { $0.header = .optional },  // C
    dialect { ($0.encoding, $0.delimiter) = (.windows1252, ";") },  // D
    dialect { $0.delimiter = "|+|" },  // E
    dialect { ($0.delimiter, $0.quote) = ("\t", nil) },  // F
    dialect { ($0.encoding, $0.skipLines, $0.comment) = (.latin1, 1, "#") },  // G
    dialect { ($0.encoding, $0.header) = (.latin9, .required) },  // H
    dialect { $0.encoding = .utf16 },  // I
    dialect { ($0.encoding, $0.byteOrderMark, $0.header) = (.utf16, .require, .required) },  // J
    dialect { $0.byteOrderMark = .require },  // K
    dialect { ($0.byteOrderMark, $0.delimiter) = (.forbid, "|") },  // L
    small { $0.comment = "--" },  // M
    small { ($0.encoding, $0.delimiter, $0.comment) = (.utf16, "|+|", "##") },  // N
    dialect { ($0.quote, $0.delimiter) = ("'", ";;") },  // O
    small { ($0.quote, $0.delimiter, $0.skipLines) = (nil, "é", 2) },  // P
    small { ($0.encoding, $0.delimiter, $0.header) = (.windows1252, "€", .required) },  // Q
    dialect { ($0.delimiter, $0.comment, $0.header) = ("aab", "a", .optional) },  // R
  ]

  private static func dialect(_ change: (inout Dialect) -> Void) -> Dialect {
    var dialect = Dialect(name: "any")
    dialect.header = .none
    change(&dialect)
    return dialect
  }

  /// With limits that a short input can reach.
  private static func small(_ change: (inout Dialect) -> Void) -> Dialect {
    var dialect = dialect(change)
    (dialect.maxRowBytes, dialect.maxFields, dialect.maxFieldBytes) = (48, 5, 16)
    return dialect
  }
}
