import Domain

/// The warehouse refuses to cancel an order line.
struct CancelRejected: Check {
  var code: ExceptionCode { .cancelRejected }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "The warehouse answered a cancellation with no, and the line is still to be shipped."
  }
  var remedy: String { "reinstate the order and tell the customer" }

  var examples: [CheckExample] {
    [
      CheckExample("the answer is awaited", .changed(.asked("cancel_line", 1)), findings: 0),
      CheckExample(
        "the warehouse accepts", .changed(.asked("cancel_line", 1, .accepted)), findings: 0),
      CheckExample(
        "the warehouse refuses", .changed(.asked("cancel_order", 1, .rejected)), findings: 1),
      CheckExample(
        "a second try is accepted",
        .changed(.asked("cancel_line", 1, .rejected), .asked("cancel_line", 2, .accepted)),
        findings: 0),
      CheckExample(
        "the goods have left meanwhile",
        .changed(.left(.hundred, second: 3), .asked("cancel_line", 1, .rejected)), findings: 0),
      CheckExample(
        "another change is refused", .changed(.asked("qty", 1, .rejected)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation,
      let cancellation = line.changes.last(where: \.isCancellation),
      cancellation.answer == .rejected, let life = line.life, life.open > .zero
    else { return [] }
    return [
      exception(
        on: line, at: cancellation.origin, expected: "cancelled", actual: life.status,
        atRisk: life.open,
        "the warehouse refuses to cancel it, \(life.open) pieces are still to leave")
    ]
  }
}
