import Domain
import Reconciliation
import Testing

/// Where movements belong that name less than is compared.
@Suite struct StockLevelTests {
  private static func level(_ parts: String?...) -> [Value] {
    parts.map { $0.map { .text($0) } ?? .null }
  }

  private static let two: [(level: [Value], difference: ExactDecimal)] = [
    (level("available", "L1"), .zero), (level("available", "L2"), ExactDecimal(-5)),
  ]

  @Test func `what names its lot belongs to that lot, whether it differs or not`() {
    let named = Self.level("available", "L1")
    #expect(StockLevel.place(of: named, among: Self.two) == named)
  }

  @Test func `what names no lot belongs to the only lot there is`() {
    let place = StockLevel.place(
      of: Self.level("available", nil), among: [(Self.level("available", "L1"), .zero)])
    #expect(place == Self.level("available", "L1"))
  }

  @Test func `what names no lot belongs to the only lot that differs`() {
    let place = StockLevel.place(of: Self.level("available", nil), among: Self.two)
    #expect(place == Self.level("available", "L2"))
  }

  @Test func `what names no lot belongs nowhere where two lots differ, or another status alone`() {
    var both = Self.two
    both[0].difference = ExactDecimal(1)
    #expect(StockLevel.place(of: Self.level("available", nil), among: both) == nil)
    #expect(StockLevel.place(of: Self.level("damaged", nil), among: Self.two) == nil)
  }

  @Test func `rows without a lot are what a movement without one means`() {
    let bare = Self.level("available", nil)
    let place = StockLevel.place(of: bare, among: Self.two + [(bare, .zero)])
    #expect(place == bare)
  }
}
