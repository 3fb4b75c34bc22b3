/// What a set of sites makes of an order.
struct SiteSetPlan {
  /// The quantity that the set cannot send, in millionths.
  var missing: Int128 = 0
  /// Pairs of article and site; counted only where lines may be split.
  var parts: Int128 = 0
  /// What the pieces cost, in millionths of millionths of money, without the parcels themselves.
  var cost: Int128 = 0
  /// The number of sites of the set that send something.
  var uses = 0
}

/// What a candidate sends of a line.
struct SiteTake {
  /// The position of the article among the demands.
  let demand: Int
  /// The line's position in the order.
  let line: Int
  /// The position of the site among the candidates.
  let candidate: Int
  /// In millionths.
  let quantity: Int64
}

/// Finds the best that a given set of sites can do.
///
/// As much as possible is sent; each article comes from as few sites as possible where lines may be
/// split; then it costs as little as possible; then the sites that are preferred send it.
struct SiteSetSolver {
  /// The order and its candidates.
  let problem: RouteProblem
  /// What the plan last made takes from where.
  private(set) var takes: [SiteTake] = []
  /// No plan so far fell back on packing lines by size.
  private(set) var isExact = true

  /// A solver for the sets of one order.
  init(_ problem: RouteProblem) {
    self.problem = problem
  }

  /// Plans an order for a set.
  ///
  /// - Parameter set: positions of candidates, ascending.
  /// - Returns: `nil` when all must be sent and the set cannot.
  mutating func plan(_ set: [Int]) -> SiteSetPlan? {
    takes.removeAll(keepingCapacity: true)
    var plan = SiteSetPlan()
    for demand in problem.demands.indices {
      if problem.splitsLines {
        split(demand, set, &plan)
      } else if problem.demands[demand].others.isEmpty {
        takeLine(demand, set, &plan)
      } else {
        pack(demand, set, &plan)
      }
      if problem.mustCover, plan.missing > 0 { return nil }
    }
    for candidate in set where takes.contains(where: { $0.candidate == candidate }) {
      plan.uses += 1
    }
    return plan
  }

  /// The only line of an article goes whole to the cheapest site that has it.
  private mutating func takeLine(_ demand: Int, _ set: [Int], _ plan: inout SiteSetPlan) {
    let quantity = problem.demands[demand].total
    var best: (candidate: Int, rate: Int64)?
    for candidate in set where problem.held(candidate, demand) >= quantity {
      let rate = problem.rate(candidate, demand)
      if let best, best.rate <= rate { continue }
      best = (candidate, rate)
    }
    guard let best else {
      plan.missing += Int128(quantity)
      return
    }
    take(demand, problem.demands[demand].first.line, best.candidate, quantity, &plan)
  }

  /// Several lines of one article go whole to sites that share its stock.
  private mutating func pack(_ demand: Int, _ set: [Int], _ plan: inout SiteSetPlan) {
    let asks = problem.demands[demand].asks
    var packing = LinePacking(
      quantities: asks.map(\.quantity),
      room: set.map { problem.held($0, demand) }, rates: set.map { problem.rate($0, demand) })
    if !packing.solve() { isExact = false }
    for (ask, place) in zip(asks, packing.places) {
      if let place {
        take(demand, ask.line, set[place], ask.quantity, &plan)
      } else {
        plan.missing += Int128(ask.quantity)
      }
    }
  }

  /// An article is collected from the fewest sites, of those from the cheapest.
  private mutating func split(_ demand: Int, _ set: [Int], _ plan: inout SiteSetPlan) {
    let wanted = problem.demands[demand].total
    var collection = ArticleCollection(
      wanted: wanted, room: set.map { problem.held($0, demand) },
      rates: set.map { problem.rate($0, demand) })
    if !collection.solve() { isExact = false }
    plan.missing += Int128(wanted) - collection.amounts.reduce(0) { $0 + Int128($1) }
    plan.parts += Int128(collection.amounts.count { $0 > 0 })
    var place = 0
    var left = collection.amounts
    for ask in problem.demands[demand].asks {
      var open = ask.quantity
      while open > 0, place < left.count {
        let part = min(open, left[place])
        if part > 0 { take(demand, ask.line, set[place], part, &plan) }
        open -= part
        left[place] -= part
        if left[place] == 0 { place += 1 }
      }
    }
  }

  private mutating func take(
    _ demand: Int, _ line: Int, _ candidate: Int, _ quantity: Int64, _ plan: inout SiteSetPlan
  ) {
    plan.cost += Int128(problem.rate(candidate, demand)) * Int128(quantity)
    takes.append(
      SiteTake(
        demand: demand, line: line, candidate: candidate, quantity: quantity))
  }
}

/// Lines of one article that are put whole into the stock of several sites.
struct LinePacking {
  /// Ways that are tried before lines are packed by size instead.
  private static let waysTried = 20_000

