import Domain
import Planning
import Testing

@Suite struct DemandHistoryTests {
  private let first = CalendarDate(days: 20_000)

  private func day(_ number: Int32) -> CalendarDate { CalendarDate(days: 20_000 + number) }

  private func history(
    _ shipped: [(Int32, Int)], through last: Int32, soldOut: [Int32] = []
  ) -> DemandHistory {
    DemandHistory(
      from: first, through: day(last),
      shipped: shipped.map { DayQuantity(day($0), ExactDecimal($1)) },
      soldOut: Set(soldOut.map(day)))
  }

  private func whole(_ numbers: Int...) -> [ExactDecimal] { numbers.map { ExactDecimal($0) } }

  @Test func `what left on a day is the demand of that day, and nothing left is no demand`() {
    let history = history([(2, 3), (0, 1), (2, 4)], through: 3)
    #expect(history.days == whole(1, 0, 7, 0))
    #expect(history.evidence == history.days)
  }

  @Test func `what left before the window or after it is no part of it`() {
    #expect(history([(-1, 9), (1, 2), (3, 9)], through: 2).days == whole(0, 2, 0))
    #expect(history([(0, 9)], through: -1).days.isEmpty)
  }

  @Test func `a correction takes from the same day and then from the latest before it`() {
    #expect(history([(0, 5), (1, 2), (3, 4), (3, -7)], through: 3).days == whole(4, 0, 0, 0))
    #expect(history([(0, 5), (2, 1), (2, -1)], through: 2).days == whole(5, 0, 0))
  }

  @Test func `a correction of what left before the window takes no more than is there`() {
    #expect(history([(1, -8), (2, 3), (0, 5)], through: 2).days == whole(0, 0, 3))
  }

  @Test func `a day that closed without stock is no evidence of demand`() {
    let history = history([(0, 4), (1, 2), (3, 6)], through: 4, soldOut: [1, 2])
    #expect(history.evidence == whole(4, 6, 0))
    #expect(DemandPattern(history).mean > 3.3 && DemandPattern(history).mean < 3.4)
  }

  @Test func `the days without stock are found by walking back from the stock of today`() {
    let moves = [(1, 10), (2, -6), (3, -4), (5, 8), (6, -3)].map { (number: Int32, moved: Int) in
      DayQuantity(day(number), ExactDecimal(moved))
    }
    // Closing stock of days 0 to 5: 0, 10, 4, 0, 0, 8; on day 6, today, 3 more have left.
    let soldOut = DemandHistory.soldOutDays(
      onHand: ExactDecimal(5), movements: moves, from: first, through: day(5))
    #expect(soldOut == [day(0), day(3), day(4)])
    let negative = DemandHistory.soldOutDays(
      onHand: ExactDecimal(-1), movements: [], from: first, through: day(1))
    #expect(negative == [day(0), day(1)])
    #expect(
      DemandHistory.soldOutDays(onHand: .zero, movements: moves, from: day(1), through: first)
        .isEmpty)
  }
}
