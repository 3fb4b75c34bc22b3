internal import Domain

/// Makes the candidates of an order and, when they are compared, its decision.
struct RouteReport {
  private let order: RoutingOrder
  private let table: RoutingTable
  private let rule: Int
  private let lane: RoutingLane

  /// A report on an order under a rule.
  init(_ order: RoutingOrder, _ table: RoutingTable, rule: Int) {
    self.order = order
    self.table = table
    self.rule = rule
    lane = table.lane(of: order)
  }

  /// The sites to which the order may go at all and that have something for it.
  func candidates(where isUseful: (_ site: Int) -> Bool) -> [RouteProblem.Candidate] {
    var candidates: [RouteProblem.Candidate] = []
    candidates.reserveCapacity(table.sites.count)
    for site in table.sites.indices where isFree(site) && isUseful(site) {
      candidates.append(
        RouteProblem.Candidate(
          site: site, rank: table.basics[site].rank, days: table.departure(site, lane).days))
    }
    let objectives = table.rules[rule].objectives
    let isPostcodeNeeded = objectives.contains(.cost) || order.place == nil
    let postcode = isPostcodeNeeded ? PostcodeTable<Int>.significant(order.postcode ?? "") : []
    if objectives.contains(.cost) { setCosts(of: &candidates, postcode) }
    if objectives.contains(.distance) { setDistances(of: &candidates, postcode) }
    return candidates
  }

  private func setCosts(of candidates: inout [RouteProblem.Candidate], _ postcode: [UInt8]) {
    var last: (tariff: Int, carriage: Carriage?)?
    for index in candidates.indices {
      let site = candidates[index].site
      candidates[index].fixedCost = RouteProblem.unknown
      guard let tariff = table.tariff(site, lane) else { continue }
      if last?.tariff != tariff {
        let carriage = table.carriage(by: tariff, lane, postcode: postcode)
        last = (tariff, carriage)
      }
      guard let carriage = last?.carriage else { continue }
      let fixed = carriage.base + table.basics[site].handling
      candidates[index].fixedCost = Int128(fixed.millionths) * 1_000_000
      candidates[index].perKilogram = carriage.perKilogram
    }
  }

  private func setDistances(of candidates: inout [RouteProblem.Candidate], _ postcode: [UInt8]) {
    guard let place = table.place(of: order, lane, postcode: postcode) else { return }
    for index in candidates.indices {
      guard let own = table.basics[candidates[index].site].place else { continue }
      let metres = own.metres(to: place)
      if metres != .max { candidates[index].metres = Int128(metres) }
    }
  }

  /// Whether nothing but stock keeps a site from the order.
  private func isFree(_ site: Int) -> Bool {
    table.basics[site].isActive && table.isNamed[rule][site] && table.serves(site, lane)
      && table.offers(site, lane)
      && !(table.departure(site, lane).isPast && table.rules[rule].beforeCutoff)
      && exclusion(of: site) == nil && refusal(by: site) == nil
  }

  private func exclusion(of site: Int) -> RoutingExclusion? {
    guard !order.excluded.isEmpty else { return nil }
    return order.excluded.first { $0.site == table.sites[site].id }
  }

  private func refusal(by site: Int) -> RoutingFact? {
    guard table.hasRefusals else { return nil }
    return table.sites[site].refuses.first { order.facts.contains($0) }
  }

  /// The first thing but stock that keeps a site from the order.
  private func obstacle(of site: Int) -> RouteObstacle? {
    if !table.basics[site].isActive { return .inactive }
    if let exclusion = exclusion(of: site) { return .excluded(reason: exclusion.reason) }
    if !table.isNamed[rule][site] { return .notNamed }
    if !table.serves(site, lane) { return .country(order.country) }
    if let carrier = order.carrier, !table.offers(site, lane) {
      return .carrier(carrier, service: order.service)
    }
    if let fact = refusal(by: site) { return .refuses(fact) }
    if table.rules[rule].beforeCutoff, table.departure(site, lane).isPast {
      return .pastCutoff(carrier: order.carrier)
    }
    return nil
  }
}

// MARK: - The decision

extension RouteReport {
  /// Tells what a finished search means for the order.
  ///
  /// - Parameters:
  ///   - search: has run.
  ///   - takes: what its best choice takes from where.
  ///   - isExplaining: the lot of every site is told even when the order goes out.
  ///   - sellable: what a site has of an article, in millionths.
  /// - Returns: the decision.
  func decision(
    _ search: inout RouteSearch, _ takes: [SiteTake], _ isExplaining: Bool,
    sellable: (_ site: Int, _ article: Int) -> Int64
  ) -> RouteDecision {
    let best = search.best
    let isServed = best != nil || search.problem.demands.isEmpty
    let outcome = isServed ? served(best) : unserved(&search)
    let isTold = isExplaining || !isServed
    return RouteDecision(
      order: order.id, rule: table.rules[rule].name, outcome: outcome,
      assignments: assignments(takes, search.problem), backorder: rest(takes, outcome),
      terms: best.map { terms(of: $0, search) } ?? [], isOptimal: search.isOptimal,
      verdicts: isTold ? verdicts(search, sellable: sellable) : [])
  }

