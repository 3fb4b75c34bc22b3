import Domain
import Intake
import Mapping

/// Reads how one field gets its value.
struct FieldReader {
  let declared: Declarations
  let dialect: Dialect?
  let schema: RecordSchema
  let isWithinEach: Bool

  private static let sources = ["column", "path", "constant", "ordinal", "template"]

  /// `nil` when the rule has no usable source, which has been reported.
  func rule(_ setting: Setting, _ field: FieldSchema) -> FieldRule? {
    setting.reading { section in
      let given = section.exactlyOne(of: Self.sources)
      let source = given.flatMap {
        SourceReader(dialect: dialect, isWithinEach: isWithinEach).source($0)
      }
      var rule = FieldRule(field.name, from: source ?? .constant(""))
      readText(section, &rule)
      readTable(section, &rule, field)
      readNumber(section, &rule, field)
      readFlag(section, &rule, field)
      readChecks(section, &rule, field)
      if let given, case .constant(let text) = source, rule.values == nil, rule.xref == nil,
        rule.letterCase == nil, rule.replacePattern == nil
      {
        checkChoice(text, field, given)
      }
      return source == nil ? nil : rule
    }
  }

  private func readText(_ section: Section, _ rule: inout FieldRule) {
    rule.trim = section["trim"]?.flag()
    rule.collapseSpace = section["collapse_space"]?.flag() ?? false
    rule.stripLeading = section["strip_leading"]?.character()
    rule.pad = section["pad"].flatMap { $0.reading { pad($0) } }
    rule.letterCase = section["case"]?.choice(FieldRule.LetterCase.self)
    section["replace"]?.section { replace in
      rule.replacePattern = replace.need("pattern")?.pattern()
      rule.replaceWith = replace["with"]?.word() ?? ""
    }
  }

  private func pad(_ section: Section) -> FieldRule.Pad? {
    let side = section.exactlyOne(of: ["left", "right"])
    let width = side?.integer(1...1000)
    let character = section.need("with")?.character()
    guard let side = side.flatMap({ FieldRule.Side(rawValue: $0.key) }), let width, let character
    else { return nil }
    return FieldRule.Pad(side, width: width, with: character)
  }

  private func readTable(_ section: Section, _ rule: inout FieldRule, _ field: FieldSchema) {
    if let values = section["values"] {
      rule.values = values.wordTable()
      for value in values.openSection()?.all ?? [] where section["xref"] == nil {
        guard let text = value.node.scalarText, !text.isEmpty else { continue }
        checkChoice(text, field, value)
      }
    }
    rule.xref = section["xref"]?.reference(to: "xref", among: declared.crossReferences)
  }

  /// A value that is given in the configuration must be one that the field can have.
  private func checkChoice(_ text: String, _ field: FieldSchema, _ setting: Setting) {
    guard case .choice(let choices) = field.type, !choices.contains(text) else { return }
    setting.fail(
      "\(quoted(text)) is no \(field.name) of \(schema.entity)"
        + Spelling.hint(for: text, among: choices))
  }

  private func readNumber(_ section: Section, _ rule: inout FieldRule, _ field: FieldSchema) {
    rule.negate = section["negate"]?.flag() ?? false
    rule.impliedDecimals = section["implied_decimals"]?.integer(0...6) ?? 0
    rule.unit = section["unit"].flatMap { $0.reading { unit($0) } }
    rule.minimum = section["min"]?.decimal()
    rule.maximum = section["max"]?.decimal()
    for key in ["negate", "implied_decimals", "unit", "min", "max"] {
      guard let setting = section[key], !field.type.isNumeric else { continue }
      setting.mistakes.report(
        "\(setting.path): \(field.name) is no number", at: setting.keyPlace)
    }
    if let least = rule.minimum, let most = rule.maximum, least > most {
      section["max"]?.fail("\(most) is less than min \(least)")
    }
  }

  private func unit(_ section: Section) -> ValueSource? {
    section.exactlyOne(of: ["column", "path", "constant"])
      .flatMap { SourceReader(dialect: dialect, isWithinEach: isWithinEach).source($0) }
  }

  private func readFlag(_ section: Section, _ rule: inout FieldRule, _ field: FieldSchema) {
    let yes = section["true"]
    let no = section["false"]
    rule.trueWords = yes?.words()
    rule.falseWords = no?.words()
    for setting in [yes, no].compactMap({ $0 }) where field.type != .bool {
      setting.mistakes.report(
        "\(setting.path): \(field.name) is no true-or-false field", at: setting.keyPlace)
    }
    for word in no?.itemsOrOne ?? [] {
      guard let text = word.node.scalarText, rule.trueWords?.contains(text) == true else {
        continue
      }
      word.fail("\(quoted(text)) is also a word for true")
    }
  }

  private func readChecks(_ section: Section, _ rule: inout FieldRule, _ field: FieldSchema) {
    rule.isRequired = section["required"]?.flag() ?? false
    rule.onError = section["on_error"]?.choice(FieldRule.OnError.self) ?? .hold
    guard let setting = section["exists_in"],
      let entity = setting.oneOf(["item", "partner", "location"])
    else { return }
    rule.existsIn = EntityID(entity)
    let roles = ["customer", "supplier", "carrier"]
    if entity == "partner", !roles.contains(field.name) {
      setting.fail("a partner is looked up by the field's name: customer, supplier or carrier")
    }
  }
}
