import Domain

/// Numbers in a feed's file names that have not come.
///
/// Keyed by feed and missing numbers, as `wms-events 41-43`: the same gap seen from a later file
/// is the same exception.
struct FileSeqGap: Check {
  var code: ExceptionCode { .fileSeqGap }
  var judges: Set<Situation.Kind> { [.file] }
  var meaning: String {
    "A numbered feed skips numbers; what the missing files said is not known here."
  }
  var remedy: String {
    "ask the sender for the missing files; go on without them only for a reason"
  }

  var examples: [CheckExample] {
    [
      CheckExample(
        "three numbers are missing and later files wait",
        .file(.sequenceGap(missing: 41...43, holds: true)), findings: 1),
      CheckExample(
        "one number is missing and later files were used",
        .file(.sequenceGap(missing: 41...41, holds: false)), findings: 1),
      CheckExample(
        "the numbering started again", .file(.sequenceReset(last: 43, found: 1)), findings: 0),
      CheckExample("the number follows the last one", .file(.fine), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .file(let file) = situation,
      case .sequenceGap(let missing, let holds) = file.finding
    else { return [] }
    let isOne = missing.lowerBound == missing.upperBound
    let numbers = isOne ? "\(missing.lowerBound)" : "\(missing.lowerBound)-\(missing.upperBound)"
    let subject = isOne ? "number \(numbers) is" : "numbers \(numbers) are"
    return [
      exception(
        on: file, key: "\(file.feed) \(numbers)", expected: numbers, actual: "missing",
        "\(Self.neighbours(of: missing))\(subject) missing from \(file.system);"
          + (holds ? " later files wait" : " later files were used"))
    ]
  }

  /// The numbers on both sides of the gap, as `1 and 3 came, `; empty at both ends of the scale.
  private static func neighbours(of missing: ClosedRange<Int>) -> String {
    let (before, isFirst) = missing.lowerBound.subtractingReportingOverflow(1)
    let (after, isLast) = missing.upperBound.addingReportingOverflow(1)
    let came = [isFirst || before < 0 ? nil : before, isLast ? nil : after].compactMap(\.self)
    guard !came.isEmpty else { return "" }
    return came.map(String.init).joined(separator: " and ") + " came, "
  }
}
