import Testing
import Workbench

/// A stream that is tried out: it works in full, and nobody gets its files.
@Suite struct ShadowTests {
  private static let eight = "2026-11-23T08:00:00Z"
  private static let nine = "2026-11-23T09:00:00Z"

  private static func configuration(_ stream: String) -> String {
    """
    version: 1
    site: trial
    timezone: UTC
    systems:
      erp: {role: erp}
      tpl: {role: 3pl}
    dialects:
      plain: {format: csv, delimiter: ";"}
    feeds:
      erp-orders:
        entity: sales_order_line
        from: {system: erp, files: "erp/lines_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {constant: 1}, sku: {column: sku}, qty: {column: qty}}
      erp-changes:
        entity: order_change
        from: {system: erp, files: "erp/changes_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, change: {column: no}, kind: {constant: qty}, line: {constant: 1}, value: {column: qty}, requested_at: {column: at}}
      tpl-answers:
        entity: ack
        from: {system: tpl, files: "tpl/answers_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {message: {column: message}, result: {constant: accepted}}
    shipping: {ack_late: 10m}
    outbound:
    \(stream)  erp-status: {to: erp, entity: order_status, file: "erp/in/status_{seq:8}.csv", dialect: plain}
    alerts:
      report: {csv: report/exceptions.csv, html: report}

    """
  }

  private static func streams(_ more: String) -> String {
    """
      tpl-orders: {to: tpl, entity: sales_order_line, file: "tpl/in/orders_{seq:8}.csv", dialect: plain, columns: {order: order, qty: qty}, marker: "{file}.ok", ack: {feed: tpl-answers, within: 10m}\(more)}
      tpl-changes: {to: tpl, entity: order_change, file: "tpl/in/changes_{seq:8}.csv", dialect: plain, columns: {order: order, value: value}, marker: "tpl/done/{file}.ok", ack: {feed: tpl-answers, within: 10m}\(more)}

    """
  }

  private static let live = configuration(streams(""))
  private static let shadow = configuration(streams(", shadow: true"))

  /// A site whose shadow has written two order lines and a change of one of them.
  private func tried() throws -> TestSite {
    let site = try TestSite(Self.shadow)
    try site.write("erp/lines_1.csv", "order;sku;qty\nA;TENT;5\nB;TENT;2\n")
    try site.write(
      "erp/changes_1.csv", "order;no;qty;at\nA;1;3;2026-11-23T05:00:00Z\n")
    try site.done("run")
    return site
  }

