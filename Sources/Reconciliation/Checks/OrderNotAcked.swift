import Domain

/// The warehouse was sent an order and says nothing.
struct OrderNotAcked: Check {
  var code: ExceptionCode { .orderNotAcked }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "An order line was sent to the warehouse, which has neither answered nor said a word on it in the"
      + " time that is granted."
  }
  var remedy: String {
    "look into the warehouse's import log; sending the same file again is safe"
  }

  var examples: [CheckExample] {
    func sent(_ after: Int, _ adjust: (inout SalesLineFacts) -> Void = { _ in }) -> Situation {
      .sales {
        $0.sending = .sent
        $0.sentAt = .exampleNoon
        $0.ackSeconds = 3_600
        $0.now = .exampleNoon.adding(seconds: after)
        adjust(&$0)
      }
    }
    return [
      CheckExample("the hour is not over", sent(3_599), findings: 0),
      CheckExample("nothing for an hour", sent(3_600), findings: 1),
      CheckExample("it was acknowledged", sent(3_600) { $0.sending = .acked }, findings: 0),
      CheckExample(
        "it is picked already", sent(3_600) { $0.progress = [.said("picked", 1)] }, findings: 0),
      CheckExample("nobody waits", sent(9_000) { $0.ackSeconds = nil }, findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation, line.isOverdue,
      line.life?.status == OrderStage.sent.name, let sentAt = line.sentAt
    else { return [] }
    return [
      exception(
        on: line, at: line.origin, expected: OrderStage.acked.name, actual: OrderStage.sent.name,
        atRisk: line.life?.open,
        "it was sent at \(sentAt), and the warehouse has not said a word on it")
    ]
  }
}
