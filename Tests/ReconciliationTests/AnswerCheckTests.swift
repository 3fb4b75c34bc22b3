import Domain
import Reconciliation
import Testing

@Suite struct AnswerCheckTests {
  @Test func `a refused row names the file, the records and the receiver's reason`() throws {
    let found = try raised(.rejected(code: "E7", text: "unknown article"), row: 3)
    #expect(found.code == .ackNegative)
    #expect(found.entity == "ack")
    #expect(found.key == "wms-orders-7")
    #expect(found.ownerSystem == "wms")
    #expect(found.expected == "accepted")
    #expect(found.actual == "rejected")
    #expect(
      found.message == "wms/acks.csv:2: wms rejects wms/in/orders_7.json row 3 (SO-9|1):"
        + " E7: unknown article")
    #expect(
      found.hint == "correct the record at its source and send a new version;"
        + " wmsync does not resend by itself")
  }

  @Test func `a refused file lists three of its records and counts the rest`() throws {
    let keys = (1...5).map { "SO-\($0)|1" }
    let found = try raised(.rejected(code: "", text: ""), keys: keys)
    #expect(
      found.message == "wms/acks.csv:2: wms rejects wms/in/orders_7.json"
        + " (SO-1|1, SO-2|1, SO-3|1 and 2 more): it gives no reason")
  }

  @Test func `the endless reason of a receiver is cut`() throws {
    let text = String(repeating: "x", count: 5000)
    let found = try raised(.rejected(code: "E7", text: text))
    #expect(found.message.hasSuffix(": E7: " + String(repeating: "x", count: 79) + "…"))
  }

  @Test func `an overdue answer says since when it is missing`() throws {
    let found = try raised(
      .overdue(sinceSeconds: 7200, sentAt: Timestamp(microseconds: 0)), keys: [], at: nil)
    #expect(found.code == .ackOverdue)
    #expect(found.entity == nil)
    #expect(found.key == "wms-orders-7")
    #expect(found.expected == "an answer")
    #expect(
      found.message == "wms/in/orders_7.json was sent at 1970-01-01T00:00:00Z,"
        + " wms has not answered for 2 h")
  }

  @Test func `an answer to what was never sent is an invalid row`() throws {
    let found = try raised(.unknown)
    #expect(found.code == .rowInvalid)
    #expect(found.severity == .error)
    #expect(found.entity == "ack")
    #expect(found.key == "wms-orders-7")
    #expect(found.hint == "find out which sender wms answers")
    #expect(
      found.message == "wms/acks.csv:2: wms answers wms-orders-7, which was never sent to it")
  }

  @Test func `an accepted file raises nothing`() {
    let facts = AnswerFacts(message: "wms-orders-7", system: "wms", finding: .accepted)
    #expect(findings(in: .answer(facts)).isEmpty)
  }

  @Test func `a record that cannot be written is reported per stream`() throws {
    let facts = UnsentFacts(
      stream: "wms-orders", to: "wms", entity: "sales_order_line",
      key: RecordKey(parts: ["SO-9", "1"]), warehouse: "HAM",
      obstacle: "column Name holds the delimiter")
    let found = try #require(findings(in: .unsent(facts)).first)
    #expect(found.code == .rowInvalid)
    #expect(found.severity == .warning)
    #expect(found.entity == "sales_order_line")
    #expect(found.key == "SO-9|1")
    #expect(found.warehouse == "HAM")
    #expect(found.field == "(wms-orders)")
    #expect(found.ownerSystem == "wms")
    #expect(
      found.message == "wms-orders: sales_order_line SO-9|1 was not sent to wms:"
        + " column Name holds the delimiter")
    #expect(
      found.hint == "correct the value at its source, or change the dialect of wms-orders")
  }

  private func raised(
    _ finding: AnswerFacts.Finding, row: Int? = nil, keys: [String] = ["SO-9|1"],
    at origin: Origin? = Origin(system: "wms", feed: "wms-acks", file: "wms/acks.csv", line: 2)
  ) throws -> SyncException {
    let facts = AnswerFacts(
      message: "wms-orders-7", file: "wms/in/orders_7.json", system: "wms", row: row, keys: keys,
      finding: finding, origin: origin)
    let found = findings(in: .answer(facts))
    #expect(found.count == 1)
    return try #require(found.first)
  }
}
