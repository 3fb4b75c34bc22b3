import Domain

/// Goods came back and nobody announced them.
struct ReturnBlind: Check {
  var code: ExceptionCode { .returnBlind }
  var judges: Set<Situation.Kind> { [.returned] }
  var meaning: String {
    "A return names no authorisation and no order that is known; its goods stay in quarantine."
  }
  var remedy: String { "identify the customer and authorise the return, or refuse it" }

  var examples: [CheckExample] {
    [
      CheckExample("the return was authorised", .returned(action: "restock"), findings: 0),
      CheckExample(
        "nobody knows where it belongs", .returned(action: "quarantine") { $0.isBlind = true },
        findings: 1),
      CheckExample(
        "its authorisation may still arrive",
        .returned(action: "quarantine") {
          $0.isBlind = true
          $0.waitsUntil = .exampleNoon
        }, findings: 0),
      CheckExample(
        "an empty box",
        .returned(action: "quarantine") {
          $0.isBlind = true
          $0.quantity = .zero
        }, findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .returned(let row) = situation, row.isBlind, row.quantity > .zero,
      row.waitsUntil == nil
    else { return [] }
    return [
      exception(
        on: row, field: nil, expected: "an authorisation", actual: "none",
        "\(row.quantity) pieces\(row.sku.map { " of \(Wording.cut($0))" } ?? "") came back"
          + " unannounced" + (row.proposal.map { "; probably \($0)" } ?? ""))
    ]
  }
}
