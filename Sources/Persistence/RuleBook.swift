package import Domain

/// A source-of-truth rule as the store keeps it.
package struct StoredRule: Equatable, Sendable {
  package var id: Int64 = 0
  package var field: String
  package var warehouse: WarehouseID?
  package var key: String?
  package var owner: SystemID
  package var fallback: SystemID?
  package var onDrift: String
  /// Where it was written, or who set it and why.
  package var source: String
  package var who = ""
  package var why = ""
  package var at = ""
  package var endedAt: String?

  package init(
    field: String, warehouse: WarehouseID? = nil, key: String? = nil, owner: SystemID,
    fallback: SystemID? = nil, onDrift: String, source: String
  ) {
    self.field = field
    self.warehouse = warehouse
    self.key = key
    self.owner = owner
    self.fallback = fallback
    self.onDrift = onDrift
    self.source = source
  }
}

/// A numbered set of rules.
package struct RuleSet: Sendable {
  package let id: Int64
  package let hash: String
  package let at: String
}

/// What was decided about a field on which two systems do not agree.
package struct DecisionEntry: Sendable {
  package var run: Int64
  package var at: Timestamp
  package var entity: EntityID
  package var key: RecordKey
  package var field: String
  package var decision: String
  package var owner: SystemID?
  package var ownerValue: String
  package var other: SystemID
  package var otherValue: String
  package var ruleSet: Int64
  package var rule: String?

  package init(
    run: Int64, at: Timestamp, entity: EntityID, key: RecordKey, field: String,
    decision: String, owner: SystemID?, ownerValue: String, other: SystemID,
    otherValue: String, ruleSet: Int64, rule: String?
  ) {
    self.run = run
    self.at = at
    self.entity = entity
    self.key = key
    self.field = field
    self.decision = decision
    self.owner = owner
    self.ownerValue = ownerValue
    self.other = other
    self.otherValue = otherValue
    self.ruleSet = ruleSet
    self.rule = rule
  }
}

extension StateStore {
  /// The rule set in force; `nil` before the first run.
  package func currentRuleSet() throws(StoreError) -> RuleSet? {
    try ruleSets().last
  }

  /// All rule sets, oldest first.
  package func ruleSets() throws(StoreError) -> [RuleSet] {
    let statement = try database.statement("SELECT id, hash, at FROM rule_set ORDER BY id")
    defer { statement.reset() }
    var sets: [RuleSet] = []
    while try statement.step() {
      sets.append(
        RuleSet(id: statement.integer(0), hash: statement.text(1), at: statement.text(2)))
    }
    return sets
  }

  /// Records a changed set of rules under the next number.
  package func addRuleSet(
    _ rules: [StoredRule], hash: String, at time: Timestamp, run: Int64
  ) throws(StoreError) -> Int64 {
    try database.run("INSERT INTO rule_set(hash, at, run) VALUES(?,?,?)", hash, time, run)
    let id = database.lastInsertedID
    for (position, rule) in rules.enumerated() {
      try database.run(
        "INSERT INTO rule VALUES(?,?,?,?,?,?,?,?,?)", id, position + 1, rule.field,
        rule.warehouse, rule.key, rule.owner, rule.fallback, rule.onDrift, rule.source)
    }
    return id
  }

  /// The rules of a set, in their order.
  package func rules(of set: Int64) throws(StoreError) -> [StoredRule] {
    let statement = try database.statement(
      """
      SELECT field, warehouse, key, owner, fallback, on_drift, source FROM rule
      WHERE rule_set = ? ORDER BY position
      """)
    statement.bind(set, at: 1)
    defer { statement.reset() }
    var rules: [StoredRule] = []
    while try statement.step() {
      rules.append(
        StoredRule(
          field: statement.text(0), warehouse: statement.optionalText(1).map { WarehouseID($0) },
          key: statement.optionalText(2), owner: SystemID(statement.text(3)),
          fallback: statement.optionalText(4).map { SystemID($0) }, onDrift: statement.text(5),
          source: statement.text(6)))
    }
    return rules
  }

  /// Operators' overrides, oldest first.
  package func overrides(includingEnded: Bool = false) throws(StoreError) -> [StoredRule] {
    let statement = try database.statement(
      """
      SELECT id, field, warehouse, key, owner, fallback, on_drift, who, why, at, ended_at
      FROM rule_override WHERE ended_at IS NULL OR ? ORDER BY id
      """)
    statement.bind(includingEnded, at: 1)
    defer { statement.reset() }
    var rules: [StoredRule] = []
    while try statement.step() {
      var rule = StoredRule(
        field: statement.text(1), warehouse: statement.optionalText(2).map { WarehouseID($0) },
        key: statement.optionalText(3), owner: SystemID(statement.text(4)),
        fallback: statement.optionalText(5).map { SystemID($0) }, onDrift: statement.text(6),
        source: "set by \(statement.text(7)) on \(statement.text(9)): \(statement.text(8))")
      rule.id = statement.integer(0)
      rule.who = statement.text(7)
      rule.why = statement.text(8)
      rule.at = statement.text(9)
      rule.endedAt = statement.optionalText(10)
      rules.append(rule)
    }
    return rules
  }

