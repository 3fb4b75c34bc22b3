internal import Domain

/// What an order asks of the sites that may serve it, in numbers.
struct RouteProblem {
  /// What the order wants of one article, all its lines together.
  struct Demand {
    /// The article's number; `nil` when it was never stocked.
    let article: Int?
    /// Positions in the order.
    var lines: [Int]
    /// In millionths, of each line.
    var quantities: [Int64]
    /// In millionths, of all lines.
    var total: Int64
    /// Kilograms of one piece; `nil` weighs nothing.
    var weight: ExactDecimal?
  }

  /// A site that may take part.
  struct Candidate {
    /// The site's number.
    let site: Int
    /// What it costs that the site sends a parcel at all; `unknown` without a tariff.
    var fixedCost: Int128 = 0
    var perKilogram = ExactDecimal.zero
    var metres = RouteProblem.unknown
    var rank: Int128
    var days: Int128
  }

  /// The value of what is not known: worse than every known one.
  static let unknown = Int128.max
  /// A millionth of money for a piece is at most this; dearer carriage counts as this.
  private static let rateLimit: Int64 = 1_000_000_000_000_000

  let rule: RoutingRule
  /// The number of sites that may share the order.
  let siteLimit: Int
  /// A part of the order will not do.
  private(set) var mustCover: Bool
  let demands: [Demand]
  /// In the order in which they are preferred when all else is equal.
  private(set) var candidates: [Candidate] = []
  /// What is sellable, in millionths, by candidate and demand.
  private var held: [Int64] = []
  /// What one piece costs, in millionths of money, by candidate and demand.
  private var rates: [Int64] = []

  init(_ order: RoutingOrder, _ rule: RoutingRule, _ demands: [Demand]) {
    self.rule = rule
    self.demands = demands
    siteLimit = order.shipsComplete ? 1 : max(1, rule.siteLimit)
    mustCover = order.shipsComplete || rule.need == .allLines
  }

  /// Takes the sites that have something of use, and puts them in order.
  mutating func setCandidates(
    _ all: [Candidate], sellable: (_ site: Int, _ article: Int) -> Int64
  ) {
    candidates = all.filter { isUseful($0.site, sellable) }.sorted { precedes($0, $1) }
    held.reserveCapacity(candidates.count * demands.count)
    rates.reserveCapacity(candidates.count * demands.count)
    for candidate in candidates {
      for demand in demands {
        held.append(max(0, demand.article.map { sellable(candidate.site, $0) } ?? 0))
        rates.append(rate(candidate, demand))
      }
    }
  }

  /// Whether a site has a line of the order, or a part of one where lines may be split.
  private func isUseful(_ site: Int, _ sellable: (Int, Int) -> Int64) -> Bool {
    demands.contains { demand in
      guard let article = demand.article else { return false }
      let quantity = sellable(site, article)
      return rule.splitsLines ? quantity > 0 : demand.quantities.contains { $0 <= quantity }
    }
  }

  /// What a candidate has of a demand's article, in millionths.
  func held(_ candidate: Int, _ demand: Int) -> Int64 {
    held[candidate * demands.count + demand]
  }

  /// What a piece of a demand's article costs from a candidate, in millionths of money.
  func rate(_ candidate: Int, _ demand: Int) -> Int64 {
    rates[candidate * demands.count + demand]
  }

  /// A site without tariff is dearer than any with one.
  private func rate(_ candidate: Candidate, _ demand: Demand) -> Int64 {
    guard candidate.fixedCost != Self.unknown else { return Self.rateLimit * 2 }
    guard candidate.perKilogram != .zero, let weight = demand.weight else { return 0 }
    let rate = candidate.perKilogram.multiplied(by: weight).millionths
    return min(Self.rateLimit, max(0, rate))
  }

  /// Which of two sites is asked first when nothing else tells them apart.
  ///
  /// By those objectives of the rule that a site has by itself, then by rank and id.
  private func precedes(_ one: Candidate, _ two: Candidate) -> Bool {
    for objective in rule.objectives {
      let (left, right): (Int128, Int128) =
        switch objective {
        case .distance: (one.metres, two.metres)
        case .rank: (one.rank, two.rank)
        case .dispatch: (one.days, two.days)
        case .splits, .cost: (0, 0)
        }
      if left != right { return left < right }
    }
    return one.rank == two.rank ? one.site < two.site : one.rank < two.rank
  }
}

extension RouteProblem {
  /// The same, where a part of the order will do.
  var leniently: RouteProblem {
    var lenient = self
    lenient.mustCover = false
    return lenient
  }
}
