import Domain

/// An order could be sent by more warehouses together than may share it.
struct RouteSplitLimit: Check {
  var code: ExceptionCode { .routeSplitLimit }
  var judges: Set<Situation.Kind> { [.route] }
  var meaning: String {
    "Several warehouses together have what an order wants, but they are more than its rule lets"
      + " share one order."
  }
  var remedy: String { "allow the split (routing, split.max), or hold it until one has everything" }

  var examples: [CheckExample] {
    [
      CheckExample("a warehouse sends it", .route(nil), findings: 0),
      CheckExample("no warehouse has it", .route(.noCandidate), findings: 0),
      CheckExample(
        "two have it together and may not share it",
        .route(.splitLimit(warehouses: ["HAM", "TIL"], limit: 1)), findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .route(let route) = situation,
      case .splitLimit(let warehouses, let limit)? = route.obstacle
    else { return [] }
    let names = warehouses.map(\.text).joined(separator: " and ")
    return [
      exception(
        on: route,
        "only \(names) together can send it, and \(Wording.counted(limit, "warehouse")) may"
          + Wording.reasons(route.reasons))
    ]
  }
}
