import Testing
import Workbench

/// How a command ends is what cron, monitoring and scripts act on.
@Suite struct ExitStatusTests {
  @Test func `a run with business exceptions is done and ends with 0`() throws {
    let site = try CornerShop.opened()
    let ended = try site.wmsync("run")
    #expect(ended.status == 0)
    #expect(try site.query("SELECT count(*) FROM exceptions WHERE state = 'open'") == ["2"])
  }

  @Test func `a failure nobody foresaw ends with 1 and keeps nothing`() throws {
    let site = try CornerShop.running()
    _ = try site.query("ALTER TABLE outbox RENAME TO elsewhere")
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;1\n")
    let before = site.tree("exchange")
    let ended = try site.wmsync("run", at: TestSite.later)
    #expect(ended.status == 1)
    #expect(ended.out == "")
    #expect(ended.err != "")
    #expect(site.tree("exchange") == before)
  }

  @Test func `findings are a status of their own only where they were asked for`() throws {
    let site = try CornerShop.running()
    #expect(try site.wmsync("run --fail-on critical").status == 2)
    #expect(try site.wmsync("run").status == 0)
    try site.done(
      "exceptions ack \(CornerShop.id(of: "STOCK_UNEXPLAINED", in: site))")
    #expect(try site.wmsync("run --fail-on error").status == 0)
    #expect(try site.wmsync("run --fail-on warning").status == 2)
    #expect(try site.wmsync("reconcile --fail-on warning").status == 2)
  }

  @Test func `reconcile judges only the findings that its filters leave`() throws {
    let site = try CornerShop.running()
    #expect(try site.wmsync("reconcile --sku A1 --fail-on critical").status == 2)
    #expect(try site.wmsync("reconcile --sku B2 --fail-on critical").status == 0)
  }

