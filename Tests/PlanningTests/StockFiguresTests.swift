import Domain
import Planning
import Testing

@Suite struct StockFiguresTests {
  private func day(_ number: Int32) -> CalendarDate { CalendarDate(days: 20_000 + number) }

  private func article(
    _ sku: String, _ onHand: Int, cost: Int? = nil, _ currency: String? = "EUR",
    moved: Int32? = nil, shipped: Int = 0
  ) -> StockedArticle {
    StockedArticle(
      "HAM", sku, onHand: ExactDecimal(onHand), unitCost: cost.map { ExactDecimal($0) },
      currency: currency, lastMoved: moved.map(day), shipped: ExactDecimal(shipped))
  }

  @Test func `stock is dead when nothing has moved since the day`() {
    #expect(article("1", 5, moved: -91).isDead(since: day(-90)))
    #expect(!article("1", 5, moved: -90).isDead(since: day(-90)))
    #expect(article("1", 5).isDead(since: day(-90)))
    #expect(!article("1", 0).isDead(since: day(-90)))
  }

  @Test func `dead stock is worth what it cost, by currency`() {
    let figures = StockFigures(
      [
        article("3", 4, cost: 5, moved: -200), article("1", 2, cost: 7), article("2", 9),
        article("4", 1, cost: 100, moved: -1), article("5", 3, cost: 2, "JPY"),
        article("6", 0, cost: 8),
      ], deadSince: day(-90), days: 30)
    #expect(figures.articles == 5)
    #expect(figures.dead.map(\.sku) == ["1", "2", "3", "5"])
    #expect(figures.deadValue.map { "\($0.currency) \($0.amount)" } == ["EUR 34", "JPY 6"])
    #expect(figures.deadWithoutCost == 1)
  }

  @Test func `stock lasts as long as it would at the pace of the days that were looked at`() {
    #expect(article("1", 45, shipped: 30).daysOfCover(over: 30) == ExactDecimal(45))
    #expect(article("1", 10, shipped: 30).daysOfCover(over: 10) == ExactDecimal("3.3"))
    #expect(article("1", 0, shipped: 30).daysOfCover(over: 30) == .zero)
    #expect(article("1", -4, shipped: 30).daysOfCover(over: 30) == .zero)
    #expect(article("1", 10).daysOfCover(over: 30) == nil)
  }

  @Test func `the cover of a warehouse is that of its middle article`() {
    let articles = [
      article("1", 10, shipped: 10), article("2", 40, shipped: 10), article("3", 20, shipped: 10),
      article("4", 90),
    ]
    let figures = StockFigures(articles, deadSince: day(-90), days: 10)
    #expect(figures.medianDaysOfCover == ExactDecimal(20))
    #expect(StockFigures([], deadSince: day(0), days: 10).medianDaysOfCover == nil)
  }
}
