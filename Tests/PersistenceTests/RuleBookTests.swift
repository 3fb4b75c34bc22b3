import Domain
import Persistence
import Testing

@Suite struct RuleBookTests {
  private let bench: StoreBench
  private var store: StateStore { bench.store }
  private let noon = StoreBench.noon

  init() throws {
    bench = try StoreBench()
  }

  private func rule(
    _ field: String, _ owner: SystemID, warehouse: WarehouseID? = nil, key: String? = nil
  ) -> StoredRule {
    StoredRule(
      field: field, warehouse: warehouse, key: key, owner: owner, fallback: "wms",
      onDrift: "report", source: "wmsync.yaml:12")
  }

  @Test func `rule sets are numbered and the newest is in force`() throws {
    #expect(try store.currentRuleSet()?.id == nil)
    let rules = [rule("item.name", "erp"), rule("item.weight_kg", "wms", warehouse: "HAM")]
    #expect(try store.addRuleSet(rules, hash: "h1", at: noon, run: 1) == 1)
    #expect(try store.addRuleSet([rules[1]], hash: "h2", at: noon, run: 2) == 2)
    #expect(try store.currentRuleSet()?.id == 2)
    #expect(try store.currentRuleSet()?.hash == "h2")
    #expect(try store.ruleSets().map(\.hash) == ["h1", "h2"])
    let sql = """
      SELECT rule_set || ' ' || position || ' ' || field || ' ' || coalesce(warehouse, '-')
        || ' ' || owner || ' ' || fallback || ' ' || on_drift || ' ' || source
      FROM truth_rules ORDER BY rule_set, position
      """
    #expect(
      try bench.texts(sql) == [
        "1 1 item.name - erp wms report wmsync.yaml:12",
        "1 2 item.weight_kg HAM wms wms report wmsync.yaml:12",
        "2 1 item.weight_kg HAM wms wms report wmsync.yaml:12",
      ])
  }

  @Test func `an override ends the one before it for the same field, warehouse and key`() throws {
    let later = noon.adding(seconds: 60)
    try store.setOverride(rule("item.name", "erp"), who: "ann", why: "test", at: noon)
    try store.setOverride(
      rule("item.name", "erp", warehouse: "HAM"), who: "ann", why: "test", at: noon)
    try store.setOverride(rule("item.name", "erp", key: "A"), who: "ann", why: "x", at: noon)
    try store.setOverride(rule("item.name", "wms"), who: "bob", why: "late", at: later)
    let live = try store.overrides()
    #expect(live.map(\.id) == [2, 3, 4])
    #expect(live.map(\.owner) == ["erp", "erp", "wms"])
    #expect(live.map(\.warehouse) == ["HAM", nil, nil])
    #expect(live.map(\.key) == [nil, "A", nil])
    let newest = try #require(live.last)
    #expect(newest.who == "bob")
    #expect(newest.why == "late")
    #expect(newest.at == later.description)
    #expect(newest.source == "set by bob on \(later): late")
    #expect(newest.fallback == "wms")
    #expect(newest.onDrift == "report")
    let all = try store.overrides(includingEnded: true)
    #expect(all.map(\.endedAt) == [later.description, nil, nil, nil])
  }

  @Test func `an override that is ended leaves the others in force`() throws {
    try store.setOverride(rule("item.name", "erp"), who: "ann", why: "a", at: noon)
    try store.setOverride(rule("item.gtin", "erp"), who: "ann", why: "b", at: noon)
    try store.endOverride(field: "item.name", warehouse: "HAM", key: nil, at: noon)
    #expect(try store.overrides().count == 2)
    try store.endOverride(field: "item.name", warehouse: nil, key: nil, at: noon)
    #expect(try store.overrides().map(\.field) == ["item.gtin"])
  }

  private func decision(_ decision: String = "owner rules", value: String = "Bolt") -> DecisionEntry
  {
    DecisionEntry(
      run: 3, at: noon, entity: "item", key: RecordKey(text: "A"), field: "name",
      decision: decision, owner: "erp", ownerValue: value, other: "wms", otherValue: "Nut",
      ruleSet: 1, rule: nil)
  }

  @Test func `a decision reads back whole`() throws {
    var entry = decision()
    entry.rule = "wmsync.yaml:12"
    #expect(try store.record(entry))
    let found = try #require(try store.decisions(on: entry.key, of: "item").first)
    #expect(found.run == 3)
    #expect(found.at == noon)
    #expect(found.entity == "item")
    #expect(found.key == entry.key)
    #expect(found.field == "name")
    #expect(found.decision == "owner rules")
    #expect(found.owner == "erp")
    #expect(found.ownerValue == "Bolt")
    #expect(found.other == "wms")
    #expect(found.otherValue == "Nut")
    #expect(found.ruleSet == 1)
    #expect(found.rule == "wmsync.yaml:12")
    #expect(try store.decisions(on: RecordKey(text: "B"), of: "item").isEmpty)
  }

  @Test func `the same decision is not written twice in a row`() throws {
    #expect(try store.record(decision()))
    var again = decision()
    again.run = 4
    again.ruleSet = 2
    #expect(try !store.record(again))
    #expect(try store.decisions(on: again.key, of: "item").map(\.run) == [3])
  }

  @Test func `another decision, value, rule, field or system is written`() throws {
    #expect(try store.record(decision()))
    #expect(try store.record(decision("held")))
    #expect(try store.record(decision("held", value: "Screw")))
    var entry = decision("held", value: "Screw")
    entry.otherValue = "nut"
    #expect(try store.record(entry))
    entry.rule = "r"
    #expect(try store.record(entry))
    entry.field = "gtin"
    #expect(try store.record(entry))
    entry.other = "tpl"
    #expect(try store.record(entry))
    #expect(try !store.record(entry))
    #expect(try store.record(decision()))
    #expect(try store.decisions(of: 3).count == 8)
    #expect(try store.decisions(of: 4).isEmpty)
  }

  @Test func `a value in another Unicode form is another decision`() throws {
    #expect(try store.record(decision(value: "caf\u{E9}")))
    #expect(try store.record(decision(value: "cafe\u{301}")))
  }
}
