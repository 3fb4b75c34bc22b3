import Domain

/// Goods between two warehouses have been on their way for too long.
struct TransferAged: Check {
  var code: ExceptionCode { .transferAged }
  var judges: Set<Situation.Kind> { [.transfer] }
  var meaning: String {
    "A dispatch between two warehouses has not arrived within the time that is allowed, and was not"
      + " written off."
  }
  var remedy: String { "trace the shipment, or write the loss off" }

  var examples: [CheckExample] {
    let ten = ExactDecimal(10)
    return [
      CheckExample("it arrived", .transfer(ten, arrived: ten, after: 90_000), findings: 0),
      CheckExample("it is on its way", .transfer(ten, arrived: nil, after: 86_399), findings: 0),
      CheckExample("it should be there", .transfer(ten, arrived: nil, after: 86_400), findings: 1),
      CheckExample(
        "it was written off", .transfer(ten, arrived: nil, after: 90_000, writtenOff: ten),
        findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .transfer(let line) = situation else { return [] }
    let late = line.onTheWay.filter { leg in
      leg.dispatchedAt.map { line.now.seconds(since: $0) >= line.lateSeconds } ?? false
    }
    guard let oldest = late.first else { return [] }
    let quantity = late.reduce(ExactDecimal.zero) { $0 + ($1.dispatched ?? .zero) }
    return [
      exception(
        on: line, at: oldest.origin, expected: quantity.description, actual: "0",
        difference: .zero - quantity,
        "\(quantity) pieces have been on their way"
          + "\(oldest.dispatchedAt.map { " since \($0)" } ?? "")"
          + (late.count > 1 ? ", in \(late.count) dispatches" : ""))
    ]
  }
}
