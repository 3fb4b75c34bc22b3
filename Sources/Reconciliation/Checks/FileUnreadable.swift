import Domain

/// A file that cannot be read to its end.
struct FileUnreadable: Check {
  var code: ExceptionCode { .fileUnreadable }
  var judges: Set<Situation.Kind> { [.file] }
  var meaning: String {
    "A file breaks the rules of its format or encoding; it was set aside and nothing of it used."
  }
  var remedy: String { "correct encoding or quoting at the source and send the file again" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a quotation mark is never closed",
        .file(.unreadable(line: 17, reason: "the quoted field never ends")), findings: 1),
      CheckExample("the file can be read", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation,
      case .unreadable(let line, let reason) = file.finding
    else { return [] }
    return [
      exception(
        on: file, line: line, actual: reason, "the file of \(file.system) is unreadable: \(reason)")
    ]
  }
}
