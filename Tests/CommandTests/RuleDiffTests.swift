import Testing
import Workbench

/// What changed rules would do is seen before they do it.
@Suite struct RuleDiffTests {
  private static let ownership = "  - {field: \"item.*\", owner: erp}\n"

  /// A copy of the shop's configuration with other rules, beside it.
  private func candidate(_ site: TestSite, _ rules: String) throws {
    try site.folder.write(
      "new.yaml", CornerShop.configuration().replacing(Self.ownership, with: rules))
  }

  @Test func `the owner of one field changes, and a rehearsal of it changes nothing`() throws {
    let site = try CornerShop.running()
    try candidate(site, Self.ownership + "  - {field: item.weight_kg, owner: wms}\n")
    let before = site.tree(without: ["state/lock"])
    let told = try site.done("rules diff new.yaml", at: TestSite.later)
    #expect(
      told == """
        rule set 1, which is in force, against new.yaml
        + item.weight_kg, owner wms, revert (new.yaml:51)
        item B2 weight_kg: erp "2" by item.* owner erp (wmsync.yaml:50) → wms "2.5" by item.weight_kg owner wms (new.yaml:51)
        item A1 weight_kg: erp "1.5" by item.* owner erp (wmsync.yaml:50) → wms "1.5" by item.weight_kg owner wms (new.yaml:51)
        item.weight_kg owner wms (new.yaml:51): 2 fields, 1 of them with another value

        """)
    let document = try site.json("rules diff new.yaml", at: TestSite.later)
    #expect(document["added"]?.items.compactMap { $0["field"]?.text } == ["item.weight_kg"])
    let fields = try #require(document["fields"]?.items)
    #expect(fields.map { $0["key"]?.text } == ["A1", "B2"])
    #expect(fields.last?["now"]?["value"] == .string("2"))
    #expect(fields.last?["then"]?["value"] == .string("2.5"))
    #expect(site.tree(without: ["state/lock"]) == before)
    // And it comes to pass.
    try site.folder.write("wmsync.yaml", site.text("new.yaml") ?? "")
    #expect(try site.done("rules diff", at: TestSite.later).contains("against wmsync.yaml"))
    try site.done("run", at: TestSite.later)
    #expect(
      try site.query("SELECT owner, owner_value FROM decisions WHERE run = 2") == ["wms|2.5"])
    #expect(
      try site.done("rules diff", at: TestSite.later)
        == "rule set 2, which is in force, against wmsync.yaml\nno rule differs\n")
  }

  @Test func `what would be sent is found by sending it, and rolled back`() throws {
    let site = try CornerShop.opened()
    let alert = "  - {field: \"item.*\", owner: erp, on_drift: alert}\n"
    let usual = CornerShop.configuration()
    try site.folder.write("wmsync.yaml", usual.replacing(Self.ownership, with: alert))
    try site.done("run")
    #expect(!site.folder.exists("exchange/wms/in"))
    try site.folder.write("new.yaml", usual)
    let told = try site.done("rules diff new.yaml --limit 1", at: TestSite.later)
    #expect(
      told.contains("~ item.*, owner erp, alert (wmsync.yaml:50) → item.*, owner erp, revert"))
    #expect(told.contains("\nand 3 fields more\n"))
    #expect(told.contains("item.* owner erp (new.yaml:50): 4 fields, 0 of them with another value"))
    #expect(told.contains("→ wms-items: "))
    let document = try site.json("rules diff new.yaml", at: TestSite.later)
    let sent = document["fields"]?.items.filter { $0["sent"]?.items.isEmpty == false } ?? []
    #expect(sent.contains { $0["key"] == .string("B2") })
    let promised = document["outbound"]?.items.first?["records"]
    try site.folder.write("wmsync.yaml", usual)
    let run = try site.json("run", at: TestSite.later)
    #expect(run["outbound"]?.items.first?["records"] == promised)
  }

  @Test func `a rule for one warehouse touches the records of that warehouse`() throws {
    let site = try CornerShop.running()
    try candidate(
      site, Self.ownership + "  - {field: stock.on_hand, warehouse: HAM, owner: erp}\n")
    let document = try site.json("rules diff new.yaml", at: TestSite.later)
    #expect(document["added"]?.items.compactMap { $0["warehouse"]?.text } == ["HAM"])
    let fields = document["fields"]?.items ?? []
    #expect(fields.map { $0["key"]?.text } == ["HAM|A1", "HAM|B2"])
    #expect(fields.map { $0["warehouse"]?.text } == ["HAM", "HAM"])
    #expect(fields.first?["now"]?["system"] == .string("wms"))
    #expect(fields.first?["then"]?["value"] == .string("10"))
  }

  @Test func `an operator's override goes on hiding the rule of the file`() throws {
    let site = try CornerShop.running()
    try site.done(
      "rules set item.* --owner wms --reason", ["the ERP is being moved"], at: TestSite.later)
    let pending = try site.done("rules diff", at: TestSite.later)
    #expect(pending.contains("~ item.*, owner erp, revert (wmsync.yaml:50) → item.*, owner wms"))
    try site.done("run", at: TestSite.later)
    try candidate(site, "  - {field: \"item.*\", owner: erp, on_drift: alert}\n")
    #expect(try site.done("rules diff new.yaml", at: TestSite.later).contains("no rule differs"))
  }

  @Test func `mistakes of the other file are told with their places`() throws {
    let site = try CornerShop.running()
    try candidate(site, Self.ownership + "  - {field: \"item.*\", owner: wms}\n")
    let ended = try site.wmsync("rules diff new.yaml")
    #expect(ended.status == 78)
    #expect(ended.err.contains("new.yaml:51:"))
    #expect(try site.wmsync("rules diff none.yaml").status == 78)
    #expect(try site.wmsync("rules diff --limit -1").status == 64)
    #expect(try TestSite(CornerShop.configuration()).wmsync("rules diff").status == 10)
  }
}
