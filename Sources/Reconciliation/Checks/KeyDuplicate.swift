import Domain

/// Two rows of one file with the same key and other content.
struct KeyDuplicate: Check {
  var code: ExceptionCode { .keyDuplicate }
  var judges: Set<Situation.Kind> { [.row] }
  var meaning: String {
    "Two rows of one file bear the same key and say different things; neither is preferred."
  }
  var remedy: String { "ask the sender which of the rows is true" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a key stands in two lines with other content", .row(.keyTwice(otherLine: 7)),
        findings: 1),
      CheckExample(
        "a row stands in two lines, identical", .row(.identicalTo(line: 7)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .row(let row) = situation, case .keyTwice(let otherLine) = row.finding
    else { return [] }
    let key = row.key.map { " \($0)" } ?? ""
    return [
      exception(
        on: row, expected: "one row", actual: "lines \(otherLine) and \(row.origin.line)",
        "the key\(key) stands in line \(otherLine) too, and the two rows differ")
    ]
  }
}
