import Domain
import Intake

/// Everything that a reader says about one file, in a form that can be compared.
struct Reading: Equatable {
  struct Row: Equatable {
    var line: Int
    var byteOffset: Int
    var cells: [String]
    var document: JSONValue?
    var lineOfRecord: Int?
  }

  var header: [String]?
  var rows: [Row] = []
  var broken: [BrokenRow] = []
  var refusal: UnreadableFile?

  var cells: [[String]] { rows.map(\.cells) }
  var lines: [Int] { rows.map(\.line) }
  var documents: [JSONValue?] { rows.map(\.document) }

  init(_ source: ByteSource, _ dialect: Dialect, mappedColumns: Set<String> = []) {
    do throws(UnreadableFile) {
      let reader = try rowReader(for: dialect, mappedColumns: mappedColumns, source: source)
      header = reader.header
      var row = RawRow()
      while try take(reader.next(&row), row) {}
    } catch {
      refusal = error
    }
  }

  init(
    _ bytes: [UInt8], _ dialect: Dialect = .csv(), mappedColumns: Set<String> = [],
    chunkBytes: Int = 1 << 20
  ) {
    let source = ByteSource(bytes: bytes, chunkBytes: chunkBytes)
    self.init(source, dialect, mappedColumns: mappedColumns)
  }

  init(
    _ text: String, _ dialect: Dialect = .csv(), mappedColumns: Set<String> = [],
    chunkBytes: Int = 1 << 20
  ) {
    self.init(
      Array(text.utf8), dialect, mappedColumns: mappedColumns, chunkBytes: chunkBytes)
  }

  private mutating func take(_ result: RowResult, _ row: RawRow) -> Bool {
    switch result {
    case .row, .known:
      let cells = (0..<row.cellCount).map { row.cell($0) ?? "" }
      rows.append(
        Row(
          line: row.line, byteOffset: row.byteOffset, cells: cells, document: row.document,
          lineOfRecord: row.lineOfRecord))
    case .broken(let row): broken.append(row)
    case .end: return false
    }
    return true
  }
}

extension Dialect {
  static func csv(_ change: (inout Dialect) -> Void = { _ in }) -> Dialect {
    var dialect = Dialect(name: "csv")
    change(&dialect)
    return dialect
  }

  static func json(_ change: (inout Dialect) -> Void = { _ in }) -> Dialect {
    var dialect = Dialect(name: "json")
    dialect.format = .json
    change(&dialect)
    return dialect
  }

  static func ndjson(_ change: (inout Dialect) -> Void = { _ in }) -> Dialect {
    var dialect = Dialect(name: "ndjson")
    dialect.format = .ndjson
    change(&dialect)
    return dialect
  }
}

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
struct RepeatableNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}
