import Domain
import Planning
import Testing

@Suite struct StockProjectionTests {
  private let today = CalendarDate(days: 20_000)

  private func day(_ number: Int) -> CalendarDate {
    CalendarDate(days: today.days + Int32(number) - 1)
  }

  private func dated(_ quantity: Int, _ number: Int) -> DatedQuantity {
    DatedQuantity(ExactDecimal(quantity), on: day(number))
  }

  private func decimals(_ numbers: [Int]) -> [ExactDecimal] { numbers.map { ExactDecimal($0) } }

  @Test func `what can be promised is the least stock of a day and those after it`() {
    let projection = StockProjection(
      onHand: ExactDecimal(20), supply: [dated(10, 3), dated(1, 5), dated(3, 6)],
      demand: [dated(3, 1), dated(15, 4)], from: today, days: 7)
    #expect(projection.projected == decimals([17, 17, 27, 12, 13, 16, 16]))
    #expect(projection.availableToPromise == decimals([12, 12, 12, 12, 13, 16, 16]))
    #expect(projection.now == ExactDecimal(12))
    #expect(projection.shortFrom == nil)
  }

  @Test func `supply that is overdue and has not arrived does not count`() {
    let projection = StockProjection(
      onHand: ExactDecimal(2), supply: [dated(10, 0), dated(5, 1)], demand: [], from: today,
      days: 3)
    #expect(projection.projected == decimals([7, 7, 7]))
  }

  @Test func `what should have left before today leaves today`() {
    let projection = StockProjection(
      onHand: ExactDecimal(5), supply: [], demand: [dated(3, -4)], from: today, days: 2)
    #expect(projection.projected == decimals([2, 2]))
  }

  @Test func `the last day of the window counts, the day after it does not`() {
    let last = StockProjection(
      onHand: ExactDecimal(5), supply: [], demand: [dated(3, 3)], from: today, days: 3)
    #expect(last.now == ExactDecimal(2))
    let after = StockProjection(
      onHand: ExactDecimal(5), supply: [], demand: [dated(3, 4)], from: today, days: 3)
    #expect(after.now == ExactDecimal(5))
  }

  @Test func `a later shortage lowers what can be promised before, and is shown as nothing`() {
    let projection = StockProjection(
      onHand: ExactDecimal(5), supply: [dated(10, 4)], demand: [dated(9, 3)], from: today, days: 5)
    #expect(projection.availableToPromise == decimals([-4, -4, -4, 6, 6]))
    #expect(projection.shown(on: day(1)) == .zero)
    #expect(projection.shown(on: day(4)) == ExactDecimal(6))
    #expect(projection.shown(on: day(6)) == .zero)
    #expect(projection.shortFrom == day(3))
  }

  private func order(
    _ name: String, _ quantity: Int, leaves: Int? = nil, promised: Int? = nil, ordered: Int64? = nil
  ) -> OpenDemand {
    OpenDemand(
      name, ExactDecimal(quantity), leaves: leaves.map(day), promised: promised.map(day),
      orderedAt: ordered.map { Timestamp(microseconds: $0) })
  }

  private func atRisk(
    _ demand: [OpenDemand], onHand: Int, supply: [DatedQuantity] = []
  ) -> [String] {
    OrderAtRisk.found(
      in: demand, onHand: ExactDecimal(onHand), supply: supply, today: today, days: 7
    ).map { "\($0.document) \($0.missing)" }
  }

  @Test func `orders promised last, then ordered last, are at risk first`() {
    let orders = [
      order("A", 2, promised: 3, ordered: 9), order("B", 2, promised: 3, ordered: 5),
      order("C", 2, promised: 1), order("D", 2, promised: 3), order("E", 2, promised: 3),
    ]
    #expect(atRisk(orders, onHand: 10) == [])
    #expect(atRisk(orders, onHand: 9) == ["E 1"])
    #expect(atRisk(orders, onHand: 5) == ["E 2", "D 2", "A 1"])
    #expect(atRisk(orders, onHand: 1) == ["E 2", "D 2", "A 2", "B 2", "C 1"])
  }

  @Test func `goods that come by the promised day save an order, those of the day after do not`() {
    let orders = [order("A", 4, promised: 3)]
    #expect(atRisk(orders, onHand: 0, supply: [dated(4, 3)]) == [])
    #expect(atRisk(orders, onHand: 0, supply: [dated(4, 4)]) == ["A 4"])
    #expect(atRisk(orders, onHand: 0, supply: [dated(3, 3)]) == ["A 1"])
  }

  @Test func `who was missed out leaves the goods that come later to the others`() {
    let orders = [order("A", 4), order("B", 4, promised: 5)]
    #expect(atRisk(orders, onHand: 0, supply: [dated(4, 5)]) == ["A 4"])
  }

  @Test func `all that is missing is missing from orders, and is as much as was promised too much`()
  {
    let orders = [order("A", 4), order("B", 7, promised: 4), order("C", 3, promised: 6)]
    let supply = [dated(2, 3), dated(1, 6)]
    var site = SiteStock("HAM", onHand: ExactDecimal(5))
    site.demand = orders
    site.supply = supply.map { ExpectedSupply(.purchase, "P", $0.quantity, on: $0.day) }
    #expect(site.promised(today, days: 7).now == ExactDecimal(-6))
    let missing = site.ordersAtRisk(today, days: 7)
    #expect(missing.map(\.document) == ["C", "B"])
    #expect(missing.reduce(.zero) { $0 + $1.missing } == ExactDecimal(6))
  }

  @Test func `an order that may leave today is not sold the goods of another that may too`() {
    var site = SiteStock("HAM", onHand: ExactDecimal(5))
    site.demand = [order("A", 4, promised: 5)]
    site.supply = [ExpectedSupply(.purchase, "P", ExactDecimal(4), on: day(3))]
    #expect(site.forSale(today, days: 7).now == ExactDecimal(1))
    #expect(site.promised(today, days: 7).now == ExactDecimal(5))
    site.demand = [order("A", 4, leaves: 4, promised: 5)]
    #expect(site.forSale(today, days: 7).now == ExactDecimal(5))
  }

  @Test func `while a snapshot is ahead of what was told, nothing counts that may be in it`() {
    var site = SiteStock("HAM", onHand: ExactDecimal(5))
    site.demand = [order("A", 4, leaves: 4)]
    site.supply = [
      ExpectedSupply(.purchase, "P", ExactDecimal(4), on: day(3)),
      ExpectedSupply(.received, "R", ExactDecimal(2), on: nil),
    ]
    #expect(site.forSale(today, days: 7).now == ExactDecimal(7))
    site.isAheadOfEvents = true
    #expect(site.forSale(today, days: 7).now == ExactDecimal(3))
  }
}
