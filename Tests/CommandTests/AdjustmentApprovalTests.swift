import Testing
import Workbench

/// What a warehouse adjusts without a reason, or beyond its limit, goes on only once it is approved.
@Suite struct AdjustmentApprovalTests {
  private func site(_ adjustments: String) throws -> TestSite {
    let site = try TestSite(
      """
      version: 1
      site: limits
      timezone: Europe/Berlin
      state: state
      exchange: exchange
      systems:
        erp: {role: erp}
        wms: {role: wms}
      warehouses:
        HAM: {system: wms}
      dialects:
        plain: {format: csv, delimiter: ";"}
      feeds:
        erp-items:
          entity: item
          from: {system: erp, files: "erp/out/items_*.csv", dialect: plain, order: name}
          ready: {rename: true}
          mode: snapshot
          fields: {sku: {column: sku}, unit_cost: {column: cost}, currency: {constant: EUR}}
        wms-adjustments:
          entity: adjustment
          from: {system: wms, files: "wms/out/adjustments_*.csv", dialect: plain, order: name}
          ready: {rename: true}
          mode: delta
          fields: {adjustment: {column: number}, line: {constant: "1"}, warehouse: {constant: HAM}, sku: {column: sku},
                   delta: {column: qty}, reason: {column: reason}, adjusted_at: {column: at}}
      outbound:
        adjustments: {to: erp, entity: adjustment, file: "erp/in/adjustments_{seq:4}.csv", dialect: plain,
                      columns: {number: adjustment, qty: delta, reason: reason}}
        journals: {to: erp, entity: journal, file: "erp/in/journals_{seq:4}.csv", dialect: plain, columns: {of: reference, debit: debit}}
      finance: {accounts: {inventory: "1400", grni: "1600", cogs: "5000", shrinkage: "5900"}}
      \(adjustments)
      """)
    try site.write("erp/out/items_1.csv", "sku;cost\nCHEAP;1\nDEAR;30\n")
    try site.write(
      "wms/out/adjustments_1.csv",
      """
      number;sku;qty;reason;at
      A-1;CHEAP;-10;broken;2026-11-22T08:00:00Z
      A-2;CHEAP;11;found;2026-11-22T08:00:00Z
      A-3;DEAR;-4;stolen;2026-11-22T08:00:00Z
      A-4;CHEAP;-1;;2026-11-22T08:00:00Z

      """)
    return site
  }

  private func sent(_ site: TestSite, _ stream: String) -> [String] {
    site.folder.names(in: "exchange/erp/in").filter { $0.hasPrefix(stream) }
      .compactMap { site.text("exchange/erp/in/" + $0) }
  }

  private let limits = "adjustments: {reason: required, limit: {abs: 10, value: 100}}"

  @Test func `without limits every adjustment goes on`() throws {
    let site = try site("")
    try site.done("run")
    #expect(sent(site, "adjustments")[0].split(separator: "\n").count == 5)
    #expect(try site.query("SELECT count(*) FROM exceptions") == ["0"])
  }

  @Test func `what is beyond its limit waits, with its journal, until it is approved`() throws {
    let site = try site(limits)
    try site.done("run")
    #expect(sent(site, "adjustments") == ["number;qty;reason\nA-1;-10;broken\n"])
    #expect(sent(site, "journals") == ["of;debit\nA-1|1;10\nA-1|1;\n"])
    #expect(
      try site.query(
        "SELECT key, code, difference, value_at_risk FROM exceptions ORDER BY key")
        == [
          "A-2|1|ADJ_OVER_LIMIT|11|11", "A-3|1|ADJ_OVER_LIMIT|-4|120",
          "A-4|1|ADJ_NO_REASON|-1|1",
        ])
    // Saying that it is settled approves nothing.
    try site.done("exceptions resolve 1 2 3")
    try site.done("run", at: TestSite.later)
    #expect(sent(site, "adjustments").count == 1)
    #expect(try site.query("SELECT DISTINCT state FROM exceptions") == ["open"])
    let id = try #require(
      try site.query("SELECT id FROM exceptions WHERE key = 'A-3|1'").first)
    let said = try site.done(
      "exceptions resolve \(id) --approve --note", ["seen on camera"], at: TestSite.later)
    #expect(said.contains("adjustment A-3|1 goes on with the next run"))
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(sent(site, "adjustments").last == "number;qty;reason\nA-3;-4;stolen\n")
    #expect(sent(site, "journals").last == "of;debit\nA-3|1;120\nA-3|1;\n")
    try site.done("reconcile", at: "2026-11-23T08:05:00Z")
    try site.done("run", at: "2026-11-23T08:10:00Z")
    #expect(sent(site, "adjustments").count == 2)
    #expect(
      try site.query("SELECT key FROM exceptions WHERE state = 'open' ORDER BY key")
        == ["A-2|1", "A-4|1"])
    #expect(
      try site.done("exceptions show \(id)", at: "2026-11-23T08:10:00Z")
        .contains("approved: seen on camera"))
  }

  @Test func `a limit that is raised lets go what waited for it, and nothing stays open`() throws {
    let site = try site(limits)
    try site.done("run")
    try site.folder.write(
      "wmsync.yaml",
      try #require(site.text("wmsync.yaml")).replacing("value: 100", with: "value: 120"))
    try site.done("run", at: TestSite.later)
    #expect(sent(site, "adjustments").last == "number;qty;reason\nA-3;-4;stolen\n")
    #expect(
      try site.query("SELECT key FROM exceptions WHERE state = 'open' ORDER BY key")
        == ["A-2|1", "A-4|1"])
  }

  @Test func `a limit of quantity alone and a limit of value alone hold by themselves`() throws {
    for (rule, keys) in [
      ("adjustments: {limit: {abs: 10}}", ["A-2|1"]),
      ("adjustments: {limit: {value: 100}}", ["A-3|1"]),
      ("adjustments: {reason: required}", ["A-4|1"]),
      ("adjustments: {reason: optional, limit: {abs: 11, value: 120}}", []),
    ] {
      let site = try site(rule)
      try site.done("run")
      #expect(try site.query("SELECT key FROM exceptions ORDER BY key") == keys, "\(rule)")
    }
  }
}
