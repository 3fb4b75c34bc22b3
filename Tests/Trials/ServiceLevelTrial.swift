import Domain
import Planning
import Workbench

/// Learns reorder points from made-up histories and sees how often they last until goods come.
package struct ServiceLevelTrial: Trial {
  /// How many articles of each kind of demand are learned at each level.
  package let articles: Int
  /// What may lie between the level and the mean of all articles, as a share; fewer need more.
  package let tolerance: Double

  package init(articles: Int, tolerance: Double) {
    self.articles = articles
    self.tolerance = tolerance
  }

  package var headline: String { "reorder points last as often as the service level says" }

  private static let historyDays = 730
  private static let cycles = 400

  package func run() throws(TrialFault) -> String {
    var numbers = SeededNumbers(seed: 3290)
    var told: [String] = []
    for demand in MadeUpDemand.allCases {
      for percent in [90, 95, 98] {
        guard let level = ServiceLevel(percent: ExactDecimal(percent)) else {
          throw TrialFault("\(percent) % is no service level")
        }
        var lasted = 0.0
        for _ in 0..<articles { lasted += try share(demand, at: level, &numbers) }
        let share = lasted / Double(articles)
        told.append("\(demand.rawValue) \(percent) %: \(Int((share * 1_000).rounded())) of 1000")
        if (share - level.share).magnitude > tolerance {
          throw TrialFault(told.joined(separator: ", "))
        }
      }
    }
    return told.joined(separator: ", ")
  }

  /// How many of an article's cycles its learned reorder point lasts, as a share.
  private func share(
    _ demand: MadeUpDemand, at level: ServiceLevel, _ numbers: inout SeededNumbers
  ) throws(TrialFault) -> Double {
    let first = CalendarDate(days: 0)
    let shipped = (0..<Self.historyDays).map { day in
      DayQuantity(CalendarDate(days: Int32(day)), ExactDecimal(demand.day(&numbers)))
    }
    let history = DemandHistory(
      from: first, through: CalendarDate(days: Int32(Self.historyDays) - 1), shipped: shipped)
    let leadTime = LeadTime(.article, days: (0..<30).map { _ in Self.leadDays(&numbers) })
    let terms = ReplenishmentTerms(
      DemandPattern(history), leadTime: leadTime, stated: StatedTerms(),
      policy: ReplenishmentPolicy(level: level))
    guard let terms, terms.isLearned else { throw TrialFault("nothing was learned") }
    var lasted = 0
    for _ in 0..<Self.cycles {
      let days = Self.leadDays(&numbers)
      let wanted = (0..<days).reduce(0) { sum, _ in sum + demand.day(&numbers) }
      if ExactDecimal(wanted) <= terms.reorderPoint { lasted += 1 }
    }
    return Double(lasted) / Double(Self.cycles)
  }

  /// Nine days, and rarely as few as seven or as many as eleven.
  private static func leadDays(_ numbers: inout SeededNumbers) -> Int {
    7 + (0..<4).count { _ in Bool.random(using: &numbers) }
  }
}

/// How an article is asked for.
private enum MadeUpDemand: String, CaseIterable {
  case even
  case rare

  func day(_ numbers: inout SeededNumbers) -> Int {
    switch self {
    case .even:
      // Twelve of 0 to 3: mean 18, deviation 3.9.
      (0..<12).reduce(0) { sum, _ in sum + Int.random(in: 0...3, using: &numbers) }
    case .rare:
      Int.random(in: 0..<10, using: &numbers) == 0 ? Int.random(in: 1...9, using: &numbers) : 0
    }
  }
}
