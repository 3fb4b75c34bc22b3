import Domain

/// A change was asked of an order line that had come too far for it.
struct ChangeTooLate: Check {
  var code: ExceptionCode { .changeTooLate }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "A cancellation was asked when the line was past the stage until which it can be cancelled, or"
      + " another address when the warehouse had begun, and no answer has come."
  }
  var remedy: String { "accept the order as it is, or intercept it in the warehouse" }

  var examples: [CheckExample] {
    func changed(_ stage: String, _ kind: String, _ answer: ChangeFact.Answer = .awaited)
      -> Situation
    {
      .sales {
        $0.progress = [.said(stage, 1)]
        $0.cancelUntil = .picking
        $0.apply([.asked(kind, 2, answer)])
      }
    }
    return [
      CheckExample(
        "it may be cancelled while it is picked", changed("picking", "cancel_line"), findings: 0),
      CheckExample("it is picked", changed("picked", "cancel_line"), findings: 1),
      CheckExample(
        "it was packed, and is cancelled all the same", changed("packed", "cancel_line", .accepted),
        findings: 0),
      CheckExample(
        "the address changes before anything happens", changed("acked", "address"), findings: 0),
      CheckExample(
        "the address changes after the release", changed("released", "address"), findings: 1),
      CheckExample("a hold is never too late", changed("packed", "hold"), findings: 0),
      CheckExample(
        "it was picked after the cancellation was asked",
        .sales {
          $0.progress = [.said("picked", 3)]
          $0.cancelUntil = .picking
          $0.apply([.asked("cancel_line", 2)])
        }, findings: 0),
      CheckExample(
        "everything has left",
        .sales(.left(.hundred, second: 1)) {
          $0.apply([.asked("cancel_line", 2)])
        }, findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation, !line.changes.isEmpty, let life = line.life,
      life.open > .zero
    else { return [] }
    for change in line.changes where change.answer == .awaited {
      let stage = line.stage(at: change.requestedAt)
      let limit: OrderStage
      if change.isCancellation {
        limit = line.cancelUntil
      } else if change.kind == "address" {
        limit = .allocated
      } else {
        continue
      }
      guard stage > limit else { continue }
      return [
        exception(
          on: line, at: change.origin, expected: limit.name, actual: stage.name,
          atRisk: life.open,
          "\(change.kind) was asked when the line was \(stage.name), later than \(limit.name)")
      ]
    }
    return []
  }
}