  /// Sets an override; one for the same field, warehouse and key ends.
  package func setOverride(
    _ rule: StoredRule, who: String, why: String, at time: Timestamp
  ) throws(StoreError) {
    try endOverride(field: rule.field, warehouse: rule.warehouse, key: rule.key, at: time)
    try database.run(
      """
      INSERT INTO rule_override(field, warehouse, key, owner, fallback, on_drift, who, why, at)
      VALUES(?,?,?,?,?,?,?,?,?)
      """,
      rule.field, rule.warehouse, rule.key, rule.owner, rule.fallback, rule.onDrift, who, why,
      time)
  }

  package func endOverride(
    field: String, warehouse: WarehouseID?, key: String?, at time: Timestamp
  ) throws(StoreError) {
    try database.run(
      """
      UPDATE rule_override SET ended_at = ? WHERE field = ? AND warehouse IS ? AND key IS ?
        AND ended_at IS NULL
      """, time, field, warehouse, key)
  }

  /// Writes a decision down unless the newest one on the same field says the same.
  ///
  /// - Parameter entry: the decision.
  /// - Returns: whether it is a new one.
  /// - Throws: `StoreError`, and what a closure throws.
  package func record(_ entry: DecisionEntry) throws(StoreError) -> Bool {
    let statement = try database.statement(
      """
      SELECT decision, owner_value, other_value, rule FROM decision_log
      WHERE entity = ? AND key = ? AND field = ? AND other = ? ORDER BY id DESC LIMIT 1
      """)
    statement.bind(entry.entity, at: 1)
    statement.bind(entry.key, at: 2)
    statement.bind(entry.field, at: 3)
    statement.bind(entry.other, at: 4)
    if try statement.step() {
      let isSame =
        statement.text(0) == entry.decision
        && statement.text(1).hasSameBytes(as: entry.ownerValue)
        && statement.text(2).hasSameBytes(as: entry.otherValue)
        && statement.optionalText(3) == entry.rule
      statement.reset()
      if isSame { return false }
    }
    try database.run(
      """
      INSERT INTO decision_log(run, at, entity, key, field, decision, owner, owner_value, other,
        other_value, rule_set, rule) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)
      """,
      entry.run, entry.at, entry.entity, entry.key, entry.field, entry.decision, entry.owner,
      entry.ownerValue, entry.other, entry.otherValue, entry.ruleSet, entry.rule)
    return true
  }

  /// Decisions on a record, oldest first.
  package func decisions(on key: RecordKey, of entity: EntityID) throws(StoreError)
    -> [DecisionEntry]
  {
    let statement = try database.statement(
      "SELECT \(Self.decisionColumns) FROM decision_log WHERE entity = ? AND key = ? ORDER BY id")
    statement.bind(entity, at: 1)
    statement.bind(key, at: 2)
    return try decisions(from: statement)
  }

  /// Decisions of a run, in the order they were made.
  package func decisions(of run: Int64) throws(StoreError) -> [DecisionEntry] {
    let statement = try database.statement(
      "SELECT \(Self.decisionColumns) FROM decision_log WHERE run = ? ORDER BY id")
    statement.bind(run, at: 1)
    return try decisions(from: statement)
  }

  private static let decisionColumns =
    "run, at, entity, key, field, decision, owner, owner_value, other, other_value, rule_set, rule"

  private func decisions(from statement: Statement) throws(StoreError) -> [DecisionEntry] {
    defer { statement.reset() }
    var entries: [DecisionEntry] = []
    while try statement.step() {
      entries.append(
        DecisionEntry(
          run: statement.integer(0),
          at: Timestamp(rfc3339: statement.text(1)) ?? Timestamp(microseconds: 0),
          entity: EntityID(statement.text(2)), key: RecordKey(text: statement.text(3)),
          field: statement.text(4), decision: statement.text(5),
          owner: statement.optionalText(6).map { SystemID($0) }, ownerValue: statement.text(7),
          other: SystemID(statement.text(8)), otherValue: statement.text(9),
          ruleSet: statement.integer(10), rule: statement.optionalText(11)))
    }
    return entries
  }
}
