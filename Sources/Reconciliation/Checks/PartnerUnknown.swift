import Domain

/// A customer or supplier number that is no partner of ours.
struct PartnerUnknown: Check {
  var code: ExceptionCode { .partnerUnknown }
  var judges: Set<Situation.Kind> { [.row] }
  var meaning: String {
    "Rows name a customer, supplier or carrier that no partner master has; they wait for it."
  }
  var remedy: String { "create the partner, or correct its number in the document" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "an order names a customer nobody knows",
        .row(.unknownReference(.partnerUnknown, id: "customer|9999", rows: 1)), findings: 1),
      CheckExample(
        "many rows that wait for one id are one exception",
        .row(.unknownReference(.partnerUnknown, id: "customer|9999", rows: 5000)), findings: 1),
      CheckExample(
        "a cross reference does not have the id",
        .row(
          .unknownReference(
            .partnerUnknown, id: "customer|9999", rows: 1,
            cause: "cross reference tpl-customers has no entry for it")), findings: 1),
      CheckExample(
        "an unknown id of another kind",
        .row(.unknownReference(.locationUnknown, id: "customer|9999", rows: 1)), findings: 0),
      CheckExample("a row that came twice", .row(.identicalTo(line: 11)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    unknown(situation, entity: "partner", called: "partner")
  }
}
