package import Domain

/// Where an order goes, and why.
package struct RouteDecision: Equatable, Sendable {
  /// The order's number.
  package let order: String
  /// The rule it was decided by; `nil` when none is for such an order.
  package let rule: String?
  /// What becomes of the order.
  package let outcome: RouteOutcome
  /// What each site sends, in the order of lines, then of sites.
  package let assignments: [RouteAssignment]
  /// What no site sends and the order waits for, in the order of lines.
  package let backorder: [RouteRest]
  /// What the chosen sites are worth by each objective of the rule, in its order.
  ///
  /// Where a part will do, what is missing comes first.
  package let terms: [RouteTerm]
  /// No other choice is better: every set of up to three of at most twelve sites was looked at.
  package let isOptimal: Bool
  /// Each site's lot, by its id; empty for an order that goes out and that nobody asked about.
  package let verdicts: [SiteVerdict]

  /// The sites that send something, by id.
  package var sites: [WarehouseID] {
    Array(Set(assignments.map(\.site))).sorted()
  }
}

extension RouteDecision {
  /// An order that no rule is for is held.
  init(withoutRule order: String) {
    self.init(
      order: order, rule: nil, outcome: .held(.noRule), assignments: [], backorder: [], terms: [],
      isOptimal: true, verdicts: [])
  }
}

/// What becomes of an order.
package enum RouteOutcome: Equatable, Sendable {
  /// All of it goes out.
  case routed
  /// A part goes out, the rest is backorder.
  case partly
  /// Nothing goes out and a person must look.
  case held(RouteObstruction)
  /// Nothing goes out before there is stock.
  case backordered(RouteObstruction)
}

/// Why an order goes nowhere.
package enum RouteObstruction: Equatable, Sendable {
  /// No rule is for such an order.
  case noRule
  /// All sites together cannot serve it.
  case noCandidate
  /// These sites together could, but they are more than may share an order.
  case splitLimit(sites: [WarehouseID], limit: Int)
}

/// What one site sends of one line.
package struct RouteAssignment: Equatable, Sendable {
  /// The site that sends.
  package let site: WarehouseID
  /// The line's number.
  package let line: String
  /// The article.
  package let sku: String
  /// In base units.
  package let quantity: ExactDecimal
}

/// What is left of one line.
package struct RouteRest: Equatable, Sendable {
  /// The line's number.
  package let line: String
  /// The article.
  package let sku: String
  /// In base units.
  package let quantity: ExactDecimal
}

/// What sets of sites are compared by: the objectives of the rule, and what decides when they tie.
package enum RouteMeasure: Hashable, Sendable {
  /// The quantity that nobody sends, of all lines together.
  case missing
  /// An objective of the rule.
  case objective(RoutingObjective)
  /// In how many pieces the articles come when lines may be split.
  case parts
  /// The order of the sites themselves.
  case turn
}

/// The value of a set of sites by one measure.
package struct RouteTerm: Equatable, Sendable {
  /// What is measured.
  package let measure: RouteMeasure
  /// In pieces, sites, money, metres, ranks or days; `nil` where it is not known.
  package let value: ExactDecimal?
}

/// What a site was given, or why it was not.
package struct SiteVerdict: Equatable, Sendable {
  /// The site.
  package let site: WarehouseID
  /// It sends something.
  package let isChosen: Bool
  /// Why it cannot send the whole order alone; empty when it could.
  package let obstacles: [RouteObstacle]
  /// How the best choice with the site lost; `nil` for chosen sites and when there was no such choice.
  package let defeat: RouteDefeat?
}

/// What keeps a site from an order.
package enum RouteObstacle: Equatable, Sendable {
  /// It is not active.
  case inactive
  /// The rule names other sites.
  case notNamed
  /// The order must not go there again.
  case excluded(reason: String)
  /// It does not serve the order's country.
  case country(String?)
  /// The order's carrier does not call there with its service.
  case carrier(String, service: String?)
  /// The carrier has its parcels of the day, and the rule minds.
  case pastCutoff(carrier: String?)
  /// It takes no orders of which this is so.
  case refuses(RoutingFact)
  /// It has too little of an article for all lines together.
  case short(sku: String, has: ExactDecimal, wanted: ExactDecimal)
}

/// How a choice lost against the one that was taken.
package struct RouteDefeat: Equatable, Sendable {
  /// The best choice with the site, by id.
  package let sites: [WarehouseID]
  /// Its value by the first measure that differs.
  package let own: RouteTerm
  /// The value of the choice that was taken.
  package let chosen: RouteTerm
}
