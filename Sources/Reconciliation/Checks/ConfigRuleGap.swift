import Domain

/// The configuration has no rule for something that must be decided.
struct ConfigRuleGap: Check {
  var code: ExceptionCode { .configRuleGap }
  var judges: Set<Situation.Kind> { [.route] }
  var meaning: String { "No rule of routing is for an order that the ERP gave to no warehouse." }
  var remedy: String { "add a rule that fits it, or one without conditions at the end" }

  var examples: [CheckExample] {
    [
      CheckExample("a rule decides", .route(nil), findings: 0),
      CheckExample("a rule finds no warehouse", .route(.noCandidate), findings: 0),
      CheckExample("no rule is for it", .route(.noRule), findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .route(let route) = situation, route.obstacle == .noRule else { return [] }
    return [exception(on: route, "no rule of routing is for it")]
  }
}
