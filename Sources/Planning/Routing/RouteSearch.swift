/// Sites that share an order, with what they make of it.
struct RouteChoice {
  /// Positions of candidates, ascending.
  let set: [Int]
  /// The best that the set can do.
  let plan: SiteSetPlan
}

/// Looks for the set of sites that serves an order best.
struct RouteSearch {
  /// Sets of several sites are all looked at up to this number of candidates.
  static let sitesOfExactSearch = 12
  /// Sets of up to this size are all looked at.
  static let sizeOfExactSearch = 3

  /// What is searched.
  let problem: RouteProblem
  /// What choices are compared by: the first that differs decides.
  let measures: [RouteMeasure]
  /// The best choice so far.
  private(set) var best: RouteChoice?
  /// The best choice so far with each candidate; filled only where it is asked for.
  private(set) var bestWith: [RouteChoice?] = []
  /// No choice can be better than the best.
  private(set) var isOptimal = true

  private var solver: SiteSetSolver
  private let isExplaining: Bool

  /// A search of one order.
  ///
  /// To explain it looks on when the best is found, and so can tell how the others compare.
  init(_ problem: RouteProblem, measures: [RouteMeasure], isExplaining: Bool) {
    self.problem = problem
    self.isExplaining = isExplaining
    self.measures = measures
    solver = SiteSetSolver(problem)
    if isExplaining { bestWith = problem.candidates.map { _ in nil } }
  }

  /// Finds the best choice, if there is one.
  mutating func run() {
    if problem.mustCover, !problem.isWithinReach { return }
    let count = problem.candidates.count
    let limit = min(problem.siteLimit, count)
    let exactLimit = count > Self.sitesOfExactSearch ? 1 : Self.sizeOfExactSearch
    var isProven = limit <= exactLimit
    for size in 1...max(1, min(limit, exactLimit)) where size <= count {
      combinations(of: size) { search, set in search.consider(set) }
      if isSettled {
        isProven = true
        if !isExplaining { break }
      }
    }
    if !isProven {
      searchGreedily(limit)
      // Where the greedy way is a dead end, the fewest sites that serve all may still be allowed.
      let needed = best == nil && problem.mustCover ? sitesNeeded() : []
      if !needed.isEmpty, needed.count <= limit { consider(needed) }
    }
    isOptimal = isProven && solver.isExact
  }

  /// Whether larger sets cannot win: they miss nothing less and are more sites.
  private var isSettled: Bool {
    guard let best, best.plan.missing == 0 else { return false }
    return problem.objectives.first ?? .splits == .splits
  }

  /// Visits all sets of a size in the order of their members.
  private mutating func combinations(
    of size: Int, _ visit: (inout RouteSearch, [Int]) -> Void
  ) {
    let count = problem.candidates.count
    var set = Array(0..<size)
    while true {
      visit(&self, set)
      guard let moving = set.indices.last(where: { set[$0] < count - size + $0 }) else { return }
      set[moving] += 1
      for next in (moving + 1)..<max(moving + 1, size) { set[next] = set[next - 1] + 1 }
    }
  }

  /// Takes a set for the best when it is better than what was found before.
  ///
  /// A set of which a site is idle is no choice: without that site it is one, and no worse.
  private mutating func consider(_ set: [Int]) {
    guard let plan = solver.plan(set), plan.uses == set.count else { return }
    let choice = RouteChoice(set: set, plan: plan)
    if best.map({ precedes(choice, $0) }) ?? true { best = choice }
    guard isExplaining else { return }
    for candidate in set where bestWith[candidate].map({ precedes(choice, $0) }) ?? true {
      bestWith[candidate] = choice
    }
  }

  /// Whether a choice is better by the first measure that differs.
  private func precedes(_ one: RouteChoice, _ two: RouteChoice) -> Bool {
    for measure in measures {
      let (left, right) = (value(of: one, by: measure), value(of: two, by: measure))
      if left != right { return left < right }
    }
    return false
  }

  /// The value of a choice; less is better.
  func value(of choice: RouteChoice, by measure: RouteMeasure) -> Int128 {
    switch measure {
    case .missing: choice.plan.missing
    case .parts: choice.plan.parts
    case .objective(.splits): Int128(choice.set.count)
    case .objective(.cost): sum(choice, choice.plan.cost) { $0.fixedCost }
    case .objective(.distance): sum(choice, 0) { $0.metres }
    case .objective(.rank): sum(choice, 0) { $0.rank }
    case .objective(.dispatch): choice.set.map { problem.candidates[$0].days }.max() ?? 0
    case .turn: 0
    }
  }

  /// A sum over the sites, unknown when one of them is.
  private func sum(
    _ choice: RouteChoice, _ start: Int128, _ part: (RouteProblem.Candidate) -> Int128
  ) -> Int128 {
    var sum = start
    for candidate in choice.set {
      let part = part(problem.candidates[candidate])
      guard part != RouteProblem.unknown else { return part }
      sum += part
    }
    return sum
  }

  /// What the sites of the best choice take from where.
  mutating func takes() -> [SiteTake] {
    guard let best else { return [] }
    _ = solver.plan(best.set)
    return solver.takes
  }
}

// MARK: - Beyond the exact search

extension RouteSearch {
  /// Adds the site that covers most of what is left, until nothing is, then improves once.
  ///
  /// One pass tries to leave out each site of the set, and to put each other one in its place.
  private mutating func searchGreedily(_ limit: Int) {
    let set = greedySet(limit)
    guard !set.isEmpty else { return }
    consider(set)
    for member in set {
      consider(set.filter { $0 != member })
      for other in problem.candidates.indices where !set.contains(other) {
        consider((set.filter { $0 != member } + [other]).sorted())
      }
    }
  }

  /// The sites that cover most of what is left, one after the other.
  ///
  /// Of those that cover the same the one whose parcel costs least, then the one that is preferred.
  private func greedySet(_ limit: Int) -> [Int] {
    var solver = SiteSetSolver(RouteProblem(leniently: problem))
    var set: [Int] = []
    var missing = solver.plan(set)?.missing ?? 0
    while missing > 0, set.count < limit {
      var next: (set: [Int], plan: SiteSetPlan, fixed: Int128)?
      for candidate in problem.candidates.indices where !set.contains(candidate) {
        let larger = (set + [candidate]).sorted()
        guard let plan = solver.plan(larger), plan.missing < missing else { continue }
        let fixed = problem.candidates[candidate].fixedCost
        if let next, (next.plan.missing, next.fixed) <= (plan.missing, fixed) { continue }
        next = (larger, plan, fixed)
      }
      guard let next else { break }
      (set, missing) = (next.set, next.plan.missing)
    }
    return set
  }

  /// The fewest sites that can serve the whole order, whatever the limit; empty when all cannot.
  mutating func sitesNeeded() -> [Int] {
    var solver = SiteSetSolver(problem)
    let all = Array(problem.candidates.indices)
    guard !all.isEmpty, solver.plan(all)?.missing == 0 else { return [] }
    guard all.count <= Self.sitesOfExactSearch else {
      let set = greedySet(all.count)
      return solver.plan(set)?.missing == 0 ? set : all
    }
    for size in 1..<all.count {
      var found: [Int]?
      combinations(of: size) { _, set in
        if found == nil, solver.plan(set)?.missing == 0 { found = set }
      }
      if let found { return found }
    }
    return all
  }
}
