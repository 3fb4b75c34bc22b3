import Domain

/// The columns of a feed changed.
///
/// Keyed by the feed: the same drift in the next file is the same exception. A file that was
/// still used is a warning.
struct SchemaDrift: Check {
  var code: ExceptionCode { .schemaDrift }
  var judges: Set<Situation.Kind> { [.file] }
  var meaning: String {
    "The header of a file does not have the columns that its feed had before."
  }
  var remedy: String {
    "ask the sender whether the change is meant, then update the feed's mapping"
  }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a mapped column is gone",
        .file(.drift(missing: ["Menge"], added: ["Anzahl"], reordered: false, refused: true)),
        findings: 1),
      CheckExample(
        "columns changed places",
        .file(.drift(missing: [], added: [], reordered: true, refused: false)), findings: 1),
      CheckExample("the header is as before", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation,
      case .drift(let missing, let added, let reordered, let refused) = file.finding
    else { return [] }
    var changes: [String] = []
    if !missing.isEmpty { changes.append("missing \(Wording.listed(missing.map(Wording.cut)))") }
    if !added.isEmpty { changes.append("added \(Wording.listed(added.map(Wording.cut)))") }
    if reordered { changes.append("reordered") }
    let change = changes.joined(separator: "; ")
    return [
      exception(
        on: file, severity: refused ? .critical : .warning, key: file.feed.text,
        expected: "the columns as before", actual: change,
        "the columns of \(file.feed) are not those that \(file.system) sent before: \(change);"
          + (refused ? " the file was set aside" : " the file was used"))
    ]
  }
}
