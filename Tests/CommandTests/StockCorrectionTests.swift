import Testing
import Workbench

/// Book stock is put right only when somebody answers for it.
@Suite struct StockCorrectionTests {
  private static func configuration(
    tolerance: String = "{field: stock.on_hand, snapshots: 1}", stream: Bool = true,
    feeds: String = ""
  ) -> String {
    let corrections = """
      outbound:
        corrections: {to: erp, entity: stock_correction, file: "erp/in/corrections_{seq:4}.csv",
                      columns: {number: correction, wh: warehouse, sku: sku, qty: delta, why: reason, who: approved_by}}
      """
    return """
      version: 1
      site: right
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
          fields: {sku: {column: sku}, unit_cost: {column: cost}}
        erp-stock:
          entity: stock
          from: {system: erp, files: "erp/out/stock_*.csv", dialect: plain, order: name}
          ready: {rename: true}
          mode: snapshot
          fields: {warehouse: {constant: HAM}, sku: {column: sku}, on_hand: {column: qty}, as_of: {column: at}}
        wms-stock:
          like: erp-stock
          from: {system: wms, files: "wms/out/stock_*.csv", dialect: plain, order: name}
      \(feeds)
      tolerances:
        - \(tolerance)
      \(stream ? corrections : "")
      """
  }

  /// Ten in the books, seven in the warehouse.
  private func site(_ configuration: String) throws -> TestSite {
    let site = try TestSite(configuration)
    try site.write("erp/out/items_1.csv", "sku;cost\nA;2.50\nB;\n")
    try tell(site, "erp", 1, 10, at: "2026-11-23T05:30:00Z")
    try tell(site, "wms", 1, 7, at: "2026-11-23T05:40:00Z")
    try site.done("run")
    #expect(try open(site) == ["STOCK_UNEXPLAINED|-3"])
    return site
  }

  private func tell(
    _ site: TestSite, _ system: String, _ number: Int, _ quantity: Int, at time: String
  ) throws {
    try site.write(
      "\(system)/out/stock_\(number).csv", "sku;qty;at\nA;\(quantity);\(time)\nB;4;\(time)\n")
  }

  private func open(_ site: TestSite) throws -> [String] {
    try site.query(
      "SELECT code, difference FROM exceptions WHERE state = 'open' ORDER BY code, difference")
  }

  private func sent(_ site: TestSite) -> [String] {
    site.folder.names(in: "exchange/erp/in").filter { $0.hasSuffix(".csv") }
      .compactMap { site.text("exchange/erp/in/" + $0) }
  }

  @Test func `nothing is put right that nobody approved`() throws {
    let site = try site(Self.configuration())
    try site.done("run", at: TestSite.later)
    try site.done("exceptions resolve 1", at: TestSite.later)
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(sent(site) == [])
    #expect(try open(site) == ["STOCK_UNEXPLAINED|-3"])
  }

