import Testing
import Workbench

/// In which order files are taken, and what holds them up.
@Suite struct FileOrderTests {
  private static func site(_ order: String, more: String = "") throws -> TestSite {
    let site = try ReadinessTests.site("{rename: true}", more: more)
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write(
      "wmsync.yaml", text.replacing("order: name", with: "order: \(order)"))
    return site
  }

  private func rows(_ sku: String, _ name: String) -> String {
    "sku;name;weight\n\(sku);\(name);1\n"
  }

  private func open(_ site: TestSite) throws -> [String] {
    try site.query("SELECT code, message FROM exceptions WHERE state = 'open' ORDER BY id")
  }

  private func touch(_ site: TestSite, _ file: String, _ time: String) throws {
    let ended = try Program(path: "/usr/bin/touch").run(
      ["-d", time, "exchange/" + file], in: site.folder.path)
    try #require(ended.status == 0)
  }

  @Test func `by the time of change the newest file is taken last, whatever its name`() throws {
    let site = try Self.site("mtime")
    try site.write("in/items_1.csv", rows("A1", "new"))
    try site.write("in/items_2.csv", rows("A1", "old"))
    try touch(site, "in/items_1.csv", "2026-11-23T05:00:00Z")
    try touch(site, "in/items_2.csv", "2026-11-23T04:00:00Z")
    try site.done("run")
    #expect(try site.query("SELECT name FROM item") == ["new"])
    try site.write("in/items_0.csv", rows("A1", "newest"))
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT name FROM item") == ["newest"])
  }

  @Test func `a file without a number is held where files come by number`() throws {
    let site = try Self.site("sequence")
    try site.write("in/items_new.csv", rows("A1", "Axe"))
    #expect(try site.wmsync("run").status == 3)
    #expect(try open(site).contains { $0.contains("its name holds no sequence number") })
    #expect(try site.query("SELECT count(*) FROM item") == ["0"])
    try site.write("in/items_1.csv", rows("B2", "Bow"))
    _ = try site.wmsync("run", at: TestSite.later)
    #expect(try site.query("SELECT count(*) FROM files WHERE name = 'in/items_new.csv'") == ["0"])
  }

  @Test func `a missing number is waited for in silence as long as the feed allows`() throws {
    let site = try Self.site("sequence", more: "gap_grace: 30m")
    try site.write("in/items_1.csv", rows("A1", "one"))
    try site.done("run")
    try site.write("in/items_3.csv", rows("A1", "three"))
    try site.done("run", at: "2026-11-23T06:10:00Z")
    #expect(try open(site) == [])
    #expect(try site.query("SELECT name FROM item") == ["one"])
    #expect(try site.wmsync("run", at: "2026-11-23T06:45:00Z").status == 3)
    #expect(try open(site).contains { $0.hasPrefix("FILE_SEQ_GAP|") }, "the wait is over")
    try site.write("in/items_2.csv", rows("A1", "two"))
    try site.done("run", at: "2026-11-23T06:50:00Z")
    #expect(try site.query("SELECT name FROM item") == ["three"])
    #expect(try open(site) == [])
  }

  @Test func `new columns are refused where the dialect takes none, and read when it does`() throws
  {
    let site = try Self.site("name")
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write(
      "wmsync.yaml",
      text.replacing("delimiter: \";\",", with: "delimiter: \";\", extra_columns: error,"))
    try site.write("in/items_1.csv", rows("A1", "one"))
    try site.done("run")
    try site.write("in/items_2.csv", "sku;name;weight;colour\nA1;two;1;red\n")
    for time in ["2026-11-23T06:10:00Z", "2026-11-23T06:20:00Z"] {
      #expect(try site.wmsync("run", at: time).status == 3)
      #expect(try open(site).contains { $0.contains("colour") })
      #expect(try site.query("SELECT name FROM item") == ["one"])
    }
    try site.folder.write("wmsync.yaml", text)
    _ = try site.wmsync("run", at: TestSite.later)
    #expect(try site.query("SELECT name FROM item") == ["two"])
  }

  @Test func `a row that stands twice is read once where the feed drops the second`() throws {
    let site = try Self.site("name", more: "duplicate_rows: drop")
    try site.write("in/items_1.csv", rows("A1", "Axe") + "A1;Axe;1\nB2;Bow;2\n")
    let summary = try site.json("run")
    #expect(summary["feeds"]?.items.first?["new"] == .number("2"))
    #expect(try site.query("SELECT count(*) FROM exceptions") == ["0"])
  }

  @Test func `a feed that is quiet outside its hours is expected again inside them`() throws {
    let site = try Self.site(
      "name", more: "rhythm: {every: 1h, late: 2h, critical: 72h, hours: \"06:00-22:00\"}")
    try site.write("in/items_1.csv", rows("A1", "Axe"))
    try site.done("run")
    try site.done("run", at: "2026-11-24T03:00:00Z")
    #expect(try open(site) == [], "04:00 in Berlin")
    _ = try site.wmsync("run", at: "2026-11-24T08:00:00Z")
    #expect(try open(site).contains { $0.hasPrefix("FEED_STALLED|") })
  }

  @Test
  func `files are found in every folder that a pattern names, and not in linked ones outside`()
    throws
  {
    let site = try ReadinessTests.site("{rename: true}")
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write("wmsync.yaml", text.replacing("in/items_*", with: "shop*/items_*"))
    for shop in 1...3 {
      try site.write("shop\(shop)/items_\(shop).csv", "sku;name;weight\nS\(shop);Axe;1\n")
    }
    try site.write("shopkeeper", "no folder")
    try site.write("other/items_9.csv", "sku;name;weight\nX9;Axe;1\n")
    try site.folder.write("elsewhere/items_8.csv", "sku;name;weight\nX8;Axe;1\n")
    let linked = try Program(path: "/bin/ln").run(
      ["-s", "../elsewhere", "exchange/shop4"], in: site.folder.path)
    try #require(linked.status == 0)
    #expect(try site.wmsync("run").status == 3)
    #expect(try site.query("SELECT sku FROM item ORDER BY sku") == ["S1", "S2", "S3"])
    let told = try site.query("SELECT message FROM exceptions WHERE code LIKE 'FILE%'")
    #expect(told.count == 1 && told[0].contains("shop4"))
  }
}
