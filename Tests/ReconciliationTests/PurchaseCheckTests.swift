import Domain
import Reconciliation
import Testing

@Suite struct PurchaseCheckTests {
  @Test func `an over receipt is judged on all receipts and valued at cost`() throws {
    var line = line()
    line.allowance = Allowance(overPercent: ExactDecimal(2))
    line.receipts = [receipt(ExactDecimal(60), line: 11), receipt(ExactDecimal(45), line: 12)]
    let found = try #require(raised(.receiptOver, line))
    #expect(found.entity == "purchase_order_line")
    #expect(found.key == "47\\|11|1")
    #expect(found.warehouse == "HAM")
    #expect(found.ownerSystem == "erp")
    #expect(found.expected == "100")
    #expect(found.actual == "105")
    #expect(found.difference == ExactDecimal(5))
    #expect(found.valueAtRisk == ExactDecimal(10))
    #expect(found.origin?.line == 12)
    #expect(
      found.message
        == "wms/in.csv:12: purchase order 47|11 line 1: ordered 100 (erp/po.csv:7),"
        + " at most 102 may come, received 105")
  }

  @Test func `the value at risk is unknown without a unit cost`() throws {
    var line = line()
    line.unitCost = nil
    line.receipts = [receipt(ExactDecimal(101), line: 11)]
    #expect(try #require(raised(.receiptOver, line)).valueAtRisk == nil)
  }

  @Test func `a short receipt is reported once per line, at the order line`() throws {
    var line = line()
    line.allowance = Allowance(underPercent: ExactDecimal(10))
    line.receipts = [
      receipt(ExactDecimal(40), line: 11), receipt(ExactDecimal(45), line: 12, complete: true),
    ]
    let found = try #require(raised(.receiptShort, line))
    #expect(found.expected == "100")
    #expect(found.actual == "85")
    #expect(found.difference == ExactDecimal(-15))
    #expect(found.valueAtRisk == ExactDecimal(30))
    #expect(found.origin?.file == "erp/po.csv")
    #expect(
      found.message == "erp/po.csv:7: purchase order 47|11 line 1: ordered 100,"
        + " at least 90 must come, received 85 (wms/in.csv:12) and reported complete")
  }

  @Test func `damage on two receipts is added up`() throws {
    var line = line()
    line.receipts = [
      ReceiptFact(good: ExactDecimal(9), damaged: ExactDecimal(2)),
      ReceiptFact(rejected: ExactDecimal(3)),
    ]
    let found = try #require(raised(.receiptDamaged, line))
    #expect(found.actual == "5")
    #expect(found.difference == ExactDecimal(5))
    #expect(
      found.message.hasPrefix(
        "purchase order 47|11 line 1: of 14 received, 2 damaged and 3 rejected;"))
  }

  @Test func `the latest receipt is the one received last, whatever its key`() throws {
    var line = line()
    line.ordered = nil
    line.receipts = [
      receipt(ExactDecimal(1), line: 31, second: 900),
      receipt(ExactDecimal(1), line: 32, second: 800), receipt(ExactDecimal(1), line: 33),
    ]
    let found = try #require(raised(.receiptUnknownPo, line))
    #expect(found.origin?.line == 31)
    #expect(found.ownerSystem == "wms")
    #expect(found.actual == "3")
    #expect(found.expected == nil)
  }

  @Test func `only what came after closing is at risk`() throws {
    var line = line()
    line.closedAt = Timestamp(microseconds: 0).adding(seconds: 60)
    line.receipts = [
      receipt(ExactDecimal(70), line: 31, second: 60),
      receipt(ExactDecimal(4), line: 32, second: 61),
    ]
    let found = try #require(raised(.receiptAfterClose, line))
    #expect(found.expected == "1970-01-01T00:01:00Z")
    #expect(found.actual == "1970-01-01T00:01:01Z")
    #expect(found.valueAtRisk == ExactDecimal(8))
    #expect(found.origin?.line == 32)
  }

  @Test func `a late status is reported on the order`() throws {
    let order = PurchaseOrderFacts(
      order: "4711", status: "approved",
      lines: [
        (ordered: ExactDecimal(5), received: ExactDecimal(5)),
        (ordered: ExactDecimal(7), received: ExactDecimal(8)),
      ], warehouse: "HAM",
      origin: Origin(system: "erp", feed: "erp-po", file: "erp/po.csv", line: 7))
    let found = try #require(findings(in: .purchaseOrder(order)).first)
    #expect(found.code == .poStatusLag)
    #expect(found.entity == "purchase_order")
    #expect(found.key == "4711")
    #expect(found.ownerSystem == "erp")
    #expect(found.warehouse == "HAM")
    #expect(
      found.message == "erp/po.csv:7: purchase order 4711 is approved, the warehouse received"
        + " 13 of 12 ordered: 2 open lines in full")
  }

  @Test func `quantities at the end of the scale do not trap`() {
    var line = line()
    line.allowance = Allowance(
      overPercent: ExactDecimal(millionths: .max), underPercent: ExactDecimal(millionths: .max))
    for ordered in [Int64.min, .max] {
      line.ordered = ExactDecimal(millionths: ordered)
      for received in [Int64.min, .max] {
        let quantity = ExactDecimal(millionths: received)
        line.receipts = [ReceiptFact(good: quantity, damaged: quantity, isComplete: true)]
        #expect(findings(in: .purchaseLine(line)).allSatisfy { !$0.message.isEmpty })
      }
    }
  }

  private func line() -> PurchaseLineFacts {
    var line = PurchaseLineFacts(order: "47|11", line: "1", ordered: ExactDecimal(100))
    line.orderStatus = "approved"
    line.warehouse = "HAM"
    line.unitCost = ExactDecimal(2)
    line.origin = Origin(system: "erp", feed: "erp-po", file: "erp/po.csv", line: 7)
    return line
  }

  private func receipt(
    _ good: ExactDecimal, line: Int, second: Int? = nil, complete: Bool = false
  ) -> ReceiptFact {
    ReceiptFact(
      good: good, isComplete: complete,
      receivedAt: second.map { Timestamp(microseconds: 0).adding(seconds: $0) },
      origin: Origin(system: "wms", feed: "wms-in", file: "wms/in.csv", line: line))
  }

  private func raised(_ code: ExceptionCode, _ line: PurchaseLineFacts) -> SyncException? {
    findings(in: .purchaseLine(line)).first { $0.code == code }
  }
}
