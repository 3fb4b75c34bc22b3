import Domain

/// Goods of a cancelled line were taken from the shelf and not put back.
struct OrderStuck: Check {
  var code: ExceptionCode { .orderStuck }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "A cancellation was accepted, and by the warehouse's own words the goods are still picked or"
      + " packed."
  }
  var remedy: String { "have the goods put back; the warehouse reports it as un_picked" }

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
      CheckExample("it is picked and not cancelled", .progressed(.said("picked", 1)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation, let cancellation = line.cancellation,
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
