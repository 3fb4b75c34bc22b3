import Domain

/// No warehouse can send an order, alone or together with others.
struct RouteNoCandidate: Check {
  var code: ExceptionCode { .routeNoCandidate }
  var judges: Set<Situation.Kind> { [.route] }
  var meaning: String {
    "An order that the ERP gave to no warehouse cannot be sent by any, and the rule holds such orders"
      + " for a person. It is tried again when stock arrives."
  }
  var remedy: String { "split it, let it wait, or purchase what is missing" }

  var examples: [CheckExample] {
    [
      CheckExample("a warehouse sends it", .route(nil), findings: 0),
      CheckExample("no warehouse has it", .route(.noCandidate), findings: 1),
      CheckExample(
        "two have it together and may not share it",
        .route(.splitLimit(warehouses: ["HAM", "TIL"], limit: 1)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .route(let route) = situation, route.obstacle == .noCandidate else { return [] }
    return [exception(on: route, "no warehouse can send it" + Wording.reasons(route.reasons))]
  }
}
