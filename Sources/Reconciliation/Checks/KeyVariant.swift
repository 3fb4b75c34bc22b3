import Domain

/// A key that is another one written differently.
struct KeyVariant: Check {
  var code: ExceptionCode { .keyVariant }
  var judges: Set<Situation.Kind> { [.alike] }
  var meaning: String {
    "Two keys differ only in upper and lower case, in leading zeros or in spaces. Keys are never"
      + " changed by guessing, so wmsync treats them as two things."
  }
  var remedy: String {
    "bring them to one spelling: `case`, `pad` or `strip_leading` of the feed's field, or a cross"
      + " reference"
  }

  var examples: [CheckExample] {
    [
      CheckExample("the key stands alone", .alike(.spelling, "1007"), findings: 0),
      CheckExample("the key has a zero more", .alike(.spelling, "01001", "key"), findings: 1),
      CheckExample(
        "the ERP's spelling is not accused", .alike(.spelling, "1001", "key"), findings: 0),
      CheckExample("two customers share an address", .alike(.partner, "7", "address"), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .alike(let facts) = situation, facts.kind == .spelling, facts.isDoubtful else {
      return []
    }
    return [
      facts.finding(
        code, hint: remedy,
        "\(facts.entity) \(AlikeFacts.name(facts.key)) and \(AlikeFacts.name(facts.survivor))"
          + " differ only in case, leading zeros or spaces\(facts.company)")
    ]
  }
}
