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
        .row(
          .eventChanged(
            before: .example("wms", line: 3),
            changes: [.init(field: "qty_good", before: "10", now: "8")])), findings: 1),
      CheckExample(
        "what it said before is no longer known",
        .row(.eventChanged(before: .example("wms", line: 3))), findings: 1),
      CheckExample(
        "the earlier file is no longer known", .row(.eventChanged(before: nil)), findings: 1),
      CheckExample(
        "a row stands in two lines, identical", .row(.identicalTo(line: 7)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .row(let row) = situation, case .eventChanged(let before, let changes) = row.finding
    else { return [] }
    let key = row.key.map { " \(Wording.cut($0.text))" } ?? ""
    let values = Wording.listed(changes.map(Self.spelled), separator: "; ")
    let first = changes.first
    return [
      exception(
        on: row, expected: first.map { Wording.cut($0.before) } ?? before.map(Wording.place),
        actual: first.map { Wording.cut($0.now) } ?? Wording.place(row.origin),
        "the event\(key) was taken before\(Wording.bracketed(before)) and says something else"
          + (values.isEmpty ? " here" : " here: \(values)"))
    ]
  }

  private static func spelled(_ change: RowFacts.FieldChange) -> String {
    let values = [change.before, change.now].map { $0.isEmpty ? "nothing" : Wording.cut($0) }
    return "\(change.field) \(values[0]) before, here \(values[1])"
  }
}
