import Domain
import Planning
import Testing

@Suite struct ExpectedSupplyTests {
  private let today = CalendarDate(days: 20_000)

  private func day(_ ahead: Int) -> CalendarDate { CalendarDate(days: today.days + Int32(ahead)) }

  private func purchase(_ quantity: Int = 10) -> PurchaseSupply {
    PurchaseSupply("order", ordered: ExactDecimal(quantity), on: day(5))
  }

  private func notice(_ asn: String, _ quantity: Int, _ ahead: Int) -> Announcement {
    Announcement("notice \(asn)", asn: asn, ExactDecimal(quantity), on: day(ahead))
  }

  private func receipt(
    _ quantity: Int, asn: String? = nil, good: Int? = nil, _ membership: Membership = .inside
  ) -> ReceivedGoods {
    ReceivedGoods(
      "receipt", asn: asn, ExactDecimal(quantity), good: ExactDecimal(good ?? quantity), membership)
  }

  private func told(_ supply: [ExpectedSupply]) -> [String] {
    supply.map { one in
      let ahead = one.day.map { " +\($0.days - today.days)" } ?? ""
      return "\(one.source) \(one.document) \(one.quantity)\(ahead)"
    }
  }

  @Test func `a notice takes the place of its part of the purchase`() {
    var line = purchase()
    line.announced = [notice("N", 6, 2)]
    #expect(told(line.supply) == ["asn notice N 6 +2", "purchase order 4 +5"])
    line.announced = [notice("N", 6, 7), notice("M", 4, 3)]
    #expect(told(line.supply) == ["asn notice M 4 +3", "asn notice N 6 +7"])
  }

  @Test func `notices of more than is ordered bring no more than is ordered`() {
    var line = purchase()
    line.announced = [notice("N", 8, 2), notice("M", 5, 3)]
    #expect(told(line.supply) == ["asn notice N 8 +2", "asn notice M 2 +3"])
  }

  @Test func `a notice without an order counts in full`() {
    var line = PurchaseSupply("notice", ordered: nil, on: nil)
    line.announced = [notice("N", 8, 2)]
    line.received = [receipt(3, asn: "N")]
    #expect(told(line.supply) == ["asn notice N 5 +2"])
  }

  @Test func `what is received is not to come any more, damaged or not`() {
    var line = purchase()
    line.received = [receipt(4, good: 1)]
    #expect(told(line.supply) == ["purchase order 6 +5"])
    line.received = [receipt(4), receipt(7)]
    #expect(told(line.supply) == [])
  }

  @Test func `a receipt is of the notice that it names`() {
    var line = purchase()
    line.announced = [notice("N", 4, 1), notice("M", 3, 2)]
    line.received = [receipt(2, asn: "M")]
    #expect(
      told(line.supply) == ["asn notice N 4 +1", "asn notice M 1 +2", "purchase order 3 +5"])
    // It names one that nobody knows, or brings more than that one told.
    line.received = [receipt(5, asn: "M"), receipt(1, asn: "X")]
    #expect(told(line.supply) == ["asn notice N 1 +1", "purchase order 3 +5"])
  }

  @Test func `a receipt that names no notice is of what is due first`() {
    var line = purchase()
    line.announced = [notice("N", 4, 7)]
    line.received = [receipt(5)]
    #expect(told(line.supply) == ["purchase order 1 +5", "asn notice N 4 +7"])
  }

  @Test func `goods in the warehouse count once, whichever snapshot is used`() {
    for (membership, expected) in [
      (Membership.inside, [String]()), (.outside, ["received receipt 3"]),
      (.likelyInside, []), (.likelyOutside, []),
    ] {
      var line = purchase(4)
      line.received = [receipt(4, good: 3, membership)]
      #expect(told(line.supply) == expected, "\(membership)")
    }
  }

  @Test func `nothing comes of a purchase that is closed but what is there`() {
    var line = purchase()
    line.isClosed = true
    line.announced = [notice("N", 6, 2)]
    line.received = [receipt(3, .outside)]
    #expect(told(line.supply) == ["received receipt 3"])
  }

  @Test func `what is due today counts, what was due yesterday or nobody dates does not`() {
    let quantity = ExactDecimal(4)
    func counted(_ source: SupplySource, _ day: CalendarDate?) -> DatedQuantity? {
      ExpectedSupply(source, "P", quantity, on: day).counted(today)
    }
    #expect(counted(.purchase, today) == DatedQuantity(quantity, on: today))
    #expect(counted(.asn, day(-1)) == nil)
    #expect(counted(.purchase, nil) == nil)
    #expect(counted(.received, nil) == DatedQuantity(quantity, on: today))
  }

  @Test func `what is on the road is gone here and comes there`() {
    var line = TransferSupply("transfer", ordered: ExactDecimal(10), on: day(3))
    #expect(line.deduction == ExactDecimal(10))
    #expect(told(line.supply) == [])
    line.dispatched = [StockEffect(ExactDecimal(6), .inside)]
    #expect(line.deduction == ExactDecimal(4))
    #expect(told(line.supply) == ["transfer transfer 6 +3"])
    line.received = [
      StockEffect(ExactDecimal(2), .inside), StockEffect(ExactDecimal(1), .outside),
    ]
    #expect(told(line.supply) == ["transfer transfer 3 +3", "received transfer 1"])
  }

  @Test func `a dispatch that the snapshot likely lacks is deducted, and a cancelled rest is not`()
  {
    var line = TransferSupply("transfer", ordered: ExactDecimal(10), on: day(3))
    line.dispatched = [StockEffect(ExactDecimal(6), .likelyOutside)]
    #expect(line.deduction == ExactDecimal(10))
    line.isCancelled = true
    #expect(line.deduction == ExactDecimal(6))
    #expect(told(line.supply) == ["transfer transfer 6 +3"])
  }
}
