import Domain

/// A row, or a field of it, that cannot be read as its record type wants it.
///
/// Speaks for the more precise codes too, as an unknown unit, a broken time or a wrong check
/// digit: the exception carries the code that the mapping gave. Unmapped status codes have a
/// check of their own.
struct RowInvalid: Check {
  var code: ExceptionCode { .rowInvalid }
  var judges: Set<Situation.Kind> { [.row] }
  var meaning: String {
    "A column of a row cannot be read; the other rows of the file went through."
  }
  var remedy: String { "correct the field at its source and send the row again" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a quantity is no number",
        .row(
          .faulty(
            .rowInvalid, field: "qty_good", column: "Menge", value: "12,5x",
            reason: "\"12,5x\" is not a decimal number")), findings: 1),
      CheckExample(
        "a unit without a factor",
        .row(
          key: nil,
          .faulty(
            .uomUnknown, field: "qty_good", column: "ME", value: "PAL",
            reason: "the item has no unit \"PAL\"")), findings: 1),
      CheckExample(
        "a status that nobody mapped",
        .row(
          .faulty(
            .statusUnmapped, field: "status", column: "Status", value: "Z9",
            reason: "\"Z9\" is not mapped")), findings: 0),
      CheckExample("a row that came twice", .row(.identicalTo(line: 11)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .row(let row) = situation, case .faulty(let fault, _, _, _, _) = row.finding,
      fault != .statusUnmapped
    else { return [] }
    return faulty(row)
  }
}

extension Check {
  /// The exception of a faulty row under the code that the mapping gave it.
  func faulty(_ row: RowFacts) -> [SyncException] {
    guard
      case .faulty(let fault, let field, let column, let value, let reason) = row.finding
    else { return [] }
    var raised = exception(
      on: row, field: field.isEmpty ? nil : field, actual: value,
      column.isEmpty ? reason : "column \(column): \(reason)")
    if fault != code {
      raised.code = fault
      raised.severity = fault.profile.severity
      raised.hint = fault.profile.action
    }
    return [raised]
  }
}
