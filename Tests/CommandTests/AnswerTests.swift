import Testing
import Workbench

/// Receivers answer for whole files or for single records, and refusals have an end.
struct AnswerTests {
  private static let configuration = """
    version: 1
    site: toys
    systems: {erp: {role: erp}, wms: {role: wms}}
    dialects:
      rows: {format: csv, delimiter: ";"}
      lines: {format: ndjson}
    feeds:
      erp-lines:
        entity: sales_order_line
        from: {system: erp, files: "erp/out/lines_*.csv", dialect: rows, order: sequence}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}}
      wms-acks:
        entity: ack
        from: {system: wms, files: "wms/out/ack_*.ndjson", dialect: lines}
        ready: {rename: true}
        mode: delta
        fields: {message: {path: /message}, result: {path: /result, values: {OK: accepted, NO: rejected}}}
    outbound:
      wms-orders: {to: wms, entity: sales_order_line, file: "wms/in/orders_{seq:8}.csv"}
    alerts: {report: {csv: report/exceptions.csv}}

    """

  private let site: TestSite

  init() throws {
    site = try TestSite(Self.configuration)
    try lines(1, ["X-1;1;TEE;5", "X-2;1;CUP;2"])
    try site.done("run")
  }

  private func lines(_ number: Int, _ rows: [String]) throws {
    try site.write(
      "erp/out/lines_\(number).csv",
      (["order;line;sku;qty"] + rows).joined(separator: "\n") + "\n")
  }

  private func answer(_ number: Int, _ answers: [(String, String)]) throws {
    let rows = answers.map { "{\"message\":\"wms-orders-\($0)\",\"result\":\"\($1)\"}\n" }
    try site.write("wms/out/ack_\(number).ndjson", rows.joined())
  }

  private func refusals() throws -> [String] {
    try site.query(
      "SELECT key FROM exceptions WHERE code = 'ACK_NEGATIVE' AND state = 'open' ORDER BY key")
  }

  @Test func `a refused file stays open until each of its records was accepted anew`() throws {
    try answer(1, [("00000001", "NO")])
    try site.done("run", at: "2026-11-23T06:10:00Z")
    #expect(try refusals() == ["wms-orders-00000001"])
    try lines(2, ["X-1;1;TEE;4", "X-2;1;CUP;1"])
    try lines(3, ["X-9;1;PEN;7"])
    try site.done("run", at: "2026-11-23T06:20:00Z")
    try answer(2, [("00000002-3", "OK")])
    try site.done("run", at: "2026-11-23T06:30:00Z")
    #expect(try refusals() == ["wms-orders-00000001"], "only another record was accepted")
    try answer(3, [("00000002-1", "OK")])
    try site.done("run", at: "2026-11-23T06:40:00Z")
    #expect(try refusals() == ["wms-orders-00000001"], "one record is still unanswered")
    try answer(4, [("00000002-2", "OK")])
    try site.done("run", at: "2026-11-23T06:50:00Z")
    #expect(try refusals() == [])
  }

  @Test func `where a partner confirms no more than that a file could be read, that is enough`()
    throws
  {
    try site.folder.write(
      "wmsync.yaml",
      Self.configuration.replacing(
        "_{seq:8}.csv\"}", with: "_{seq:8}.csv\", ack: {feed: wms-acks, level: syntax}}"
      )
      .replacing(
        "{message: {path: /message}", with: "{message: {path: /message}, level: {path: /level}"))
    func state() throws -> [String] { try site.query("SELECT state FROM outbound") }
    for (number, level, expected) in [
      (1, "received", "published"), (2, "syntax", "acknowledged"),
    ] {
      try site.write(
        "wms/out/ack_\(number).ndjson",
        "{\"message\":\"wms-orders-00000001\",\"level\":\"\(level)\",\"result\":\"OK\"}\n")
      try site.done("run", at: "2026-11-23T06:\(number)0:00Z")
      #expect(try state() == [expected])
    }
  }

  @Test func `a refused record is settled when its correction is accepted`() throws {
    try answer(1, [("00000001-1", "OK"), ("00000001-2", "NO")])
    try site.done("run", at: "2026-11-23T06:10:00Z")
    #expect(try refusals() == ["wms-orders-00000001-2"])
    try lines(2, ["X-2;1;CUP;1"])
    try site.done("run", at: "2026-11-23T06:20:00Z")
    try answer(2, [("00000002", "OK")])
    try site.done("run", at: "2026-11-23T06:30:00Z")
    #expect(try refusals() == [])
  }

  @Test func `a refusal that comes after its record was sent again is settled like any other`()
    throws
  {
    try lines(2, ["X-2;1;CUP;1"])
    try site.done("run", at: "2026-11-23T06:10:00Z")
    try answer(1, [("00000001-2", "NO")])
    try site.done("run", at: "2026-11-23T06:20:00Z")
    #expect(try refusals() == ["wms-orders-00000001-2"])
    try answer(2, [("00000002", "OK")])
    try site.done("run", at: "2026-11-23T06:30:00Z")
    #expect(try refusals() == [])
  }

  @Test func `a refusal that comes after the correction was accepted is settled at once`() throws {
    try lines(2, ["X-2;1;CUP;1"])
    try site.done("run", at: "2026-11-23T06:10:00Z")
    try answer(1, [("00000002", "OK")])
    try site.done("run", at: "2026-11-23T06:20:00Z")
    try answer(2, [("00000001-2", "NO")])
    try site.done("run", at: "2026-11-23T06:30:00Z")
    #expect(try refusals() == [])
    #expect(
      try site.query("SELECT state FROM exceptions WHERE code = 'ACK_NEGATIVE'") == ["resolved"])
  }

  @Test func `an answer to something never sent is reported`() throws {
    try answer(1, [("00000007", "OK")])
    try site.done("run", at: "2026-11-23T06:10:00Z")
    #expect(
      try site.query("SELECT code, entity, key FROM exceptions WHERE state = 'open'")
        == ["ROW_INVALID|ack|wms-orders-00000007"])
  }
}
