import Domain

/// A row, or a field of it, that cannot be read as its record type wants it.
///
/// Speaks for the more precise codes too, as an unknown unit, a broken time or a wrong check
/// digit: the exception carries the code that the mapping gave. Unmapped status codes have a
/// check of their own. An answer to what was never sent is such a row too, and so is a record
/// that the dialect of an outbound stream cannot express; its stream stands in brackets in
/// `field`, since each stream may fail on it.
struct RowInvalid: Check {
  var code: ExceptionCode { .rowInvalid }
  var judges: Set<Situation.Kind> { [.row, .answer, .unsent] }
  var meaning: String {
    "A row cannot be read, or a record cannot be written; all others of the file went through."
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
      CheckExample(
        "a faulty field of a row that was taken all the same",
        .row(
          .faulty(
            .gtinCheckdigit, field: "gtin", column: "EAN", value: "4006381333930",
            reason: "\"4006381333930\" has check digit 0, it should be 1", flows: true)),
        findings: 1),
      CheckExample("the warehouse answers what it was never sent", .answer(.unknown), findings: 1),
      CheckExample("the warehouse answers what it was sent", .answer(.accepted), findings: 0),
      CheckExample(
        "a record cannot be written",
        .unsent(obstacle: "column Name holds the delimiter"), findings: 1),
      CheckExample("a row that came twice", .row(.identicalTo(line: 11)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    switch situation {
    case .row(let row):
      guard case .faulty(let fault, _, _, _, _, _) = row.finding, fault != .statusUnmapped
      else { return [] }
      return faulty(row)
    case .answer(let answer): return answer.finding == .unknown ? [unknown(answer)] : []
    case .unsent(let unsent): return [raised(unsent)]
    default: return []
    }
  }

  private func unknown(_ answer: AnswerFacts) -> SyncException {
    exception(
      on: answer, severity: .error, entity: "ack",
      hint: "find out which sender \(answer.system) answers",
      "\(answer.system) answers \(Wording.cut(answer.message)), which was never sent to it")
  }

  private func raised(_ unsent: UnsentFacts) -> SyncException {
    SyncException(
      code, entity: unsent.entity, key: unsent.key.text, warehouse: unsent.warehouse,
      field: "(\(unsent.stream))", ownerSystem: unsent.to,
      message: "\(unsent.stream): \(unsent.entity) \(Wording.cut(unsent.key.text)) was not sent to"
        + " \(unsent.to): \(unsent.obstacle)",
      hint: "correct the value at its source, or change the dialect of \(unsent.stream)")
  }
}

extension Check {
  /// The exception of a faulty row under the code that the mapping gave it.
  func faulty(_ row: RowFacts) -> [SyncException] {
    guard
      case .faulty(let fault, let field, let column, let value, let reason, let flows) = row.finding
    else { return [] }
    let cause = Wording.cut(reason, naming: value)
    var raised = exception(
      on: row, field: field.isEmpty ? nil : field, actual: Wording.cut(value),
      (column.isEmpty ? cause : "column \(Wording.cut(column)): \(cause)")
        + (flows ? "; the row was taken all the same" : ""))
    if fault != code {
      raised.code = fault
      raised.severity = fault.profile.severity
    }
    raised.hint =
      fault.rowRemedy(field: field, column: column)
      ?? (fault == code ? remedy : fault.profile.action)
    return [raised]
  }
}

extension ExceptionCode {
  /// What to do about such a fault in a row, in terms of the mapping; `nil` when there is nothing
  /// better than the catalogue's remedy.
  fileprivate func rowRemedy(field: String, column: String) -> String? {
    let place = column.isEmpty ? "its column" : "column \(Wording.cut(column))"
    switch self {
    case .uomUnknown where field == "uom" || field == "base_uom":
      return "add the unit to the values of \(place) or to its cross reference;"
        + " the row is then read again"
    case .uomUnknown:
      return "add the unit to the item's units, or correct it at its source;"
        + " the row is then read again"
    case .uomFraction:
      return "correct the unit's factor in the item's units, or the quantity in \(place) at its"
        + " source"
    case .statusUnmapped:
      return "add the code to the values of \(place) or to its cross reference;"
        + " the row is then read again"
    case .gtinCheckdigit: return "correct the barcode in \(place) at its source"
    default: return nil
    }
  }
}
