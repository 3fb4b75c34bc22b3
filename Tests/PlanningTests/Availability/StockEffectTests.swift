import Domain
import Planning
import Testing

@Suite struct StockEffectTests {
  private func effects(_ memberships: Membership...) -> [StockEffect] {
    zip([1, 10, 100, 1000], memberships).map { StockEffect(ExactDecimal($0), $1) }
  }

  @Test func `what left is deducted exactly while the snapshot still tells it`() {
    #expect(StockEffect.stillTold([]) == .zero)
    #expect(StockEffect.stillTold(effects(.inside)) == .zero)
    #expect(StockEffect.stillTold(effects(.outside)) == ExactDecimal(1))
    #expect(
      StockEffect.stillTold(effects(.inside, .outside, .likelyInside, .likelyOutside))
        == ExactDecimal(1010))
  }

  @Test func `what came counts only while the snapshot lacks it for certain`() {
    #expect(
      StockEffect.lacking(effects(.inside, .outside, .likelyInside, .likelyOutside))
        == ExactDecimal(10))
    #expect(StockEffect.sum(effects(.inside, .outside)) == ExactDecimal(11))
  }
}
