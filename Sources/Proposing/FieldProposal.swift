import Domain

extension FieldProposal {
  /// Whether a column may fill a field, by what is in it.
  static func fits(_ survey: ColumnSurvey, _ field: FieldSchema) -> Bool {
    guard survey.filled > 0 else { return false }
    switch field.type {
    case .code:
      return survey.powersOfTen == 0 && !survey.isTime && (survey.isCode || endsInZero(survey))
    case .text: return !survey.isTime && survey.powersOfTen == 0
    case .decimal, .money: return survey.isNumeric
    case .integer:
      if case .integer = survey.kind { return true }
      return false
    case .date, .time: return survey.isTime && survey.isReadable
    case .unit: return survey.longest <= 10 && survey.numbers == 0 && !survey.isTime
    case .country: return survey.longest == 2 && survey.numbers == 0
    case .gtin:
      return survey.examples.allSatisfy { CellKind.isGTIN($0) }
    case .bool: return survey.choices.map { $0.count <= 2 } ?? false
    case .choice: return survey.choices.map { $0.count <= 12 } ?? false
    }
  }

  /// Whole numbers that were exported as `17593.0`.
  private static func endsInZero(_ survey: ColumnSurvey) -> Bool {
    guard case .decimal = survey.kind else { return false }
    return survey.examples.allSatisfy { $0.hasSuffix(".0") && CellKind.isInteger($0.dropLast(2)) }
  }

  /// A field that is read from a column.
  init(_ field: FieldSchema, _ survey: ColumnSurvey, isRequired: Bool) {
    var parts = [Self.sourceText(survey.source)]
    var note: String?
    var isOpen = false
    switch field.type {
    case .code where Self.endsInZero(survey):
      parts.append(#"replace: {pattern: "\\.0$", with: ""}"#)
      note = "whole numbers that were exported with a decimal place"
    case .choice(let ours):
      let values = ChoiceWords.values(survey.choices ?? [], ours)
      isOpen = values.contains { $0.ours == nil }
      parts.append(
        "values: {"
          + values.map { "\(YAMLText.quoted($0.theirs)): \($0.ours ?? "?")" }.joined(
            separator: ", ")
          + "}")
      if isOpen { note = "say which of \(ours.joined(separator: ", ")) each value means" }
    case .bool:
      let (yes, no) = ChoiceWords.flags(survey.choices ?? [])
      isOpen = yes.isEmpty && no.isEmpty
      parts.append("true: [\(yes.map(YAMLText.quoted).joined(separator: ", "))]")
      parts.append("false: [\(no.map(YAMLText.quoted).joined(separator: ", "))]")
      if isOpen { note = "say what each of its values means" }
    case .text where survey.hasOuterSpaces: parts.append("collapse_space: true")
    default: break
    }
    if isRequired, !isOpen { parts.append("required: true") }
    if survey.hasLeadingZeros, case .code = field.type {
      note = "leading zeros are kept, as in \(JSONText.quoted(survey.examples.first ?? ""))"
    }
    self.init(
      field: field, parts: parts, source: survey.source, note: note, isOpen: isOpen)
  }

  /// A field that has the same value in every row.
  init(_ field: FieldSchema, constant: String, note: String?) {
    self.init(
      field: field, parts: ["constant: \(YAMLText.quoted(constant))"], source: nil, note: note,
      isOpen: false)
  }

  /// Lines that are numbered by their order within a document.
  init(_ field: FieldSchema, ordinalWithin source: ColumnSource) {
    let group =
      switch source {
      case .name(let name): YAMLText.quoted(name)
      case .number(let number): YAMLText.quoted(String(number))
      case .path(let path): YAMLText.quoted(path)
      }
    self.init(
      field: field, parts: ["ordinal: [\(group)]"], source: nil,
      note: "no column numbers the lines; they are counted within \(source.title)", isOpen: false)
  }

  static func sourceText(_ source: ColumnSource) -> String {
    switch source {
    case .name(let name): "column: \(YAMLText.quoted(name))"
    case .number(let number): "column: \(number)"
    case .path(let path): "path: \(YAMLText.quoted(path))"
    }
  }
}

/// Words for states and for yes and no in exports.
enum ChoiceWords {
  private static let usual: [String: [String]] = [
    "active": [
      "a", "active", "aktiv", "1", "true", "y", "j", "yes", "ja", "released", "freigegeben",
    ],
    "blocked": [
      "b", "g", "blocked", "gesperrt", "inactive", "inaktiv", "hold", "draft", "0", "false", "n",
    ],
    "discontinued": [
      "l", "d", "discontinued", "archived", "obsolete", "auslauf", "geloescht", "ended",
    ],
    "pending": ["pending", "draft", "new", "open", "offen"],
    "approved": ["approved", "released", "confirmed", "freigegeben", "bestellt", "ordered"],
    "rejected": ["rejected", "abgelehnt"],
    "cancelled": ["cancelled", "canceled", "storniert"],
    "closed": ["closed", "complete", "completed", "done", "received", "erledigt", "geschlossen"],
    "customer": ["customer", "kunde", "c", "debitor"],
    "supplier": ["supplier", "vendor", "lieferant", "s", "kreditor"],
  ]

  /// What each of their values means; `nil` where that is not known.
  static func values(_ theirs: [String], _ ours: [String]) -> [(theirs: String, ours: String?)] {
    theirs.map { value in
      let word = value.lowercased()
      let known = ours.first { $0 == word } ?? ours.first { usual[$0]?.contains(word) == true }
      return (value, known)
    }
  }

  /// Their words for yes and for no; both empty where one is not known.
  static func flags(_ theirs: [String]) -> (yes: [String], no: [String]) {
    let yes: Set<String> = ["true", "yes", "y", "j", "ja", "1", "x", "wahr", "t", "on"]
    let no: Set<String> = ["false", "no", "n", "nein", "0", "falsch", "f", "off"]
    let words = theirs.map { $0.lowercased() }
    guard words.allSatisfy({ yes.contains($0) || no.contains($0) }) else { return ([], []) }
    return (
      theirs.filter { yes.contains($0.lowercased()) },
      theirs.filter { no.contains($0.lowercased()) }
    )
  }
}

/// Writes texts into a configuration.
enum YAMLText {
  /// Always between quotes, so that no code becomes a number.
  static func quoted(_ text: String) -> String { JSONText.quoted(text) }
}
