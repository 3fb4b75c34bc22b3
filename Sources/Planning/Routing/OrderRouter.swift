package import Domain

/// Sends orders to the sites that can serve them, and keeps count of what is left there.
///
/// Which sites may share an order, and which of them are best, is told by the order's rule. Choices
/// are compared by the quantity that is missing where a part will do, then by the objectives of the
/// rule, then by the number of sites, their ranks and the number of parts that articles come in; what
/// still ties goes to the sites that come first by distance or another objective that a site has by
/// itself, by rank, and by id in byte order.
package struct OrderRouter: Sendable {
  /// What orders are routed by.
  package let table: RoutingTable
  private var articles: [Identifier<ArticleKind>: Int] = [:]
  /// In millionths, by article and site.
  private var sellable: [Int64] = []

  /// A router whose sites have nothing yet.
  package init(_ table: RoutingTable) {
    self.table = table
  }

  /// Says what a site can sell of an article, after reserves and buffers.
  ///
  /// A site that the table lacks is passed over; less than nothing counts as nothing.
  package mutating func setSellable(
    _ quantity: ExactDecimal, of sku: String, at site: WarehouseID
  ) {
    guard let site = table.index(of: site) else { return }
    let article = articles[Identifier(sku)] ?? articles.count
    if article == articles.count {
      articles[Identifier(sku)] = article
      sellable.append(contentsOf: repeatElement(0, count: table.sites.count))
    }
    sellable[article * table.sites.count + site] = max(0, quantity.millionths)
  }

  /// What a site can still sell of an article.
  package func sellable(of sku: String, at site: WarehouseID) -> ExactDecimal {
    guard let site = table.index(of: site), let article = articles[Identifier(sku)] else {
      return .zero
    }
    return ExactDecimal(millionths: sellable(site, article))
  }

  /// Finds where an order goes as things stand; nothing is reserved.
  ///
  /// - Parameters:
  ///   - order: what is still to be sent.
  ///   - isExplaining: tells the lot of every site, which is always told when nothing goes out.
  /// - Returns: what becomes of the order, and why.
  package func decide(_ order: RoutingOrder, explaining isExplaining: Bool = false)
    -> RouteDecision
  {
    answer(order, isExplaining).decision
  }

  /// Takes what a decision sends off what its sites can sell.
  package mutating func reserve(_ decision: RouteDecision) {
    for one in decision.assignments {
      guard let site = table.index(of: one.site), let article = articles[Identifier(one.sku)]
      else { continue }
      let place = article * table.sites.count + site
      sellable[place] = max(0, sellable[place] - one.quantity.millionths)
    }
  }

  /// Finds where an order goes and reserves it there.
  ///
  /// - Parameters:
  ///   - order: what is still to be sent.
  ///   - isExplaining: tells the lot of every site, which is always told when nothing goes out.
  /// - Returns: what becomes of the order, and why.
  package mutating func route(_ order: RoutingOrder, explaining isExplaining: Bool = false)
    -> RouteDecision
  {
    let answer = answer(order, isExplaining)
    for (place, quantity) in answer.reservations { sellable[place] -= quantity }
    return answer.decision
  }

  /// A decision, and what it takes from which places of `sellable`.
  private func answer(_ order: RoutingOrder, _ isExplaining: Bool)
    -> (decision: RouteDecision, reservations: [(place: Int, quantity: Int64)])
  {
    let rule = table.rules.firstIndex { rule in
      rule.when.allSatisfy { $0.holds(of: order.facts) }
    }
    guard let rule else { return (RouteDecision(withoutRule: order.id), []) }
    let report = RouteReport(order, table, rule: rule)
    let demands = demands(of: order)
    let splitsLines = table.rules[rule].splitsLines
    let useful = report.candidates { site in
      demands.indices.contains { index in
        guard let article = demands[index].article else { return false }
        return demands[index].isServed(by: sellable(site, article), splitsLines: splitsLines)
      }
    }
    let problem = RouteProblem(order, table.rules[rule], demands, useful) { sellable($0, $1) }
    var search = RouteSearch(
      problem, measures: table.measures[rule], isExplaining: isExplaining)
    if !problem.demands.isEmpty { search.run() }
    let takes = search.takes()
    let decision = report.decision(&search, takes, isExplaining) { sellable($0, $1) }
    let reservations = takes.map { take in
      let article = problem.demands[take.demand].article ?? 0
      let site = problem.candidates[take.candidate].site
      return (place: article * table.sites.count + site, quantity: take.quantity)
    }
    return (decision, reservations)
  }

  private func sellable(_ site: Int, _ article: Int) -> Int64 {
    sellable[article * table.sites.count + site]
  }

  /// What an order wants by article, in the order of its lines.
  private func demands(of order: RoutingOrder) -> [RouteProblem.Demand] {
    var demands: [RouteProblem.Demand] = []
    demands.reserveCapacity(order.lines.count)
    for (position, line) in order.lines.enumerated() where line.quantity > .zero {
      let article = articles[Identifier(line.sku)]
      let ask = RouteProblem.Ask(line: position, quantity: line.quantity.millionths)
      let same = article.flatMap { article in demands.firstIndex { $0.article == article } }
      guard let same else {
        demands.append(RouteProblem.Demand(article: article, ask, weight: line.weight))
        continue
      }
      demands[same].add(ask, weight: line.weight)
    }
    return demands
  }
}

/// Tells the names of articles from other names.
enum ArticleKind {}
