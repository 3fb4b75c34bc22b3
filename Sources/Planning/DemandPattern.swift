package import Domain

/// How an article is asked for: how much a day, how evenly, and how rarely.
package struct DemandPattern: Equatable, Sendable {
  /// Net demand of the days that are evidence, in their order.
  package let days: [ExactDecimal]
  /// A day.
  package let mean: Double
  /// Of a day's demand, as of a sample: over one less than the days.
  package let deviation: Double
  /// More than half of the days ask for nothing, which no normal distribution describes.
  package let isIntermittent: Bool

  package init(_ history: DemandHistory) {
    days = history.evidence
    let amounts = days.map(\.approximate)
    let spread = Spread(of: amounts)
    mean = spread.mean
    deviation = spread.deviation
    isIntermittent = 2 * days.count { $0 == .zero } > days.count
  }

  /// The demand within a lead time that is not passed in the given share of cases, as it was found.
  ///
  /// Sums slide over the days that are evidence, one day at a time; each lead time counts as much
  /// as any other. The quantile is the smallest sum that enough of them do not pass.
  ///
  /// - Parameters:
  ///   - share: above 0, up to 1.
  ///   - spans: lead times in days, one for each that was observed.
  /// - Returns: `nil` when every span is longer than the history.
  package func quantile(_ share: Double, over spans: [Int]) -> ExactDecimal? {
    var counts: [Int: Int] = [:]
    for span in spans where span > 0 && span <= days.count { counts[span, default: 0] += 1 }
    var weighed: [(sum: ExactDecimal, weight: Double)] = []
    for (span, count) in counts.sorted(by: { $0.key < $1.key }) {
      let sums = slidingSums(over: span)
      weighed += sums.map { ($0, Double(count) / Double(sums.count)) }
    }
    weighed.sort { $0.sum < $1.sum }
    // The weights do not add up exactly: what is missing by less than this is nothing.
    let wanted = share * Double(counts.values.reduce(0, +)) - 1e-9
    var reached = 0.0
    for (sum, weight) in weighed {
      reached += weight
      if reached >= wanted { return sum }
    }
    return weighed.last?.sum
  }

  private func slidingSums(over span: Int) -> [ExactDecimal] {
    var sum = days[..<span].reduce(ExactDecimal.zero, +)
    var sums = [sum]
    for end in span..<days.count {
      sum = sum + days[end] - days[end - span]
      sums.append(sum)
    }
    return sums
  }
}

/// Mean and standard deviation of a sample.
struct Spread: Equatable {
  let mean: Double
  /// Zero for fewer than two.
  let deviation: Double

  init(of amounts: [Double]) {
    let mean = amounts.isEmpty ? 0 : amounts.reduce(0, +) / Double(amounts.count)
    self.mean = mean
    let squares = amounts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = amounts.count < 2 ? 0 : (squares / Double(amounts.count - 1)).squareRoot()
  }
}

extension ExactDecimal {
  /// For statistics, never for a quantity.
  var approximate: Double { Double(millionths) / 1_000_000 }

  /// A result of statistics, rounded half away from zero to the third place; bounded by the limit.
  init(statistic: Double) {
    let bound = Double(Self.limit) * 1_000
    let thousandths = (statistic * 1_000).rounded()
    self.init(millionths: Int64(min(max(thousandths, -bound), bound)) * 1_000)
  }
}
