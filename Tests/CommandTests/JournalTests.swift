import Testing
import Workbench

/// What the books are told is read by another program of the trade: hledger.
@Suite struct JournalTests {
  /// Runs hledger, which reads files as the locale says.
  private func read(_ words: [String], in folder: String) throws -> Program.Outcome {
    let hledger = try #require(Workbench.hledger)
    return try Program(path: "/usr/bin/env").run(
      ["LC_ALL=C.UTF-8", hledger.path] + words, in: folder)
  }

  @Test(.enabled(if: Workbench.hledger != nil, "needs hledger"))
  func `the journal of the demo is in order, and its balances are those of the store`() throws {
    let site = try Demo.ran
    let journals = site.folder.names(in: "exchange/erp/in").filter { $0.hasSuffix(".journal") }
    #expect(journals == ["buchungen_00000001.journal"])
    let file = site.folder.path(of: "exchange/erp/in/" + journals[0])
    let checked = try read(["check", "-f", file], in: "/")
    #expect(checked.status == 0 && checked.err.isEmpty, "\(checked.err)")
    let told = try read(["balance", "-f", file, "-N", "-O", "csv"], in: "/")
    let rows = try site.query(
      """
      SELECT account, printf('EUR %.2f', total(debit) - total(credit)) FROM journal
      GROUP BY account ORDER BY account
      """)
    #expect(rows.count == 3)
    let balances = told.out.split(separator: "\n").dropFirst().map {
      String($0).replacing("\"", with: "").replacing(",", with: "|")
    }
    #expect(balances == rows)
    let events = try site.query(
      """
      SELECT (SELECT count(*) FROM receipt WHERE qty_good + ifnull(qty_damaged, 0) > 0)
        + (SELECT count(*) FROM shipment WHERE qty > 0), count(*) / 2 FROM journal
      WHERE reference_entity IN ('receipt', 'shipment')
      """)
    let counts = try #require(events.first).split(separator: "|")
    #expect(counts[0] == counts[1], "an event has no journal")
  }

  private static let books = """
    version: 1
    site: books
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
        fields:
          sku: {column: sku}
          unit_cost: {column: cost}
          currency: {column: currency}
      wms-shipments:
        entity: shipment
        from: {system: wms, files: "wms/out/shipments_*.csv", dialect: plain, order: name}
        ready: {rename: true}
        mode: delta
        fields:
          shipment: {column: number}
          line: {constant: "1"}
          version: {constant: 1}
          warehouse: {constant: HAM}
          sku: {column: sku}
          qty: {column: qty}
          shipped_at: {column: at}
    finance:
      accounts: {inventory: "assets: stock  of; all", grni: "1600", cogs: "50(00)", shrinkage: "5900"}
    outbound:
      books: {to: erp, entity: journal, file: "books/{seq:4}.journal", layout: hledger}
    """

  @Test(.enabled(if: Workbench.hledger != nil, "needs hledger"))
  func `no number, article or currency can break a journal`() throws {
    let site = try TestSite(Self.books)
    let hostile = [
      "a)b", "a;b", "a,b:c", "a  b", "(a", "\"a\"\nb", "2026-01-01 * x", "ünïcode", "a\tb", "=a",
      "~",
    ]
    let cell = { (text: String) in "\"" + text.replacing("\"", with: "\"\"") + "\"" }
    let currencies = ["EUR", "E U", "€", "1", "-", "a\"b", "", ";", "@", "x}y", "EUR;"]
    try site.write(
      "erp/out/items_1.csv",
      "sku;cost;currency\n"
        + zip(hostile, currencies).map { "\(cell($0));1.25;\(cell($1))\n" }.joined())
    try site.write(
      "wms/out/shipments_1.csv",
      "number;sku;qty;at\n"
        + hostile.map { "\(cell($0));\(cell($0));4;2026-11-22T08:00:00Z\n" }.joined())
    try site.done("run")
    // Control characters in a code hold their row.
    let count = hostile.count - 2
    #expect(try site.query("SELECT count(*) FROM journal") == ["\(count * 2)"])
    let file = site.folder.path(of: "exchange/books/0001.journal")
    let checked = try read(["check", "-f", file], in: "/")
    #expect(checked.status == 0, "\(checked.err)\n\(Workbench.text(file))")
    let codes = try read(["codes", "-f", file], in: "/")
    #expect(codes.out.split(separator: "\n").count == count)
  }

