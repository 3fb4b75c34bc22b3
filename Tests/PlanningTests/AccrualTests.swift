import Domain
import Planning
import Testing

@Suite struct AccrualTests {
  private func accrual(
    _ kind: AccrualKind, _ event: String, day: Int32 = 20_000, in warehouse: WarehouseID? = "HAM",
    _ amount: Int?, _ currency: String? = "EUR"
  ) -> Accrual {
    var accrual = Accrual(
      kind, event, day: CalendarDate(days: day), warehouse: warehouse, sku: "1001",
      quantity: ExactDecimal(1))
    accrual.amount = amount.map { ExactDecimal($0) }
    accrual.currency = currency
    return accrual
  }

  @Test func `candidates come by kind, warehouse, day and event`() {
    let accruals = [
      accrual(.shipped, "S-1", 1), accrual(.received, "R-1", in: "TIL", 1),
      accrual(.received, "R-3", day: 20_001, 1), accrual(.received, "R-2", 1),
      accrual(.received, "R-10", 1), accrual(.notInvoiced, "S-1", in: nil, 1),
      accrual(.received, "R-9", day: 19_999, 1),
    ]
    let order = ["R-9", "R-10", "R-2", "R-3", "R-1", "S-1", "S-1"]
    #expect(Accrual.sorted(accruals).map(\.event) == order)
    #expect(Accrual.sorted(accruals.reversed()).map(\.event) == order)
  }

  @Test func `sums are kept apart by kind, warehouse and currency`() {
    let accruals = [
      accrual(.received, "R-1", 5), accrual(.received, "R-2", nil, nil),
      accrual(.received, "R-3", 7), accrual(.received, "R-4", 100, "JPY"),
      accrual(.received, "R-5", in: "TIL", 2), accrual(.shipped, "S-1", -3),
    ]
    let told = AccrualSum.sums(of: accruals).map { sum in
      "\(sum.kind.rawValue) \(sum.warehouse?.text ?? "-") \(sum.currency ?? "-")"
        + " \(sum.events) \(sum.amount) \(sum.unvalued)"
    }
    #expect(
      told == [
        "goods_received HAM - 1 0 1", "goods_received HAM EUR 2 12 0",
        "goods_received HAM JPY 1 100 0", "goods_received TIL EUR 1 2 0", "shipped HAM EUR 1 -3 0",
      ])
    #expect(AccrualSum.sums(of: []).isEmpty)
  }
}
