import Domain
import Reconciliation
import Testing

@Suite struct MasterCheckTests {
  @Test func `a missing record is one exception per side that lacks it`() {
    let found = findings(
      in: .master(
        MasterFacts(
          entity: "item", key: RecordKey(parts: ["1001"]), knownIn: ["erp"],
          missingIn: ["tpl", "wms"])))
    #expect(found.map(\.actual) == ["missing in tpl", "missing in wms"])
    #expect(found.map(\.ownerSystem) == ["tpl", "wms"])
    #expect(found.map(\.field) == ["(tpl)", "(wms)"])
    #expect(found.map(\.key) == ["1001", "1001"])
    #expect(Set(found.map(\.fingerprint)).count == 2)
  }

  @Test func `a conflict names no owner`() throws {
    let found = try #require(findings(in: .field(weight(.conflict))).first)
    #expect(found.code == .fieldConflict)
    #expect(found.ownerSystem == nil)
    #expect(found.expected == "2")
    #expect(found.actual == nil)
    #expect(found.field == "weight_kg")
    #expect(found.rule == "wmsync.yaml:41")
    #expect(found.message.contains("erp says 2, wms says nothing"))
  }

  @Test(arguments: [
    (DriftPolicy.revert, Severity.warning, "sent again"),
    (.alert, .warning, "a person must decide"), (.adopt, .info, "adopted"),
  ])
  func `what becomes of an edit depends on the rule`(
    policy: DriftPolicy, severity: Severity, outcome: String
  ) throws {
    let facts = weight(.ownerViolation(policy, bySecond: true))
    let found = try #require(findings(in: .field(facts)).first)
    #expect(found.code == .ownerViolation)
    #expect(found.severity == severity)
    #expect(found.ownerSystem == "erp")
    #expect(found.message.contains(outcome))
  }

  private func weight(_ decision: FieldDecision) -> FieldFacts {
    var facts = FieldFacts(
      entity: "item", key: RecordKey(parts: ["1001"]), field: "weight_kg", owner: "erp",
      ownerValue: .decimal(ExactDecimal(2)), other: "wms", otherValue: .null,
      decision: decision)
    facts.rule = "wmsync.yaml:41"
    return facts
  }
}
