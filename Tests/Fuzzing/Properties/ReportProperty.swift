internal import Domain
internal import Intake
internal import Reporting
internal import Sending

/// What wmsync writes for people and programs: it reads back, and no content breaks out of it.
package final class ReportProperty: Property {
  package static let name = "report"

  private let outbound = OutboundCheck()

  package init() {}

  package func fault(in input: [UInt8]) -> String? {
    guard let input = ChosenInput(input, cases: 6) else { return nil }
    let text = String(decoding: input.content, as: UTF8.self)
    switch input.choice {
    case 0: return Self.shownFault(text)  // A
    case 1: return Self.jsonFault(text)  // B
    case 2: return Self.tableFault(text)  // C
    case 3: return ReportCheck(text).csvFault  // D
    case 4: return ReportCheck(text).jsonFault  // E
    default: return outbound.fault(text, dialect: input.number)  // F
    }
  }

  private static func shownFault(_ text: String) -> String? {
    let shown = SafeText.shown(text)
    guard !shown.unicodeScalars.contains(where: Terminal.obeys) else {
      return "shown as \(shown.debugDescription)"
    }
    guard SafeText.shown(shown) == shown else { return "shown twice it changes" }
    let document = JSONValue.array([.string(text)])
    guard (try? JSONValue(parsing: SafeText.shownJSON(document.jsonText))) == document else {
      return "its JSON shown is another"
    }
    let isPlain = !text.unicodeScalars.contains(where: SafeText.isUnsafe)
    guard !isPlain || shown == text else { return "plain text is shown as \(shown)" }
    let lines = SafeText.shownLines(text)
    guard !lines.unicodeScalars.contains(where: { $0 != "\n" && Terminal.obeys($0) }),
      lines.utf8.count(where: { $0 == 0x0A }) == text.utf8.count(where: { $0 == 0x0A })
    else { return "lines are shown as \(lines.debugDescription)" }
    return htmlFault(text, shown)
  }

  /// What a page shows is the text as a terminal shows it, and none of it is taken for markup.
  private static func htmlFault(_ text: String, _ shown: String) -> String? {
    let html = SafeText.html(text)
    guard !html.utf8.contains(where: { "<>\"'".utf8.contains($0) || $0 < 0x20 }) else {
      return "on a page it is \(html.debugDescription)"
    }
    let names = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    var read = html.utf8[...]
    var bytes: [UInt8] = []
    while let byte = read.first {
      if byte != UInt8(ascii: "&") {
        bytes.append(byte)
        read.removeFirst()
      } else if let (name, sign) = names.first(where: { read.starts(with: $0.0.utf8) }) {
        bytes += sign.utf8
        read.removeFirst(name.utf8.count)
      } else {
        return "a bare ampersand in \(html)"
      }
    }
    return bytes == Array(shown.utf8) ? nil : "a page shows \(html)"
  }

  private static func jsonFault(_ text: String) -> String? {
    let value = JSONValue.object([
      .init(text, .array([.string(text), .null])), .init(text + "2", .string(text)),
    ])
    for written in [value.jsonText, value.indentedText] {
      guard (try? JSONValue(parsing: written)) == value else { return "written as \(written)" }
    }
    guard !value.jsonText.utf8.contains(where: { $0 < 0x20 }) else {
      return "JSON on more than one line"
    }
    return nil
  }

  private static func tableFault(_ text: String) -> String? {
    let cells = SafeText.shown(text).split(separator: " ", omittingEmptySubsequences: false)
      .map { String($0) }
    let middle = cells.count / 2
    let rows = [Array(cells[..<middle]), Array(cells[middle..<(2 * middle)])]
    let lines = TextTable(rows, numeric: [1]).lines
    guard middle == 0 || lines.count == 2, !lines.contains(where: { $0.contains("\n") }) else {
      return "a table of two rows has \(lines.count) lines"
    }
    return nil
  }
}

