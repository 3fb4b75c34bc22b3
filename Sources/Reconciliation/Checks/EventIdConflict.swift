import Domain

/// An event that was taken before comes again under its key with other content.
struct EventIdConflict: Check {
  var code: ExceptionCode { .eventIdConflict }
  var judges: Set<Situation.Kind> { [.row] }
  var meaning: String {
    "An event was taken before and now says something else under the same key; it is held."
  }
  var remedy: String {
    "ask the sender which is true; a correction is a reversal and a new event or version"
  }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a receipt says something else than before",
        .row(.eventChanged(before: .example("wms", line: 3))), findings: 1),
      CheckExample(
        "the earlier file is no longer known", .row(.eventChanged(before: nil)), findings: 1),
      CheckExample(
        "a row stands in two lines, identical", .row(.identicalTo(line: 7)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .row(let row) = situation, case .eventChanged(let before) = row.finding
    else { return [] }
    let key = row.key.map { " \($0)" } ?? ""
    return [
      exception(
        on: row, expected: before.map(Wording.place), actual: Wording.place(row.origin),
        "the event\(key) was taken before\(Wording.bracketed(before)) and says something else"
          + " here")
    ]
  }
}
