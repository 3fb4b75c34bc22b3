package import Domain
package import Intake

/// Everything that was found out about one export.
package struct ExportSurvey {
  /// Rows of one kind within the file: what they are, and the condition that picks them.
  struct Part {
    let table: SampleTable
    let surveys: [ColumnSurvey]
    /// As `{path: "/model", equals: "part.part"}`; `nil` for all rows.
    let condition: String?
    let proposal: EntityProposal?
    let key: KeySurvey?
  }

  package let name: String
  package let dialect: Dialect
  /// In the order in which they were found: encoding, format, delimiter and so on.
  package let evidence: [Evidence]
  /// Columns of its rows as a mapping names them, in file order.
  package let columns: [ColumnSource]
  let parts: [Part]
  let rowCount: Int
  let isCut: Bool

  /// The columns that tell the rows apart; empty where none do.
  package var key: [ColumnSource] { parts.first?.key?.columns ?? [] }

  /// The record types that its rows are taken for.
  package var entities: [EntityID] { parts.compactMap { $0.proposal?.schema.entity } }

  /// Looks at a file.
  ///
  /// - Throws: `UnreadableFile` when not even its first row can be read.
  package init(_ sample: ExportSample) throws(UnreadableFile) {
    let encoding = EncodingSurvey.encoding(of: sample.bytes)
    var evidence = [encoding.evidence("encoding", encoding.value.rawValue)]
    let format = Self.format(of: sample.bytes)
    if format != .csv {
      try self.init(json: sample, format, encoding.value, evidence)
      return
    }
    let found = DelimiterSurvey.dialect(of: sample, encoding: encoding.value)
    var dialect = found.value
    evidence.append(found.evidence("delimiter", JSONText.quoted(dialect.delimiter)))
    if dialect.quote == nil {
      evidence.append(
        Evidence("quote", "none", "with quotes some rows could not be read", .high))
    }
    let rows = try Self.rows(of: sample, dialect)
    let header = HeaderSurvey.header(of: rows)
    dialect.header = header.value
    evidence.append(header.evidence("header", header.value.rawValue))
    if dialect.skipLines > 0 {
      evidence.append(
        Evidence("skip_lines", String(dialect.skipLines), "lines before have fewer cells", .medium))
    }
    let table = Self.table(rows, header: header.value)
    self.init(sample, dialect, table, evidence)
  }

  private init(
    json sample: ExportSample, _ format: Dialect.Format, _ encoding: Dialect.Encoding,
    _ evidence: [Evidence]
  ) throws(UnreadableFile) {
    var dialect = Dialect(name: "sample")
    dialect.format = format
    dialect.encoding = encoding
    let json = try JSONSurvey(sample, dialect: dialect)
    dialect.records = json.records
    var evidence = evidence
    evidence.append(
      Evidence(
        "format", format.rawValue,
        counted(json.table.rowCount, "record") + (json.records.map { " at \($0)" } ?? ""), .high))
    if let fault = json.fault {
      evidence.append(
        Evidence(
          "fault", "line \(fault.line)", fault.reason + "; records before it were read", .low))
    }
    self.init(sample, dialect, json.table, evidence)
  }

  /// Numbers, times, blanks and keys of a table that was read.
  private init(
    _ sample: ExportSample, _ plain: Dialect, _ table: SampleTable, _ evidence: [Evidence]
  ) {
    var dialect = plain
    var evidence = evidence
    let isJSON = dialect.format != .csv
    var surveys = table.columns.map { ColumnSurvey($0, isJSON: isJSON) }
    let inner = table.children.map { child in child.columns.map { ColumnSurvey($0, isJSON: isJSON) }
    }
    if !isJSON {
      let numbers = NumberSurvey(columns: table.columns, delimiter: dialect.delimiter)
      dialect.decimalMark = numbers.decimal
      dialect.thousandsMark = numbers.thousands
      evidence.append(
        Evidence(
          "decimal", JSONText.quoted(String(numbers.decimal)), numbers.reason, numbers.confidence))
      Self.setBlanks(&dialect, surveys, &evidence)
    }
    let forms = TimeChoice(surveys + inner.flatMap { $0 })
    forms.apply(to: &dialect, &evidence)
    forms.mark(&surveys)
    evidence += Self.warnings(surveys)
    let children = zip(table.children, inner).map { child, surveys in
      var surveys = surveys
      forms.mark(&surveys)
      return (child, surveys)
    }
    let parts = PartSurvey(fileName: sample.name).parts(table, surveys, children)
    self.dialect = dialect
    self.parts = parts
    self.evidence = evidence + PartSurvey.evidence(parts)
    name = sample.name
    columns = table.columns.map(\.source)
    rowCount = table.rowCount
    isCut = sample.isCut
  }

  private static func format(of bytes: [UInt8]) -> Dialect.Format {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    // In UTF-16 every second byte is zero.
    let first = text.first { $0 > 0x20 && $0 < 0x80 }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return .csv }
    let lines = text.prefix(1 << 20).split(separator: UInt8(ascii: "\n")).prefix(2)
    let areDocuments = lines.allSatisfy { line in
      (try? JSONValue(parsing: String(decoding: line, as: UTF8.self)))?.isObject == true
    }
    return lines.count == 2 && areDocuments ? .ndjson : .json
  }

  private static let mostRows = 20_000

  private static func rows(
    of sample: ExportSample, _ dialect: Dialect
  ) throws(UnreadableFile) -> [[String]] {
    let reader = try rowReader(
      for: dialect, mappedColumns: [], source: ByteSource(bytes: sample.bytes))
    var rows: [[String]] = []
    var row = RawRow()
    do throws(UnreadableFile) {
      reading: while rows.count < mostRows {
        switch try reader.next(&row) {
        case .row, .known: rows.append((0..<row.cellCount).map { row.cell($0) ?? "" })
        case .broken: continue
        case .end: break reading
        }
      }
    } catch {
      guard sample.isCut, !rows.isEmpty else { throw error }
    }
    // The last row of a sample may be half a row.
    if sample.isCut, rows.count > 1, rows.count < mostRows { rows.removeLast() }
    return rows
  }

  private static func table(_ rows: [[String]], header: Dialect.Header) -> SampleTable {
    let isNamed = header != .none
    let width = rows.map(\.count).max() ?? 0
    let names = isNamed ? rows.first ?? [] : []
    let body = isNamed ? rows.dropFirst() : rows[...]
    let columns = (0..<width).map { place in
      let name = place < names.count ? String(names[place].trimmedSpaces) : ""
      return SampleColumn(
        source: name.isEmpty ? .number(place + 1) : .name(name),
        cells: body.map { place < $0.count ? $0[place] : nil })
    }
    return SampleTable(each: nil, columns: columns, rowCount: body.count)
  }

  private static func setBlanks(
    _ dialect: inout Dialect, _ surveys: [ColumnSurvey], _ evidence: inout [Evidence]
  ) {
    let padded = surveys.filter(\.hasOuterSpaces)
    if !padded.isEmpty {
      dialect.trim = true
      evidence.append(
        Evidence(
          "trim", "true",
          "cells of \(padded.map(\.source.title).joined(separator: ", ")) have "
            + "spaces at their ends", .high))
    }
    let words = Set(surveys.flatMap(\.nullWords)).sorted()
    if !words.isEmpty {
      dialect.nulls = [""] + words
      evidence.append(
        Evidence("null", words.joined(separator: ", "), "stands among numbers or times", .medium))
    }
  }

  private static func warnings(_ surveys: [ColumnSurvey]) -> [Evidence] {
    surveys.compactMap { survey in
      if survey.powersOfTen > 0 {
        return Evidence(
          "destroyed", survey.source.title,
          "\(counted(survey.powersOfTen, "value")) as \(survey.examples.first { CellKind.isPowerOfTen($0[...]) } ?? "")"
            + " were numbers before a spreadsheet saved the file; nothing can restore them", .high)
      }
      if survey.impossible > 0 {
        return Evidence(
          "impossible", survey.source.title, "\(counted(survey.impossible, "time")) cannot be",
          .high)
      }
      return nil
    }
  }
}

