import Domain

/// A row that stands in its file once more, identical in every column.
///
/// One exception per surplus row. All copies of a row have the same fingerprint here: the caller,
/// who sees them in file order, numbers them in `field`, so that they are the same exceptions
/// when the next file has them in other lines.
struct RowDuplicate: Check {
  var code: ExceptionCode { .rowDuplicate }
  var judges: Set<Situation.Kind> { [.row] }
  var meaning: String { "A row repeats an earlier row of the same file in every column." }
  var remedy: String { "check the query behind the export: it returns rows more than once" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a row stands in two lines, identical", .row(.identicalTo(line: 7)), findings: 1),
      CheckExample(
        "a key stands in two lines with other content", .row(.keyTwice(lines: [7, 12])),
        findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .row(let row) = situation, case .identicalTo(let line) = row.finding
    else { return [] }
    return [
      exception(
        on: row, expected: "one row",
        actual: "lines \(line) and \(row.origin.line)",
        "this row stands in line \(line) already, identical in every column")
    ]
  }
}
