import Domain
import Reconciliation
import Testing

@Suite struct SalesCheckTests {
  @Test func `an over shipment is measured against what was not cancelled`() throws {
    var line = line(ordered: ExactDecimal(50))
    line.cancelled = ExactDecimal(10)
    line.allowance = Allowance(overPercent: ExactDecimal(5))
    line.shipments = [shipment(40, line: 3), shipment(3, line: 4)]
    let found = try #require(findings(in: .salesLine(line)).first)
    #expect(found.code == .shipOver)
    #expect(found.entity == "sales_order_line")
    #expect(found.key == "SO-9|2")
    #expect(found.ownerSystem == "wms")
    #expect(found.expected == "40")
    #expect(found.actual == "43")
    #expect(found.difference == ExactDecimal(3))
    #expect(found.valueAtRisk == ExactDecimal(12))
    #expect(found.origin?.line == 4)
    #expect(
      found.message
        == "wms/out.csv:4: customer order SO-9 line 2: the customer wants 40 (erp/so.csv:9),"
        + " at most 42 may leave, shipped 43")
  }

  @Test func `goods of a cancelled order are reported where it was cancelled, and only so`() throws
  {
    var line = line(ordered: ExactDecimal(50))
    line.isOrderCancelled = true
    line.headerOrigin = Origin(system: "erp", feed: "erp-so", file: "erp/heads.csv", line: 2)
    line.shipments = [shipment(40, line: 3), shipment(20, line: 4)]
    let all = findings(in: .salesLine(line))
    #expect(all.map(\.code) == [.cancelAfterShip])
    let found = try #require(all.first)
    #expect(found.entity == "sales_order_line")
    #expect(found.key == "SO-9|2")
    #expect(found.expected == "0")
    #expect(found.actual == "60")
    #expect(found.difference == ExactDecimal(60))
    #expect(found.valueAtRisk == ExactDecimal(240))
    #expect(found.origin == line.headerOrigin)
    #expect(found.ownerSystem == "erp")
    #expect(
      found.message == "erp/heads.csv:2: customer order SO-9 line 2: the order is cancelled,"
        + " shipped 60 (wms/out.csv:4) all the same")
  }

  @Test func `a cancellation without a place is reported at the newest shipment`() throws {
    var line = line(ordered: ExactDecimal(50))
    line.isOrderCancelled = true
    line.shipments = [shipment(1, line: 3)]
    let found = try #require(findings(in: .salesLine(line)).first)
    #expect(found.code == .cancelAfterShip)
    #expect(found.origin?.line == 3)
    #expect(found.message.hasSuffix("the order is cancelled, shipped 1 all the same"))
  }

  @Test func `a cancelled order of which nothing left raises nothing`() {
    var line = line(ordered: ExactDecimal(50))
    line.isOrderCancelled = true
    line.shipments = [shipment(0, line: 3)]
    #expect(findings(in: .salesLine(line)).isEmpty)
  }

  @Test func `a short shipment without a word on the rest is reported`() throws {
    var line = line(ordered: ExactDecimal(50))
    line.allowance = Allowance(underPercent: ExactDecimal(10))
    line.shipments = [shipment(30, line: 3)]
    let found = try #require(findings(in: .salesLine(line)).first)
    #expect(found.code == .shipShort)
    #expect(found.expected == "50")
    #expect(found.message.contains("at least 45 must leave"))
    #expect(found.difference == ExactDecimal(-20))
    #expect(found.valueAtRisk == ExactDecimal(80))
  }

  @Test(arguments: ["complete", "backorder", "closed", "over", "substituted", "cancelled"])
  func `any closing code of the newest shipment explains the rest`(closing: String) {
    var line = line(ordered: ExactDecimal(50))
    line.shipments = [shipment(30, line: 3), shipment(1, line: 4, closing: closing)]
    // A rest that is kept for later is told for what it is.
    #expect(
      findings(in: .salesLine(line)).map(\.code)
        == (closing == "backorder" ? [.backorderOpen] : []))
  }

  @Test func `a shipment on an unknown order is the only thing said of it`() {
    var line = line(ordered: nil)
    line.shipments = [shipment(30, line: 3)]
    #expect(findings(in: .salesLine(line)).map(\.code) == [.shipUnknownOrder])
  }

  private func line(ordered: ExactDecimal?) -> SalesLineFacts {
    var line = SalesLineFacts(order: "SO-9", line: "2", ordered: ordered)
    line.unitPrice = ExactDecimal(4)
    line.origin = Origin(system: "erp", feed: "erp-so", file: "erp/so.csv", line: 9)
    return line
  }

  private func shipment(_ quantity: Int, line: Int, closing: String? = nil) -> ShipmentFact {
    ShipmentFact(
      quantity: ExactDecimal(quantity), closing: closing,
      origin: Origin(system: "wms", feed: "wms-out", file: "wms/out.csv", line: line))
  }
}