  @Test func `what happened before the books were told anything is not proposed`() throws {
    let silent = String(
      Self.books.prefix(
        upTo: Self.books.firstRange(of: "finance:")?.lowerBound ?? Self.books.endIndex))
    let site = try TestSite(silent)
    try site.write("erp/out/items_1.csv", "sku;cost;currency\nA;1.25;EUR\n")
    try site.write(
      "wms/out/shipments_1.csv", "number;sku;qty;at\nS1;A;4;2026-11-22T08:00:00Z\n")
    try site.done("run")
    try site.folder.write("wmsync.yaml", Self.books)
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT count(*) FROM journal") == ["0"])
    let many = (2...20_010).map { "S\($0);A;1;2026-11-22T09:00:00Z\n" }.joined()
    try site.write("wms/out/shipments_2.csv", "number;sku;qty;at\n" + many)
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(
      try site.query("SELECT count(*), total(reference = 'S1|1') FROM journal") == ["40018|0.0"])
  }

  private static let purchases = """
    feeds:
      erp-orders:
        entity: purchase_order_line
        from: {system: erp, files: "erp/out/orders_*.csv", dialect: plain, order: name}
        ready: {rename: true}
        mode: delta
        fields: {po: {column: po}, line: {constant: "1"}, sku: {column: sku}, qty: {column: qty}, unit_cost: {column: cost}}
      wms-receipts:
        entity: receipt
        from: {system: wms, files: "wms/out/receipts_*.csv", dialect: plain, order: name}
        ready: {rename: true}
        mode: delta
        fields: {receipt: {column: number}, line: {constant: "1"}, version: {constant: 1}, po: {column: po}, po_line: {constant: "1"},
                 warehouse: {constant: HAM}, sku: {column: sku}, qty_good: {column: qty}, received_at: {column: at}}

    """

  @Test func `a receipt waits for the price of its order, but not for ever`() throws {
    let site = try TestSite(Self.books.replacing("feeds:\n", with: Self.purchases))
    try site.write("erp/out/items_1.csv", "sku;cost;currency\nA;1.25;EUR\n")
    try site.write("erp/out/orders_1.csv", "po;sku;qty;cost\nP0;A;1;1\n")
    try site.write(
      "wms/out/receipts_1.csv",
      "number;po;sku;qty;at\nR1;P1;A;4;2026-11-22T08:00:00Z\nR2;P2;A;4;2026-11-22T08:00:00Z\n")
    try site.done("run")
    let told = "SELECT reference, debit FROM journal WHERE line = '1' ORDER BY 1"
    #expect(try site.query(told) == [])
    try site.write("erp/out/orders_2.csv", "po;sku;qty;cost\nP1;A;4;1.50\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query(told) == ["R1|1|6"])
    try site.done("run", at: "2026-12-22T08:00:00Z")
    #expect(try site.query(told) == ["R1|1|6"])
    try site.done("run", at: "2026-12-22T08:00:01Z")
    #expect(try site.query(told) == ["R1|1|6", "R2|1|5"])
  }

  @Test func `a movement is proposed to the books once, however often it is read`() throws {
    let site = try TestSite(Self.books)
    try site.write("erp/out/items_1.csv", "sku;cost;currency\nA;1.25;EUR\n")
    let shipment = "number;sku;qty;at\nS1;A;4;2026-11-22T08:00:00Z\n"
    try site.write("wms/out/shipments_1.csv", shipment)
    try site.done("run")
    try site.write("wms/out/shipments_2.csv", shipment + "S2;A;1;2026-11-22T09:00:00Z\n")
    try site.done("run", at: TestSite.later)
    try site.done("reconcile", at: TestSite.later)
    try site.done("run", at: "2026-11-23T08:00:00Z")
    let told = try site.query("SELECT reference, debit FROM journal WHERE line = '1' ORDER BY 1")
    #expect(told == ["S1|1|5", "S2|1|1.25"])
    let files = site.folder.names(in: "exchange/books").filter { $0.hasSuffix(".journal") }
    #expect(files == ["0001.journal", "0002.journal"])
  }
}