  @Test func `its files lie below the state folder, with markers and numbers`() throws {
    let site = try tried()
    #expect(
      site.text("state/shadow/tpl/in/orders_00000001.csv") == "order;qty\nA;5\nB;2\n")
    #expect(site.text("state/shadow/tpl/in/orders_00000001.csv.ok")?.isEmpty == true)
    #expect(site.text("state/shadow/tpl/in/changes_00000001.csv") == "order;value\nA;3\n")
    #expect(site.text("state/shadow/tpl/done/changes_00000001.csv.ok")?.isEmpty == true)
    #expect(!site.folder.exists("exchange/tpl"))
    #expect(
      try site.query("SELECT stream, seq, state FROM outbound ORDER BY 1, 2") == [
        "erp-status|1|published", "tpl-changes|1|published", "tpl-orders|1|published",
      ])
  }

  @Test func `run, status, check, the page and explain say so`() throws {
    let site = try TestSite(Self.shadow)
    try site.write("erp/lines_1.csv", "order;sku;qty\nA;TENT;5\nB;TENT;2\n")
    let rehearsed = try site.done("run --dry-run")
    #expect(rehearsed.contains("→ tpl: shadow/tpl/in/orders_00000001.csv, 2 records: A|1, B|1"))
    let said = try site.done("run -v")
    #expect(said.contains("sent 2 records"), "what the ERP is told is sent: \(said)")
    #expect(said.contains("; in shadow: tpl-orders 2 records, tpl-changes 0 records"))
    let summary = try site.json("run")["outbound"]?.items ?? []
    #expect(summary.map { $0["shadow"] } == [.bool(true), .bool(true), nil])
    #expect(
      try site.done("status").contains(
        "in shadow: tpl-orders, nobody gets its files: shadow/tpl/in/orders_{seq:8}.csv below"))
    let shadows = try site.json("status")["shadows"]?.items ?? []
    #expect(shadows == [.string("tpl-orders"), .string("tpl-changes")])
    #expect(
      try site.done("check").contains(
        "stream tpl-orders is in shadow: tpl gets nothing of it, and nobody waits for an answer"))
    #expect(site.text("report/index.html")?.contains("<h2>In shadow</h2>") == true)
    #expect(
      try site.done("explain", ["sales_order_line", "A|1"]).contains(
        "sent to tpl-orders: shadow/tpl/in/orders_00000001.csv record 1, in shadow: nobody got it"))
  }

  /// What the site decides and tells others must not depend on a shadow.
  @Test func `everything else is decided as if the stream were not there`() throws {
    let sites = try [Self.shadow, Self.configuration("")].map { try TestSite($0) }
    for site in sites {
      try site.write("erp/lines_1.csv", "order;sku;qty\nA;TENT;5\nB;TENT;2\n")
      try site.done("run")
      try site.write("erp/changes_1.csv", "order;no;qty;at\nA;1;3;2026-11-23T06:30:00Z\n")
      try site.done("run", at: TestSite.later)
      try site.done("run", at: Self.eight)
    }
    for sql in [
      "SELECT * FROM order_status ORDER BY 2, 3",
      "SELECT code, key, message FROM exceptions ORDER BY id",
      "SELECT stream, seq, sha256 FROM outbound WHERE stream = 'erp-status' ORDER BY seq",
    ] {
      #expect(try sites[0].query(sql) == sites[1].query(sql))
    }
    #expect(try sites[0].query("SELECT qty_open FROM order_status WHERE \"order\" = 'A'") == ["3"])
    #expect(try sites[0].query("SELECT code FROM exceptions") == [])
  }

  @Test func `an answer to what nobody was sent is an answer to nothing`() throws {
    let site = try tried()
    try site.write("tpl/answers_1.csv", "message\ntpl-orders-00000001\n")
    try site.done("run", at: TestSite.later)
    #expect(
      try site.query("SELECT code, key FROM exceptions") == ["ROW_INVALID|tpl-orders-00000001"])
    #expect(try site.query("SELECT DISTINCT state FROM outbound") == ["published"])
  }

  // MARK: Going live

  @Test func `going live sends what is due from then on, and numbers go on`() throws {
    let site = try tried()
    try site.folder.write("wmsync.yaml", Self.live)
    #expect(
      try site.json("run", at: TestSite.later)["outbound"]?.items.map { $0["files"] } == [
        .number("0"), .number("0"), .number("0"),
      ])
    #expect(!site.folder.exists("exchange/tpl/in"))
    try site.write("erp/lines_2.csv", "order;sku;qty\nA;TENT;5\nC;TENT;1\n")
    try site.done("run", at: Self.eight)
    #expect(site.text("exchange/tpl/in/orders_00000002.csv") == "order;qty\nC;1\n")
    #expect(site.text("exchange/tpl/in/orders_00000002.csv.ok")?.isEmpty == true)
    #expect(!site.folder.exists("state/shadow/tpl/in/orders_00000002.csv"))
    #expect(
      try site.query("SELECT \"order\", status, qty_open FROM order_status ORDER BY 1") == [
        "A|new|3", "B|new|2", "C|sent|1",
      ])
    // Only what was really sent is waited for.
    try site.done("run", at: Self.nine)
    #expect(
      try site.query("SELECT code, key FROM exceptions ORDER BY 1, 2") == [
        "ACK_OVERDUE|tpl-orders-00000002", "ORDER_NOT_ACKED|C|1",
      ])
    // And back: a number is never used twice, and nothing goes twice into the same place.
    try site.folder.write("wmsync.yaml", Self.shadow)
    try site.write("erp/lines_3.csv", "order;sku;qty\nD;TENT;1\n")
    try site.done("run", at: Self.nine)
    #expect(site.text("state/shadow/tpl/in/orders_00000003.csv") == "order;qty\nD;1\n")
    #expect(
      site.folder.names(in: "exchange/tpl/in").filter { $0.hasPrefix("orders") } == [
        "orders_00000002.csv", "orders_00000002.csv.ok",
      ])
  }

  @Test func `what could not be sent before waits until the stream is no shadow any more`() throws {
    let site = try TestSite(Self.live)
    try site.write("erp/lines_1.csv", "order;sku;qty\nA;TENT;5\n")
    try site.write("tpl/in/orders_00000001.csv", "somebody else's\n")
    #expect(try site.wmsync("run").status == 74)
    try site.folder.write("wmsync.yaml", Self.shadow)
    try site.write("erp/lines_2.csv", "order;sku;qty\nB;TENT;1\n")
    try site.folder.remove("exchange/tpl/in/orders_00000001.csv")
    try site.done("run", at: TestSite.later)
    #expect(!site.folder.exists("exchange/tpl/in/orders_00000001.csv"))
    #expect(site.text("state/shadow/tpl/in/orders_00000002.csv") == "order;qty\nB;1\n")
    let told = try site.done("status", at: TestSite.later)
    #expect(told.contains("tpl/in/orders_00000001.csv (staged)"))
    try site.folder.write("wmsync.yaml", Self.live)
    try site.done("run", at: Self.eight)
    #expect(site.text("exchange/tpl/in/orders_00000001.csv") == "order;qty\nA;5\n")
    #expect(!site.folder.exists("exchange/tpl/in/orders_00000002.csv"))
  }

  @Test func `a restored store knows what the shadow wrote`() throws {
    let site = try TestSite(Self.shadow)
    try site.done("run")
    try site.done("state backup backup.db")
    try site.write("erp/lines_1.csv", "order;sku;qty\nA;TENT;5\n")
    try site.done("run", at: TestSite.later)
    try site.done("state restore backup.db", at: TestSite.later)
    try site.done("run", at: Self.eight)
    #expect(
      site.folder.names(in: "state/shadow/tpl/in").filter { $0.hasSuffix(".csv") } == [
        "orders_00000001.csv"
      ])
    #expect(try site.query("SELECT status FROM order_status") == ["new"])
  }

  @Test func `mistakes are told with their places`() throws {
    let site = try TestSite(
      Self.configuration(
        """
          a: {to: tpl, entity: item, file: "shadow/a_{seq}.csv"}
          b: {to: tpl, entity: item, file: "b_{seq}.csv", shadow: maybe}

        """))
    let ended = try site.wmsync("check")
    #expect(ended.status == 78)
    #expect(ended.err.contains("a path cannot begin with \"shadow/\""))
    #expect(ended.err.contains("wmsync.yaml:30:") && ended.err.contains("wmsync.yaml:31:"))
  }
}
