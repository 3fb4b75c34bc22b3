import Domain
import Reconciliation
import Testing
import Workbench

@Suite struct ValuationCheckTests {
  private func decimal(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }

  private func facts(
    book: String, physical: String, explained: String = "0", worth: String, at cost: String,
    _ currency: String? = "EUR"
  ) throws -> ValuationFacts {
    ValuationFacts(
      warehouse: "HAM", sku: "1001",
      quantities: (try decimal(book), try decimal(physical), try decimal(explained)),
      bookValue: try decimal(worth), cost: (try decimal(cost), currency))
  }

  @Test func `a difference of worth is told in its three parts`() throws {
    // 12 × 2.5 = 30; of the 2 more, 3 came and are not posted, and 1 is missing.
    var stock = try facts(book: "10", physical: "12", explained: "3", worth: "20", at: "2.5")
    stock.origin = Origin(system: "erp", feed: "stock", file: "erp/s.csv", line: 3)
    stock.ownerSystem = "erp"
    stock.tolerance = Tolerance(absolute: try decimal("4.99"), rule: "stock.value (w.yaml:9)")
    let found = try #require(findings(in: .valuation(stock)).first)
    #expect(found.code == .valuationDrift)
    #expect(found.key == "HAM|1001" && found.entity == "stock" && found.field == "value")
    #expect(found.warehouse == "HAM" && found.ownerSystem == "erp")
    #expect(found.expected == "20" && found.actual == "25")
    #expect(found.difference == ExactDecimal(5) && found.valueAtRisk == ExactDecimal(5))
    #expect(found.rule == "stock.value (w.yaml:9)")
    #expect(
      found.message
        == "erp/s.csv:3: stock of 1001 in HAM: the book says 20 EUR for 10, the warehouse has 12"
        + " worth 30 EUR at unit cost 2.5, difference 10: quantity -2.5, timing 7.5, cost 5")
  }

  @Test func `the cost part takes what rounding leaves`() throws {
    // 5 × 0.335 = 1.675, 1 × 0.335 twice: 1.68 - 2.35 + 0.34 + 0.34 = 0.01.
    let cents = try facts(book: "7", physical: "5", explained: "-1", worth: "2.35", at: "0.335")
    #expect(try cents.physicalValue == decimal("1.68"))
    #expect(try cents.quantityPart == decimal("-0.34"))
    #expect(try cents.timingPart == decimal("-0.34"))
    #expect(try cents.costPart == decimal("0.01"))
    #expect(cents.isTolerated)
    let yen = try facts(book: "3", physical: "3", worth: "3600", at: "1200.5", "JPY")
    #expect(yen.costPart == ExactDecimal(2))
    #expect(!yen.isTolerated)
    let nobody = try facts(book: "1", physical: "1", worth: "0", at: "0.015", nil)
    #expect(try nobody.costPart == decimal("0.02"))
  }

  @Test func `the three parts always add up to the difference`() throws {
    var numbers = SeededNumbers(seed: 7)
    func any() -> ExactDecimal {
      ExactDecimal(millionths: Int64(numbers.next() % 4_000_000_000) - 2_000_000_000)
    }
    for round in 0..<2_000 {
      let stock = ValuationFacts(
        warehouse: "HAM", sku: "1001", quantities: (any(), any(), any()), bookValue: any(),
        cost: (any(), ["EUR", "JPY", "KWD", nil][round % 4]))
      #expect(
        stock.bookValue + stock.quantityPart + stock.timingPart + stock.costPart
          == stock.physicalValue)
      #expect(stock.book + stock.explained + stock.unexplained == stock.physical)
    }
  }
}
