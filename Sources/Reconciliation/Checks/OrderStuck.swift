import Domain

/// A line stays in a stage of the warehouse's work, or its goods stay in somebody's hands although it
/// was cancelled.
struct OrderStuck: Check {
  var code: ExceptionCode { .orderStuck }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "An order line has been in one stage of the warehouse's work for longer than is granted; or a"
      + " cancellation was accepted, and by the warehouse's own words the goods are still picked or"
      + " packed."
  }
  var remedy: String {
    "ask whoever does that stage; goods of a cancelled line are put back and reported as un_picked"
  }

  var examples: [CheckExample] {
    func cancelled(_ words: ProgressFact...) -> Situation {
      .sales {
        $0.progress = words
        $0.apply([.asked("cancel_line", 2, .accepted)])
      }
    }
    return [
      CheckExample("nothing was picked", cancelled(.said("released", 1)), findings: 0),
      CheckExample("it was picked before", cancelled(.said("picked", 1)), findings: 1),
      CheckExample("it is picked afterwards", cancelled(.said("picked", 3)), findings: 1),
      CheckExample(
        "it was put back", cancelled(.said("picked", 1), .said("un_picked", 3)), findings: 0),
      CheckExample(
        "it has been picked for an hour, which is long here",
        .sales {
          $0.progress = [.said("picked", 1)]
          $0.stuckSeconds = 3_600
          $0.now = $0.progress[0].at?.adding(seconds: 3_600)
        }, findings: 1),
      CheckExample(
        "it has been picked for less",
        .sales {
          $0.progress = [.said("picked", 1)]
          $0.stuckSeconds = 3_600
          $0.now = $0.progress[0].at?.adding(seconds: 3_599)
        }, findings: 0),
      CheckExample("it is picked and not cancelled", .progressed(.said("picked", 1)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation else { return [] }
    if line.isOverdue, let life = line.life, life.status != OrderStage.sent.name {
      return [
        exception(
          on: line, at: life.word?.origin ?? line.origin, actual: life.status, atRisk: life.open,
          "it has been \(life.status)" + (life.since.map { " since \($0)" } ?? ""))
      ]
    }
    guard let cancellation = line.cancellation,
      line.leftAfterCancellation == .zero
    else { return [] }
    let stage = line.stage(at: nil)
    guard stage >= .picked, stage < .shipped else { return [] }
    return [
      exception(
        on: line, at: cancellation.origin, expected: OrderStage.released.name, actual: stage.name,
        atRisk: line.cancelled,
        "it is cancelled, and its goods are \(stage.name)")
    ]
  }
}
