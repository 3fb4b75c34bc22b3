import Domain
import Reconciliation
import Testing

@Suite struct ToleranceTests {
  private let millionth = ExactDecimal(millionths: 1)

  @Test func `without a tolerance a millionth counts`() {
    let none = Tolerance()
    #expect(none.covers(.zero, expected: ExactDecimal(100)))
    #expect(!none.covers(millionth, expected: ExactDecimal(100)))
    #expect(!none.covers(-millionth, expected: ExactDecimal(100)))
  }

  @Test func `an absolute tolerance holds in both directions up to its edge`() {
    let two = Tolerance(absolute: ExactDecimal(2))
    for sign in [1, -1] {
      let edge = ExactDecimal(2 * sign)
      #expect(two.covers(edge, expected: ExactDecimal(100)))
      let beyond = sign > 0 ? edge + millionth : edge - millionth
      #expect(!two.covers(beyond, expected: ExactDecimal(100)))
    }
  }

  @Test func `a relative tolerance is a share of what was expected`() {
    let fivePercent = Tolerance(relativePercent: ExactDecimal(5))
    #expect(fivePercent.covers(ExactDecimal(10), expected: ExactDecimal(200)))
    #expect(!fivePercent.covers(ExactDecimal(10) + millionth, expected: ExactDecimal(200)))
    #expect(fivePercent.covers(ExactDecimal(10), expected: ExactDecimal(-200)))
    #expect(!fivePercent.covers(millionth, expected: .zero))
  }

  @Test func `the larger of the two limbs counts and they are not added`() {
    let both = Tolerance(absolute: ExactDecimal(3), relativePercent: ExactDecimal(5))
    #expect(both.covers(ExactDecimal(3), expected: ExactDecimal(20)))
    #expect(!both.covers(ExactDecimal(3) + millionth, expected: ExactDecimal(20)))
    #expect(both.covers(ExactDecimal(5), expected: ExactDecimal(100)))
    #expect(!both.covers(ExactDecimal(5) + millionth, expected: ExactDecimal(100)))
  }

  @Test func `the widest quantities a file can hold are compared without a trap`() {
    let largest = ExactDecimal(millionths: .max)
    let smallest = ExactDecimal(millionths: .min)
    let full = Tolerance(relativePercent: ExactDecimal(100))
    #expect(full.covers(smallest, expected: largest))
    #expect(!Tolerance().covers(smallest, expected: smallest))
  }
}
