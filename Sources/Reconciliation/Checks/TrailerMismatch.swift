import Domain

/// A file that goes on holding something else than its trailer or manifest says.
struct TrailerMismatch: Check {
  var code: ExceptionCode { .trailerMismatch }
  var judges: Set<Situation.Kind> { [.file] }
  var meaning: String {
    "A file and its trailer or manifest do not agree, and neither changes any more; nothing of the"
      + " file was used."
  }
  var remedy: String { "ask the sender to export the file again" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "the third look finds what the first one did",
        .file(
          .mismatch(
            expected: "1200 rows", actual: "1187", witness: "the manifest", looks: 3)),
        findings: 1),
      CheckExample(
        "the sender may still be writing",
        .file(
          .unfinished(
            expected: "1200 rows", actual: "1187",
            reason: "the manifest says 1200 rows, the file has 1187")), findings: 0),
      CheckExample("both agree", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation,
      case .mismatch(let expected, let actual, let witness, let looks) = file.finding
    else { return [] }
    return [
      exception(
        on: file, expected: expected, actual: actual,
        "\(witness) says \(expected), the file has \(actual); so it was in \(looks) looks,"
          + " the file is refused")
    ]
  }
}
