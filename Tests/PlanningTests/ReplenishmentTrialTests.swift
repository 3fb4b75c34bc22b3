import Testing
import trials

@Suite struct ReplenishmentTrialTests {
  @Test func `a proposal reaches the target, and one multiple less would not`() throws {
    #expect(try ReplenishmentPlanTrial(plans: 500).run().hasPrefix("500 articles, "))
  }

  @Test func `reorder points last as often as the service level says`() throws {
    #expect(try ServiceLevelTrial(articles: 5, tolerance: 0.06).run().contains("rare 98 %"))
  }
}