  /// In millionths, by line.
  let quantities: [Int64]
  /// What each site has.
  private(set) var room: [Int64]
  /// What a piece costs at each site.
  let rates: [Int64]
  /// The site of each line; `nil` where none has it.
  private(set) var places: [Int?] = []

  private var current: [Int?] = []
  private var best: (missing: Int128, cost: Int128)?

  /// Lines that have no place yet.
  init(quantities: [Int64], room: [Int64], rates: [Int64]) {
    self.quantities = quantities
    self.room = room
    self.rates = rates
  }

  /// Finds the places: the least is missing, then it costs least, then early sites take early lines.
  ///
  /// - Returns: whether every way was looked at.
  mutating func solve() -> Bool {
    var ways = 1
    for _ in quantities {
      ways *= room.count + 1
      guard ways <= Self.waysTried else {
        packBySize()
        return false
      }
    }
    current = Array(repeating: nil, count: quantities.count)
    places = current
    visit(0, missing: 0, cost: 0)
    return true
  }

  private mutating func visit(_ line: Int, missing: Int128, cost: Int128) {
    if let best, (best.missing, best.cost) <= (missing, cost) { return }
    guard line < quantities.count else {
      best = (missing, cost)
      places = current
      return
    }
    let quantity = quantities[line]
    for site in room.indices where room[site] >= quantity {
      room[site] -= quantity
      current[line] = site
      visit(line + 1, missing: missing, cost: cost + Int128(rates[site]) * Int128(quantity))
      room[site] += quantity
    }
    current[line] = nil
    visit(line + 1, missing: missing + Int128(quantity), cost: cost)
  }

  /// First fit decreasing: large lines first, each to the first site that has room.
  private mutating func packBySize() {
    places = Array(repeating: nil, count: quantities.count)
    let order = quantities.indices.sorted { one, two in
      quantities[one] == quantities[two] ? one < two : quantities[one] > quantities[two]
    }
    for line in order {
      guard let site = room.firstIndex(where: { $0 >= quantities[line] }) else { continue }
      room[site] -= quantities[line]
      places[line] = site
    }
  }
}

/// An article that is collected from the stock of several sites.
struct ArticleCollection {
  /// Sites up to which every choice is looked at.
  private static let sitesTried = 6

  /// In millionths.
  let wanted: Int64
  /// What each site has.
  let room: [Int64]
  /// What a piece costs at each site.
  let rates: [Int64]
  /// What each site gives.
  private(set) var amounts: [Int64] = []

  /// An article of which nothing is collected yet.
  init(wanted: Int64, room: [Int64], rates: [Int64]) {
    self.wanted = wanted
    self.room = room
    self.rates = rates
  }

  /// Finds the amounts: the least is missing, from the fewest sites, then it costs least.
  ///
  /// - Returns: whether every choice was looked at.
  mutating func solve() -> Bool {
    let target = min(Int128(wanted), room.reduce(0) { $0 + Int128($1) })
    amounts = Array(repeating: 0, count: room.count)
    guard target > 0 else { return true }
    guard room.count <= Self.sitesTried else {
      fill(order(by: { room[$0] > room[$1] }), target)
      return false
    }
    let cheapest = order(by: { rates[$0] < rates[$1] })
    var best: (size: Int, cost: Int128, amounts: [Int64])?
    for mask in 1..<(1 << room.count) {
      let chosen = cheapest.filter { mask & (1 << $0) != 0 }
      if let best, best.size < chosen.count { continue }
      guard chosen.reduce(0, { $0 + Int128(room[$1]) }) >= target else { continue }
      let cost = fill(chosen, target)
      if let best, best.size == chosen.count {
        guard cost < best.cost || cost == best.cost && isEarlier(amounts, best.amounts) else {
          continue
        }
      }
      best = (chosen.count, cost, amounts)
    }
    amounts = best?.amounts ?? amounts
    return true
  }

  /// The sites in an order; earlier ones first where it does not tell.
  private func order(by isBefore: (Int, Int) -> Bool) -> [Int] {
    room.indices.sorted { isBefore($0, $1) || !isBefore($1, $0) && $0 < $1 }
  }

  /// Whether the preferred sites give more.
  private func isEarlier(_ one: [Int64], _ two: [Int64]) -> Bool {
    two.lexicographicallyPrecedes(one)
  }

  /// Takes from the sites in turn what they have.
  ///
  /// - Returns: the cost.
  @discardableResult
  private mutating func fill(_ sites: [Int], _ target: Int128) -> Int128 {
    var (open, cost) = (Int64(target), Int128(0))
    for site in room.indices { amounts[site] = 0 }
    for site in sites {
      amounts[site] = min(open, room[site])
      open -= amounts[site]
      cost += Int128(rates[site]) * Int128(amounts[site])
    }
    return cost
  }
}
