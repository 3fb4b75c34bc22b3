import Domain
import Reconciliation
import Testing

@Suite struct StockCheckTests {
  @Test func `an unexplained difference names both sides and its worth`() throws {
    var stock = stock(book: 10, physical: 7)
    stock.level = [.text("available"), .null]
    stock.tolerance = Tolerance(absolute: ExactDecimal(2), rule: "stock.on_hand")
    let found = try #require(findings(in: .stock(stock)).first)
    #expect(found.code == .stockUnexplained)
    #expect(found.entity == "stock")
    #expect(found.key == "HAM|1001|available")
    #expect(found.warehouse == "HAM")
    #expect(found.field == "on_hand")
    #expect(found.ownerSystem == "wms")
    #expect(found.expected == "10")
    #expect(found.actual == "7")
    #expect(found.difference == ExactDecimal(-3))
    #expect(found.valueAtRisk == ExactDecimal(9))
    #expect(found.rule == "stock.on_hand")
    #expect(
      found.message
        == "wms/s.csv:5: stock of 1001 in HAM: the warehouse says 7, the book says 10"
        + " (erp/s.csv:3), difference -3")
  }

  @Test func `a side without a row stays empty and no tolerance is cited without a name`() throws {
    let found = try #require(findings(in: .stock(stock(book: 10, physical: nil))).first)
    #expect(found.expected == "10")
    #expect(found.actual == nil)
    #expect(found.rule == nil)
    #expect(found.difference == ExactDecimal(-10))
    #expect(
      found.message
        == "erp/s.csv:3: stock of 1001 in HAM: the warehouse lists none, the book says 10,"
        + " difference -10")
  }

  @Test func `a level in the middle of the key keeps its place when it is empty`() throws {
    var stock = stock(book: 1, physical: nil)
    stock.level = [.null, .text("L7"), .null]
    let found = try #require(findings(in: .stock(stock)).first)
    #expect(found.key == "HAM|1001||L7")
  }

  @Test func `stock below zero on both sides is one exception that names both`() throws {
    let found = findings(in: .stock(stock(book: -3, physical: -1)))
    let negative = try #require(found.first { $0.code == .negStock })
    #expect(found.filter { $0.code == .negStock }.count == 1)
    #expect(negative.expected == "0")
    #expect(negative.actual == "-3 and -1")
    #expect(negative.difference == ExactDecimal(-3))
    #expect(negative.ownerSystem == "erp")
  }

  @Test func `physical stock below zero is the warehouse's`() throws {
    let found = findings(in: .stock(stock(book: nil, physical: -1, bothSides: false)))
    #expect(found.map(\.code) == [.negStock])
    let negative = try #require(found.first)
    #expect(negative.actual == "-1")
    #expect(
      negative.message
        == "wms/s.csv:5: stock of 1001 in HAM: the book lists none, the warehouse says -1: no shelf"
        + " holds less than nothing")
    #expect(negative.ownerSystem == "wms")
    #expect(negative.origin?.file == "wms/s.csv")
  }

  @Test func `quantities at the end of the scale do not trap`() {
    for book in [Int64.min, .max] {
      for physical in [Int64.min, .max] {
        var stock = stock(book: nil, physical: nil)
        stock.book = ExactDecimal(millionths: book)
        stock.physical = ExactDecimal(millionths: physical)
        let codes = findings(in: .stock(stock)).map(\.code)
        #expect(codes.contains(.negStock) == (min(book, physical) < 0))
      }
    }
  }

  private func stock(book: Int?, physical: Int?, bothSides: Bool = true) -> StockFacts {
    var stock = StockFacts(
      warehouse: "HAM", sku: "1001", book: book.map { ExactDecimal($0) },
      physical: physical.map { ExactDecimal($0) }, hasBothSides: bothSides)
    stock.unitCost = ExactDecimal(3)
    stock.ownerSystem = "wms"
    stock.bookOrigin = book.map { _ in
      Origin(system: "erp", feed: "erp-stock", file: "erp/s.csv", line: 3)
    }
    stock.physicalOrigin = physical.map { _ in
      Origin(system: "wms", feed: "wms-stock", file: "wms/s.csv", line: 5)
    }
    return stock
  }
}
