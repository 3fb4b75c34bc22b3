import Testing
import Workbench

/// Rows that waited flow once their cause is gone, and only then; never twice, and never over
/// what was said later.
@Suite struct HeldRetryTests {
  private static let eight = "2026-11-23T08:00:00Z"

  private static let configuration = """
    version: 1
    site: waiting
    timezone: UTC
    systems:
      erp: {role: erp}
      wms: {role: wms}
    warehouses:
      HAM: {name: Hamburg, system: wms}
    dialects:
      plain: {format: csv, delimiter: ";"}
    feeds:
      items:
        entity: item
        from: {system: erp, files: "erp/items_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {sku: {column: sku}}
      partners:
        entity: partner
        from: {system: erp, files: "erp/partners_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {role: {column: role}, partner: {column: no}}
      orders:
        entity: purchase_order
        from: {system: erp, files: "erp/orders_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields:
          po: {column: po}
          supplier: {column: supplier, exists_in: partner}
      notices:
        entity: asn_line
        from: {system: erp, files: "erp/asn_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields:
          asn: {column: asn}
          line: {constant: 1}
          sku: {column: sku, exists_in: item}
          carrier: {column: carrier, exists_in: partner}
      adjustments:
        entity: adjustment
        from: {system: wms, files: "wms/adj_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields:
          adjustment: {column: doc}
          line: {column: line}
          warehouse: {constant: HAM}
          sku: {column: sku, exists_in: item}
          delta: {column: qty}
          reason: {column: why, values: {D: damaged}}
          adjusted_at: {column: at}

    """

  private static let header = "doc;line;sku;qty;why;at\n"

  private func site() throws -> TestSite { try TestSite(Self.configuration) }

  private func configure(_ site: TestSite, _ old: String, _ new: String) throws {
    let text = try #require(site.text("wmsync.yaml"))
    #expect(text.contains(old))
    try site.folder.write("wmsync.yaml", text.replacing(old, with: new))
  }

  private func waiting(_ site: TestSite) throws -> [String] {
    try site.query("SELECT code, line FROM held_row ORDER BY line, id")
  }

  private func open(_ site: TestSite) throws -> [String] {
    try site.query("SELECT code FROM exceptions WHERE state = 'open' ORDER BY code")
  }

