import Domain
import Intake

/// Writes the configuration of a proposed site, with its evidence as comments.
struct ConfigurationText {
  let name: String
  let timezone: String
  let drafts: [FeedDraft]
  let comparison: [Evidence]
  /// Codes of warehouses by the system that uses them.
  let warehouses: [String: Set<String>]

  private static let mostSamples = 3

  var text: String {
    var lines = [
      "# Proposed from exports. Every line is a proposal: read the evidence, correct, then",
      "# wmsync check --sample",
      "version: 1", "site: \(name)",
      "timezone: \(timezone)             # of times without an offset",
      "state: state", "exchange: exchange", "", "systems:",
    ]
    lines += systems.map { "  \($0.name): {role: \($0.role)}" }
    lines += ["", "warehouses:                         # our code: who runs it"] + warehouseLines
    lines += ["", "dialects:                           # how files are written"]
    lines += dialects.map { "  \($0.name): \($0.text)" }
    lines += ["", "feeds:"]
    if !drafts.contains(where: { !$0.isOpen }) { lines[lines.count - 1] = "feeds: {}" }
    if !comparison.isEmpty {
      lines.append("  # Between the files:")
      lines += comparison.map { "  #   \(Self.line($0))" }
    }
    for draft in drafts { lines += feedLines(draft) }
    if !ownership.isEmpty {
      lines += ["", "ownership:                          # whose word counts"] + ownership
    }
    lines += [
      "", "# outbound:                          # the files that wmsync writes, as",
      "#   wms-items: {to: wms, entity: item, file: \"wms/in/items_{seq:8}.csv\"}", "",
      "alerts:",
      "  report: {html: report, csv: report/exceptions.csv, json: report/exceptions.json}", "",
    ]
    return lines.joined(separator: "\n")
  }

  private static func line(_ evidence: Evidence) -> String {
    "\(evidence.subject): \(printable(evidence.finding)) — \(printable(evidence.reason))"
      + " (\(evidence.confidence.name))"
  }

