import Domain

/// A file that is older than what was already taken.
struct FileLate: Check {
  var code: ExceptionCode { .fileLate }
  var judges: Set<Situation.Kind> { [.file] }
  var meaning: String { "A file arrived after a newer one of its feed had been taken." }
  var remedy: String { "check the agreed cut-off with the sender if it happens often" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "late events were used all the same", .file(.late(applied: true)), findings: 1),
      CheckExample("a late snapshot was set aside", .file(.late(applied: false)), findings: 1),
      CheckExample("the newest file came", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation, case .late(let applied) = file.finding
    else { return [] }
    return [
      exception(
        on: file, actual: applied ? "used" : "not used",
        "a newer file of \(file.feed) was taken before \(file.system) delivered this one;"
          + (applied ? " its rows were used" : " its rows were not used"))
    ]
  }
}
