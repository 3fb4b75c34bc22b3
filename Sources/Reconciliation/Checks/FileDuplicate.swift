import Domain

/// A file with the same content as one that was taken before.
struct FileDuplicate: Check {
  var code: ExceptionCode { .fileDuplicate }
  var judges: Set<Situation.Kind> { [.file] }
  var meaning: String { "The content of this file was taken before; it was not applied again." }
  var remedy: String { "nothing to do; look at the export job if it happens often" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "the content came before under another name",
        .file(.duplicate(of: "wms/stock_43.csv")), findings: 1),
      CheckExample(
        "the name came before with other content", .file(.nameReused), findings: 0),
      CheckExample("the content is new", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation, case .duplicate(let before) = file.finding
    else { return [] }
    return [
      exception(
        on: file, expected: "new content", actual: "content of \(before)",
        "\(file.system) sent the content of \(before) again; it was not applied twice")
    ]
  }
}
