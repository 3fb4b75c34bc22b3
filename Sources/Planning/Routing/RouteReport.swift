internal import Domain

/// Makes the candidates of an order and, when they are compared, its decision.
struct RouteReport {
  /// The sites that nothing but stock keeps from the order.
  private(set) var candidates: [RouteProblem.Candidate] = []

  private let order: RoutingOrder
  private let table: RoutingTable
  private let rule: Int

  /// Asks every site whether the order may go there at all.
  init(_ order: RoutingOrder, _ table: RoutingTable, rule: Int) {
    self.order = order
    self.table = table
    self.rule = rule
    candidates.reserveCapacity(table.sites.count)
    let objectives = table.rules[rule].objectives
    let carrier = order.carrier
    for index in table.sites.indices where isFree(index) {
      let site = table.sites[index]
      candidates.append(
        RouteProblem.Candidate(
          site: index, rank: Int128(max(0, site.rank)),
          days: Int128(max(0, site.departure(of: carrier)?.days ?? 0))))
    }
    let isPostcodeNeeded = objectives.contains(.cost) || order.place == nil
    let postcode = isPostcodeNeeded ? PostcodeTable<Int>.significant(order.postcode ?? "") : []
    if objectives.contains(.cost) { setCosts(postcode) }
    if objectives.contains(.distance) { setDistances(postcode) }
  }

  private mutating func setCosts(_ postcode: [UInt8]) {
    let tariffs = table.tariffs(of: order.carrier)
    var last: (tariff: Int, carriage: Carriage?)?
    for index in candidates.indices {
      let site = candidates[index].site
      candidates[index].fixedCost = RouteProblem.unknown
      guard let country = order.country, let tariff = tariffs[site] else { continue }
      if last?.tariff != tariff {
        let carriage = table.carriage(by: tariff, country: country, postcode: postcode)
        last = (tariff, carriage)
      }
      guard let carriage = last?.carriage else { continue }
      let fixed = carriage.base + max(.zero, table.sites[site].handling)
      candidates[index].fixedCost = Int128(fixed.millionths) * 1_000_000
      candidates[index].perKilogram = carriage.perKilogram
    }
  }

  private mutating func setDistances(_ postcode: [UInt8]) {
    guard let place = table.place(of: order, postcode: postcode) else { return }
    for index in candidates.indices {
      guard let own = table.places[candidates[index].site] else { continue }
      let metres = own.metres(to: place)
      if metres != .max { candidates[index].metres = Int128(metres) }
    }
  }

  /// Whether nothing but stock keeps a site from the order.
  private func isFree(_ index: Int) -> Bool { obstacle(of: index) == nil }

  /// The first thing but stock that keeps a site from the order.
  private func obstacle(of index: Int) -> RouteObstacle? {
    let site = table.sites[index]
    if !site.isActive { return .inactive }
    if let own = order.excluded.first(where: { $0.site == site.id }) {
      return .excluded(reason: own.reason)
    }
    if !table.isNamed[rule][index] { return .notNamed }
    if !site.serves(order.country) { return .country(order.country) }
    if let carrier = order.carrier, !site.offers(carrier: carrier, service: order.service) {
      return .carrier(carrier, service: order.service)
    }
    if let fact = site.refuses.first(where: { order.facts.contains($0) }) {
      return .refuses(fact)
    }
    if table.rules[rule].beforeCutoff, site.departure(of: order.carrier)?.isPast ?? false {
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
  ///   - isExplaining: the lot of every site is told even when the order goes out.
  ///   - sellable: what a site has of an article, in millionths.
  /// - Returns: the decision.
  func decision(
    _ search: inout RouteSearch, _ isExplaining: Bool,
    sellable: (_ site: Int, _ article: Int) -> Int64
  ) -> RouteDecision {
    let best = search.best
    let takes = best.map { search.takes(of: $0) } ?? []
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
    let isPartEnough = !search.problem.mustCover
    let objectives = table.rules[rule].objectives.map { RouteMeasure.objective($0) }
    return ((isPartEnough ? [.missing] : []) + objectives).map { term($0, of: choice, search) }
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
    demands.compactMap { demand in
      let has = demand.article.map { max(0, sellable(site, $0)) } ?? 0
      guard has < demand.total else { return nil }
      return .short(
        sku: order.lines[demand.lines[0]].sku, has: ExactDecimal(millionths: has),
        wanted: ExactDecimal(millionths: demand.total))
    }
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
