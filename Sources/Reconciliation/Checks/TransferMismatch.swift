import Domain

/// Another quantity arrived in a warehouse than left the other.
struct TransferMismatch: Check {
  var code: ExceptionCode { .transferMismatch }
  var judges: Set<Situation.Kind> { [.transfer] }
  var meaning: String {
    "Of dispatches that have arrived another quantity was received than dispatched, and the"
      + " difference was not written off; or something arrived that nobody dispatched."
  }
  var remedy: String { "recount both ends, or write the loss off" }

  var examples: [CheckExample] {
    let ten = ExactDecimal(10)
    return [
      CheckExample("all of it arrived", .transfer(ten, arrived: ten, after: 60), findings: 0),
      CheckExample(
        "a millionth is missing", .transfer(ten, arrived: ten - .oneMillionth, after: 60),
        findings: 1),
      CheckExample(
        "the loss was written off",
        .transfer(ten, arrived: ExactDecimal(8), after: 60, writtenOff: ExactDecimal(2)),
        findings: 0),
      CheckExample(
        "more arrived than left", .transfer(ten, arrived: ExactDecimal(11), after: 60), findings: 1),
      CheckExample("nobody dispatched it", .transfer(nil, arrived: ten, after: 60), findings: 1),
      CheckExample("it is on its way", .transfer(ten, arrived: nil, after: 60), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .transfer(let line) = situation else { return [] }
    // A loss on the way that was written off is no difference of what arrived.
    let waiting = line.legs.filter { $0.received == nil }.reduce(ExactDecimal.zero) {
      $0 + ($1.dispatched ?? .zero)
    }
    let open = line.onTheWay.reduce(ExactDecimal.zero) { $0 + ($1.dispatched ?? .zero) }
    let lost = max(.zero, line.writtenOff - (waiting - open))
    let difference =
      line.difference < .zero ? min(.zero, line.difference + lost) : line.difference
    guard difference != .zero else { return [] }
    let arrived = line.legs.filter { $0.received != nil }
    let received = arrived.reduce(ExactDecimal.zero) { $0 + ($1.received ?? .zero) }
    let sent = arrived.reduce(ExactDecimal.zero) { $0 + ($1.dispatched ?? .zero) }
    let origin = arrived.first { $0.received != $0.dispatched }?.origin
    return [
      exception(
        on: line, at: origin, expected: sent.description, actual: received.description,
        difference: difference, "\(sent) pieces were dispatched, \(received) arrived")
    ]
  }
}
