import Domain

/// The numbering of a feed's files started again below what was seen.
struct FileSeqReset: Check {
  var code: ExceptionCode { .fileSeqReset }
  var judges: Set<Situation.Kind> { [.file] }
  var meaning: String {
    "A numbered feed starts again at a low number: either the sender was set up anew or a wrong"
      + " sender writes into this folder."
  }
  var remedy: String { "confirm the new numbering with the sender, or find the wrong sender" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "after 9041 comes 1", .file(.sequenceReset(last: 9041, found: 1)), findings: 1),
      CheckExample(
        "numbers are missing", .file(.sequenceGap(missing: 41...43, holds: true)),
        findings: 0),
      CheckExample("the number follows the last one", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation,
      case .sequenceReset(let last, let found) = file.finding
    else { return [] }
    return [
      exception(
        on: file, expected: "above \(last)", actual: "\(found)",
        "the last file of \(file.feed) was number \(last), \(file.system) now sends \(found)")
    ]
  }
}
