import Domain

/// A warehouse changed its stock and does not say why.
struct AdjNoReason: Check {
  var code: ExceptionCode { .adjNoReason }
  var judges: Set<Situation.Kind> { [.adjustment] }
  var meaning: String {
    "An adjustment has no reason, and this site wants one; it is sent to nobody meanwhile."
  }
  var remedy: String { "find out why, and approve it, or have the warehouse reverse it" }

  var examples: [CheckExample] {
    [
      CheckExample("it was broken", .adjustment(-1), findings: 0),
      CheckExample("nobody says why", .adjustment(-1, reason: nil), findings: 1),
      CheckExample("the reason is empty", .adjustment(-1, reason: ""), findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .adjustment(let adjustment) = situation, adjustment.limits.needsReason,
      adjustment.reason?.isEmpty ?? true
    else { return [] }
    return [
      exception(on: adjustment, field: "reason", expected: "a reason", "nobody says why")
    ]
  }
}
