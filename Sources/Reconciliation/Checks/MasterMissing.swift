import Domain

/// A master record that one system has and another, which delivers them all, lacks.
///
/// One exception per missing side. Key and record type are the same for all of them, so the
/// missing side stands in brackets in `field` to give each its own fingerprint.
struct MasterMissing: Check {
  var code: ExceptionCode { .masterMissing }
  var judges: Set<Situation.Kind> { [.master] }
  var meaning: String {
    "A master record is known in one system and absent from the full export of another."
      + " A system that will be sent the record is not accused."
  }
  var remedy: String { "send the record to the system that lacks it, or deactivate it" }

  var examples: [CheckExample] {
    [
      CheckExample("both systems have the item", Self.item(missingIn: []), findings: 0),
      CheckExample("the warehouse lacks the item", Self.item(missingIn: ["wms"]), findings: 1),
      CheckExample(
        "two warehouses lack the item", Self.item(missingIn: ["tpl", "wms"]), findings: 2),
      CheckExample(
        "the warehouse that lacks it will be sent it",
        Self.item(missingIn: ["tpl", "wms"], isBeingSentTo: ["wms"]), findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .master(let master) = situation else { return [] }
    let known = Wording.listed(master.knownIn.map(\.text))
    return master.missingIn.filter { !master.isBeingSentTo.contains($0) }.map { system in
      SyncException(
        code, entity: master.entity, key: master.key.text, field: "(\(system))",
        ownerSystem: system, expected: "known in \(known)", actual: "missing in \(system)",
        origin: master.origin,
        message: Wording.at(
          master.origin,
          "\(known) has \(master.entity) \(Wording.cut(master.key.text)),"
            + " \(system) does not have it"
        ),
        hint: remedy)
    }
  }

  private static func item(
    missingIn: [SystemID], isBeingSentTo: [SystemID] = []
  ) -> Situation {
    .master(
      MasterFacts(
        entity: "item", key: RecordKey(parts: ["1001"]), knownIn: ["erp"], missingIn: missingIn,
        isBeingSentTo: isBeingSentTo, ownerSystem: "erp", origin: .example("erp", line: 4)))
  }
}
