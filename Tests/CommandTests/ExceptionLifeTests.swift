import Testing
import Workbench

/// An exception has a life: opened, looked at, settled, and back when it was not.
@Suite struct ExceptionLifeTests {
  /// The states and actions of one exception's history, with who and note.
  private func history(of id: String, in site: TestSite) throws -> [JSONTree] {
    let report = try site.json("exceptions show \(id)")
    return report["exceptions"]?.items.first?["history"]?.items ?? []
  }

  @Test func `an acknowledgement outlives the next run and names who and why`() throws {
    let site = try CornerShop.running()
    let id = try CornerShop.id(of: "STOCK_UNEXPLAINED", in: site)
    try site.done("exceptions ack \(id) --note", ["recount is under way"], at: TestSite.later)
    try site.write("wms/out/stock_2.csv", "wh;sku;qty\nHH1;A1;8\nHH1;B2;20\n")
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(
      try site.query("SELECT state, actual, seen FROM exceptions WHERE id = \(id)")
        == ["acknowledged|8|2"])
    let events = try history(of: id, in: site)
    #expect(events.compactMap { $0["action"]?.text } == ["opened", "acknowledged"])
    #expect(events.last?["note"] == .string("recount is under way"))
    #expect(events.last?["who"] == .string(try TestSite.user()))
    #expect(events.last?["at"] == .string(TestSite.later))
    let shown = try site.done("exceptions show \(id)")
    #expect(shown.contains("\(try TestSite.user())  acknowledged: recount is under way"))
  }

