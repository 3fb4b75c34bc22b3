import Domain

/// A code of theirs that the configuration does not translate.
struct StatusUnmapped: Check {
  var code: ExceptionCode { .statusUnmapped }
  var judges: Set<Situation.Kind> { [.row] }
  var meaning: String {
    "A row bears a status or other code that is not mapped to ours; it waits and is never guessed."
  }
  var remedy: String {
    "add the code to the values of its column or to its cross reference; the row is then read again"
  }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a status that nobody mapped",
        .row(
          .faulty(
            .statusUnmapped, field: "status", column: "Status", value: "Z9",
            reason: "\"Z9\" is not mapped")), findings: 1),
      CheckExample(
        "a quantity is no number",
        .row(
          .faulty(
            .rowInvalid, field: "qty_good", column: "Menge", value: "x",
            reason: "\"x\" is not a decimal number")), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .row(let row) = situation,
      case .faulty(.statusUnmapped, _, _, _, _, _) = row.finding
    else { return [] }
    return faulty(row)
  }
}
