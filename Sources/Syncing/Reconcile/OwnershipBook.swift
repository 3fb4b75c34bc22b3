package import Domain
package import Persistence
internal import Intake
internal import Reconciliation

/// The source-of-truth rules in force: those of the configuration, with operators' overrides
/// before them.
package struct OwnershipBook: Sendable {
  /// In the order in which they are tried for equal precision: overrides first.
  package let rules: [OwnershipRule]
  /// Number of the rule set in the store; 0 before it was recorded.
  package internal(set) var ruleSet: Int64 = 0

  /// - Parameters:
  ///   - settings: the configuration.
  ///   - overrides: what operators set.
  package init(settings: Settings, overrides: [StoredRule]) {
    rules = overrides.map(Self.rule).reversed() + settings.ownership
  }

  /// The rules that the store has recorded last; none before the first run.
  package init(recordedIn store: StateStore) throws(StoreError) {
    let current = try store.currentRuleSet()
    rules =
      try current.map { (set) throws(StoreError) in try store.rules(of: set.id) }?
      .map(Self.rule) ?? []
    ruleSet = current?.id ?? 0
  }

  private static func rule(_ stored: StoredRule) -> OwnershipRule {
    OwnershipRule(
      field: stored.field, warehouse: stored.warehouse, key: stored.key, owner: stored.owner,
      fallback: stored.fallback, onDrift: DriftPolicy(rawValue: stored.onDrift) ?? .revert,
      source: stored.source)
  }

  /// The rule for a field of a record; `nil` when none fits.
  ///
  /// A rule for the record's key goes before one for its warehouse, that before one for the
  /// field, and that before one for all fields of the type; an operator's override goes before
  /// the configuration where both are equally precise.
  package func rule(
    entity: EntityID, field: String, warehouse: WarehouseID?, key: RecordKey
  ) -> OwnershipRule? {
    var best: (rule: OwnershipRule, precision: Int)?
    for rule in rules {
      guard let precision = Self.precision(of: rule, entity, field, warehouse, key) else {
        continue
      }
      if precision > best?.precision ?? -1 { best = (rule, precision) }
    }
    return best?.rule
  }

  private static func precision(
    of rule: OwnershipRule, _ entity: EntityID, _ field: String, _ warehouse: WarehouseID?,
    _ key: RecordKey
  ) -> Int? {
    var precision = 0
    if rule.field == "\(entity).\(field)" {
      precision += 1
    } else if rule.field != "\(entity).*" {
      return nil
    }
    if let limited = rule.warehouse {
      guard limited == warehouse else { return nil }
      precision += 2
    }
    if let limited = rule.key {
      guard limited == key.text else { return nil }
      precision += 4
    }
    return precision
  }

  /// The name under which reports cite a rule.
  package static func citation(_ rule: OwnershipRule) -> String {
    "\(rule.field) owner \(rule.owner) (\(rule.source))"
  }

  /// Changes whenever a rule does.
  var hash: String {
    ContentDigest.sha256(
      rules.flatMap { rule in
        let parts = [
          rule.field, rule.warehouse?.text ?? "", rule.key ?? "", rule.owner.text,
          rule.fallback?.text ?? "", rule.onDrift.rawValue,
        ]
        return Array((RecordKey(parts: parts).text + "\n").utf8)
      })
  }

  /// Records the rules under the next number when they differ from those in force.
  ///
  /// - Returns: whether they were different.
  mutating func record(in store: StateStore, at now: Timestamp, run: Int64) throws -> Bool {
    let current = try store.currentRuleSet()
    if let current, current.hash == hash {
      ruleSet = current.id
      return false
    }
    let stored = rules.map { rule in
      StoredRule(
        field: rule.field, warehouse: rule.warehouse, key: rule.key, owner: rule.owner,
        fallback: rule.fallback, onDrift: rule.onDrift.rawValue, source: rule.source)
    }
    ruleSet = try store.addRuleSet(stored, hash: hash, at: now, run: run)
    return current != nil
  }
}
