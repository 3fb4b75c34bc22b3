import Domain
import Planning
import Testing

@Suite struct ServiceFiguresTests {
  private let today = CalendarDate(days: 20_000)

  private func order(
    _ lines: [(Int, Int)], warehouses: Int = 1, shipments: Int = 1, due: Int32? = nil,
    left: Int32? = nil
  ) -> OrderOutcome {
    OrderOutcome(
      lines: lines.map { .init(wanted: ExactDecimal($0), shipped: ExactDecimal($1)) },
      warehouses: warehouses, shipments: shipments,
      deliverBy: due.map { CalendarDate(days: 20_000 + $0) },
      lastShipped: left.map { CalendarDate(days: 20_000 + $0) })
  }

  private func share(_ part: Int, of whole: Int) -> Share {
    Share(ExactDecimal(part), of: ExactDecimal(whole))
  }

  @Test func `a percentage is rounded half up to one place`() {
    #expect(share(1, of: 3).percent == ExactDecimal("33.3"))
    #expect(share(2, of: 3).percent == ExactDecimal("66.7"))
    #expect(share(1, of: 8).percent == ExactDecimal("12.5"))
    #expect(share(1, of: 2_000).percent == ExactDecimal("0.1"))
    #expect(share(1, of: 2_001).percent == .zero)
    #expect(share(0, of: 0).percent == nil)
  }

  @Test func `lines are filled by all their pieces, and pieces by no more than were wanted`() {
    let figures = ServiceFigures(
      [order([(10, 10), (5, 4)]), order([(3, 9)]), order([(8, 0)], shipments: 0)], today: today)
    #expect(figures.filledLines == share(2, of: 3))
    #expect(figures.filledPieces == share(17, of: 18))
  }

  @Test func `what was cancelled counts for nothing`() {
    let figures = ServiceFigures([order([(0, 0), (2, 2)], due: 0, left: 0)], today: today)
    #expect(figures.filledLines == share(1, of: 1))
    #expect(figures.onTime == share(1, of: 1))
    let cancelled = ServiceFigures([order([(0, 0)], shipments: 0, due: -9)], today: today)
    #expect(cancelled.onTime.percent == nil)
  }

  @Test func `an order is on time when all of it left by its day`() {
    let figures = ServiceFigures(
      [
        order([(1, 1)], due: -2, left: -2), order([(1, 1)], due: -2, left: -1),
        order([(2, 1)], due: -1, left: -3),
        // Its day has not ended, and all or part of it is still here.
        order([(2, 1)], due: 0, left: -1), order([(1, 1)], due: 5, left: 0),
        order([(1, 0)], shipments: 0, due: -1), order([(1, 1)], left: 0),
      ], today: today)
    #expect(figures.onTime == share(2, of: 5))
  }

  @Test func `an order is split over warehouses or over shipments`() {
    let figures = ServiceFigures(
      [
        order([(1, 1)]), order([(2, 2)], warehouses: 2, shipments: 2),
        order([(2, 2)], shipments: 2), order([(1, 0)], shipments: 0),
      ], today: today)
    #expect(figures.split == share(2, of: 3))
  }
}
