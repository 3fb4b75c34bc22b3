import Domain

/// The warehouse refuses a customer order line.
struct OrderRejected: Check {
  var code: ExceptionCode { .orderRejected }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String { "The warehouse's last word on an order line is that it will not do it." }
  var remedy: String { "correct the order and send a new version, or cancel it" }

  var examples: [CheckExample] {
    [
      CheckExample("the line is accepted", .progressed(.said("acked", 1)), findings: 0),
      CheckExample("the line is refused", .progressed(.said("rejected", 1)), findings: 1),
      CheckExample(
        "a later word takes it back", .progressed(.said("rejected", 1), .said("picking", 2)),
        findings: 0),
      CheckExample(
        "the order was cancelled meanwhile",
        .sales {
          $0.progress = [.said("rejected", 1)]
          $0.isOrderCancelled = true
        }, findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation, !line.progress.isEmpty,
      let life = line.life, life.status == "rejected", let word = life.word
    else { return [] }
    return [
      exception(
        on: line, at: word.origin, expected: "acked", actual: "rejected", atRisk: life.open,
        "the warehouse refuses \(life.open) pieces"
          + (word.reason.map { ": \(Wording.cut($0))" } ?? ""))
    ]
  }
}