  private func served(_ best: RouteChoice?) -> RouteOutcome {
    best?.plan.missing ?? 0 > 0 ? .partly : .routed
  }

  private func unserved(_ search: inout RouteSearch) -> RouteOutcome {
    let needed = search.sitesNeeded()
    let limit = search.problem.siteLimit
    let obstruction =
      needed.count > limit
      ? RouteObstruction.splitLimit(sites: sites(needed, search.problem), limit: limit)
      : .noCandidate
    let isHeld = order.shipsComplete || table.rules[rule].otherwise == .hold
    return isHeld ? .held(obstruction) : .backordered(obstruction)
  }

  private func assignments(_ takes: [SiteTake], _ problem: RouteProblem) -> [RouteAssignment] {
    func site(_ take: SiteTake) -> Int { problem.candidates[take.candidate].site }
    let sorted =
      takes.count < 2 ? takes : takes.sorted { ($0.line, site($0)) < ($1.line, site($1)) }
    return sorted.map { take in
      RouteAssignment(
        site: table.sites[site(take)].id, line: order.lines[take.line].id,
        sku: order.lines[take.line].sku, quantity: ExactDecimal(millionths: take.quantity))
    }
  }

  /// What no site sends, unless a person is asked about the whole order anyway.
  private func rest(_ takes: [SiteTake], _ outcome: RouteOutcome) -> [RouteRest] {
    switch outcome {
    case .routed, .held: return []
    case .partly, .backordered: break
    }
    var open = order.lines.map { max(0, $0.quantity.millionths) }
    for take in takes { open[take.line] -= take.quantity }
    return order.lines.indices.filter { open[$0] > 0 }.map { line in
      RouteRest(
        line: order.lines[line].id, sku: order.lines[line].sku,
        quantity: ExactDecimal(millionths: open[line]))
    }
  }

  private func terms(of choice: RouteChoice, _ search: RouteSearch) -> [RouteTerm] {
    // The measures begin with what is missing, and end with those that only break ties.
    let isPartEnough = !search.problem.mustCover
    let objectives = search.problem.objectives.count
    return search.measures[(isPartEnough ? 0 : 1)..<(objectives + 1)].map {
      term($0, of: choice, search)
    }
  }

  private func term(_ measure: RouteMeasure, of choice: RouteChoice, _ search: RouteSearch)
    -> RouteTerm
  {
    let value = search.value(of: choice, by: measure)
    guard value != RouteProblem.unknown else { return RouteTerm(measure: measure, value: nil) }
    let millionths =
      switch measure {
      case .missing: value
      case .objective(.cost): (value + 500_000) / 1_000_000
      default: value * 1_000_000
      }
    return RouteTerm(
      measure: measure, value: ExactDecimal(millionths: Int64(clamping: millionths)))
  }

  private func sites(_ set: [Int], _ problem: RouteProblem) -> [WarehouseID] {
    set.map { table.sites[problem.candidates[$0].site].id }.sorted()
  }
}

// MARK: - The lot of every site

extension RouteReport {
  private func verdicts(
    _ search: RouteSearch, sellable: (_ site: Int, _ article: Int) -> Int64
  ) -> [SiteVerdict] {
    table.sites.indices.map { index in
      let place = search.problem.candidates.firstIndex { $0.site == index }
      let isChosen = place.map { search.best?.set.contains($0) ?? false } ?? false
      let bar = obstacle(of: index)
      return SiteVerdict(
        site: table.sites[index].id, isChosen: isChosen,
        obstacles: bar.map { [$0] }
          ?? shortages(of: index, search.problem.demands, sellable: sellable),
        defeat: isChosen ? nil : place.flatMap { defeat(of: $0, search) })
    }
  }

  /// The articles of which a site has too little for the whole order.
  private func shortages(
    of site: Int, _ demands: [RouteProblem.Demand],
    sellable: (_ site: Int, _ article: Int) -> Int64
  ) -> [RouteObstacle] {
    var shortages: [RouteObstacle] = []
    shortages.reserveCapacity(demands.count)
    for demand in demands {
      let has = demand.article.map { max(0, sellable(site, $0)) } ?? 0
      guard has < demand.total else { continue }
      shortages.append(
        .short(
          sku: order.lines[demand.first.line].sku, has: ExactDecimal(millionths: has),
          wanted: ExactDecimal(millionths: demand.total)))
    }
    return shortages
  }

  /// How the best choice with a candidate lost against the best of all.
  private func defeat(of candidate: Int, _ search: RouteSearch) -> RouteDefeat? {
    guard let best = search.best, !search.bestWith.isEmpty,
      let own = search.bestWith[candidate]
    else { return nil }
    let measure = search.measures.first {
      search.value(of: own, by: $0) != search.value(of: best, by: $0)
    }
    return RouteDefeat(
      sites: sites(own.set, search.problem), own: term(measure ?? .turn, of: own, search),
      chosen: term(measure ?? .turn, of: best, search))
  }
}
