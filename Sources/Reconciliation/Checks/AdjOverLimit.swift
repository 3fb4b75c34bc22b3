import Domain

/// A warehouse changed more of its stock than it may without approval.
struct AdjOverLimit: Check {
  var code: ExceptionCode { .adjOverLimit }
  var judges: Set<Situation.Kind> { [.adjustment] }
  var meaning: String {
    "An adjustment is larger, or worth more, than this site allows without approval; it is sent to"
      + " nobody meanwhile."
  }
  var remedy: String { "approve it, or have the warehouse reverse it" }

  var examples: [CheckExample] {
    [
      CheckExample("seven for two each, where fifteen are allowed", .adjustment(-7), findings: 0),
      CheckExample("eight for two each are worth more", .adjustment(8), findings: 1),
      CheckExample("ten without a cost", .adjustment(-10, cost: nil), findings: 0),
      CheckExample("eleven are too many", .adjustment(11, cost: nil), findings: 1),
      CheckExample("too many and worth too much are one", .adjustment(-11), findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .adjustment(let adjustment) = situation else { return [] }
    let limits = adjustment.limits
    var reasons: [String] = []
    if let most = limits.quantity, adjustment.delta.magnitude > most {
      reasons.append("more than \(most)")
    }
    if let most = limits.value, let value = adjustment.value, value > most {
      reasons.append("worth \(value), more than \(most)")
    }
    guard !reasons.isEmpty else { return [] }
    return [
      exception(
        on: adjustment, field: "delta", expected: limits.quantity?.description,
        reasons.joined(separator: " and "))
    ]
  }
}

extension Check {
  /// An exception about an adjustment; the warehouse that made it must act.
  func exception(
    on adjustment: AdjustmentFacts, field: String, expected: String?, _ message: String
  ) -> SyncException {
    SyncException(
      code, entity: "adjustment", key: adjustment.key.text, warehouse: adjustment.warehouse,
      field: field, ownerSystem: adjustment.owner, expected: expected,
      actual: adjustment.delta.description, difference: adjustment.delta,
      valueAtRisk: adjustment.value, origin: adjustment.origin,
      message: Wording.at(
        adjustment.origin,
        "adjustment \(Wording.cut(adjustment.key.text)) of \(Wording.cut(adjustment.sku)) by"
          + " \(adjustment.delta): \(message)"), hint: remedy)
  }
}
