internal import Domain
internal import Intake
internal import Persistence
internal import Reconciliation
internal import Reporting

/// `rules list`, `which`, `set` and `history`.
package enum RuleOperation {
  /// All rules, those that operators set first.
  package static func list(at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.look)
      let book = OwnershipBook(
        settings: site.settings, overrides: try site.store.overrides())
      let header = ["field", "warehouse", "key", "owner", "fallback", "on drift", "from"]
      let rows = book.rules.map { rule in
        [
          rule.field, rule.warehouse?.text ?? "*", rule.key ?? "*", rule.owner.text,
          rule.fallback?.text ?? "-", rule.onDrift.rawValue, rule.source,
        ]
      }
      let number = try site.store.currentRuleSet().map { "rule set \($0.id) of \($0.at)" }
      return Answer(
        lines: [number ?? "no rule set recorded yet"] + TextTable([header] + rows).lines,
        json: .array(book.rules.map(document)))
    }
  }

  static func document(_ rule: OwnershipRule) -> JSONValue {
    func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    return .object([
      .init("field", .string(rule.field)), .init("warehouse", text(rule.warehouse?.text)),
      .init("key", text(rule.key)), .init("owner", .string(rule.owner.text)),
      .init("fallback", text(rule.fallback?.text)),
      .init("on_drift", .string(rule.onDrift.rawValue)), .init("source", .string(rule.source)),
    ])
  }

  /// The rule that decides about a field.
  package static func which(
    _ field: String, warehouse: String?, key: String?, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.look)
      let (entity, name) = try parts(of: field)
      let book = OwnershipBook(
        settings: site.settings, overrides: try site.store.overrides())
      guard
        let rule = book.rule(
          entity: entity, field: name, warehouse: warehouse.map { WarehouseID($0) },
          key: RecordKey(text: key ?? ""))
      else {
        return Answer(
          lines: ["\(field): nobody owns it; two different values are a FIELD_CONFLICT"],
          json: .null)
      }
      return Answer(
        lines: [
          "\(field): \(rule.owner) decides; an edit by another system: "
            + "\(rule.onDrift.rawValue); rule \(rule.field) from \(rule.source)"
        ], json: document(rule))
    }
  }

  private static func parts(of field: String) throws(SyncFailure) -> (EntityID, String) {
    let parts = field.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let schema = RecordSchema.named(EntityID(parts[0])) else {
      throw SyncFailure(
        .usage, "\(field): write a field as ENTITY.FIELD, for example item.weight_kg")
    }
    guard parts[1] == "*" || schema.position(of: parts[1]) != nil else {
      let names = schema.fields.map(\.name).joined(separator: ", ")
      throw SyncFailure(.usage, "\(parts[0]) has no field \(parts[1]); it has \(names)")
    }
    return (schema.entity, parts[1])
  }

  /// What an operator sets.
  package struct Override: Sendable {
    package var field: String
    package var owner: String
    package var warehouse: String?
    package var key: String?
    package var onDrift: String?
    package var reason: String

    package init(field: String, owner: String, reason: String) {
      self.field = field
      self.owner = owner
      self.reason = reason
    }
  }

  /// Sets an operator's override; it holds from the next run and outlives changes of the file.
  package static func set(
    _ override: Override, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.change)
      _ = try parts(of: override.field)
      guard site.settings.systems.contains(where: { $0.id.text == override.owner }) else {
        let names = site.settings.systems.map(\.id.text).joined(separator: ", ")
        throw SyncFailure(.usage, "\(override.owner) is no system; there are \(names)")
      }
      if let warehouse = override.warehouse,
        !site.settings.warehouses.contains(where: { $0.id.text == warehouse })
      {
        let names = site.settings.warehouses.map(\.id.text).joined(separator: ", ")
        throw SyncFailure(.usage, "--warehouse \(warehouse): the site has \(names)")
      }
      let drift = override.onDrift ?? DriftPolicy.revert.rawValue
      guard DriftPolicy(rawValue: drift) != nil else {
        throw SyncFailure(.usage, "--on-drift \(drift): write revert, alert or adopt")
      }
      let rule = StoredRule(
        field: override.field, warehouse: override.warehouse.map { WarehouseID($0) },
        key: override.key, owner: SystemID(override.owner), onDrift: drift, source: "")
      let who = Environment.user
      try site.store.transaction {
        try site.store.setOverride(rule, who: who, why: override.reason, at: site.now)
      }
      return Answer(lines: [
        "\(override.field): \(override.owner) decides from the next run on, set by \(who)"
      ])
    }
  }

  /// Rule sets by number, and what operators set and ended.
  package static func history(at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.look)
      var lines = try site.store.ruleSets().map { set in
        "\(set.at)  rule set \(set.id)  \(set.hash.prefix(12))"
      }
      lines += try site.store.overrides(includingEnded: true).map { rule in
        "\(rule.at)  \(rule.who) set \(rule.field) owner \(rule.owner): "
          + SafeText.shown(rule.why) + (rule.endedAt.map { " (ended \($0))" } ?? "")
      }
      return Answer(lines: lines.isEmpty ? ["no rule set recorded yet"] : lines)
    }
  }
}
