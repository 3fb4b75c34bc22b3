import Testing
import Workbench

/// Who decides about a field is seen, changed and remembered through `rules`.
@Suite struct RuleCommandTests {
  private static let why = "the scales at the dock are calibrated"

  private func overridden() throws -> TestSite {
    let site = try CornerShop.running()
    try site.done(
      "rules set item.weight_kg --owner wms --reason", [Self.why], at: "2026-11-23T06:30:00Z")
    return site
  }

  @Test func `the rules of the configuration are listed with their places`() throws {
    let site = try CornerShop.running()
    let listed = try site.done("rules")
    #expect(listed.hasPrefix("rule set 1 of \(TestSite.morning)\n"))
    let rules = try site.json("rules list").items
    #expect(rules.compactMap { $0["field"]?.text } == ["item.*", "stock.on_hand"])
    #expect(rules.compactMap { $0["source"]?.text } == ["wmsync.yaml:50", "wmsync.yaml:51"])
    #expect(
      try site.query("SELECT rule_set, field, owner FROM truth_rules ORDER BY position")
        == ["1|item.*|erp", "1|stock.on_hand|wms"])
  }

  @Test func `which rule decides is told for a field, a warehouse and a key`() throws {
    let site = try overridden()
    try site.done(
      "rules set item.weight_kg --entity-key A1 --owner erp --reason", ["sold by weight"])
    try site.done("rules set stock.on_hand --warehouse HAM --owner erp --reason inventory")
    func owner(_ question: String) throws -> String? {
      try site.json("rules which " + question)["owner"]?.text
    }
    #expect(try owner("item.name") == "erp")
    #expect(try owner("item.weight_kg") == "wms")
    #expect(try owner("item.weight_kg --entity-key B2") == "wms")
    #expect(try owner("item.weight_kg --entity-key A1") == "erp")
    #expect(try owner("stock.on_hand") == "wms")
    #expect(try owner("stock.on_hand --warehouse HAM") == "erp")
    #expect(try site.done("rules which location.zone").contains("nobody owns it"))
  }

  @Test func `an override changes who wins in the next run`() throws {
    let site = try overridden()
    #expect(
      try site.query("SELECT owner, owner_value, rule_set FROM decisions") == ["erp|2|1"])
    try site.done("run", at: TestSite.later)
    #expect(
      try site.query("SELECT owner, owner_value, other_value, rule_set FROM decisions WHERE run=2")
        == ["wms|2.5|2|2"])
    #expect(
      try site.query(
        "SELECT expected, actual, file FROM exceptions WHERE code = 'OWNER_VIOLATION'")
        == ["2.5|2|erp/out/items_1.csv"])
    #expect(site.text("exchange/wms/in/items_00000002.csv") == nil)
  }

  @Test func `an override survives runs and a changed configuration`() throws {
    let site = try overridden()
    for hour in 7...9 { try site.done("run", at: "2026-11-23T0\(hour):00:00Z") }
    try site.folder.write(
      "wmsync.yaml",
      CornerShop.configuration().replacing("site: corner", with: "site: corner shop"))
    try site.done("run", at: "2026-11-23T10:00:00Z")
    #expect(try site.json("rules which item.weight_kg")["owner"] == .string("wms"))
  }

  @Test func `an override is shown with who and why`() throws {
    let site = try overridden()
    try site.done("run", at: TestSite.later)
    let user = try TestSite.user()
    for command in ["rules", "rules which item.weight_kg", "rules history", "explain item B2"] {
      let told = try site.done(command)
      #expect(told.contains(Self.why) && told.contains(user), "\(command)")
    }
    let row =
      try site.query(
        "SELECT rule FROM exceptions WHERE code = 'OWNER_VIOLATION'"
      ).first ?? ""
    #expect(row.contains(user) && row.contains(Self.why))
  }

  @Test func `a rule set has a new number only when the rules are others`() throws {
    let site = try CornerShop.running()
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT DISTINCT rule_set FROM truth_rules") == ["1"])
    try site.done("rules set item.weight_kg --owner wms --reason x", at: TestSite.later)
    try site.done("run", at: "2026-11-23T08:00:00Z")
    try site.done("run", at: "2026-11-23T09:00:00Z")
    #expect(
      try site.query("SELECT id, rule_set FROM runs ORDER BY id")
        == ["1|1", "2|1", "3|2", "4|2"])
    let history = try site.done("rules history")
    #expect(history.contains("rule set 1") && history.contains("rule set 2"))
    #expect(!history.contains("rule set 3"))
  }

  @Test func `a second override of the same field ends the first and both are remembered`() throws {
    let site = try overridden()
    try site.done(
      "rules set item.weight_kg --owner erp --reason", ["scales broke"], at: TestSite.later)
    #expect(try site.json("rules which item.weight_kg")["owner"] == .string("erp"))
    #expect(
      try site.json("rules").items.filter { $0["field"] == .string("item.weight_kg") }.count == 1)
    let history = try site.done("rules history")
    #expect(history.contains(Self.why) && history.contains("scales broke"))
  }

  @Test func `a changed field that the receiver does not report is sent to it`() throws {
    let site = try CornerShop.running()
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Great axe;1.5\nB2;Bow;2\n")
    try site.done("run", at: TestSite.later)
    #expect(
      site.text("exchange/wms/in/items_00000002.csv") == "sku;name;weight\nA1;Great axe;1.5\n")
  }

  @Test func `nothing claims to be sent where no stream carries it`() throws {
    let site = try overridden()
    try site.done("run", at: TestSite.later)
    let message =
      try site.query(
        "SELECT message FROM exceptions WHERE code = 'OWNER_VIOLATION'"
      ).first ?? ""
    #expect(message.contains("its owner wms says 2.5, erp says 2"))
    #expect(!message.contains("sent again"))
  }
}
