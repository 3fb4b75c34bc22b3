internal import Domain
internal import Persistence
internal import Reconciliation
internal import Reporting

/// `rules diff`: what changed rules would do to the records in the store.
package enum RuleDiffOperation {
  /// Compares the rules in force with those of a configuration; nothing is kept.
  ///
  /// - Parameters:
  ///   - file: the configuration whose rules are looked at; `nil` for that of the site.
  ///   - limit: how many fields are shown; the document names all.
  ///   - place: the site.
  /// - Returns: rules that differ, fields that they would decide otherwise, and what would be sent.
  /// - Throws: `configuration` with every mistake of the file, and what the store failed with.
  package static func perform(
    file: String?, limit: Int, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    guard limit >= 0 else { throw SyncFailure(.usage, "--limit \(limit): write a number from 0") }
    return try wrapped {
      let wanted = try file.map { try Settings.read(path: $0) }
      let site = try place.open(.change)
      let rules = OwnershipBook(
        settings: wanted ?? site.settings, overrides: try site.store.overrides())
      let difference = try RuleDifference(of: rules, at: site)
      return Answer(
        lines: lines(of: difference, against: file ?? place.configuration, limit),
        json: document(difference))
    }
  }

  // MARK: For people

  private static func lines(
    of difference: RuleDifference, against file: String, _ limit: Int
  ) -> [String] {
    var lines = [
      "rule set \(difference.ruleSet), which is in force, against \(SafeText.shown(file))"
    ]
    guard !difference.isEmpty else { return lines + ["no rule differs"] }
    lines += difference.removed.map { "- " + told($0) }
    lines += difference.added.map { "+ " + told($0) }
    lines += difference.changed.map { "~ \(told($0.now)) → \(told($0.then))" }
    // What would have another value is looked for first.
    let fields =
      difference.fields.filter(\.isOtherValue) + difference.fields.filter { !$0.isOtherValue }
    lines += fields.prefix(limit).map(line)
    if fields.count > limit { lines.append("and \(fields.count - limit) fields more") }
    lines += byRule(difference).map { entry in
      "\(entry.rule): \(entry.fields) fields, \(entry.values) of them with another value"
    }
    lines += difference.sent.map { "→ \($0.stream): \($0.records) records would be sent" }
    if difference.opened != 0 || difference.closed != 0 {
      lines.append(
        "exceptions: \(difference.opened) would open, \(difference.closed) would close")
    }
    if difference.fields.isEmpty { lines.append("no record in the store is decided otherwise") }
    return lines
  }

  private static func told(_ rule: OwnershipRule) -> String {
    let place = [rule.warehouse.map { "warehouse \($0)" }, rule.key.map { "key \($0)" }]
    let more = place.compactMap { $0 } + [rule.fallback.map { "fallback \($0)" }].compactMap { $0 }
    return SafeText.shown(
      ([rule.field] + more + ["owner \(rule.owner)", "\(rule.onDrift.rawValue) (\(rule.source))"])
        .joined(separator: ", "))
  }

  private static func line(_ field: RuleDifference.Field) -> String {
    let subject = [field.entity.text, SafeText.shown(field.key.text), field.field]
    var line = subject.joined(separator: " ") + ": \(shown(field.now)) → \(shown(field.then))"
    if !field.streams.isEmpty {
      line += "; would be sent: " + field.streams.map(\.text).joined(separator: ", ")
    }
    return line
  }

  private static func shown(_ holding: HoldingValue?) -> String {
    guard let holding else { return "nothing" }
    return "\(holding.system) \"\(SafeText.shown(holding.value.description))\" by "
      + rule(of: holding)
  }

  private static func rule(of holding: HoldingValue?) -> String {
    holding?.rule.map { SafeText.shown(OwnershipBook.citation($0)) } ?? "no rule"
  }

  /// How much each rule would decide, in the order of the fields.
  private static func byRule(
    _ difference: RuleDifference
  ) -> [(rule: String, fields: Int, values: Int)] {
    let groups = Dictionary(grouping: difference.fields) { rule(of: $0.then) }
    return groups.keys.sorted().map { rule in
      let fields = groups[rule] ?? []
      return (rule, fields.count, fields.count(where: \.isOtherValue))
    }
  }

  // MARK: For programs

  private static func document(_ difference: RuleDifference) -> JSONValue {
    .object([
      .init("schema", .string("wmsync.rules_diff/1")),
      .init("rule_set", .number(String(difference.ruleSet))),
      .init("added", .array(difference.added.map(RuleOperation.document))),
      .init("removed", .array(difference.removed.map(RuleOperation.document))),
      .init(
        "changed",
        .array(
          difference.changed.map {
            .object([
              .init("now", RuleOperation.document($0.now)),
              .init("then", RuleOperation.document($0.then)),
            ])
          })),
      .init("fields", .array(difference.fields.map(document))),
      .init(
        "by_rule",
        .array(
          byRule(difference).map {
            .object([
              .init("rule", .string($0.rule)), .init("fields", .number(String($0.fields))),
              .init("other_values", .number(String($0.values))),
            ])
          })),
      .init(
        "outbound",
        .array(
          difference.sent.map {
            .object([
              .init("stream", .string($0.stream.text)),
              .init("records", .number(String($0.records))),
            ])
          })),
      .init(
        "exceptions",
        .object([
          .init("opened", .number(String(difference.opened))),
          .init("closed", .number(String(difference.closed))),
        ])),
    ])
  }

  private static func document(_ field: RuleDifference.Field) -> JSONValue {
    .object([
      .init("entity", .string(field.entity.text)), .init("key", .string(field.key.text)),
      .init("warehouse", field.warehouse.map { .string($0.text) } ?? .null),
      .init("field", .string(field.field)), .init("now", document(field.now)),
      .init("then", document(field.then)),
      .init("sent", .array(field.streams.map { .string($0.text) })),
    ])
  }

  private static func document(_ holding: HoldingValue?) -> JSONValue {
    guard let holding else { return .null }
    return .object([
      .init("system", .string(holding.system.text)),
      .init("value", holding.value.isNull ? .null : .string(holding.value.description)),
      .init("rule", holding.rule.map { .string(OwnershipBook.citation($0)) } ?? .null),
    ])
  }
}
