import Domain
import Intake
import Mapping

/// Reads which records the rows of a feed become.
struct MappingReader {
  let declared: Declarations
  /// `nil` when the feed does not name a known one, which has been reported.
  let dialect: Dialect?

  func mapping(_ section: Section) -> FeedMapping {
    let condition = section["when"].flatMap { ConditionReader(dialect: dialect).condition($0) }
    let mode = section["emit_mode"]?.choice(EmitMode.self) ?? .all
    return FeedMapping(when: condition, emits: emits(section), mode: mode)
  }

  private func emits(_ section: Section) -> [EmitRule] {
    guard let emit = section["emit"] else { return [rule(section)].compactMap { $0 } }
    for key in ["entity", "each", "fields"] {
      guard let setting = section[key] else { continue }
      setting.mistakes.report(
        "\(section.path): \(key) stands in each emit when there is an emit", at: setting.keyPlace)
    }
    let items = emit.items
    if items.isEmpty { emit.fail("expected at least one record type") }
    return items.compactMap { item in
      item.reading { section in
        var rule = self.rule(section)
        rule?.when = section["when"].flatMap { ConditionReader(dialect: dialect).condition($0) }
        return rule
      }
    }
  }

  private func rule(_ section: Section) -> EmitRule? {
    let entities = allRecordSchemas.map(\.entity.text)
    let entity = section.need("entity")?.reference(to: "record type", among: entities)
    let each = section["each"].flatMap { self.each($0) }
    let fields = section.need("fields")
    guard let entity, let schema = RecordSchema.named(EntityID(entity)), let fields else {
      return nil
    }
    let reader = FieldReader(
      declared: declared, dialect: dialect, schema: schema,
      isWithinEach: section.given.contains("each"))
    return EmitRule(entity: schema.entity, each: each, fields: self.fields(fields, reader))
  }

  private func each(_ setting: Setting) -> String? {
    if dialect?.format == .csv {
      setting.fail("each reads JSON, and the dialect is delimited")
    }
    return JSONPointer.read(setting, stepsOut: 0)
  }

  private func fields(_ setting: Setting, _ reader: FieldReader) -> [FieldRule] {
    let written = setting.openSection()?.all ?? []
    let schema = reader.schema
    let names = schema.fields.map(\.name)
    var rules: [(position: Int, rule: FieldRule)] = []
    var meant: Set<String> = []
    for field in written {
      guard let position = schema.position(of: field.key) else {
        let hint = Spelling.hint(for: field.key, among: names)
        if let name = Spelling.nearest(to: field.key, among: names) { meant.insert(name) }
        setting.mistakes.report(
          "\(setting.path): \(schema.entity) has no field \(quoted(field.key))\(hint)",
          at: field.keyPlace)
        continue
      }
      if let rule = reader.rule(field, schema.fields[position]) { rules.append((position, rule)) }
    }
    let missing = schema.keyFields.filter { key in
      !key.isOptionalInKey && !meant.contains(key.name)
        && !written.contains { $0.key == key.name }
    }
    if !missing.isEmpty, case .mapping = setting.node.content {
      let list = missing.map(\.name).joined(separator: ", ")
      setting.mistakes.report(
        "\(setting.path): the key of \(schema.entity) needs \(list)", at: setting.keyPlace)
    }
    return rules.sorted { $0.position < $1.position }.map(\.rule)
  }
}

/// Reads where a value comes from, as far as the dialect has such a thing.
struct SourceReader {
  let dialect: Dialect?
  var isWithinEach = false

  func source(_ setting: Setting) -> ValueSource? {
    switch setting.key {
    case "column": column(setting)
    case "path": path(setting)
    case "constant": setting.word().map { .constant($0) }
    case "ordinal": ordinal(setting)
    default: template(setting)
    }
  }

  private var theDialect: String { "the dialect \(quoted(dialect?.name ?? ""))" }
  private var isJSON: Bool { dialect.map { $0.format != .csv } ?? false }
  private var isDelimited: Bool { dialect?.format == .csv }
  private var hasNoHeader: Bool { isDelimited && dialect?.header == Dialect.Header.none }
  private var stepsOut: Int { isWithinEach ? 1 : 0 }

  private func column(_ setting: Setting) -> ValueSource? {
    guard let text = setting.text("a column") else { return nil }
    guard !isJSON else {
      setting.fail("\(theDialect) is JSON; give a path as /\(text)")
      return nil
    }
    guard case .scalar(_, let isPlain) = setting.node.content else { return nil }
    let isNumber = isPlain && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if isNumber {
      return setting.integer(1...100_000).map { .columnNumber($0) }
    }
    guard !hasNoHeader else {
      setting.fail("\(theDialect) has no header; give the column's number")
      return nil
    }
    return .column(text)
  }

  private func path(_ setting: Setting) -> ValueSource? {
    guard !isDelimited else {
      setting.fail("\(theDialect) is delimited; give a column")
      return nil
    }
    return JSONPointer.read(setting, stepsOut: stepsOut).map { .path($0) }
  }

  private func ordinal(_ setting: Setting) -> ValueSource? {
    let items = setting.itemsOrOne
    let names = items.compactMap { item in
      item.text("a column or path").flatMap { isReadable($0, item) ? $0 : nil }
    }
    guard !names.isEmpty else { return items.isEmpty ? setting.expected("a column") : nil }
    return .ordinal(names)
  }

  private func template(_ setting: Setting) -> ValueSource? {
    guard let text = setting.text("a template as \"{Name}-{3}\"") else { return nil }
    guard let names = PathTemplate.placeholders(of: text), !names.contains("") else {
      return setting.expected("a template as \"{Name}-{3}\"")
    }
    return names.allSatisfy { isReadable($0, setting) } ? .template(text) : nil
  }

  /// Whether the dialect has what an ordinal or a template names.
  private func isReadable(_ name: String, _ setting: Setting) -> Bool {
    if isJSON, !JSONPointer.isPath(name) {
      setting.fail("\(theDialect) is JSON; \(quoted(name)) is no path")
    } else if isDelimited, JSONPointer.isPath(name) {
      setting.fail("\(theDialect) is delimited; \(quoted(name)) is a path")
    } else if hasNoHeader, !name.isColumnNumber {
      setting.fail("\(theDialect) has no header; \(quoted(name)) is no column's number")
    } else {
      return true
    }
    return false
  }
}

/// Reads a condition on rows.
struct ConditionReader {
  let dialect: Dialect?

  private static let tests = ["equals", "in", "matches", "not"]

  func condition(_ setting: Setting) -> RowCondition? {
    setting.reading { section in
      let source = section.exactlyOne(of: ["column", "path"])
        .flatMap { SourceReader(dialect: dialect).source($0) }
      let test = section.exactlyOne(of: Self.tests).flatMap { self.test($0) }
      guard let source, let test else { return nil }
      return RowCondition(source, test)
    }
  }

  private func test(_ setting: Setting) -> RowCondition.Test? {
    switch setting.key {
    case "equals": return setting.word().map { .equals($0) }
    case "in": return .isIn(setting.words())
    case "matches": return setting.pattern().map { .matches($0) }
    default: return negation(setting).map { .not($0) }
    }
  }

  /// `not: X`, `not: [X, Y]` or `not: {matches: …}`.
  private func negation(_ setting: Setting) -> RowCondition.Test? {
    switch setting.node.content {
    case .scalar: setting.word().map { .equals($0) }
    case .refused: nil
    case .list: .isIn(setting.words())
    case .mapping:
      setting.reading { section in
        section.exactlyOne(of: Self.tests).flatMap { test($0) }
      }
    }
  }
}
