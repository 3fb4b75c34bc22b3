import Domain

/// Rows of one file with the same key and other content; one exception names them all.
struct KeyDuplicate: Check {
  var code: ExceptionCode { .keyDuplicate }
  var judges: Set<Situation.Kind> { [.row] }
  var meaning: String {
    "Rows of one file bear the same key and say different things; none is preferred."
  }
  var remedy: String { "ask the sender which of the rows is true" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a key stands in two lines with other content", .row(.keyTwice(lines: [7, 12])),
        findings: 1),
      CheckExample(
        "three rows of one key are one exception", .row(.keyTwice(lines: [7, 9, 12])),
        findings: 1),
      CheckExample(
        "a row stands in two lines, identical", .row(.identicalTo(line: 7)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .row(let row) = situation, case .keyTwice(let numbers) = row.finding
    else { return [] }
    let key = row.key.map { " \(Wording.cut($0.text))" } ?? ""
    let lines = Wording.lines(numbers)
    return [
      exception(
        on: row, expected: "one row", actual: lines,
        "the key\(key) stands in \(lines), and the rows differ")
    ]
  }
}
