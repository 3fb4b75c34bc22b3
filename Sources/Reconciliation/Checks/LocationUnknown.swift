import Domain

/// A warehouse or bin that is no location of ours.
struct LocationUnknown: Check {
  var code: ExceptionCode { .locationUnknown }
  var judges: Set<Situation.Kind> { [.row] }
  var meaning: String {
    "Rows name a warehouse or bin that no location master has; they wait until it arrives."
  }
  var remedy: String { "map the sender's warehouse or bin to one of ours, or create it" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a stock row names a bin nobody knows",
        .row(.unknownReference(.locationUnknown, id: "HAM|A-99", rows: 1)), findings: 1),
      CheckExample(
        "many rows that wait for one id are one exception",
        .row(.unknownReference(.locationUnknown, id: "HAM|A-99", rows: 5000)), findings: 1),
      CheckExample(
        "a cross reference does not have the id",
        .row(
          .unknownReference(
            .locationUnknown, id: "HAM|A-99", rows: 1,
            cause: "cross reference tpl-bins has no entry for it")), findings: 1),
      CheckExample(
        "an unknown id of another kind",
        .row(.unknownReference(.skuUnknown, id: "HAM|A-99", rows: 1)), findings: 0),
      CheckExample("a row that came twice", .row(.identicalTo(line: 11)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    unknown(situation, entity: "location", called: "location")
  }
}
