import Testing
import Workbench

/// `exceptions retry` has the next run try again what an exception is about, and nothing else.
@Suite struct ExceptionRetryTests {
  private static let orders = """
    version: 1
    site: retry
    systems: {erp: {role: erp}, wms: {role: wms}}
    dialects: {plain: {format: csv, delimiter: ","}}
    feeds:
      erp-orders:
        entity: sales_order_line
        from: {system: erp, files: "erp/orders_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}}
      wms-answers:
        entity: ack
        from: {system: wms, files: "wms/answers_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {message: {column: message}, result: {column: result}, code: {column: code}}
    outbound:
      wms-orders:
        to: wms
        entity: sales_order_line
        file: "wms/in/orders_{seq:8}.csv"
        dialect: plain
        ack: {feed: wms-answers, within: 2h, retry: {codes: [LOCKED], times: 1}}

    """

  /// A site whose order was refused, with the answers given one after the other.
  private func refused(_ codes: String...) throws -> TestSite {
    let site = try TestSite(Self.orders)
    try site.write("erp/orders_1.csv", "order,line,sku,qty\nS-1,1,A1,2\nS-1,2,B2,1\n")
    try site.done("run")
    for (index, code) in codes.enumerated() {
      try site.write(
        "wms/answers_\(index + 1).csv",
        "message,result,code\nwms-orders-0000000\(index + 1)-1,rejected,\(code)\n")
      try site.done("run", at: "2026-11-23T06:1\(index):00Z")
    }
    return site
  }

  private func sent(_ site: TestSite) -> [String] {
    site.folder.names(in: "exchange/wms/in").filter { $0.hasPrefix("orders_") }
  }

  @Test func `a record that was refused for good goes out again when a person asks for it`() throws
  {
    let site = try refused("E17")
    #expect(sent(site).count == 1)
    let id = try site.query("SELECT id FROM exceptions WHERE code = 'ACK_NEGATIVE'")[0]
    let said = try site.done("exceptions retry \(id)", ["--note", "article is there now"])
    #expect(
      said == "exception \(id) is tried again by the next run, as \(try TestSite.user()) asked\n")
    #expect(sent(site).count == 1)
    try site.done("run", at: TestSite.later)
    #expect(sent(site).count == 2)
    let again = site.text("exchange/wms/in/orders_00000002.csv") ?? ""
    #expect(again.contains("S-1,1,A1,2") && !again.contains("S-1,2"), "\(again)")
    // The exception lives until the receiver accepts.
    #expect(
      try site.query("SELECT state FROM exceptions WHERE code = 'ACK_NEGATIVE'") == ["open"])
    #expect(
      try site.query("SELECT action, note FROM exception_history WHERE action = 'retried'")
        == ["retried|article is there now"])
    try site.write(
      "wms/answers_9.csv", "message,result,code\nwms-orders-00000002-1,accepted,\n")
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(
      try site.query("SELECT state FROM exceptions WHERE code = 'ACK_NEGATIVE'") == ["resolved"])
  }

  @Test func `retrying what was tried too often begins the count anew`() throws {
    let site = try refused("LOCKED", "LOCKED")
    #expect(sent(site).count == 2)
    let id = try site.query("SELECT id FROM exceptions WHERE code = 'RETRY_EXHAUSTED'")[0]
    try site.done("exceptions retry \(id)")
    try site.done("run", at: TestSite.later)
    #expect(sent(site).count == 3)
    try site.write(
      "wms/answers_3.csv", "message,result,code\nwms-orders-00000003-1,rejected,LOCKED\n")
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(sent(site).count == 4)
  }

  @Test func `a held row is read again when a person asks for it`() throws {
    let site = try TestSite(Self.orders)
    try site.write("erp/orders_1.csv", "order,line,sku,qty\nS-1,1,A1,two\n")
    try site.done("run")
    let id = try site.query("SELECT id FROM exceptions WHERE code = 'ROW_INVALID'")[0]
    let before = try site.query("SELECT seen, state FROM exceptions WHERE id = \(id)")
    try site.done("exceptions retry \(id)")
    #expect(try site.query("SELECT context FROM held_row") == [""])
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT count(*) FROM held_row WHERE context <> ''") == ["1"])
    #expect(before == ["1|open"])
    #expect(try site.query("SELECT state FROM exceptions WHERE id = \(id)") == ["open"])
  }

  @Test func `what cannot be tried again is said`() throws {
    let site = try refused()
    try site.done("run", at: "2026-11-23T09:00:00Z")
    let id = try site.query("SELECT id FROM exceptions WHERE code = 'ACK_OVERDUE'")[0]
    let ended = try site.wmsync("exceptions retry \(id)")
    #expect(ended.status == 65)
    #expect(ended.err.contains("wmsync push --resend"), "\(ended.err)")
    #expect(try site.wmsync("exceptions retry 999").status == 65)
  }
}
