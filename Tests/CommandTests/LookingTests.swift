import Testing
import Workbench

/// What an operator asks: what is wrong, where does it come from, what would happen.
@Suite struct LookingTests {
  @Test func `a value is explained from its file over its rule to the file it was sent in`() throws
  {
    let site = try CornerShop.running()
    let told = try site.done("explain item B2")
    #expect(told.contains("erp/out/items_1.csv:3"))
    #expect(told.contains("wms/out/items_1.csv:3"))
    #expect(told.contains("item.* owner erp (wmsync.yaml:50)"))
    #expect(told.contains("wms/in/items_00000001.csv"))
    #expect(told.contains("OWNER_VIOLATION"))
    #expect(told.contains("2.5"))
    let document = try site.json("explain item B2")
    #expect(
      document["systems"]?.items.compactMap { $0["at"]?.text }
        == ["erp/out/items_1.csv:3", "wms/out/items_1.csv:3"])
    #expect(
      document["systems"]?.items.compactMap { $0["values"]?["weight_kg"]?.text } == ["2", "2.5"])
    #expect(document["sent"]?.items.first?["file"] == .string("wms/in/items_00000001.csv"))
  }

  @Test func `the stock of an article is explained by both sides`() throws {
    let told = try CornerShop.running().done("explain stock HAM|A1")
    #expect(told.contains("erp/out/stock_1.csv:2") && told.contains("wms/out/stock_1.csv:2"))
    #expect(told.contains("STOCK_UNEXPLAINED"))
  }

  @Test func `stock that one side keeps by bin is explained by both sides`() throws {
    let systems = try Demo.ran.json("explain stock HAM|00310002")["systems"]?.items ?? []
    #expect(systems.compactMap { $0["system"]?.text } == ["erp", "wms", "wms"])
    #expect(Set(systems.compactMap { $0["at"]?.text }).count == 3)
  }

  @Test func `the verdict of the status follows the worst open exception`() throws {
    let site = try CornerShop.running()
    func verdict() throws -> String? { try site.json("status")["verdict"]?.text }
    #expect(try verdict() == "ACT")
    #expect(try site.done("status").hasPrefix("ACT: 2 open exceptions"))
    try site.done("exceptions ack \(CornerShop.id(of: "STOCK_UNEXPLAINED", in: site))")
    #expect(try verdict() == "LOOK")
    try site.done("exceptions ack \(CornerShop.id(of: "OWNER_VIOLATION", in: site))")
    #expect(try verdict() == "ALL CLEAR")
    #expect(try site.done("status").hasPrefix("ALL CLEAR: 0 open exceptions"))
  }

  @Test func `each feed is told against its rhythm`() throws {
    let site = try CornerShop.running()
    func states(_ at: String) throws -> [String?] {
      let feeds = try site.json("status", at: at)["feeds"]?.items ?? []
      return feeds.map { $0["state"]?.text }
    }
    #expect(try states("2026-11-24T08:00:00Z").first == "ok")
    #expect(try states("2026-11-24T08:00:01Z").first == "late")
    try site.write("erp/out/items_2.csv", "")
    #expect(try site.wmsync("run", at: TestSite.later).status == 3)
    #expect(try states(TestSite.later).first == "held")
    #expect(try site.json("status", at: TestSite.later)["verdict"] == .string("ACT"))
  }

  @Test func `looking changes nothing`() throws {
    let site = try CornerShop.running()
    let before = site.tree()
    for command in [
      "status", "exceptions", "exceptions show 1", "rules", "rules history",
      "watermarks", "explain item A1", "check",
    ] {
      try site.done(command, at: TestSite.later)
    }
    #expect(site.tree() == before)
  }

  @Test func `a rehearsal shows what would be done and changes nothing`() throws {
    let site = try CornerShop.running()
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.7\nB2;Bow;2\nC3;Cap;1\n")
    let before = site.tree(without: ["state/lock"])
    let told = try site.done("run --dry-run", at: TestSite.later)
    #expect(told.contains("wms/in/items_00000002.csv, 2 records"))
    #expect(told.contains("item A1 weight_kg"))
    #expect(told.contains("\"1.5\" → \"1.7\" by item.* owner erp"))
    let document = try site.json("run --dry-run", at: TestSite.later)
    #expect(document["outbound"]?.items.first?["records"] == .number("2"))
    #expect(site.tree(without: ["state/lock"]) == before)
    let real = try site.json("run", at: TestSite.later)
    for part in real.names { #expect(real[part] == document[part]) }
    #expect(document.names == real.names + ["rehearsal"])
  }

  @Test func `a rehearsal of the first run leaves no store behind`() throws {
    let site = try CornerShop.opened()
    let before = site.tree(without: ["state"])
    #expect(try site.done("run --dry-run").contains("wms/in/items_00000001.csv, 1 records"))
    #expect(site.tree(without: ["state"]) == before)
    #expect(!site.folder.exists("state/state.db"))
    #expect(try site.wmsync("status").status == 10)
  }

  @Test func `reconciling by hand finds what a run has no reason to look at`() throws {
    let site = try CornerShop.running()
    _ = try site.query(
      "UPDATE stock_record SET on_hand = on_hand - 3000000 WHERE _system='wms' AND sku='B2'")
    #expect(try site.json("run", at: TestSite.later)["exceptions"]?["opened"] == .number("0"))
    let proved = try site.json("reconcile", at: TestSite.later)
    #expect(proved["exceptions"]?["opened"] == .number("1"))
    #expect(
      try site.query("SELECT difference FROM exceptions WHERE key = 'HAM|B2'") == ["-3"])
    let shown = try site.done("reconcile --sku B2 --entity stock", at: TestSite.later)
    #expect(shown.contains("HAM|B2") && !shown.contains("HAM|A1"))
    #expect(!shown.contains("OWNER_VIOLATION"))
    #expect(try site.wmsync("reconcile --warehouse TIL").status == 64)
    #expect(try site.json("reconcile", at: TestSite.later)["exceptions"]?["opened"] == .number("0"))
  }

  @Test func `a good configuration is said to be good`() throws {
    let site = try CornerShop.opened()
    #expect(
      try site.done("check")
        == "wmsync.yaml: 4 feeds, 1 outbound streams, no errors, 0 warnings\n")
    #expect(try site.json("check")["errors"] == .array([]))
    #expect(!site.folder.exists("state"))
  }

  @Test func `what may go wrong in a correct configuration is a warning`() throws {
    let site = try CornerShop.opened()
    try site.folder.write(
      "wmsync.yaml",
      CornerShop.configuration().replacing("mode: snapshot", with: "mode: delta")
        .replacing("    scope: {warehouse: [HAM]}\n", with: "")
        .replacing("    guard: {max_missing: 50%}\n", with: ""))
    let ended = try site.wmsync("check")
    #expect(ended.status == 0)
    #expect(ended.out.contains("wmsync.yaml:14: warning: feed erp-items: a delta"))
  }

  @Test func `a new site is made once and never over another one`() throws {
    let folder = try ThrowawayFolder()
    func wmsync(_ words: String...) throws -> Program.Outcome {
      try Program.wmsync.run(words, in: folder.path)
    }
    let made = try wmsync("init", "shop")
    #expect(made.status == 0)
    #expect(made.out.contains("wmsync -c shop/wmsync.yaml run"))
    #expect(try wmsync("-c", "shop/wmsync.yaml", "check").status == 0)
    #expect(try wmsync("-c", "shop/wmsync.yaml", "run").status == 0)
    try folder.write("shop/wmsync.yaml", "mine")
    for words in [["init", "shop"], ["init", "shop", "--demo"]] {
      let refused = try Program.wmsync.run(words, in: folder.path)
      #expect(refused.status == 74)
      #expect(refused.out == "" && refused.err.contains("shop/wmsync.yaml exists"))
    }
    #expect(folder.text(of: "shop/wmsync.yaml") == "mine")
    #expect(!folder.exists("shop/exchange/xref/tpl_sku.csv"))
  }

  @Test func `a scenario that no longer holds is a finding of a replay`() throws {
    let folder = try ThrowawayFolder()
    let scenario = "scenarios/corner"
    try folder.write(scenario + "/wmsync.yaml", CornerShop.configuration())
    try folder.write(scenario + "/story.md", "# A corner shop\n")
    try folder.write(scenario + "/cycles/01-first/cycle.yaml", "clock: 2026-11-23T06:00:00Z\n")
    try folder.write(
      scenario + "/cycles/01-first/erp/out/items_1.csv", "sku;name;weight\nA1;Axe;1\n")
    try folder.write(scenario + "/cycles/01-first/wms/out/items_1.csv", "sku;weight\nB2;2\n")
    func replay(_ words: String...) throws -> Program.Outcome {
      try Program.wmsync.run(["replay", "scenarios"] + words, in: folder.path)
    }
    #expect(try replay().status == 2)
    let updated = try replay("--update")
    #expect(updated.status == 0)
    #expect(updated.out.contains("expected/01-first/exceptions.csv"))
    #expect(try replay("--junit", "junit.xml").status == 0)
    #expect(folder.text(of: "junit.xml")?.contains("failures=\"0\"") == true)
    try folder.write(scenario + "/cycles/01-first/wms/out/items_1.csv", "sku;weight\nA1;2\n")
    let differs = try replay("--json")
    #expect(differs.status == 2)
    #expect(try JSONTree(differs.out)["scenarios"]?.items.first?["passed"] == .bool(false))
    let refused = try Program.wmsync.run(
      ["replay", "scenarios", "--update"], in: folder.path, environment: ["CI": "true"])
    #expect(refused.status == 64)
  }
}
