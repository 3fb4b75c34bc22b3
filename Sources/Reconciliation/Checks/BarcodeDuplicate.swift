import Domain

/// One barcode that leads to two articles.
struct BarcodeDuplicate: Check {
  var code: ExceptionCode { .barcodeDuplicate }
  var judges: Set<Situation.Kind> { [.alike] }
  var meaning: String {
    "An article or one of its packs has the barcode of another article, so that a scanner cannot"
      + " tell them apart. Leading zeros of the number do not count."
  }
  var remedy: String { "give one of the two its own barcode in the item master" }

  var examples: [CheckExample] {
    [
      CheckExample("the barcode is its own", .alike(.barcode, "1007"), findings: 0),
      CheckExample(
        "two articles have one barcode", .alike(.barcode, "1007", "barcode"), findings: 1),
      CheckExample("the older article keeps it", .alike(.barcode, "1001", "barcode"), findings: 0),
      CheckExample("the keys are alike", .alike(.spelling, "01001", "key"), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .alike(let facts) = situation, facts.kind == .barcode, facts.isDoubtful else {
      return []
    }
    return [
      facts.finding(
        code, hint: remedy,
        "\(facts.entity) \(AlikeFacts.name(facts.key)) has a barcode of "
          + AlikeFacts.name(facts.survivor) + facts.company)
    ]
  }
}
