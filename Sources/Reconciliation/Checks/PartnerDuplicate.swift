import Domain

/// A business partner that was entered twice.
struct PartnerDuplicate: Check {
  var code: ExceptionCode { .partnerDuplicate }
  var judges: Set<Situation.Kind> { [.alike] }
  var meaning: String {
    "Two partners of one role have the same e-mail address, the same tax number, or the same name"
      + " at the same postcode. The one that stays is named; what they share is not shown."
  }
  var remedy: String { "merge them into the one that is named, or ignore this where they are two" }

  var examples: [CheckExample] {
    [
      CheckExample("the customer stands alone", .alike(.partner, "1007"), findings: 0),
      CheckExample(
        "two customers have one e-mail address", .alike(.partner, "1007", "e-mail address"),
        findings: 1),
      CheckExample(
        "the one that stays is not accused", .alike(.partner, "1001", "e-mail address"),
        findings: 0),
      CheckExample("two articles have one barcode", .alike(.barcode, "1007", "4"), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .alike(let facts) = situation, facts.kind == .partner, facts.isDoubtful else {
      return []
    }
    return [
      facts.finding(
        code, hint: remedy,
        "\(AlikeFacts.name(facts.key)) seems to be \(AlikeFacts.name(facts.survivor)): the same "
          + Wording.listed(facts.shared) + facts.company)
    ]
  }
}

extension AlikeFacts {
  func finding(_ code: ExceptionCode, hint: String, _ message: String) -> SyncException {
    SyncException(
      code, entity: entity, key: key.text, ownerSystem: system, expected: survivor.text,
      actual: key.text, origin: origin, message: Wording.at(origin, message), hint: hint)
  }
}