/// Which form of dates and which of times a file is read with.
private struct TimeChoice {
  private var date: (form: TimeForm, survey: ColumnSurvey)?
  private var clock: (form: TimeForm, survey: ColumnSurvey)?

  /// The form of most columns; of several the one that stands first.
  init(_ surveys: [ColumnSurvey]) {
    var counts: [String: Int] = [:]
    for survey in surveys {
      if case .time(let form) = survey.kind { counts[form.pattern, default: 0] += 1 }
    }
    for survey in surveys {
      guard case .time(let form) = survey.kind, let count = counts[form.pattern] else { continue }
      let best = form.hasClock ? clock : date
      if let best, counts[best.form.pattern] ?? 0 >= count { continue }
      if form.hasClock { clock = (form, survey) } else { date = (form, survey) }
    }
  }

  func apply(to dialect: inout Dialect, _ evidence: inout [Evidence]) {
    for (subject, choice) in [("date", date), ("datetime", clock)] {
      guard let choice else { continue }
      if subject == "date" {
        dialect.datePattern = choice.form.pattern
      } else {
        dialect.timePattern = choice.form.pattern
      }
      let rival = choice.survey.rivals.first
      evidence.append(
        Evidence(
          subject, choice.form.pattern,
          "reads \(choice.survey.source.title), as \(choice.survey.examples.first ?? "")"
            + (rival.map { "; \($0.pattern) would read it too: look at it" } ?? ""),
          rival == nil ? .high : .low))
    }
  }

  /// Columns whose times are written in another way cannot be read with this dialect.
  func mark(_ surveys: inout [ColumnSurvey]) {
    for place in surveys.indices {
      guard case .time(let form) = surveys[place].kind else { continue }
      let chosen = form.hasClock ? clock : date
      surveys[place].isReadable = chosen?.form.pattern == form.pattern
    }
  }
}
