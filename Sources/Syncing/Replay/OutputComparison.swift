internal import Domain
internal import Intake
internal import Reporting

/// Tells what differs between an expected and a written output, row by row, with the rule and the
/// input line that made each new value.
struct OutputComparison {
  /// Where the written output comes from, right after it was written.
  private let provenance: OutputProvenance

  /// So many lines tell of one file.
  private static let most = 20

  typealias Row = [(title: String, text: String)]

  init(of site: Site) throws {
    provenance = try OutputProvenance(of: site)
  }

  /// What follows the first difference of a file.
  ///
  /// - Parameters:
  ///   - path: of the file, below the expectation.
  ///   - wanted: its expected bytes; `nil` where it was not expected.
  ///   - found: its written bytes.
  /// - Returns: one line for each row and column; nothing for a file that has no rows.
  /// - Throws: what the store failed with.
  func details(of path: String, wanted: [UInt8]?, found: [UInt8]) throws -> [String] {
    do {
      let lines: [String] =
        switch path {
        case "summary.json": try Self.summary(wanted, found)
        case "exceptions.csv": try exceptions(wanted, found)
        default: try sending(path, wanted, found)
        }
      guard lines.count > Self.most else { return lines }
      return lines.prefix(Self.most) + ["and \(lines.count - Self.most) lines more"]
    } catch let failure as UnreadableFile {
      return ["line \(failure.line): \(failure.reason): it cannot be compared row by row"]
    }
  }

  // MARK: Files

  private static func summary(_ wanted: [UInt8]?, _ found: [UInt8]) throws -> [String] {
    func leaves(_ bytes: [UInt8]) throws -> Row {
      try JSONValue(parsing: String(decoding: bytes, as: UTF8.self)).leaves
    }
    guard let wanted else { return [] }
    return changes(from: try leaves(wanted), to: try leaves(found)).map(\.line)
  }

  private func exceptions(_ wanted: [UInt8]?, _ found: [UInt8]) throws -> [String] {
    guard let wanted else { return [] }
    let dialect = Dialect(name: "csv")
    return Self.compare(
      try Self.rows(in: wanted, dialect, []), try Self.rows(in: found, dialect, []),
      keyedBy: ["code", "entity", "key", "warehouse", "field"]
    ) { _, _, row in
      let place = Self.cell("file", of: row) + ":" + Self.cell("line", of: row)
      let rule = Self.cell("rule", of: row)
      return (rule.isEmpty ? "" : " by \(rule)") + (place == ":" ? "" : ", \(place)")
    }
  }

  private func sending(_ path: String, _ wanted: [UInt8]?, _ found: [UInt8]) throws -> [String] {
    let name = path.hasPrefix("out/") ? String(path.dropFirst(4)) : path
    guard let file = try provenance.file(named: name), !file.stream.isHledger, !file.stream.isSheet
    else { return [] }
    let dialect = file.stream.dialect
    return try Self.compare(
      wanted.map { try Self.rows(in: $0, dialect, file.titles) } ?? [],
      try Self.rows(in: found, dialect, file.titles), keyedBy: file.keyTitles
    ) { index, title, _ in
      try provenance.origin(of: title, row: index + 1, in: file)
    }
  }

  // MARK: Rows

  /// Rows of a delimited or JSON file, each with its titles.
  private static func rows(
    in bytes: [UInt8], _ dialect: Dialect, _ titles: [String]
  ) throws -> [Row] {
    let reader = try rowReader(for: dialect, mappedColumns: [], source: ByteSource(bytes: bytes))
    let titles = reader.header ?? titles
    var row = RawRow()
    var rows: [Row] = []
    while true {
      switch try reader.next(&row) {
      case .end: return rows
      case .known: continue
      case .broken(let broken): rows.append([("line \(broken.line)", broken.excerpt)])
      case .row:
        if let document = row.document {
          rows.append(document.leaves)
        } else {
          let cells = (0..<row.cellCount).map { row.cell($0) ?? "" }
          rows.append(zip(titles, cells).map { ($0, $1) })
        }
      }
    }
  }

  private static func cell(_ title: String, of row: Row) -> String {
    row.first { $0.title == title }?.text ?? ""
  }

  /// One line for each column of each row that differs, in the order of the written rows.
  ///
  /// - Parameters:
  ///   - wanted: the expected rows.
  ///   - found: the written rows.
  ///   - titles: columns that tell which rows belong together; of equal ones, the first goes to the
  ///     first.
  ///   - origin: where the value of a column of a written row comes from; without a title, the row.
  /// - Returns: the lines; those of rows that were not written last.
  private static func compare(
    _ wanted: [Row], _ found: [Row], keyedBy titles: [String],
    origin: (_ index: Int, _ title: String?, _ row: Row) throws -> String
  ) rethrows -> [String] {
    func key(_ row: Row) -> String {
      titles.map { cell($0, of: row) }.filter { !$0.isEmpty }.joined(separator: "|")
    }
    var missing = wanted
    var lines: [String] = []
    for (index, row) in found.enumerated() {
      let name = SafeText.shown(key(row))
      guard let place = missing.firstIndex(where: { key($0) == key(row) }) else {
        lines.append("+ \(name): written, not expected" + (try origin(index, nil, row)))
        continue
      }
      for change in changes(from: missing.remove(at: place), to: row) {
        lines.append("\(name): \(change.line)" + (try origin(index, change.title, row)))
      }
    }
    return lines + missing.map { "- \(SafeText.shown(key($0))): expected, not written" }
  }

  private static func changes(from wanted: Row, to found: Row) -> [(title: String, line: String)] {
    func shown(_ text: String?) -> String {
      text.map { "\"" + SafeText.shown($0) + "\"" } ?? "nothing"
    }
    let titles = (found + wanted).map(\.title).unique
    return titles.compactMap { title in
      let texts = [wanted, found].map { row in row.first { $0.title == title }?.text }
      if texts[0] == texts[1] { return nil }
      return (title, "\(SafeText.shown(title)) \(shown(texts[0])) → \(shown(texts[1]))")
    }
  }
}

extension JSONValue {
  /// Every value that holds no others, with the names that lead to it; elements of a list are named
  /// by their feed or stream, else by their number.
  fileprivate var leaves: OutputComparison.Row { leaves(below: "") }

  private func leaves(below path: String) -> OutputComparison.Row {
    func inner(_ name: String) -> String { path.isEmpty ? name : path + "." + name }
    return switch self {
    case .object(let members): members.flatMap { $0.value.leaves(below: inner($0.name)) }
    case .array(let elements):
      elements.enumerated().flatMap { index, element in
        element.leaves(below: inner(element.givenName ?? String(index + 1)))
      }
    case .string(let text), .number(let text): [(path, text)]
    case .bool, .null: [(path, jsonText)]
    }
  }

  private var givenName: String? {
    for name in ["feed", "stream"] {
      if case .string(let text) = self[name] { return text }
    }
    return nil
  }
}
