import Testing
import Workbench

/// How far one file or one run may go, and what is left with a report.
@Suite struct LimitTests {
  private static func site(_ limits: String, more: String = "") throws -> TestSite {
    let site = try ReadinessTests.site("{rename: true}", more: more)
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write("wmsync.yaml", text + "limits: \(limits)\n")
    return site
  }

  private func open(_ site: TestSite) throws -> [String] {
    try site.query("SELECT code, message FROM exceptions WHERE state = 'open' ORDER BY id")
  }

  private static let wrong = "sku;name;weight\nA1;Axe;x\nB2;Bow;y\nC3;Cap;1\n"

  @Test func `a file with more wrong rows than allowed is refused with one report`() throws {
    let site = try Self.site("{exceptions: 1}")
    try site.write("in/items_1.csv", Self.wrong)
    #expect(try site.wmsync("run").status == 3)
    let open = try open(site)
    #expect(open.count == 1)
    #expect(open[0].hasPrefix("FILE_UNREADABLE|"))
    #expect(open[0].contains("2 of 3 rows are wrong, more than 1; nothing of it was used"))
    #expect(try site.query("SELECT count(*) FROM item") == ["0"])
  }

  @Test func `a file with as many wrong rows as allowed is used`() throws {
    let site = try Self.site("{exceptions: 2}")
    try site.write("in/items_1.csv", Self.wrong)
    try site.done("run")
    #expect(try open(site).count == 2)
    #expect(try site.query("SELECT sku FROM item") == ["C3"])
  }

  @Test func `a run that has reported enough leaves the next file to the next run`() throws {
    let site = try Self.site("{exceptions: 2}")
    try site.write("in/items_1.csv", Self.wrong)
    try site.write("in/items_2.csv", "sku;name;weight\nD4;Dot;1\n")
    #expect(try site.wmsync("run").status == 3)
    #expect(try site.query("SELECT sku FROM item") == ["C3"])
    #expect(try open(site).contains { $0.contains("not read yet: this run has opened 2") })
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT sku FROM item ORDER BY sku") == ["C3", "D4"])
    #expect(try open(site).count == 2)
  }

  @Test func `a file with more rows than its feed allows is refused`() throws {
    let site = try Self.site("{}", more: "max_rows: 1")
    try site.write("in/items_1.csv", ReadinessTests.two)
    #expect(try site.wmsync("run").status == 3)
    #expect(try open(site).allSatisfy { $0.contains("it has more than 1 rows; raise max_rows") })
    #expect(try site.query("SELECT count(*) FROM item") == ["0"])
  }

  @Test func `without room on the disk nothing is claimed`() throws {
    let site = try Self.site("{free: 1000000GiB}")
    try site.write("in/items_1.csv", ReadinessTests.two)
    #expect(try site.wmsync("run").status == 3)
    #expect(try open(site).allSatisfy { $0.contains("not read: the state filesystem has") })
    #expect(try site.query("SELECT count(*) FROM files") == ["0"])
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write("wmsync.yaml", text.replacing("1000000GiB", with: "1KiB"))
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT count(*) FROM item") == ["2"])
    #expect(try open(site) == [])
  }

  @Test func `a file of another user is left where owners are named`() throws {
    let site = try Self.site("{}", more: "owners: [nobody]")
    try site.write("in/items_1.csv", ReadinessTests.two)
    #expect(try site.wmsync("run").status == 3)
    #expect(try open(site).allSatisfy { $0.contains("who is not among the feed's owners") })
    let own = try Self.site("{}", more: "owners: [\(try TestSite.user())]")
    try own.write("in/items_1.csv", ReadinessTests.two)
    try own.done("run")
    #expect(try own.query("SELECT count(*) FROM item") == ["2"])
  }

  @Test func `a folder that leads out of the exchange folder is reported and not listed`() throws {
    let site = try Self.site("{}")
    try site.folder.write("elsewhere/items_1.csv", ReadinessTests.two)
    let made = try Program(path: "/bin/ln").run(
      ["-s", "../elsewhere", site.folder.path(of: "exchange/in")], in: "/")
    try #require(made.status == 0)
    #expect(try site.wmsync("run").status == 3)
    #expect(try open(site).map { $0.contains("is a link out of the exchange folder") } == [true])
    #expect(try site.query("SELECT count(*) FROM item") == ["0"])
  }

  @Test func `what says it happened in the future is held until then`() throws {
    let site = try TestSite(
      """
      version: 1
      site: future
      timezone: UTC
      systems:
        wms: {role: wms}
      dialects:
        plain: {format: csv, delimiter: ";"}
      feeds:
        counts:
          entity: stock
          from: {system: wms, files: "in/*.csv", dialect: plain}
          ready: {rename: true}
          mode: delta
          fields:
            warehouse: {column: wh}
            sku: {column: sku}
            on_hand: {column: qty}
            as_of: {column: at}

      """)
    try site.write(
      "in/a.csv",
      "wh;sku;qty;at\nH;A1;1;2026-11-24T06:00:00Z\nH;B2;2;2026-11-24T06:00:01Z\n")
    try site.done("run")
    #expect(try site.query("SELECT sku FROM stock") == ["A1"])
    let open = try open(site)
    #expect(open.count == 1 && open[0].hasPrefix("TIME_INVALID|"), "\(open)")
    try site.done("run", at: "2026-11-23T06:00:01Z")
    #expect(try site.query("SELECT sku FROM stock ORDER BY sku") == ["A1", "B2"])
    #expect(try self.open(site) == [])
  }
}
