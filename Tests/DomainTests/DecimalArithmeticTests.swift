import Domain
import Testing

@Suite struct DecimalArithmeticTests {
  private func decimal(_ text: String) throws -> ExactDecimal {
    try #require(ExactDecimal(text))
  }

  @Test func `tenths add up exactly`() throws {
    var sum = ExactDecimal.zero
    for _ in 0..<10 { sum += try decimal("0.1") }
    #expect(sum == ExactDecimal(1))
    #expect(try decimal("0.3") - decimal("0.1") == decimal("0.2"))
  }

  @Test func `a sum beyond all limits is clamped and keeps its sign`() {
    let most = ExactDecimal(millionths: .max)
    let least = ExactDecimal(millionths: .min)
    #expect(most + ExactDecimal(1) == most)
    #expect(least - ExactDecimal(1) == least)
    #expect(-least == most)
    #expect(least.magnitude == most)
  }

  @Test func `values are ordered as numbers and not as text`() throws {
    let sorted = try ["10", "9.5", "-2", "-10", "9.49"].map(decimal).sorted()
    #expect(sorted.map(\.description) == ["-10", "-2", "9.49", "9.5", "10"])
  }

  @Test func `a whole number is told from a fraction`() throws {
    #expect(try decimal("-3.000").isWhole)
    #expect(try !decimal("3.000001").isWhole)
  }

  @Test func `cases become pieces and back by an exact ratio`() throws {
    let cases = try decimal("2.5")
    #expect(cases.multiplied(by: 12, over: 1)?.description == "30")
    #expect(ExactDecimal(30).multiplied(by: 1, over: 12)?.description == "2.5")
    #expect(ExactDecimal(-30).multiplied(by: 1, over: 12)?.description == "-2.5")
    #expect(ExactDecimal(30).multiplied(by: -1, over: -12)?.description == "2.5")
  }

  @Test func `a ratio that leaves a remainder, has no meaning or is too large gives nothing`() {
    #expect(ExactDecimal(1).multiplied(by: 1, over: 3) == nil)
    #expect(ExactDecimal(1).multiplied(by: 1, over: 0) == nil)
    #expect(ExactDecimal(millionths: 1).multiplied(by: 1, over: 2) == nil)
    #expect(ExactDecimal(1_000_000_000_000).multiplied(by: 2, over: 1) == nil)
    #expect(ExactDecimal(millionths: .min).multiplied(by: .min, over: -1) == nil)
  }

  @Test func `a ratio may pass the limit on the way`() {
    let large = ExactDecimal(1_000_000_000_000)
    #expect(large.multiplied(by: .max, over: .max) == large)
  }

  @Test func `price times quantity is rounded half away from zero at the sixth place`() throws {
    #expect(try decimal("19.99").multiplied(by: ExactDecimal(3)).description == "59.97")
    #expect(try decimal("0.001").multiplied(by: decimal("0.0005")).description == "0.000001")
    #expect(try decimal("-0.001").multiplied(by: decimal("0.0005")).description == "-0.000001")
    #expect(try decimal("0.001").multiplied(by: decimal("0.000499")).description == "0")
  }

  @Test func `a product beyond the limit is clamped to it`() {
    let large = ExactDecimal(1_000_000_000_000)
    #expect(large.multiplied(by: large) == large)
    #expect(large.multiplied(by: -large) == -large)
  }

  @Test func `a percentage of a quantity is that share of it`() throws {
    #expect(ExactDecimal(2).percent(of: ExactDecimal(50)) == ExactDecimal(1))
    #expect(try decimal("2.5").percent(of: ExactDecimal(10)).description == "0.25")
    #expect(ExactDecimal(-5).percent(of: ExactDecimal(20)) == ExactDecimal(-1))
    #expect(ExactDecimal.zero.percent(of: ExactDecimal(20)) == .zero)
    let large = ExactDecimal(1_000_000_000_000)
    #expect(large.percent(of: large) == ExactDecimal(millionths: .max))
  }
}