  @Test func `a guarded full export ends with 3 and the other feeds are committed`() throws {
    let site = try CornerShop.running()
    try site.write("erp/out/items_2.csv", "sku;name;weight\nZ9;Zip;1\n")
    try site.write("wms/out/stock_2.csv", "wh;sku;qty\nHH1;A1;10\nHH1;B2;20\n")
    let ended = try site.wmsync("run --json", at: TestSite.later)
    #expect(ended.status == 3)
    let feeds = try #require(try JSONTree(ended.out)["feeds"]).items
    #expect(feeds.first?["state"] == .string("guarded"))
    #expect(feeds.last?["changed"] == .number("1"))
    #expect(try JSONTree(ended.out)["run"]?["exit"] == .number("3"))
    #expect(try site.query("SELECT sku FROM item WHERE system = 'erp'") == ["A1", "B2"])
    #expect(try site.query("SELECT on_hand FROM stock WHERE system='wms' AND sku='A1'") == ["10"])
    #expect(
      try site.query("SELECT file FROM exceptions WHERE code = 'FULL_SHRINK'")
        == ["erp/out/items_2.csv"])
  }

  @Test func `a guarded export is taken when a person accepts it by its hash`() throws {
    let site = try CornerShop.running()
    try site.write("erp/out/items_2.csv", "sku;name;weight\nZ9;Zip;1\n")
    #expect(try site.wmsync("run", at: TestSite.later).status == 3)
    let hash = try site.query("SELECT sha256 FROM files WHERE state = 'guarded'")
    let accept = "erp-items@" + (hash.first ?? "")
    #expect(try site.wmsync("run --accept erp-items@00000000", at: TestSite.later).status == 3)
    #expect(try site.wmsync("run --accept \(accept)", at: TestSite.later).status == 0)
    #expect(try site.query("SELECT sku FROM item WHERE system = 'erp'") == ["Z9"])
  }

  @Test func `a file that cannot be read holds its feed and ends with 3`() throws {
    let site = try CornerShop.running()
    try site.write("erp/out/items_2.csv", "")
    try site.write("erp/out/stock_2.csv", "sku;qty\nA1;10\n")
    let ended = try site.wmsync("run --json", at: TestSite.later)
    #expect(ended.status == 3)
    let held = try JSONTree(ended.out)["feeds"]?.items.filter { $0["state"] == .string("held") }
    #expect(held?.compactMap { $0["feed"]?.text } == ["erp-items", "erp-stock"])
  }

  @Test func `a feed that is critically late ends with 3`() throws {
    let site = try CornerShop.running()
    #expect(try site.wmsync("run", at: "2026-11-25T05:59:59Z").status == 0)
    #expect(try site.wmsync("run", at: "2026-11-25T06:00:01Z").status == 3)
    #expect(
      try site.query("SELECT feed FROM exceptions WHERE code = 'FEED_STALLED' AND state = 'open'")
        == ["erp-items"])
  }

  static let needStore = [
    "status", "exceptions", "exceptions show 1", "exceptions ack 1", "exceptions resolve 1",
    "rules", "rules which item.name", "rules history", "watermarks", "explain item A1",
    "watermarks rewind erp-items --to start", "reconcile", "push",
    "rules set item.name --owner erp --reason why",
  ]

  @Test(arguments: needStore)
  func `without a state store there is nothing to look at`(command: String) throws {
    let site = try CornerShop.opened()
    let before = site.tree()
    let ended = try site.wmsync(command)
    #expect(ended.status == 10)
    #expect(ended.out == "")
    #expect(ended.err.contains("wmsync run"))
    #expect(site.tree() == before)
  }

  static let needNoStore = ["check", "exceptions explain SKU_UNKNOWN", "run --dry-run"]

  @Test(arguments: needNoStore)
  func `what needs no store works without one`(command: String) throws {
    #expect(try CornerShop.opened().wmsync(command).status == 0)
  }

  @Test func `a store of a newer program is left alone`() throws {
    let site = try CornerShop.running()
    _ = try site.query("PRAGMA user_version = 9000")
    let before = site.tree()
    for command in ["run", "status", "exceptions", "reconcile", "rules history"] {
      let ended = try site.wmsync(command, at: TestSite.later)
      #expect(ended.status == 12, "\(command)")
      #expect(ended.out == "" && ended.err.contains("9000"))
    }
    #expect(site.tree() == before)
  }

  static let misuse = [
    "frobnicate", "run --frobnicate", "run --wait soon", "run --at yesterday",
    "run --fail-on sometimes", "run --accept nonsense", "exceptions show",
    "exceptions show first", "exceptions ack", "explain", "explain item", "rules which",
    "rules which weight", "rules which item.colour", "rules set item.name --owner erp",
    "rules set item.name --owner nobody --reason why",
    "rules set item.colour --owner erp --reason why",
    "rules set item.name --owner erp --reason why --on-drift shrug",
    "watermarks rewind erp-items", "replay", "status surplus", "run --color pink",
    "exceptions --severity sometimes", "exceptions --state lost", "exceptions --code NO_SUCH",
  ]

  @Test(arguments: misuse)
  func `what cannot be understood ends with 64 and changes nothing`(command: String) throws {
    let site = try CornerShop.running()
    let before = site.tree(without: ["state/lock"])
    let words = command.split(separator: " ").map(String.init)
    let ended = try Program.wmsync.run(words, in: site.folder.path)
    #expect(ended.status == 64)
    #expect(ended.out == "")
    #expect(ended.err != "")
    #expect(site.tree(without: ["state/lock"]) == before)
  }

  static let unknown = [
    "exceptions show 999", "exceptions ack 999", "exceptions resolve 999",
    "exceptions explain NO_SUCH_CODE", "explain item Z9", "explain article A1",
    "watermarks rewind no-feed --to start", "watermarks rewind erp-items --to items_9.csv",
    "replay .",
  ]

  @Test(arguments: unknown)
  func `what is asked for and does not exist ends with 65`(command: String) throws {
    let ended = try CornerShop.running().wmsync(command)
    #expect(ended.status == 65)
    #expect(ended.out == "")
    #expect(ended.err.hasPrefix("wmsync: "))
  }

  @Test func `acknowledging several exceptions of which one is unknown changes none`() throws {
    let site = try CornerShop.running()
    #expect(try site.wmsync("exceptions ack 1 2 999").status == 65)
    #expect(try site.query("SELECT DISTINCT state FROM exceptions") == ["open"])
  }
}
