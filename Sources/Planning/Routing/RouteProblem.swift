internal import Domain

/// What an order asks of the sites that may serve it, in numbers.
///
/// Shared and not copied: everything that solves an order looks at the same one.
final class RouteProblem {
  /// What one line wants.
  struct Ask {
    /// The line's position in the order.
    let line: Int
    /// In millionths.
    let quantity: Int64
  }

  /// What the order wants of one article, all its lines together.
  struct Demand {
    /// The article's number; `nil` when it was never stocked.
    let article: Int?
    let first: Ask
    /// Further lines with the same article, which are rare.
    private(set) var others: [Ask] = []
    /// In millionths, of all lines.
    private(set) var total: Int64
    /// Kilograms of one piece; `nil` weighs nothing.
    private(set) var weight: ExactDecimal?

    init(article: Int?, _ first: Ask, weight: ExactDecimal?) {
      self.article = article
      self.first = first
      self.weight = weight
      total = first.quantity
    }

    /// Whether so much of the article serves a line, or a part of one where lines may be split.
    func isServed(by quantity: Int64, splitsLines: Bool) -> Bool {
      if splitsLines { return quantity > 0 }
      return first.quantity <= quantity || others.contains { $0.quantity <= quantity }
    }

    /// In the order of lines.
    var asks: [Ask] { [first] + others }

    /// Adds a line with the same article.
    mutating func add(_ ask: Ask, weight: ExactDecimal?) {
      others.append(ask)
      let sum = ExactDecimal(millionths: total) + ExactDecimal(millionths: ask.quantity)
      total = sum.millionths
      self.weight = self.weight ?? weight
    }
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

  /// The rule lets a line come from several sites.
  let splitsLines: Bool
  /// Those of the rule, in falling weight.
  let objectives: [RoutingObjective]
  /// The number of sites that may share the order.
  let siteLimit: Int
  /// A part of the order will not do.
  let mustCover: Bool
  /// In the order of the lines.
  let demands: [Demand]
  /// In the order in which they are preferred when all else is equal.
  let candidates: [Candidate]
  /// What is sellable, in millionths, by candidate and demand.
  private let held: [Int64]
  /// What one piece costs, in millionths of money, by candidate and demand.
  private let rates: [Int64]

  /// A problem of an order.
  ///
  /// - Parameters:
  ///   - order: says whether it ships complete.
  ///   - rule: how the order finds its sites.
  ///   - demands: what the order wants, by article.
  ///   - useful: the sites that may take part, in any order.
  ///   - sellable: what a site has of an article, in millionths.
  init(
    _ order: RoutingOrder, _ rule: RoutingRule, _ demands: [Demand], _ useful: [Candidate],
    sellable: (_ site: Int, _ article: Int) -> Int64
  ) {
    splitsLines = rule.splitsLines
    objectives = rule.objectives
    self.demands = demands
    siteLimit = order.shipsComplete ? 1 : max(1, rule.siteLimit)
    mustCover = order.shipsComplete || rule.need == .allLines
    let preference = SitePreference(objectives: rule.objectives)
    candidates = useful.count > 1 ? useful.sorted(by: preference.precedes) : useful
    var held: [Int64] = []
    var rates: [Int64] = []
    held.reserveCapacity(useful.count * demands.count)
    rates.reserveCapacity(useful.count * demands.count)
    for candidate in candidates {
      for index in demands.indices {
        let article = demands[index].article
        held.append(max(0, article.map { sellable(candidate.site, $0) } ?? 0))
        rates.append(Self.rate(candidate, weight: demands[index].weight))
      }
    }
    (self.held, self.rates) = (held, rates)
  }

  /// The same problem, where a part of the order will do.
  init(leniently strict: RouteProblem) {
    splitsLines = strict.splitsLines
    objectives = strict.objectives
    siteLimit = strict.siteLimit
    mustCover = false
    demands = strict.demands
    candidates = strict.candidates
    held = strict.held
    rates = strict.rates
  }

  /// Each line is at some candidate, or at all of them together where lines may be split.
  var isWithinReach: Bool {
    demands.indices.allSatisfy { demand in
      guard !splitsLines else {
        return candidates.indices.reduce(Int128(0)) { $0 + Int128(held($1, demand)) }
          >= Int128(demands[demand].total)
      }
      let largest = demands[demand].others.map(\.quantity).max() ?? 0
      let quantity = max(largest, demands[demand].first.quantity)
      return candidates.indices.contains { held($0, demand) >= quantity }
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
  private static func rate(_ candidate: Candidate, weight: ExactDecimal?) -> Int64 {
    guard candidate.fixedCost != unknown else { return rateLimit * 2 }
    guard let weight, candidate.perKilogram.millionths > 0 else { return 0 }
    let rate = candidate.perKilogram.multiplied(by: weight).millionths
    return min(rateLimit, max(0, rate))
  }
}

/// Which of two sites is asked first when nothing else tells them apart.
///
/// By those objectives of the rule that a site has by itself, then by rank and id.
private struct SitePreference {
  let objectives: [RoutingObjective]

  func precedes(_ one: RouteProblem.Candidate, _ two: RouteProblem.Candidate) -> Bool {
    for objective in objectives {
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