/// What a terminal takes for an order.
enum Terminal {
  static func obeys(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

/// The exceptions report with one exception that is full of foreign text.
private struct ReportCheck {
  private let texts: [String]
  private let report: ExceptionReport

  /// - Parameter text: texts divided by the ASCII unit separator.
  init(_ text: String) {
    let parts = text.unicodeScalars.split(
      separator: "\u{1F}", maxSplits: 7, omittingEmptySubsequences: false
    ).map { String(String.UnicodeScalarView($0)) }
    texts = parts + Array(repeating: "", count: 8 - parts.count)
    let origin = Origin(system: "wms", feed: "f", file: texts[1], line: 3)
    var exception = SyncException(
      .rowInvalid, entity: "item", key: texts[0], warehouse: WarehouseID(texts[2]),
      field: texts[3], expected: texts[4], actual: texts[5], origin: origin, message: texts[6])
    exception.sides = [ExceptionSide("wms", says: texts[5], at: texts[1])]
    let moment = Timestamp(microseconds: 1_800_000_000_000_000)
    let booked = BookedException(
      id: 1, state: .open, exception: exception, subject: texts[0], firstSeen: moment,
      lastSeen: moment, seen: 1, survived: 0, needed: 0, settleSeconds: 0, assignedTo: texts[7],
      lastRun: 1)
    report = ExceptionReport(site: texts[7], generatedAt: moment, run: 1, exceptions: [booked])
  }

  /// Where the texts stand in a row of the report.
  private static let places = [
    (0, "key"), (1, "file"), (2, "warehouse"), (3, "field"), (4, "expected"), (5, "actual"),
    (6, "message"), (7, "assigned_to"),
  ]

  var csvFault: String? {
    let csv = report.csv
    guard let rows = CSVText.rows(csv), rows.count == 2,
      rows.allSatisfy({ $0.count == ExceptionReport.columns.count })
    else { return "the report is \(csv.debugDescription)" }
    for (text, column) in Self.places {
      let position = ExceptionReport.columns.firstIndex(of: column) ?? 0
      let cell = rows[1][position]
      let shown = SafeText.shown(texts[text])
      let isFormula = "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains {
        $0 == shown.unicodeScalars.first
      }
      guard cell.utf8.elementsEqual((isFormula ? "'" + shown : shown).utf8) else {
        return "\(column) of \(texts[text].debugDescription) is \(cell.debugDescription)"
      }
    }
    let rest = csv.unicodeScalars.filter { $0 != "\n" }
    return rest.contains(where: Terminal.obeys) ? "control characters in \(csv)" : nil
  }

  var jsonFault: String? {
    guard let value = try? JSONValue(parsing: report.json), value == report.document else {
      return "the report is \(report.json)"
    }
    let exception = value["exceptions"]?["0"]
    guard exception?["message"] == .string(texts[6]),
      exception?["subject"]?["key"] == .string(texts[0])
    else { return "the message or the key changed" }
    return nil
  }
}

/// A reader of RFC 4180 that shares nothing with ours.
enum CSVText {
  /// Every line ended; `nil` when a quote stands where none may.
  static func rows(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = String.UnicodeScalarView()
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      switch scalar {
      case "\"":
        guard cell.isEmpty, let content = quoted(&scalars, &next) else { return nil }
        guard next == "," || next == "\n" else { return nil }
        cell = content
      case ",":
        row.append(String(cell))
        cell.removeAll()
      case "\n":
        rows.append(row + [String(cell)])
        row = []
        cell.removeAll()
      default: cell.append(scalar)
      }
    }
    return row.isEmpty && cell.isEmpty ? rows : nil
  }

  private static func quoted(
    _ scalars: inout String.UnicodeScalarView.Iterator, _ next: inout Unicode.Scalar?
  ) -> String.UnicodeScalarView? {
    var content = String.UnicodeScalarView()
    while let scalar = next {
      next = scalars.next()
      guard scalar == "\"" else {
        content.append(scalar)
        continue
      }
      guard next == "\"" else { return content }
      content.append(scalar)
      next = scalars.next()
    }
    return nil
  }
}

