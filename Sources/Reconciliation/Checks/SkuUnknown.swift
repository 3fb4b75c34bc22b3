import Domain

/// An article number that is no item of ours.
struct SkuUnknown: Check {
  var code: ExceptionCode { .skuUnknown }
  var judges: Set<Situation.Kind> { [.row] }
  var meaning: String {
    "Rows name an article that no item master has; they wait until it arrives."
  }
  var remedy: String { "create the item or an alias for it; it is never created by itself" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a receipt names an article nobody knows",
        .row(.unknownReference(.skuUnknown, id: "9999", rows: 1)), findings: 1),
      CheckExample(
        "many rows that wait for one id are one exception",
        .row(.unknownReference(.skuUnknown, id: "9999", rows: 5000)), findings: 1),
      CheckExample(
        "a cross reference does not have the id",
        .row(
          .unknownReference(
            .skuUnknown, id: "9999", rows: 1,
            cause: "cross reference tpl-sku has no entry for it")), findings: 1),
      CheckExample(
        "an unknown id of another kind",
        .row(.unknownReference(.partnerUnknown, id: "9999", rows: 1)), findings: 0),
      CheckExample("a row that came twice", .row(.identicalTo(line: 11)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    unknown(situation, entity: "item", called: "article")
  }
}
