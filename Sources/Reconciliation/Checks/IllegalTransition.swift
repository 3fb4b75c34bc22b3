import Domain

/// The warehouse says of an order line what cannot follow from what it said before.
struct IllegalTransition: Check {
  var code: ExceptionCode { .illegalTransition }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "By the times of its own events the warehouse put an order line back without a reversal,"
      + " reversed what was not done, or worked on goods that had left."
  }
  var remedy: String { "check the order of the warehouse's events; a reversal may be missing" }

  var examples: [CheckExample] {
    let half = ExactDecimal(50)
    return [
      CheckExample(
        "a line is picked, then packed", .progressed(.said("picked", 1), .said("packed", 2)),
        findings: 0),
      CheckExample(
        "the same words arrive in the other order",
        .progressed(.said("packed", 2), .said("picked", 1)), findings: 0),
      CheckExample(
        "a packed line is picked again", .progressed(.said("packed", 1), .said("picked", 2)),
        findings: 1),
      CheckExample(
        "it was unpacked before that",
        .progressed(.said("packed", 1), .said("un_packed", 2), .said("picked", 3)), findings: 0),
      CheckExample(
        "half of the line is packed, then the other half picked",
        .progressed(.said("packed", 1, of: half), .said("picked", 2, of: half)), findings: 0),
      CheckExample(
        "a line that nobody picked is put back", .progressed(.said("un_picked", 1)), findings: 1),
      CheckExample(
        "a stage is passed by", .progressed(.said("acked", 1), .said("packed", 2)), findings: 0),
      CheckExample(
        "goods that left are picked",
        .sales(.left(.hundred, second: 5)) { $0.progress = [.said("picked", 6)] }, findings: 1),
      CheckExample(
        "the word on picking comes after the goods, with its own time",
        .sales(.left(.hundred, second: 5)) { $0.progress = [.said("picked", 4)] }, findings: 0),
      CheckExample(
        "the rest of a line is picked after a first shipment",
        .sales(.left(half, second: 5)) { $0.progress = [.said("picked", 6)] }, findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation, !line.progress.isEmpty,
      let step = line.life?.illegal.first
    else { return [] }
    return [
      exception(
        on: line, at: step.step.origin, expected: step.after.name, actual: step.step.code,
        "the line was \(step.after.name), and the warehouse says \(step.step.code)"
          + (step.step.at.map { " at \($0)" } ?? ""))
    ]
  }
}
