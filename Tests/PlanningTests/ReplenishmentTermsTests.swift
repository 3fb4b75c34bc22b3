import Domain
import Planning
import Testing

@Suite struct ReplenishmentTermsTests {
  private func decimal(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }

  private func policy(_ percent: Int = 95) throws -> ReplenishmentPolicy {
    ReplenishmentPolicy(level: try #require(ServiceLevel(percent: ExactDecimal(percent))))
  }

  /// Two weeks and more in which each day asks for one of two quantities.
  private func pattern(_ quantities: Int..., days: Int = 40) -> DemandPattern {
    DemandPattern(
      DemandHistory(
        from: CalendarDate(days: 0), through: CalendarDate(days: Int32(days) - 1),
        shipped: (0..<days).map { day in
          DayQuantity(
            CalendarDate(days: Int32(day)), ExactDecimal(quantities[day % quantities.count]))
        }))
  }

  @Test func `20 a day give or take 6, in 9 days give or take 2, need 72.151 in reserve`() throws {
    let demand = LeadTimeDemand(
      demandMean: 20, demandDeviation: 6, leadMean: 9, leadDeviation: 2)
    let level = try policy().level
    #expect((demand.deviation * 10_000).rounded() == 438_634)
    #expect((demand.safetyStock(level) * 1_000).rounded() == 72_151)
    #expect((demand.reorderPoint(level) * 1_000).rounded() == 252_151)
  }

  @Test func `a periodic review adds its period to the lead time`() throws {
    let demand = LeadTimeDemand(
      demandMean: 20, demandDeviation: 6, leadMean: 9, leadDeviation: 2, reviewDays: 7)
    #expect(demand.mean == 320)
    // 16 * 36 + 400 * 4
    #expect(demand.deviation * demand.deviation - 2_176 < 1e-9)
    #expect((demand.deviation * 10_000).rounded() == 466_476)
  }

  @Test func `what the history teaches is rounded to the third place`() throws {
    // 14 or 26 a day: mean 20, sample deviation 6 * sqrt(40/39).
    let terms = try #require(
      ReplenishmentTerms(
        pattern(14, 26), leadTime: LeadTime(.article, days: [7, 9, 11]), stated: StatedTerms(),
        policy: policy()))
    // Variance 9 * 36 * 40/39 + 400 * 4 = 1932.3077, root 43.95803, times 1.6449.
    #expect(terms.safetyStock == (try decimal("72.307")))
    #expect(terms.reorderPoint == (try decimal("252.307")))
    #expect(terms.target == terms.reorderPoint)
    #expect(terms.demandPerDay == 20)
    #expect(terms.isLearned)
  }

  @Test func `rare demand has the reorder point that was enough as often as asked for`() throws {
    // 10 on every fifth day: within 6 days 10, or 20 in one of five cases.
    let rare = pattern(10, 0, 0, 0, 0)
    let lead = LeadTime(.stated, days: [6])
    let at75 = try #require(
      ReplenishmentTerms(rare, leadTime: lead, stated: StatedTerms(), policy: policy(75)))
    #expect(at75.reorderPoint == ExactDecimal(10))
    #expect(at75.safetyStock == .zero)
    let at95 = try #require(
      ReplenishmentTerms(rare, leadTime: lead, stated: StatedTerms(), policy: policy(95)))
    #expect(at95.reorderPoint == ExactDecimal(20))
    #expect(at95.safetyStock == ExactDecimal(8))
  }

  @Test func `rare demand with a lead time beyond its history is taken as any other`() throws {
    let terms = try #require(
      ReplenishmentTerms(
        pattern(10, 0, 0, 0, 0), leadTime: LeadTime(.stated, days: [41]), stated: StatedTerms(),
        policy: policy(50)))
    #expect(terms.reorderPoint == ExactDecimal(82))
    #expect(terms.safetyStock == .zero)
  }

  @Test func `too short a history leaves it to what the ERP states`() throws {
    let stated = StatedTerms(safetyStock: ExactDecimal(5), reorderPoint: ExactDecimal(30))
    let lead = LeadTime(.stated, days: [4])
    let short = try #require(
      ReplenishmentTerms(
        pattern(2, days: 27), leadTime: lead, stated: stated, policy: policy()))
    #expect(short.reorderPoint == ExactDecimal(30))
    #expect(short.safetyStock == ExactDecimal(5))
    #expect(short.demandPerDay == nil)
    #expect(!short.isLearned)
    let enough = try #require(
      ReplenishmentTerms(
        pattern(2, days: 28), leadTime: lead, stated: stated, policy: policy()))
    #expect(enough.reorderPoint == ExactDecimal(8))
    #expect(enough.isLearned)
  }

  @Test func `the ERP wins where the retailer says so, figure by figure`() throws {
    var policy = try policy()
    policy.preference = .stated
    let lead = LeadTime(.stated, days: [4])
    func terms(_ stated: StatedTerms) -> ReplenishmentTerms? {
      ReplenishmentTerms(pattern(2), leadTime: lead, stated: stated, policy: policy)
    }
    let both = terms(StatedTerms(safetyStock: ExactDecimal(5), reorderPoint: ExactDecimal(30)))
    #expect(both?.reorderPoint == ExactDecimal(30))
    #expect(both?.safetyStock == ExactDecimal(5))
    #expect(both?.isLearned == false)
    let reserve = terms(StatedTerms(safetyStock: ExactDecimal(5)))
    #expect(reserve?.reorderPoint == ExactDecimal(13))
    #expect(reserve?.isLearned == true)
    #expect(terms(StatedTerms())?.reorderPoint == ExactDecimal(8))
  }

  @Test func `where neither history nor ERP say when to order, nothing is proposed`() throws {
    let policy = try policy()
    #expect(
      ReplenishmentTerms(pattern(2), leadTime: nil, stated: StatedTerms(), policy: policy) == nil)
    let stated = StatedTerms(reorderPoint: ExactDecimal(3))
    let terms = ReplenishmentTerms(pattern(2), leadTime: nil, stated: stated, policy: policy)
    #expect(terms?.reorderPoint == ExactDecimal(3))
    #expect(terms?.demandPerDay == 2)
  }

  @Test func `an order covers the days it is to last, or what is cheapest if that is more`() throws
  {
    var policy = try policy()
    policy.coverDays = 10
    let lead = LeadTime(.stated, days: [4])
    let stated = StatedTerms(unitCost: ExactDecimal(4))
    let covered = ReplenishmentTerms(
      pattern(2), leadTime: lead, stated: stated, policy: policy)
    #expect(covered?.target == ExactDecimal(28))
    policy.orderCost = ExactDecimal(10)
    policy.holdingPercent = ExactDecimal(25)
    let cheapest = ReplenishmentTerms(
      pattern(2), leadTime: lead, stated: stated, policy: policy)
    // 2 * 730 a year * 10 / (25 % of 4) = 14600, root 120.830.
    #expect(cheapest?.target == (try decimal("128.83")))
    let withoutCost = ReplenishmentTerms(
      pattern(2), leadTime: lead, stated: StatedTerms(), policy: policy)
    #expect(withoutCost?.target == ExactDecimal(28))
  }
}
