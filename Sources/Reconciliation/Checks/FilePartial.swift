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
      CheckExample(
        "its manifest announces more rows",
        .file(
          .unfinished(
            expected: "1200 rows", actual: "1187",
            reason: "the manifest says 1200 rows, the file has 1187")), findings: 1),
      CheckExample(
        "its manifest goes on announcing more rows",
        .file(
          .mismatch(
            expected: "1200 rows", actual: "1187", witness: "the manifest", looks: 3)),
        findings: 0),
      CheckExample("the file is complete", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation else { return [] }
    if case .unfinished(let expected, let actual, let reason) = file.finding {
      return [
        exception(
          on: file, expected: expected, actual: actual,
          "\(reason); the file is held and looked at again by the next run")
      ]
    }
    guard case .partial(let waited) = file.finding else { return [] }
    let time = Wording.duration(seconds: waited)
    return [
      exception(
        on: file, expected: "complete", actual: "unfinished for \(time)",
        "\(file.system) has not finished this file for \(time)")
    ]
  }
}