  @Test func `two rows of one key that waited for the same article are told when it arrives`()
    throws
  {
    let site = try site()
    try site.write("wms/adj_1.csv", Self.header + "K1;1;A1;1;D;\nK1;1;A1;2;D;\nK2;1;A1;3;D;\n")
    try site.done("run")
    #expect(try waiting(site).count == 3)
    try site.write("erp/items_1.csv", "sku\nA1\n")
    try site.done("run", at: TestSite.later)
    #expect(try waiting(site) == ["KEY_DUPLICATE|3"])
    #expect(
      try site.query("SELECT adjustment, delta FROM adjustment ORDER BY adjustment")
        == ["K1|1", "K2|3"])
    #expect(try open(site) == ["KEY_DUPLICATE"])
    // Only the sender can put that right.
    try site.done("run", at: Self.eight)
    #expect(try waiting(site) == ["KEY_DUPLICATE|3"])
  }

  @Test func `the same row twice flows once when its article arrives`() throws {
    let site = try site()
    try site.write("wms/adj_1.csv", Self.header + "K1;1;A1;1;D;\nK1;1;A1;1;D;\n")
    try site.done("run")
    try site.write("erp/items_1.csv", "sku\nA1\n")
    try site.done("run", at: TestSite.later)
    #expect(try waiting(site) == [])
    #expect(try site.query("SELECT delta FROM adjustment") == ["1"])
    #expect(try open(site) == [])
  }

  @Test func `an order that waited for its supplier does not go over what a later file said`()
    throws
  {
    let site = try site()
    try site.write("erp/partners_1.csv", "role;no\nsupplier;S2\n")
    try site.write("erp/orders_1.csv", "po;supplier\nP1;S1\nP2;S1\n")
    try site.done("run")
    #expect(try waiting(site).count == 2)
    try site.write("erp/orders_2.csv", "po;supplier\nP1;S2\n")
    try site.done("run", at: TestSite.later)
    #expect(try waiting(site) == ["PARTNER_UNKNOWN|3"])
    try site.write("erp/partners_2.csv", "role;no\nsupplier;S1\n")
    try site.done("run", at: Self.eight)
    #expect(
      try site.query("SELECT po, supplier FROM purchase_order ORDER BY po") == ["P1|S2", "P2|S1"])
  }

  @Test func `a row whose values nobody knows waits on until the configuration knows them`()
    throws
  {
    let site = try site()
    try site.write("erp/items_1.csv", "sku\nA1\n")
    try site.write("wms/adj_1.csv", Self.header + "K1;1;A1;1;L;\nK2;1;A1;1;T;\n")
    try site.done("run")
    #expect(try waiting(site) == ["STATUS_UNMAPPED|2", "STATUS_UNMAPPED|3"])
    try configure(site, "{D: damaged}", "{D: damaged, L: lost}")
    try site.done("run", at: TestSite.later)
    #expect(try waiting(site) == ["STATUS_UNMAPPED|3"])
    #expect(try site.query("SELECT reason FROM adjustment") == ["lost"])
    #expect(try open(site) == ["STATUS_UNMAPPED"])
  }

  @Test func `a row that the configuration no longer wants waits no longer`() throws {
    let site = try site()
    try site.write("erp/items_1.csv", "sku\nA1\n")
    try site.write("wms/adj_1.csv", Self.header + "K1;1;A1;1;L;\n")
    try site.done("run")
    #expect(try waiting(site).count == 1)
    try configure(
      site, "entity: adjustment\n", "entity: adjustment\n    when: {column: why, equals: D}\n")
    try site.done("run", at: TestSite.later)
    #expect(try waiting(site) == [])
    #expect(try open(site) == [])
    #expect(try site.query("SELECT count(*) FROM adjustment") == ["0"])
  }

  @Test func `rows wait on when the configuration reads a column that their file never had`()
    throws
  {
    let site = try site()
    try site.write("erp/items_1.csv", "sku\nA1\n")
    try site.write("wms/adj_1.csv", Self.header + "K1;1;A1;1;L;\n")
    try site.done("run")
    try configure(site, "{column: qty}", "{column: quantity}")
    try site.done("run", at: TestSite.later)
    #expect(try waiting(site) == ["STATUS_UNMAPPED|2"])
    try configure(site, "{column: quantity}", "{column: qty}")
    try configure(site, "{D: damaged}", "{D: damaged, L: lost}")
    try site.done("run", at: Self.eight)
    #expect(try waiting(site) == [])
    #expect(try site.query("SELECT delta, reason FROM adjustment") == ["1|lost"])
  }

  @Test func `bytes that were no row wait for their sender whatever is configured`() throws {
    let site = try site()
    try site.write("wms/adj_1.csv", Self.header + "K1;1;\"A1\"x;1;D;\n")
    try site.done("run")
    let before = try waiting(site)
    #expect(before.count == 1)
    try configure(site, "{D: damaged}", "{D: damaged, L: lost}")
    try site.done("run", at: TestSite.later)
    #expect(try waiting(site) == before)
  }

  @Test func `a row that waited for its article waits for a second thing when that is missing`()
    throws
  {
    let site = try site()
    try site.write("erp/asn_1.csv", "asn;sku;carrier\nN1;A1;DHL\n")
    try site.done("run")
    #expect(try waiting(site) == ["SKU_UNKNOWN|2"])
    try site.write("erp/items_1.csv", "sku\nA1\n")
    try site.done("run", at: TestSite.later)
    #expect(try waiting(site) == ["PARTNER_UNKNOWN|2"])
    #expect(try open(site) == ["PARTNER_UNKNOWN"])
    try site.write("erp/partners_1.csv", "role;no\ncarrier;DHL\n")
    try site.done("run", at: Self.eight)
    #expect(try waiting(site) == [])
    #expect(try open(site) == [])
    #expect(try site.query("SELECT asn, carrier FROM asn_line") == ["N1|DHL"])
  }

  @Test func `a time that lies ahead once the clock went back is held until it comes`() throws {
    let site = try site()
    try site.write(
      "wms/adj_1.csv", Self.header + "K1;1;A1;1;D;2026-11-24T06:30:00Z\n")
    try site.done("run", at: TestSite.later)
    #expect(try waiting(site) == ["SKU_UNKNOWN|2"])
    try site.write("erp/items_1.csv", "sku\nA1\n")
    try site.done("run", at: TestSite.morning)
    #expect(try waiting(site) == ["TIME_INVALID|2"])
    try site.done("run", at: Self.eight)
    #expect(try waiting(site) == [])
    #expect(try site.query("SELECT count(*) FROM adjustment") == ["1"])
  }

  /// What somebody wrote into the store by hand is passed over, never a reason to stop.
  static let byHand = [
    "UPDATE held_row SET payload = 'no row'",
    "UPDATE held_row SET code = 'NOBODY_KNOWS', reference_entity = 'nothing'",
    "UPDATE held_row SET file = 99",
  ]

  @Test(arguments: byHand)
  func `a waiting row that was changed by hand does not stop a run`(change: String) throws {
    let site = try site()
    try site.write("wms/adj_1.csv", Self.header + "K1;1;A1;1;D;\n")
    try site.done("run")
    _ = try site.query("PRAGMA foreign_keys = OFF; " + change)
    try site.write("erp/items_1.csv", "sku\nA1\n")
    let ended = try site.wmsync("run", at: TestSite.later)
    #expect(ended.status == 0, "\(ended.err)")
  }
}