  @Test func `what was resolved and is still seen comes back under its number`() throws {
    let site = try CornerShop.running()
    let id = try CornerShop.id(of: "STOCK_UNEXPLAINED", in: site)
    try site.done("exceptions resolve \(id) --note counted", at: TestSite.later)
    #expect(try site.done("exceptions --code STOCK_UNEXPLAINED") == "no exceptions\n")
    try site.done("reconcile", at: "2026-11-23T08:00:00Z")
    #expect(
      try site.query("SELECT id, state FROM exceptions WHERE code = 'STOCK_UNEXPLAINED'")
        == ["\(id)|open"])
    #expect(
      try history(of: id, in: site).compactMap { $0["action"]?.text }
        == ["opened", "resolved", "reopened"])
  }

  @Test func `what was resolved comes back when the next export still says it`() throws {
    let site = try CornerShop.running()
    let id = try CornerShop.id(of: "STOCK_UNEXPLAINED", in: site)
    try site.done("exceptions resolve \(id)", at: TestSite.later)
    try site.write("erp/out/stock_2.csv", "wh;sku;qty\n01;A1;10\n01;B2;20\n\n")
    try site.write("wms/out/stock_2.csv", "wh;sku;qty\nHH1;A1;9\nHH1;B2;20\n\n")
    let next = try site.json("run", at: "2026-11-23T08:00:00Z")
    #expect(next["feeds"]?.items.last?["unchanged"] == .number("2"))
    #expect(try site.query("SELECT state FROM exceptions WHERE id = \(id)") == ["open"])
  }

  @Test func `a fault that is gone closes by itself and returns under its number`() throws {
    let site = try CornerShop.running()
    let id = try CornerShop.id(of: "STOCK_UNEXPLAINED", in: site)
    try site.write("wms/out/stock_2.csv", "wh;sku;qty\nHH1;A1;10\nHH1;B2;20\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT state FROM exceptions WHERE id = \(id)") == ["resolved"])
    try site.write("wms/out/stock_3.csv", "wh;sku;qty\nHH1;A1;6\nHH1;B2;20\n")
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(
      try site.query(
        "SELECT id, state, difference, first_seen FROM exceptions WHERE code = 'STOCK_UNEXPLAINED'")
        == ["\(id)|open|-4|\(TestSite.morning)"])
  }

  @Test func `a fault seen again and again stays one row that counts`() throws {
    let site = try CornerShop.running()
    for number in 2...4 {
      try site.write("wms/out/stock_\(number).csv", "wh;sku;qty\nHH1;A1;\(number)\nHH1;B2;20\n")
      try site.done("run", at: "2026-11-23T0\(5 + number):00:00Z")
    }
    #expect(
      try site.query(
        "SELECT count(*), max(seen), max(last_seen) FROM exceptions "
          + "WHERE code = 'STOCK_UNEXPLAINED'") == ["1|4|2026-11-23T09:00:00Z"])
  }

  @Test func `what is resolved already is no longer there to act on`() throws {
    let site = try CornerShop.running()
    try site.done("exceptions resolve 1")
    #expect(try site.wmsync("exceptions ack 1").status == 65)
    #expect(try site.wmsync("exceptions resolve 1").status == 65)
  }

  static let filters: [(filter: String, codes: Set<String>)] = [
    ("", ["STOCK_UNEXPLAINED", "OWNER_VIOLATION"]),
    ("--code OWNER_VIOLATION", ["OWNER_VIOLATION"]),
    ("--severity critical", ["STOCK_UNEXPLAINED"]),
    ("--warehouse HAM", ["STOCK_UNEXPLAINED"]),
    ("--feed wms-stock", ["STOCK_UNEXPLAINED"]),
    ("--feed wms-items", ["OWNER_VIOLATION"]),
    ("--state acknowledged", []),
    ("--state open --severity warning", ["OWNER_VIOLATION"]),
    ("--new", ["STOCK_UNEXPLAINED", "OWNER_VIOLATION"]),
  ]

  @Test(arguments: filters)
  func `a list shows what its filters leave`(
    filter: (filter: String, codes: Set<String>)
  ) throws {
    let site = try CornerShop.running()
    let report = try site.json("exceptions list " + filter.filter)
    let codes = report["exceptions"]?.items.compactMap { $0["code"]?.text } ?? []
    #expect(Set(codes) == filter.codes)
    #expect(report["summary"]?["total"] == .number(String(filter.codes.count)))
    let lines = try site.done("exceptions " + filter.filter)
    for code in ["STOCK_UNEXPLAINED", "OWNER_VIOLATION"] {
      #expect(lines.contains(code) == filter.codes.contains(code))
    }
  }

  @Test func `only what the newest run found is new`() throws {
    let site = try CornerShop.running()
    try site.write("wms/out/stock_2.csv", "wh;sku;qty\nHH1;A1;9\nHH1;B2;21\n")
    try site.done("run", at: TestSite.later)
    let keys = try site.json("exceptions --new")["exceptions"]?.items
      .compactMap { $0["subject"]?["key"]?.text }
    #expect(keys == ["HAM|B2"])
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(try site.json("exceptions --new")["exceptions"] == .array([]))
  }

  @Test func `a feed that fell silent is found by its feed`() throws {
    let site = try CornerShop.running()
    #expect(try site.wmsync("run", at: "2026-11-26T06:00:00Z").status == 3)
    let found = try site.json("exceptions --feed erp-items")["exceptions"]?.items ?? []
    #expect(found.contains { $0["code"] == .string("FEED_STALLED") })
  }

  @Test func `every code is explained with what to do about it`() throws {
    let site = try CornerShop.running()
    let listed = try site.wmsync("exceptions explain NO_SUCH_CODE").err
    let codes = listed.split(separator: " ").map { $0.filter { $0 != "," && $0 != "\n" } }
      .filter { $0.count > 4 && $0.allSatisfy { $0.isUppercase || $0 == "_" || $0.isNumber } }
    #expect(codes.filter { $0 != "NO_SUCH_CODE" }.count > 80)
    for code in ["SKU_UNKNOWN", "STOCK_UNEXPLAINED", "ACK_OVERDUE", "replenish_due"] {
      let told = try site.done("exceptions explain \(code)")
      #expect(told.hasPrefix(code.uppercased() + ": "))
      #expect(told.contains("what to do: ") && told.contains("closes when: "))
    }
  }

  @Test func `what comes back must last as long as the first time`() throws {
    let site = try CornerShop.running(tolerance: "{field: stock.on_hand, snapshots: 1, settle: 2h}")
    let states = { try site.query("SELECT state FROM exceptions WHERE key = 'HAM|A1'") }
    #expect(try states() == ["watch"])
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(try states() == ["open"])
    try site.write("wms/out/stock_2.csv", "wh;sku;qty\nHH1;A1;10\nHH1;B2;20\n")
    try site.done("run", at: "2026-11-23T09:00:00Z")
    #expect(try states() == ["resolved"])
    try site.write("wms/out/stock_3.csv", "wh;sku;qty\nHH1;A1;9\nHH1;B2;20\n")
    try site.done("run", at: "2026-11-23T10:00:00Z")
    #expect(try states() == ["watch"])
    try site.done("run", at: "2026-11-23T11:59:59Z")
    #expect(try states() == ["watch"])
    try site.done("run", at: "2026-11-23T12:00:00Z")
    #expect(try states() == ["open"])
  }
}
