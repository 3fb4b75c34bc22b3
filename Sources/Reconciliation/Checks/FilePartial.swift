import Domain

/// A file whose sender has not finished it within the time given.
struct FilePartial: Check {
  var code: ExceptionCode { .filePartial }
  var judges: Set<Situation.Kind> { [.file] }
  var meaning: String {
    "A file is still growing, or its marker has not come, longer than its feed allows."
  }
  var remedy: String { "wait for the sender to finish; if it has given up, ask for the file again" }

  var examples: [CheckExample] {
    [
      CheckExample("its marker never came", .file(.partial(waitedSeconds: 900)), findings: 1),
      CheckExample("the file is complete", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation, case .partial(let waited) = file.finding
    else { return [] }
    let time = Wording.duration(seconds: waited)
    return [
      exception(
        on: file, expected: "complete", actual: "unfinished for \(time)",
        "\(file.system) has not finished this file for \(time)")
    ]
  }
}
