package import Domain

/// How long something took, over many cases.
///
/// By the nearest rank: each figure is one that was found, never one between two.
package struct DurationSpread: Equatable, Sendable {
  package let count: Int
  /// In seconds.
  package let median: Int
  /// What nine of ten did not pass, in seconds.
  package let ninetieth: Int

  /// `nil` where nothing was measured.
  package init?(seconds: [Int]) {
    guard !seconds.isEmpty else { return nil }
    let sorted = seconds.sorted()
    count = sorted.count
    median = sorted[(sorted.count * 50 + 99) / 100 - 1]
    ninetieth = sorted[(sorted.count * 90 + 99) / 100 - 1]
  }
}

/// A point that an order passes on its way, in this order.
package enum OrderMilestone: String, CaseIterable, Sendable {
  case new, sent, acked, picked, shipped
}

/// How long orders took from one point to the next one, or over the whole way.
package struct CycleTime: Equatable, Sendable {
  package let from: OrderMilestone
  package let to: OrderMilestone
  package let spread: DurationSpread

  /// Each step and the whole way; a step that no order shows is left out.
  ///
  /// An order counts for a step when both its ends are known. One that ran backwards, as clocks of
  /// two systems can make it, took no time.
  ///
  /// - Parameter orders: when each order passed what points.
  /// - Returns: in the order of the way, the whole way last.
  package static func all(of orders: [[OrderMilestone: Timestamp]]) -> [CycleTime] {
    let points = OrderMilestone.allCases
    let steps = Array(zip(points, points.dropFirst())) + [(.new, .shipped)]
    return steps.compactMap { from, to in
      let seconds = orders.compactMap { times -> Int? in
        guard let start = times[from], let end = times[to] else { return nil }
        return max(0, end.seconds(since: start))
      }
      return DurationSpread(seconds: seconds).map { CycleTime(from: from, to: to, spread: $0) }
    }
  }
}
