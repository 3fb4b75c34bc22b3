import Domain
import Planning
import Testing
import Workbench

@Suite struct DemandPatternTests {
  private func pattern(_ days: [Int]) -> DemandPattern {
    let first = CalendarDate(days: 20_000)
    return DemandPattern(
      DemandHistory(
        from: first, through: CalendarDate(days: 19_999 + Int32(days.count)),
        shipped: days.enumerated().map { place, quantity in
          DayQuantity(CalendarDate(days: 20_000 + Int32(place)), ExactDecimal(quantity))
        }))
  }

  @Test func `demand is told by its mean and its deviation as of a sample`() {
    let even = pattern([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(even.mean == 5)
    #expect((even.deviation * even.deviation * 7 - 32).magnitude < 1e-9)
    #expect(pattern([6]).deviation == 0)
    #expect(pattern([]).mean == 0)
  }

  @Test func `demand is intermittent when more than half of the days ask for nothing`() {
    #expect(!pattern([0, 1, 0, 2]).isIntermittent)
    #expect(pattern([0, 1, 0, 2, 0]).isIntermittent)
    #expect(!pattern([]).isIntermittent)
  }

  @Test func `the quantile of lead-time demand is one of the sums that were found`() {
    // Sums over 3 days: 5, 5, 5, 0, 2, 2, 2, 9: of eight, seven do not pass 5.
    let rare = pattern([0, 0, 5, 0, 0, 0, 2, 0, 0, 9])
    let counted = { (share: Double) in rare.quantile(share, over: [3]) }
    #expect(counted(0.875) == ExactDecimal(5))
    #expect(counted(0.88) == ExactDecimal(9))
    #expect(counted(0.5) == ExactDecimal(2))
    #expect(counted(1) == ExactDecimal(9))
    #expect(rare.quantile(0.95, over: [11]) == nil)
    #expect(rare.quantile(0.95, over: []) == nil)
    #expect(rare.quantile(0.95, over: [10]) == ExactDecimal(16))
  }

  @Test func `each lead time that was observed counts the same`() {
    // One day: 0, 0, 6, 0. Four days: 6, once. Half the weight is the single long one.
    let rare = pattern([0, 0, 6, 0])
    #expect(rare.quantile(0.375, over: [1, 4]) == .zero)
    #expect(rare.quantile(0.38, over: [1, 4]) == ExactDecimal(6))
    #expect(rare.quantile(0.5, over: [1, 1, 4]) == .zero)
    #expect(rare.quantile(0.51, over: [1, 1, 4]) == ExactDecimal(6))
  }

  @Test func `a quantile is passed by no more sums than the service level leaves`() {
    var numbers = SeededNumbers(seed: 329)
    for _ in 0..<200 {
      let days = (0..<Int.random(in: 5...60, using: &numbers)).map { _ in
        max(0, Int.random(in: -12...6, using: &numbers))
      }
      let span = Int.random(in: 1...5, using: &numbers)
      let share = Double(Int.random(in: 50...99, using: &numbers)) / 100
      guard let quantile = pattern(days).quantile(share, over: [span]) else {
        Issue.record("\(days) over \(span) has no quantile")
        continue
      }
      let sums = (0...(days.count - span)).map { start in
        ExactDecimal(days[start..<(start + span)].reduce(0, +))
      }
      let passing = Double(sums.count { $0 > quantile }) / Double(sums.count)
      let reaching = Double(sums.count { $0 >= quantile }) / Double(sums.count)
      #expect(passing <= 1 - share + 1e-9, "\(days) over \(span)")
      #expect(reaching > 1 - share - 1e-9, "\(days) over \(span)")
    }
  }
}
