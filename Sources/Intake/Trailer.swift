internal import Domain

/// The last row of a delimited file, which says how much stands before it.
package struct Trailer: Hashable, Sendable {
  /// The cell, from 1, by which the row is known, and what stands in it.
  package var column: Int
  package var equals: String
  /// The cell with the number of rows; `nil` when it is not given.
  package var rows: Int?
  /// The cell with the sum, and the cell of the other rows that is summed.
  package var sum: Int?
  package var sumOf: Int?

  package init(column: Int, equals: String) {
    self.column = column
    self.equals = equals
  }
}

/// Why the whole of a file is not there, as far as its trailer or manifest says.
package struct Shortfall: Equatable, Sendable {
  /// As `1200 rows`.
  package let announced: String
  package let found: String
  /// As `the trailer`.
  package let witness: String
  /// The rows that came are counted; otherwise the trailer itself is missing.
  package let isCounted: Bool

  package init(announced: String, found: String, witness: String, isCounted: Bool = true) {
    self.announced = announced
    self.found = found
    self.witness = witness
    self.isCounted = isCounted
  }
}

/// Reads the rows before a trailer, and compares them with it at the end.
package final class TrailerReader: RowReader {
  private let reader: any RowReader
  private let trailer: Trailer
  private let dialect: Dialect
  private var rows = 0
  private var sum = ExactDecimal.zero
  private var isPassed = false

  package init(_ reader: any RowReader, _ trailer: Trailer, dialect: Dialect) {
    self.reader = reader
    self.trailer = trailer
    self.dialect = dialect
  }

  package var header: [String]? { reader.header }

  /// Every row is taken apart, because every one counts and may be the trailer.
  package var recognition: RowRecognition? {
    get { nil }
    set {}
  }

  package func takeApartLastKnown(_ row: inout RawRow) throws(UnreadableFile) {
    preconditionFailure("no row of a file with a trailer is recognised")
  }

  package func next(_ row: inout RawRow) throws(UnreadableFile) -> RowResult {
    let result = try reader.next(&row)
    switch result {
    case .row where isTrailer(row):
      try compare(row)
      isPassed = true
      return try passEnd(&row)
    case .row, .known:
      rows += 1
      add(row)
    case .broken:
      rows += 1
    case .end:
      throw unfinished(row.line, found: "\(rows) rows and no trailer")
    }
    return result
  }

  private func isTrailer(_ row: RawRow) -> Bool {
    row.cell(trailer.column - 1).map { trimmed($0) == trailer.equals } ?? false
  }

  /// Behind the trailer nothing may come.
  private func passEnd(_ row: inout RawRow) throws(UnreadableFile) -> RowResult {
    let line = row.line
    guard case .end = try reader.next(&row) else {
      throw UnreadableFile(
        line: line, byteOffset: row.byteOffset, reason: "rows follow behind the trailer")
    }
    return .end
  }

  private func add(_ row: RawRow) {
    guard let column = trailer.sumOf, let number = number(row.cell(column - 1)) else { return }
    sum += number
  }

  private func compare(_ row: RawRow) throws(UnreadableFile) {
    if let column = trailer.rows {
      let cell = trimmed(row.cell(column - 1) ?? "")
      guard let said = Int(cell) else { throw unread(row, cell, "number of rows") }
      guard said == rows else { throw disagreement(row.line, "\(said) rows", "\(rows)") }
    }
    if let column = trailer.sum {
      let cell = trimmed(row.cell(column - 1) ?? "")
      guard let said = number(cell) else { throw unread(row, cell, "sum") }
      guard said == sum else { throw disagreement(row.line, "the sum \(said)", "\(sum)") }
    }
  }

  private func number(_ cell: String?) -> ExactDecimal? {
    guard let cell else { return nil }
    let plain = trimmed(cell).filter { $0 != dialect.thousandsMark }
    return ExactDecimal(String(plain.map { $0 == dialect.decimalMark ? "." : $0 }))
  }

  private func unread(_ row: RawRow, _ cell: String, _ what: String) -> UnreadableFile {
    unfinished(row.line, found: "\"\(cell.prefix(40))\" in place of the \(what)")
  }

  private func unfinished(_ line: Int, found: String) -> UnreadableFile {
    UnreadableFile(
      line: line, byteOffset: 0, reason: "the trailer is missing",
      shortfall: Shortfall(
        announced: "a last row with \"\(trailer.equals)\" in column \(trailer.column)",
        found: found, witness: "the feed", isCounted: false))
  }

  private func disagreement(_ line: Int, _ said: String, _ found: String) -> UnreadableFile {
    UnreadableFile(
      line: line, byteOffset: 0, reason: "the trailer says \(said), the file has \(found)",
      shortfall: Shortfall(announced: said, found: found, witness: "the trailer"))
  }

  private func trimmed(_ text: String) -> String {
    let front = text.drop { $0 == " " || $0 == "\t" }
    guard let last = front.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(front[...last])
  }
}
