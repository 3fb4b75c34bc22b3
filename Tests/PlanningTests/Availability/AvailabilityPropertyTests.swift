import Testing
@testable import trials

@Suite struct AvailabilityPropertyTests {
  @Test func `channels that sell all they are shown oversell nothing, and are shown all there is`()
    throws
  {
    for seed in 1...3 {
      let found = try AvailabilityTrial(events: 2_000, articles: 5, seed: UInt64(seed)).run()
      #expect(found.hasSuffix("none oversold"))
    }
  }
}
