import Domain

/// A full export that lost too much against the one before.
struct FullShrink: Check {
  var code: ExceptionCode { .fullShrink }
  var judges: Set<Situation.Kind> { [.file] }
  var meaning: String {
    "A full export lacks or changes more than its guard allows; it was set aside before it could"
      + " remove records."
  }
  var remedy: String {
    "check the filter of the export; accept the file only when the loss is real"
  }

  var examples: [CheckExample] {
    [
      CheckExample(
        "nearly half of the records are gone",
        .file(
          .shrink(
            measure: "records missing", found: "4 of 10", limit: "20 %",
            hash: "9f86d081884c7d659a2feaa0c55ad015")), findings: 1),
      CheckExample("the export is as large as before", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation,
      case .shrink(let measure, let found, let limit, let hash) = file.finding
    else { return [] }
    return [
      exception(
        on: file, key: file.feed.text, expected: limit, actual: found,
        hint: "\(remedy): wmsync run --accept \(file.feed)@\(hash.prefix(12))",
        "full export of \(file.system) set aside: "
          + Self.loss(measure, found: found, limit: limit))
    ]
  }

  private static func loss(_ measure: String, found: String, limit: String) -> String {
    let isOne = found == "1" || found.hasPrefix("1 of ")
    switch measure {
    case "rows":
      return "it has \(found) \(isOne ? "row" : "rows"), the guard wants at least \(limit)"
    case "records missing":
      return "\(found) records \(isOne ? "is" : "are") missing, the guard allows \(limit)"
    case "records changed":
      return "\(found) records changed, the guard allows \(limit)"
    case "quantities gone to zero":
      return "\(found) quantities went to zero, the guard allows \(limit)"
    default:
      return "\(measure): \(found), the guard allows \(limit)"
    }
  }
}