  /// In one line of a comment: content of a file must not end it.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            || (0x2028...0x2029).contains(scalar.value) ? " " : scalar
        }))
  }

  private var systems: [(name: String, role: String)] {
    var found: [(name: String, role: String)] = []
    for draft in drafts where !found.contains(where: { $0.name == draft.system }) {
      found.append((draft.system, Self.role(draft.system, draft.role)))
    }
    for name in ["erp", "wms"] where !found.contains(where: { $0.role == name }) {
      found.append((name, name))
    }
    return found.sorted { $0.name < $1.name }
  }

  private static func role(_ system: String, _ usual: String) -> String {
    switch system {
    case "erp", "wms": system
    case "tpl", "3pl": "3pl"
    case "shop": "channel"
    default: usual
    }
  }

  private var runner: String {
    (systems.first { $0.role == "wms" } ?? systems.first { $0.role == "3pl" })?.name ?? "wms"
  }

  /// One for each code that a system uses, under that code where it can be a name.
  private var warehouseLines: [String] {
    var lines: [String] = []
    var taken: Set<String> = []
    for (system, codes) in warehouses.sorted(by: { $0.key < $1.key }) {
      let runs = ["wms", "3pl"].contains(systems.first { $0.name == system }?.role)
      for code in codes.sorted() {
        let name = Self.warehouseName(code)
        guard taken.insert(name).inserted else { continue }
        let alias = name == code ? "" : ", alias: {\(system): \(YAMLText.quoted(code))}"
        lines.append(
          "  \(YAMLText.quoted(name)): {name: \(YAMLText.quoted(code)), "
            + "system: \(runs ? system : runner)\(alias)}")
      }
    }
    guard !lines.isEmpty else { return ["  MAIN: {name: Main, system: \(runner)}"] }
    if warehouses.count > 1 {
      lines.append(
        "  # One warehouse under two codes is one line, with alias: {erp: \"01\", wms: W1}.")
    }
    return lines
  }

  private static func warehouseName(_ code: String) -> String {
    let words = code.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "MAIN" : words.joined(separator: "-")
  }

  /// Each way of writing once.
  private var dialects: [(name: String, text: String)] {
    var found: [(name: String, text: String)] = []
    for draft in drafts where !draft.isOpen {
      let text = Self.dialect(draft)
      if !found.contains(where: { $0.text == text }) {
        found.append((dialectName(text, found.map(\.name), draft), text))
      }
    }
    return found
  }

  private func dialectName(_ text: String, _ taken: [String], _ draft: FeedDraft) -> String {
    let base = "\(draft.system)-\(draft.survey.dialect.format.rawValue)"
    guard taken.contains(base) else { return base }
    return (2...).lazy.map { "\(base)-\($0)" }.first { !taken.contains($0) } ?? base
  }

  private static func dialect(_ draft: FeedDraft) -> String {
    let dialect = draft.survey.dialect
    if let preset = draft.preset { return preset.dialect(records: dialect.records) }
    var parts = ["format: \(dialect.format.rawValue)", "encoding: \(dialect.encoding.rawValue)"]
    if dialect.format == .csv {
      parts.append("delimiter: \(YAMLText.quoted(dialect.delimiter))")
      parts.append("header: \(dialect.header.rawValue)")
      if dialect.quote == nil { parts.append("quote: none") }
      if dialect.skipLines > 0 { parts.append("skip_lines: \(dialect.skipLines)") }
      if let comment = dialect.comment { parts.append("comment: \(YAMLText.quoted(comment))") }
      if dialect.nulls != [""] {
        parts.append("null: [\(dialect.nulls.map(YAMLText.quoted).joined(separator: ", "))]")
      }
      parts.append("decimal: \(YAMLText.quoted(String(dialect.decimalMark)))")
      if let mark = dialect.thousandsMark {
        parts.append("thousands: \(YAMLText.quoted(String(mark)))")
      }
      if dialect.trim { parts.append("trim: true") }
    } else if let records = dialect.records {
      parts.append("records: \(YAMLText.quoted(records))")
    }
    parts.append("date: \(YAMLText.quoted(dialect.datePattern))")
    parts.append("datetime: \(YAMLText.quoted(dialect.timePattern))")
    return "{\(parts.joined(separator: ", "))}"
  }

  private func feedLines(_ draft: FeedDraft) -> [String] {
    var lines = [
      "",
      "  # \(draft.pattern): \(counted(draft.survey.rowCount, "row"))"
        + (draft.survey.isCut ? " looked at, the file goes on" : ""),
    ]
    if let preset = draft.preset {
      lines.append("  #   preset \(preset.name): \(preset.title)")
      lines += preset.notes.map { "  #   \($0)" }
    }
    lines += draft.survey.evidence.map { "  #   \(Self.line($0))" }
    lines.append(
      "  #   mode: \(draft.mode.value) — \(draft.mode.reason) (\(draft.mode.confidence.name))")
    let body = draft.preset.map { presetLines($0) } ?? mappingLines(draft)
    let dialect = dialects.first { $0.text == Self.dialect(draft) }?.name ?? draft.system
    let feed =
      [
        "\(draft.name):",
        "  from: {system: \(draft.system), files: \(YAMLText.quoted("\(draft.system)/out/\(draft.pattern)")), "
          + "dialect: \(dialect), order: name}",
        "  ready: {stable: 0s}             # to try; before going live: stable: 60s, a marker or rename",
        "  mode: \(draft.mode.value)",
        "  after: keep",
      ] + body.map { "  " + $0 }
    if draft.isOpen {
      lines.append("  # Not ready: a person must say what its columns mean.")
      lines.append("  # dialect: \(Self.dialect(draft))")
      lines += columnLines(draft)
    }
    lines += feed.map { draft.isOpen ? "  # \($0)" : "  \($0)" }
    return lines
  }

  private func presetLines(_ preset: Preset) -> [String] {
    preset.mapping.split(separator: "\n").map(String.init)
  }

  /// What is in each column, for who fills the mapping in.
  private func columnLines(_ draft: FeedDraft) -> [String] {
    (draft.parts.first?.surveys ?? []).map { survey in
      let samples = survey.examples.prefix(Self.mostSamples)
        .map { JSONText.quoted(String($0.prefix(30))) }.joined(separator: ", ")
      return "  #   \(Self.printable(survey.source.title)): \(survey.kindName), "
        + "\(survey.distinct) different, \(survey.blank) blank; \(samples)"
    }
  }

  private func mappingLines(_ draft: FeedDraft) -> [String] {
    let parts = draft.parts.filter { $0.proposal != nil }
    guard parts.count != 1 || parts[0].condition != nil || parts[0].table.each != nil else {
      return entityLines(parts[0])
    }
    guard !parts.isEmpty else { return ["entity: ?", "fields:", "  ?: {column: ?}"] }
    var lines = ["emit:"]
    for part in parts {
      let entity = entityLines(part)
      var head = [entity[0]]
      if let condition = part.condition { head.append("when: \(condition)") }
      if let each = part.table.each { head.append("each: \(each)") }
      for (place, line) in (head + entity.dropFirst()).enumerated() {
        lines.append((place == 0 ? "  - " : "    ") + line)
      }
    }
    return lines
  }

  private func entityLines(_ part: ExportSurvey.Part) -> [String] {
    guard let proposal = part.proposal else { return [] }
    var lines = ["entity: \(proposal.schema.entity.text)", "fields:"]
    for field in proposal.fields {
      let note = field.note.map { "  # \(Self.printable($0))" } ?? ""
      lines.append("  \(field.isOpen ? "# " : "")\(field.field.name): \(field.rule)\(note)")
    }
    let used = Set(proposal.fields.compactMap(\.source))
    let rest = part.surveys.filter { !used.contains($0.source) && $0.filled > 0 }
      .map { Self.printable($0.source.title) }.filter { !$0.hasPrefix("..") }
    if !rest.isEmpty { lines.append("  # not used: \(rest.joined(separator: ", "))") }
    return lines
  }

  private var ownership: [String] {
    var owners: [(entity: EntityID, system: String)] = []
    for draft in drafts where !draft.isOpen {
      let told = draft.preset?.entities ?? draft.proposals.map(\.schema.entity)
      for schema in told.compactMap(RecordSchema.named) {
        let usual = ["master", "document"].contains(schema.nature.rawValue) ? "erp" : "wms"
        if let place = owners.firstIndex(where: { $0.entity == schema.entity }) {
          if draft.system == usual { owners[place].system = usual }
        } else {
          owners.append((schema.entity, draft.system))
        }
      }
    }
    return owners.sorted { $0.entity.text < $1.entity.text }
      .map { "  - {field: \"\($0.entity.text).*\", owner: \($0.system)}" }
  }
}
