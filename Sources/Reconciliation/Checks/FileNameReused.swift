import Domain

/// A file name that was taken before, now with other content.
struct FileNameReused: Check {
  var code: ExceptionCode { .fileNameReused }
  var judges: Set<Situation.Kind> { [.file] }
  var meaning: String {
    "A file of this name was taken before and now has other content; it is held, since it may be"
      + " a revision or a mistake."
  }
  var remedy: String { "confirm the revision with the sender, or ask for it under a new name" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "the name came before with other content", .file(.nameReused), findings: 1),
      CheckExample(
        "the content came before", .file(.duplicate(of: "wms/stock_44.csv")), findings: 0),
      CheckExample("the name is new", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation, file.finding == .nameReused else { return [] }
    return [
      exception(
        on: file, expected: "a new name, or the content taken before", actual: "other content",
        "\(file.system) sent a file of this name before, and now with other content;"
          + " set aside, not read")
    ]
  }
}
