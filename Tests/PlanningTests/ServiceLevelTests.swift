import Domain
import Planning
import Testing

@Suite struct ServiceLevelTests {
  @Test func `the usual service levels have the factors of the tables`() throws {
    let table = [
      ("50", 0), ("90", 1.2816), ("95", 1.6449), ("97.5", 1.96), ("98", 2.0537), ("99", 2.3263),
      ("99.9", 3.0902), ("99.99", 3.719),
    ]
    for (percent, z) in table {
      let share = try #require(ExactDecimal(percent))
      #expect(try #require(ServiceLevel(percent: share)).z == z, "\(percent)")
    }
  }

  @Test func `a higher service level never asks for less`() throws {
    let factors = try (5_000...9_999).map { hundredths in
      let percent = ExactDecimal(millionths: Int64(hundredths) * 10_000)
      return try #require(ServiceLevel(percent: percent)).z
    }
    #expect(zip(factors, factors.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func `half of all cycles at least, and never all of them`() {
    for percent in ["49.999999", "99.990001", "100", "-95"] {
      #expect(ExactDecimal(percent).flatMap { ServiceLevel(percent: $0) } == nil, "\(percent)")
    }
  }
}
