import Testing
import Workbench

/// What other programs read: the run's summary and the two exception reports.
@Suite struct ReportTests {
  static let columns = [
    "id", "state", "severity", "code", "entity", "key", "warehouse", "field", "owner_system",
    "expected", "actual", "difference", "value_at_risk", "feed", "file", "line", "rule",
    "first_seen", "last_seen", "seen", "age_hours", "assigned_to", "due", "ignored_until",
    "message", "hint", "command", "run_id",
  ]

  @Test func `the summary of a run has its members in their order`() throws {
    let summary = try CornerShop.opened().json("run")
    #expect(summary.names == ["schema", "run", "feeds", "exceptions", "outbound"])
    #expect(summary["schema"] == .string("wmsync.run/1"))
    #expect(summary["run"] == .object([.init("id", 1), .init("exit", 0)]))
    let feeds = try #require(summary["feeds"]).items
    #expect(
      feeds.map { $0["feed"] } == [
        .string("erp-items"), .string("wms-items"), .string("erp-stock"), .string("wms-stock"),
      ])
    for feed in feeds {
      #expect(
        feed.names == [
          "feed", "files", "rows", "skipped", "new", "changed", "unchanged", "vanished", "held",
          "state",
        ])
    }
    #expect(
      summary["exceptions"]
        == .object([
          .init("opened", 2), .init("closed", 0), .init("open", 2),
          JSONTree.Member(
            name: "by_code",
            value: .object([.init("OWNER_VIOLATION", 1), .init("STOCK_UNEXPLAINED", 1)])),
        ]))
    #expect(
      summary["outbound"]
        == .array([
          .object([
            JSONTree.Member(name: "stream", value: .string("wms-items")), .init("files", 1),
            .init("records", 1),
          ])
        ]))
  }

  @Test(arguments: ["run", "pull", "reconcile", "push"])
  func `each stage alone answers with the same document`(command: String) throws {
    let summary = try CornerShop.running().json(command, at: TestSite.later)
    #expect(summary["schema"] == .string("wmsync.run/1"))
    #expect(summary["run"]?["id"] == .number("2"))
    let stock = command == "reconcile" ? ["stock"] : []
    #expect(summary.names == ["schema", "run", "feeds", "exceptions", "outbound"] + stock)
  }

  @Test func `pull reads, reconcile decides, and only push sends`() throws {
    let site = try CornerShop.opened()
    #expect(try site.json("pull")["feeds"]?.items.first?["new"] == .number("2"))
    #expect(try site.query("SELECT count(*) FROM exceptions") == ["0"])
    #expect(try site.json("reconcile")["exceptions"]?["opened"] == .number("2"))
    #expect(site.text("exchange/wms/in/items_00000001.csv") == nil)
    #expect(try site.json("push")["outbound"]?.items.first?["records"] == .number("1"))
    #expect(site.text("exchange/wms/in/items_00000001.csv") == "sku;name;weight\nB2;Bow;2\n")
  }

  @Test func `what became of each row adds up`() throws {
    let site = try CornerShop.running()
    try site.write(
      "erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2.5\nC3;Cap;heavy\nD4;Dot;1\n")
    let feed = try #require(try site.json("run", at: TestSite.later)["feeds"]?.items.first)
    let counts = ["rows", "skipped", "new", "changed", "unchanged", "vanished", "held"]
    #expect(counts.map { feed[$0]?.integer } == [4, 0, 1, 1, 1, 0, 1])
    #expect(feed["state"] == .string("ok"))
    #expect(
      try site.query(
        "SELECT file, line FROM exceptions WHERE code = 'ROW_INVALID'")
        == ["erp/out/items_2.csv|4"])
  }

  @Test func `the exceptions file has exactly its columns, worst first`() throws {
    let site = try CornerShop.running()
    let rows = CSVCells.rows(of: try #require(site.text("report/exceptions.csv")))
    #expect(rows.first == Self.columns)
    #expect(rows.allSatisfy { $0.count == Self.columns.count })
    #expect(rows.dropFirst().map { $0[3] } == ["STOCK_UNEXPLAINED", "OWNER_VIOLATION"])
    let stock = Dictionary(uniqueKeysWithValues: zip(Self.columns, rows[1]))
    let expected = [
      "state": "open", "severity": "critical", "entity": "stock", "key": "HAM|A1",
      "warehouse": "HAM", "field": "on_hand", "owner_system": "wms", "expected": "10",
      "actual": "9", "difference": "-1", "feed": "wms-stock", "file": "wms/out/stock_1.csv",
      "line": "2", "first_seen": TestSite.morning, "last_seen": TestSite.morning, "seen": "1",
      "age_hours": "0", "run_id": "1",
    ]
    for (column, value) in expected { #expect(stock[column] == value, "\(column)") }
    #expect(stock["command"] == "wmsync exceptions show \(stock["id"] ?? "")")
  }

  @Test func `the exceptions document tells what each system says and where`() throws {
    let site = try CornerShop.running()
    let report = try JSONTree(try #require(site.text("report/exceptions.json")))
    #expect(
      report.names == ["schema", "site", "generated_at", "run", "summary", "exceptions"])
    #expect(report["schema"] == .string("wmsync.exceptions/1"))
    #expect(report["site"] == .string("corner"))
    #expect(report["generated_at"] == .string(TestSite.morning))
    #expect(report["run"]?["id"] == .number("1"))
    let stock = try #require(report["exceptions"]?.items.first)
    #expect(stock["code"] == .string("STOCK_UNEXPLAINED"))
    #expect(stock["difference"] == .number("-1"))
    #expect(stock["subject"]?["key"] == .string("HAM|A1"))
    #expect(stock["values"]?["wms"]?["at"] == .string("wms/out/stock_1.csv:2"))
    #expect(stock["values"]?["erp"]?["at"] == .string("erp/out/stock_1.csv:2"))
    #expect(stock["history"]?.items.first?["action"] == .string("opened"))
    #expect(try JSONTree(site.done("exceptions --json")) == report)
  }

  @Test func `the reports hold what is acknowledged and not what is resolved`() throws {
    let site = try CornerShop.running()
    try site.done("exceptions ack 1")
    func states() throws -> [String] {
      let rows = CSVCells.rows(of: try #require(site.text("report/exceptions.csv")))
      return rows.dropFirst().map { $0[1] }.sorted()
    }
    #expect(try states() == ["acknowledged", "open"])
    try site.done("exceptions resolve 1")
    #expect(try states() == ["open"])
  }

  @Test func `a text that a spreadsheet would run is made harmless in the report alone`() throws {
    let site = try CornerShop.running()
    try site.write(
      "erp/out/items_2.csv", "sku;name;weight\nA1;=1+1;1.6\nB2;Bow;2\n=cmd;Cap;heavy\n")
    try site.done("run", at: TestSite.later)
    let rows = CSVCells.rows(of: try #require(site.text("report/exceptions.csv")))
    let cells = rows.flatMap { $0 }
    #expect(cells.contains { $0 == "'=cmd" })
    #expect(!cells.contains { cell in "=+@\t\r".contains { cell.hasPrefix(String($0)) } })
    #expect(rows.contains { $0[11] == "-1" })
    #expect(site.text("exchange/wms/in/items_00000002.csv") == "sku;name;weight\nA1;=1+1;1.6\n")
    #expect(try site.query("SELECT name FROM item WHERE sku='A1' AND system='erp'") == ["=1+1"])
  }
}

extension JSONTree.Member {
  fileprivate init(_ name: String, _ number: Int) {
    self.init(name: name, value: .number(String(number)))
  }
}
