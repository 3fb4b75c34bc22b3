import Domain

/// Stock moved of which nobody says what a piece costs.
struct CostMissing: Check {
  var code: ExceptionCode { .costMissing }
  var judges: Set<Situation.Kind> { [.cost] }
  var meaning: String {
    "Stock of an article moved, and neither its order line nor its item master says what a piece"
      + " costs; its journals wait."
  }
  var remedy: String { "give the item a unit_cost; its journals are then proposed" }

  var examples: [CheckExample] {
    [
      CheckExample("nothing waits", .cost(CostFacts(sku: "1001", movements: 0)), findings: 0),
      CheckExample("one waits", .cost(CostFacts(sku: "1001", movements: 1)), findings: 1),
      CheckExample(
        "many wait for one article", .cost(CostFacts(sku: "1001", movements: 500)), findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .cost(let facts) = situation, facts.movements > 0 else { return [] }
    return [
      SyncException(
        code, entity: "item", key: RecordKey(parts: [facts.sku]).text, field: "unit_cost",
        ownerSystem: facts.owner, actual: Wording.counted(facts.movements, "movement"),
        message: "article \(Wording.cut(facts.sku)) has no unit_cost: the journals of"
          + " \(Wording.counted(facts.movements, "movement")) wait", hint: remedy)
    ]
  }
}