/// Outbound files: what we write, we read.
private struct OutboundCheck {
  private let pairs: [(OutboundDialect, Dialect)]

  init() {
    pairs = [
      Self.pair(.csv) { _, _ in },
      Self.pair(.csv) { ($0.delimiter, $1.delimiter) = ("|+|", "|+|") },
      Self.pair(.csv) { ($0.delimiter, $1.delimiter) = (";;", ";;") },
      Self.pair(.csv) { ($0.quote, $1.quote) = ("'", "'") },
      Self.pair(.csv) { ($0.quote, $1.quote) = (nil, nil) },
      Self.pair(.csv) {
        ($0.encoding, $1.encoding) = (.windows1252, .windows1252)
        ($0.delimiter, $1.delimiter) = (";", ";")
      },
      Self.pair(.csv) {
        ($0.encoding, $1.encoding) = (.utf16, .utf16)
        ($0.hasByteOrderMark, $1.byteOrderMark) = (true, .require)
      },
      Self.pair(.csv) { ($0.encoding, $1.encoding) = (.latin9, .latin9) },
      Self.pair(.json) { $1.records = "/records" },
      Self.pair(.json) { ($0.records, $1.records) = ("/a~1b/c", "/a~1b/c") },
      Self.pair(.ndjson) { _, _ in },
    ]
  }

  private static func pair(
    _ format: OutboundDialect.Format, _ change: (inout OutboundDialect, inout Dialect) -> Void
  ) -> (OutboundDialect, Dialect) {
    var written = OutboundDialect(format: format) { time in
      LocalTime(date: time.date, secondOfDay: time.secondOfDay)
    }
    var read = Dialect(name: "any")
    read.format = Dialect.Format(rawValue: format.rawValue) ?? .csv
    change(&written, &read)
    return (written, read)
  }

  /// Three texts a row, as many rows as there are texts for.
  func fault(_ text: String, dialect: Int) -> String? {
    let (written, read) = pairs[dialect % pairs.count]
    let parts = text.unicodeScalars.split(
      separator: "\u{1F}", maxSplits: 8, omittingEmptySubsequences: false
    ).map { String(String.UnicodeScalarView($0)) }
    // Bytes that mean "nothing here" to every reader of text.
    let texts = parts.map { $0.isEmpty || $0.utf8.contains(0) ? "-" : $0 }
    let rows = stride(from: 0, to: texts.count, by: 3).map { start in
      (start..<(start + 3)).map { Value.text($0 < texts.count ? texts[$0] : "-") }
    }
    let titles = ["a", "b", "c"]
    guard
      rows.allSatisfy({ OutboundFile.obstacle(in: $0, titles: titles, dialect: written) == nil })
    else { return nil }
    let file = OutboundFile(
      entity: "item", message: "m", sequence: 1, createdAt: Timestamp(microseconds: 0),
      titles: titles, types: [.text, .text, .text], rows: rows)
    let bytes = file.bytes(in: written)
    let again = Self.texts(of: bytes, read)
    let expected = rows.map { $0.map { Array($0.description.utf8) } }
    return again == expected ? nil : "written as \(bytes.map { String($0, radix: 16) })"
  }

  private static func texts(of bytes: [UInt8], _ dialect: Dialect) -> [[[UInt8]]]? {
    let source = ByteSource(bytes: bytes, chunkBytes: bytes.count)
    guard let reader = try? rowReader(for: dialect, mappedColumns: [], source: source) else {
      return nil
    }
    var rows: [[[UInt8]]] = []
    var row = RawRow()
    while let result = try? reader.next(&row) {
      switch result {
      case .end: return rows
      case .broken: return nil
      case .row, .known:
        rows.append(
          ["a", "b", "c"].enumerated().map { index, name in
            if case .string(let text)? = row.document?[name] { return Array(text.utf8) }
            return Array((row.cell(index) ?? "").utf8)
          })
      }
    }
    return nil
  }
}