  @Test
  func `an approved correction goes out once, and explains the difference until the book has it`()
    throws
  {
    let site = try site(Self.configuration())
    let said = try site.done(
      "exceptions resolve 1 --approve --note", ["counted twice, three are gone"])
    #expect(said.contains("correction HAM|A|1 goes out with the next run"))
    try site.done("run", at: TestSite.later)
    let who = try #require(try site.query("SELECT approved_by FROM stock_correction").first)
    #expect(!who.isEmpty && who != "wmsync")
    #expect(
      sent(site) == [
        "number,wh,sku,qty,why,who\nHAM|A|1,HAM,A,-3,\"counted twice, three are gone\",\(who)\n"
      ])
    #expect(try open(site) == [])
    let stock = try site.json("reconcile --sku A", at: "2026-11-23T07:10:00Z")["stock"]
    let article = try #require(stock?["articles"]?.items.first)
    #expect(article["unexplained"] == .number("0"))
    #expect(article["buckets"]?.items.first?["bucket"]?.text == "stock_correction")
    // The warehouse loses two more: only those are worth a recount.
    try tell(site, "wms", 2, 5, at: "2026-11-23T07:20:00Z")
    try site.done("run", at: "2026-11-23T07:30:00Z")
    #expect(try open(site) == ["STOCK_UNEXPLAINED|-2"])
    // The book has the correction, and the two came back.
    try tell(site, "erp", 2, 7, at: "2026-11-23T08:00:00Z")
    try tell(site, "wms", 3, 7, at: "2026-11-23T08:00:00Z")
    try site.done("run", at: "2026-11-23T08:10:00Z")
    #expect(try open(site) == [])
    try site.done("run", at: "2026-11-26T08:10:00Z")
    #expect(try open(site) == [])
    #expect(sent(site).count == 1)
    let history = try site.done("exceptions show 1", at: "2026-11-26T08:10:00Z")
    #expect(history.contains("approved: counted twice, three are gone"))
  }

  @Test func `a correction that the ERP does not post becomes old`() throws {
    let site = try site(Self.configuration())
    try site.done("exceptions resolve 1 --approve --note gone")
    try site.done("run", at: TestSite.later)
    try site.done("run", at: "2026-11-24T07:00:01Z")
    #expect(try open(site) == ["STOCK_EXPLAINED_AGED|-3"])
  }

  @Test func `a correction that its stream would leave out is not approved`() throws {
    let elsewhere = Self.configuration().replacing(
      "entity: stock_correction,", with: "entity: stock_correction, warehouses: [BRE],"
    ).replacing("HAM: {system: wms}", with: "HAM: {system: wms}\n  BRE: {system: wms}")
    let site = try site(elsewhere)
    let ended = try site.wmsync("exceptions resolve 1 --approve --note gone")
    #expect(ended.status == 64)
    #expect(ended.err.contains("carries stock_correction of this warehouse"))
    #expect(try open(site) == ["STOCK_UNEXPLAINED|-3"])
  }

  @Test func `an approval that cannot be followed changes nothing`() throws {
    let bare = try site(Self.configuration(stream: false))
    let before = bare.tree("state", without: ["state/lock"])
    for (words, reason) in [
      ("exceptions resolve 1 --approve", "--approve needs --note: the reason"),
      (
        "exceptions resolve 1 --approve --note gone",
        "no outbound stream carries stock_correction of this warehouse: there is no way to tell the ERP"
      ),
    ] {
      let ended = try bare.wmsync(words)
      #expect(ended.status == 64)
      #expect(ended.err.contains(reason), "\(ended.err)")
    }
    #expect(try bare.query("SELECT state FROM exceptions") == ["open"])
    #expect(try bare.query("SELECT count(*) FROM stock_correction") == ["0"])
    #expect(before["state/state.db"]?.isEmpty == false)
    let other = try site(Self.configuration())
    try other.write("erp/out/stock_2.csv", "sku;qty;at\nA;-1;2026-11-23T06:30:00Z\n")
    try other.done("run", at: TestSite.later)
    let id = try #require(
      try other.query("SELECT id FROM exceptions WHERE code = 'NEG_STOCK'").first)
    let ended = try other.wmsync("exceptions resolve 1 \(id) --approve --note gone")
    #expect(ended.status == 64)
    #expect(
      ended.err.contains(
        "is NEG_STOCK; only STOCK_UNEXPLAINED, ADJ_NO_REASON, ADJ_OVER_LIMIT can be approved"))
    #expect(try other.query("SELECT count(*) FROM stock_correction") == ["0"])
  }

  @Test(arguments: [
    ("{abs: 3}", true), ("{abs: 2.999999}", false), ("{abs: 3, value: 7.5}", true),
    ("{abs: 3, value: 7.49}", false),
  ])
  func `a rule approves small differences, and the rest wait for a person`(
    limit: String, isApproved: Bool
  ) throws {
    let tolerance = "{field: stock.on_hand, snapshots: 2, correct: \(limit)}"
    let site = try TestSite(Self.configuration(tolerance: tolerance))
    try site.write("erp/out/items_1.csv", "sku;cost\nA;2.50\nB;\n")
    try tell(site, "erp", 1, 10, at: "2026-11-23T05:30:00Z")
    try tell(site, "wms", 1, 7, at: "2026-11-23T05:40:00Z")
    try site.done("run")
    #expect(sent(site) == [], "what was seen once is only watched")
    try tell(site, "erp", 2, 10, at: "2026-11-23T06:30:00Z")
    try tell(site, "wms", 2, 7, at: "2026-11-23T06:40:00Z")
    try site.done("run", at: TestSite.later)
    #expect(sent(site).count == (isApproved ? 1 : 0))
    #expect(try open(site) == (isApproved ? [] : ["STOCK_UNEXPLAINED|-3"]))
    try site.done("run", at: "2026-11-23T07:05:00Z")
    #expect(sent(site).count == (isApproved ? 1 : 0))
    #expect(try open(site) == (isApproved ? [] : ["STOCK_UNEXPLAINED|-3"]))
    guard isApproved else { return }
    #expect(sent(site)[0].contains("HAM|A|1,HAM,A,-3,stock.on_hand (wmsync.yaml:"))
  }

  @Test func `what has no cost is not put right where its value is limited`() throws {
    let tolerance = "{field: stock.on_hand, snapshots: 1, correct: {abs: 9, value: 1000}}"
    let site = try TestSite(Self.configuration(tolerance: tolerance))
    try site.write("erp/out/items_1.csv", "sku;cost\nB;\n")
    try site.write("erp/out/stock_1.csv", "sku;qty;at\nB;4;2026-11-23T05:30:00Z\n")
    try site.write("wms/out/stock_1.csv", "sku;qty;at\nB;3;2026-11-23T05:30:00Z\n")
    try site.done("run")
    #expect(try open(site) == ["STOCK_UNEXPLAINED|-1"])
    #expect(sent(site) == [])
  }

  private static let ledger = """
      erp-ledger:
        entity: ledger_entry
        from: {system: erp, files: "erp/out/ledger_*.csv", dialect: plain, order: name}
        ready: {rename: true}
        mode: delta
        fields:
          system: {constant: erp}
          entry: {column: number}
          warehouse: {constant: HAM}
          sku: {column: sku}
          qty: {column: qty}
          kind: {column: kind}
          reference_entity: {column: what}
          reference: {column: of}
          at: {column: at}
    """

  @Test(arguments: ["HAM|A|1", "4711"])
  func `a ledger proves a correction by its number, or by its quantity`(number: String) throws {
    let site = try TestSite(Self.configuration(feeds: Self.ledger))
    let title = "number;sku;qty;kind;what;of;at\n"
    try site.write("erp/out/items_1.csv", "sku;cost\nA;2.50\nB;\n")
    try site.write("erp/out/ledger_1.csv", title + "1;A;10;opening;;;2026-11-01T05:00:00Z\n")
    try tell(site, "erp", 1, 10, at: "2026-11-23T05:30:00Z")
    try tell(site, "wms", 1, 7, at: "2026-11-23T05:40:00Z")
    try site.done("run")
    #expect(try open(site) == ["STOCK_UNEXPLAINED|-3"])
    try site.done("exceptions resolve 1 --approve --note gone")
    try site.done("run", at: TestSite.later)
    #expect(try open(site) == [])
    try site.write(
      "erp/out/ledger_2.csv",
      title + "2;A;-3;correction;stock_correction;\(number);2026-11-23T08:00:00Z\n")
    try tell(site, "erp", 2, 7, at: "2026-11-23T09:00:00Z")
    try tell(site, "wms", 2, 7, at: "2026-11-23T09:00:00Z")
    try site.done("run", at: "2026-11-23T09:10:00Z")
    #expect(try open(site) == [])
    try site.done("run", at: "2026-11-25T09:10:00Z")
    #expect(try open(site) == [])
    let stock = try site.json("reconcile", at: "2026-11-25T09:20:00Z")["stock"]
    #expect(stock?["warehouses"]?.items.first?["matched"]?["articles"]?.integer == 2)
  }
}
