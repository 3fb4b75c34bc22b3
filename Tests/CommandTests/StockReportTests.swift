import Testing
import Workbench

/// What an operator sees of stock that differs: how much of it is explained, and by what.
struct StockReportTests {
  private let site: TestSite

  private static let configuration = """
    version: 1
    site: stock
    systems: {erp: {role: erp}, wms: {role: wms}}
    warehouses: {HAM: {system: wms}, TIL: {system: wms}}
    dialects: {plain: {format: csv}}
    feeds:
      items:
        entity: item
        from: {system: erp, files: "items_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {sku: {column: sku}, unit_cost: {column: cost}}
      book:
        entity: stock
        from: {system: erp, files: "book_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {column: wh}, sku: {column: sku}, on_hand: {column: qty}, as_of: {column: at}}
      shelf:
        entity: stock
        from: {system: wms, files: "shelf_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {column: wh}, sku: {column: sku}, on_hand: {column: qty}, as_of: {column: at}}
      ledger:
        entity: ledger_entry
        from: {system: erp, files: "ledger_*.csv", dialect: plain}
        ready: {rename: true}
        fields: {system: {constant: erp}, entry: {column: entry}, warehouse: {column: wh}, sku: {column: sku}, qty: {column: qty}, reference: {column: reference}, at: {column: at}}
      shipments:
        entity: shipment
        from: {system: wms, files: "shipments_*.csv", dialect: plain}
        ready: {rename: true}
        fields: {shipment: {column: number}, line: {constant: "1"}, version: {constant: "1"}, warehouse: {column: wh}, sku: {column: sku}, qty: {column: qty}, shipped_at: {column: at}}
    tolerances:
      - {field: stock.on_hand, abs: 1, snapshots: 1}

    """

  init() throws {
    site = try TestSite(Self.configuration)
    try site.write("items_1.csv", "sku,cost\nA,2\nB,3\nC,4\nD,5\n")
    try site.write(
      "ledger_1.csv", "entry,wh,sku,qty,reference,at\nL0,HAM,D,1,,2026-11-20T08:00:00Z\n")
    try site.write(
      "shipments_1.csv",
      """
      number,wh,sku,qty,at
      S1,HAM,B,5,2026-11-23T05:00:00Z
      S2,HAM,C,2,2026-11-23T05:30:00Z

      """)
    try site.write(
      "book_1.csv",
      """
      wh,sku,qty,at
      HAM,A,10,2026-11-23T06:00:00Z
      HAM,B,20,2026-11-23T06:00:00Z
      HAM,C,30,2026-11-23T06:00:00Z
      HAM,E,8,2026-11-23T06:00:00Z
      TIL,A,7,2026-11-23T06:00:00Z

      """)
    try site.write(
      "shelf_1.csv",
      """
      wh,sku,qty,at
      HAM,A,10,2026-11-23T06:00:00Z
      HAM,B,15,2026-11-23T06:00:00Z
      HAM,C,24,2026-11-23T06:00:00Z
      HAM,E,7,2026-11-23T06:00:00Z
      TIL,A,7,2026-11-23T06:00:00Z

      """)
    try site.done("run")
  }

