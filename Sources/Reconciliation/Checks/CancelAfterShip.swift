import Domain

/// Goods of a cancelled customer order left all the same.
struct CancelAfterShip: Check {
  var code: ExceptionCode { .cancelAfterShip }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String { "A customer order is cancelled, and goods of it left the warehouse." }
  var remedy: String { "stop the refund, intercept the parcel or open a return" }

  var examples: [CheckExample] {
    let generous = Allowance(overPercent: ExactDecimal(2))
    return [
      CheckExample("the order stands", .sales(.pieces(.hundred)), findings: 0),
      CheckExample(
        "a millionth of a cancelled order left, whatever its allowance",
        .sales(.pieces(.oneMillionth), allowing: generous) { $0.isOrderCancelled = true },
        findings: 1),
      CheckExample(
        "two shipments of a cancelled line are one exception",
        .sales(.pieces(.hundred), .pieces(.hundred)) { $0.isOrderCancelled = true },
        findings: 1),
      CheckExample(
        "a cancelled order got a shipment of nothing",
        .sales(.pieces(.zero)) { $0.isOrderCancelled = true }, findings: 0),
      CheckExample(
        "a cancelled order stayed", .sales { $0.isOrderCancelled = true }, findings: 0),
      CheckExample(
        "half had left when the rest was cancelled",
        .changed(.left(ExactDecimal(50), second: 1), .asked("cancel_line", 2, .accepted)),
        findings: 0),
      CheckExample(
        "it left after the cancellation was accepted",
        .changed(.left(.hundred, second: 3), .asked("cancel_line", 2, .accepted)), findings: 1),
      CheckExample(
        "it left while the cancellation was not answered",
        .changed(.left(.hundred, second: 3), .asked("cancel_line", 2)), findings: 0),
      CheckExample(
        "only ten pieces of the line are cancelled",
        .sales(.pieces(.hundred)) { $0.cancelled = ExactDecimal(10) }, findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation else { return [] }
    let shipped = line.isOrderCancelled ? line.shipped : line.leftAfterCancellation
    guard shipped > .zero else { return [] }
    let shipment = line.shipments.last?.origin
    let cancelled = line.isOrderCancelled ? line.headerOrigin : line.cancellation?.origin
    let place = cancelled == nil ? nil : shipment
    let what = line.isOrderCancelled ? "order" : "line"
    return [
      exception(
        on: line, at: cancelled ?? shipment, expected: "0", actual: shipped.description,
        difference: shipped, atRisk: shipped,
        "the \(what) is cancelled, shipped \(shipped)\(Wording.bracketed(place)) all the same")
    ]
  }
}
