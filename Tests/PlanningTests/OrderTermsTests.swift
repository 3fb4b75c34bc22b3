import Domain
import Planning
import Testing

@Suite struct OrderTermsTests {
  private func decimal(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }

  @Test func `an order is rounded up to the multiple, and never up from one`() throws {
    let dozens = OrderTerms(multiple: ExactDecimal(12), minimum: nil)
    #expect(dozens.quantity(for: ExactDecimal(12)) == ExactDecimal(12))
    #expect(dozens.quantity(for: try decimal("12.000001")) == ExactDecimal(24))
    #expect(dozens.quantity(for: ExactDecimal(1)) == ExactDecimal(12))
    #expect(dozens.quantity(for: .zero) == .zero)
    #expect(dozens.quantity(for: ExactDecimal(-5)) == .zero)
  }

  @Test func `an order is at least the minimum, rounded up to the multiple`() {
    let terms = OrderTerms(multiple: ExactDecimal(12), minimum: ExactDecimal(50))
    #expect(terms.quantity(for: ExactDecimal(3)) == ExactDecimal(60))
    #expect(terms.quantity(for: ExactDecimal(50)) == ExactDecimal(60))
    #expect(terms.quantity(for: ExactDecimal(61)) == ExactDecimal(72))
  }

  @Test func `an order breaks neither packs nor the multiple`() throws {
    let terms = OrderTerms(multiple: ExactDecimal(6), pack: ExactDecimal(8), minimum: nil)
    #expect(terms.multiple == ExactDecimal(24))
    let lengths = OrderTerms(multiple: try decimal("0.5"), pack: try decimal("0.75"), minimum: nil)
    #expect(lengths.multiple == (try decimal("1.5")))
    #expect(
      OrderTerms(multiple: nil, pack: ExactDecimal(8), minimum: nil).multiple == ExactDecimal(8))
    let huge = OrderTerms(
      multiple: ExactDecimal(999_999_999_989), pack: ExactDecimal(7), minimum: nil)
    #expect(huge.multiple == ExactDecimal(999_999_999_989))
  }

  @Test func `whole pieces are ordered where nothing is stated, or nonsense`() throws {
    for multiple in [nil, ExactDecimal.zero, ExactDecimal(-4)] {
      let terms = OrderTerms(multiple: multiple, minimum: ExactDecimal(-1))
      #expect(terms.quantity(for: try decimal("2.3")) == ExactDecimal(3))
    }
  }

  @Test func `the economic order quantity is the root of twice demand by order cost over keeping`()
  {
    let quantity = OrderTerms.economicQuantity(
      demandPerDay: 20, orderCost: ExactDecimal(50), holdingPercent: ExactDecimal(20),
      unitCost: ExactDecimal(10))
    // 2 * 7300 * 50 / 2 = 365000
    #expect(quantity.map { ($0 * 1_000).rounded() } == 604_152)
    let free = OrderTerms.economicQuantity(
      demandPerDay: 20, orderCost: ExactDecimal(50), holdingPercent: ExactDecimal(20),
      unitCost: .zero)
    #expect(free == nil)
  }
}