  @Test func `reconcile counts articles by how far they agree, and shows the worst`() throws {
    let shown = try site.done("reconcile", at: TestSite.later)
    let lines = shown.split(separator: "\n").map(String.init)
    let ham = try #require(lines.first { $0.hasPrefix("HAM ") })
    #expect(ham.split(separator: " ") == ["HAM", "1", "1", "1", "1", "7", "4", "16"])
    let til = try #require(lines.first { $0.hasPrefix("TIL ") })
    #expect(til.split(separator: " ") == ["TIL", "1", "0", "0", "0", "0", "0", "0"])
    let worst = try #require(lines.firstIndex(of: "C in HAM:"))
    #expect(
      lines[worst + 1..<worst + 6].map { $0.split(separator: " ").joined(separator: " ") } == [
        "warehouse 24 shelf_1.csv:4", "book 30 book_1.csv:4", "difference -6",
        "shipments not posted -2 shipment S2|1|1 of 2026-11-23T05:30:00Z (shipments_1.csv:3)",
        "unexplained -4",
      ])
  }

  /// Indexes by which the events of an article are found.
  private func indexes(_ site: TestSite) throws -> [String] {
    try site.query("SELECT name FROM sqlite_schema WHERE name LIKE '%warehouse_sku' ORDER BY name")
  }

  @Test func `movements are indexed by article where stock is compared, and from then on`() throws {
    let events = ["ledger_entry_record_warehouse_sku", "shipment_record_warehouse_sku"]
    #expect(try indexes(site) == events)
    let alone = Self.configuration.replacing("shelf_*.csv", with: "elsewhere_*.csv")
      .replacing(
        "from: {system: wms, files: \"elsewhere", with: "from: {system: erp, files: \"elsewhere")
    try #require(alone != Self.configuration)
    let other = try TestSite(alone)
    try other.write(
      "shipments_1.csv", "number,wh,sku,qty,at\nS1,HAM,B,5,2026-11-23T05:00:00Z\n")
    try other.write("book_1.csv", "wh,sku,qty,at\nHAM,B,20,2026-11-23T06:00:00Z\n")
    try other.done("run")
    #expect(try indexes(other).isEmpty)
    try other.folder.write("wmsync.yaml", Self.configuration)
    try other.write("shelf_1.csv", "wh,sku,qty,at\nHAM,B,15,2026-11-23T06:00:00Z\n")
    try other.write(
      "ledger_1.csv", "entry,wh,sku,qty,reference,at\nL0,HAM,B,0,,2026-11-20T08:00:00Z\n")
    try other.done("run", at: TestSite.later)
    #expect(try indexes(other) == events)
    #expect(try other.query("SELECT sku FROM stock_difference") == ["B"])
    #expect(try other.query("SELECT code FROM exceptions WHERE key LIKE 'HAM|B%'").isEmpty)
  }

  @Test func `a warehouse whose stock one side alone tells is not said to agree`() throws {
    let alone = try TestSite(Self.configuration)
    try alone.write("shelf_1.csv", "wh,sku,qty,at\nHAM,A,10,2026-11-23T06:00:00Z\n")
    try alone.done("run")
    let shown = try alone.done("reconcile", at: TestSite.later)
    #expect(!shown.contains("matched"))
  }

  @Test func `filters limit which warehouse and article are shown`() throws {
    let shown = try site.done("reconcile --warehouse HAM --sku B", at: TestSite.later)
    #expect(shown.contains("B in HAM:"))
    #expect(!shown.contains("C in HAM:") && !shown.contains("TIL"))
    let answer = try site.json("reconcile --sku B", at: TestSite.later)
    let articles = try #require(answer["stock"]?["articles"]).items
    try #require(articles.count == 1)
    #expect(articles[0]["sku"] == .string("B"))
    #expect(articles[0]["unexplained"] == .number("0"))
    let bucket = try #require(articles[0]["buckets"]?.items.first)
    #expect(bucket["bucket"] == .string("shipment"))
    #expect(bucket["movements"]?.items.first?["quantity"] == .number("-5"))
    let ham = try #require(answer["stock"]?["warehouses"]?.items.first)
    #expect(ham["unexplained"]?["value"] == .number("16"))
  }

  @Test func `explain shows the equation of an article and changes nothing`() throws {
    let before = site.tree()
    let shown = try site.done("explain stock C --warehouse HAM", at: TestSite.later)
    #expect(shown.contains("shipments not posted"))
    #expect(shown == (try site.done("explain stock HAM|C", at: TestSite.later)))
    let answer = try site.json("explain stock B --warehouse HAM", at: TestSite.later)
    #expect(answer["stock"]?.items.first?["explained"] == .number("-5"))
    #expect(site.tree() == before)
    #expect(try site.wmsync("explain stock X --warehouse HAM").status == 65)
  }

  @Test func `only what no movement explains is an exception`() throws {
    #expect(
      try site.query("SELECT code, key, difference FROM exceptions ORDER BY code, key") == [
        "STOCK_UNEXPLAINED|HAM|C|-4"
      ])
  }
}
