internal import Domain

/// Reads delimited files (comma, tab, semicolon, `|+|`) row by row, after RFC 4180 and the
/// dialect.
package final class DelimitedReader: RowReader {
  package let header: [String]?
  private var rows: DelimitedRows
  /// The first row of a file whose header was optional and absent.
  private var firstRow: RawRow?
  private var firstResult: RowResult?

  /// Opens the file and reads its header; with `header: optional` the first row is one when it
  /// names one of the mapped columns.
  package init(
    dialect: Dialect, mappedColumns: Set<String>, source: ByteSource
  ) throws(UnreadableFile) {
    rows = try DelimitedRows(source, dialect: dialect)
    guard dialect.header != .none else {
      header = nil
      return
    }
    var row = RawRow()
    let result = try rows.next(&row)
    if dialect.header == .optional {
      guard case .row = result, Self.names(row).contains(where: mappedColumns.contains) else {
        header = nil
        (firstRow, firstResult) = (row, result)
        return
      }
    }
    header = try Self.header(row, result)
  }

  package var recognition: RowRecognition? {
    get { rows.recognition }
    set { rows.recognition = newValue }
  }

  package func takeApartLastKnown(_ row: inout RawRow) throws(UnreadableFile) {
    try rows.takeApartLastKnown(&row)
  }

  package func next(_ row: inout RawRow) throws(UnreadableFile) -> RowResult {
    guard let result = firstResult, let first = firstRow else { return try rows.next(&row) }
    (firstRow, firstResult) = (nil, nil)
    row = first
    return result
  }

  private static func header(
    _ row: RawRow, _ result: RowResult
  ) throws(UnreadableFile) -> [String] {
    func refuse(_ reason: String) -> UnreadableFile {
      UnreadableFile(line: row.line, byteOffset: row.byteOffset, reason: reason)
    }
    switch result {
    case .row, .known: break
    case .broken(let broken): throw refuse("the header cannot be read: " + broken.reason)
    case .end:
      throw UnreadableFile(
        line: 1, byteOffset: 0, reason: "empty file, a header was expected")
    }
    let names = names(row)
    if let name = firstRepeated(names) {
      throw refuse("column \(JSONText.quoted(name)) stands twice in the header")
    }
    return names
  }

  private static func names(_ row: RawRow) -> [String] {
    (0..<row.cellCount).map { trimmed(row.cell($0) ?? "") }
  }

  private static func trimmed(_ text: String) -> String {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }
    let front = text.utf8.drop(while: isBlank)
    guard let last = front.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(Substring(front[...last]))
  }

  /// Compared by bytes; columns without a name cannot be asked for by name, so they may repeat.
  private static func firstRepeated(_ names: [String]) -> String? {
    var seen: Set<[UInt8]> = []
    return names.first { !$0.isEmpty && !seen.insert(Array($0.utf8)).inserted }
  }
}
