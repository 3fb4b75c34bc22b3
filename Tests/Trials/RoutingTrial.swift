internal import Domain
internal import Planning
internal import Workbench

/// The router finds what trying every assignment finds.
package struct RoutingTrial: Trial {
  private let instances: Int
  private let seed: UInt64

  /// A trial of so many instances.
  package init(instances: Int, seed: UInt64 = 7) {
    self.instances = instances
    self.seed = seed
  }

  package var headline: String { "routing of orders against every assignment" }

  package func run() throws(TrialFault) -> String {
    var numbers = SeededNumbers(seed: seed)
    var (routed, partly, unserved, shared) = (0, 0, 0, 0)
    for number in 0..<instances {
      let instance = RoutingInstance(using: &numbers)
      let decision = instance.router().decide(
        instance.order, explaining: number.isMultiple(of: 2))
      if let fault = Self.fault(decision, instance) {
        throw TrialFault("instance \(number): \(fault)\n\(instance)\n\(decision)")
      }
      switch decision.outcome {
      case .routed: routed += 1
      case .partly: partly += 1
      case .held, .backordered: unserved += 1
      }
      if decision.sites.count > 1 { shared += 1 }
    }
    return "\(instances) instances, \(routed) routed, \(partly) in part, \(unserved) not,"
      + " \(shared) by several sites"
  }

  /// What is wrong with a decision; `nil` when nothing is.
  private static func fault(_ decision: RouteDecision, _ instance: RoutingInstance) -> String? {
    let oracle = RouteOracle(instance)
    guard decision.isOptimal else { return "a small instance is not solved to the end" }
    guard let best = oracle.answer() else { return unservedFault(decision, oracle, instance) }
    switch decision.outcome {
    case .routed where best.missing == 0: break
    case .partly where best.missing > 0: break
    default: return "\(decision.outcome) with \(best.missing) missing"
    }
    guard decision.sites == best.sites else { return "not \(best.sites)" }
    var values = decision.terms.map(value)
    if values.count > instance.rule.objectives.count { values.removeFirst() }
    guard values == best.values else { return "not worth \(best.values)" }
    let missing = decision.backorder.reduce(ExactDecimal.zero) { $0 + $1.quantity }
    guard missing == ExactDecimal(best.missing) else { return "not missing \(best.missing)" }
    return RouteChecks(decision, instance.order).fault { site, sku in
      guard let site = instance.sites.firstIndex(where: { $0.id == site }),
        let article = RoutingInstance.articles.firstIndex(of: sku)
      else { return .zero }
      return ExactDecimal(instance.stock[site][article])
    }
  }

  private static func unservedFault(
    _ decision: RouteDecision, _ oracle: RouteOracle, _ instance: RoutingInstance
  ) -> String? {
    let obstruction: RouteObstruction
    let isHeld = instance.order.shipsComplete || instance.rule.otherwise == .hold
    switch decision.outcome {
    case .held(let reason) where isHeld: obstruction = reason
    case .backordered(let reason) where !isHeld: obstruction = reason
    default: return "nothing can go out"
    }
    guard decision.assignments.isEmpty else { return "nothing can be sent" }
    guard decision.verdicts.count == instance.sites.count else { return "a site's lot is not told" }
    switch obstruction {
    case .splitLimit(let sites, _):
      return sites.count == oracle.sitesNeeded() ? nil : "other sites are needed"
    case .noCandidate: return oracle.sitesNeeded() == nil ? nil : "several sites could serve it"
    case .noRule: return "there is a rule"
    }
  }

  /// In the unit of the oracle: money in millionths.
  private static func value(of term: RouteTerm) -> Int? {
    guard let value = term.value else { return nil }
    let isMoney = term.measure == .objective(.cost)
    return Int(isMoney ? value.millionths : value.millionths / 1_000_000)
  }
}

/// What holds of every decision, whatever it decides.
struct RouteChecks {
  private let decision: RouteDecision
  private let order: RoutingOrder

  init(_ decision: RouteDecision, _ order: RoutingOrder) {
    self.decision = decision
    self.order = order
  }

  /// What does not hold, given what a site had of an article; `nil` when all does.
  func fault(stock: (WarehouseID, String) -> ExactDecimal) -> String? {
    for line in order.lines {
      let sent = decision.assignments.filter { $0.line == line.id }
      let rest = decision.backorder.filter { $0.line == line.id }.map(\.quantity)
      if sent.contains(where: { $0.quantity <= .zero || $0.sku != line.sku }) {
        return "line \(line.id) is sent wrongly"
      }
      let accounted = (sent.map(\.quantity) + rest).reduce(.zero, +)
      if accounted != line.quantity { return "line \(line.id) is not accounted for" }
    }
    for one in decision.assignments {
      let taken = decision.assignments.filter { $0.site == one.site && $0.sku == one.sku }
        .reduce(ExactDecimal.zero) { $0 + $1.quantity }
      if taken > stock(one.site, one.sku) { return "\(one.site) lacks \(one.sku)" }
    }
    return nil
  }
}
