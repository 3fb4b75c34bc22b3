import Testing
import Workbench

/// What an operator sees of the worth of stock: in the books, at cost, and why both differ.
@Suite struct ValuationReportTests {
  private let site: TestSite

  private static let configuration = """
    version: 1
    site: worth
    systems: {erp: {role: erp}, wms: {role: wms}}
    warehouses: {HAM: {system: wms}, TIL: {system: wms}}
    dialects: {plain: {format: csv}}
    feeds:
      items:
        entity: item
        from: {system: erp, files: "items_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {sku: {column: sku}, unit_cost: {column: cost}, currency: {column: currency}}
      book:
        entity: stock
        from: {system: erp, files: "book_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {column: wh}, sku: {column: sku}, lot: {column: lot}, on_hand: {column: qty}, value: {column: value}}
      shelf:
        entity: stock
        from: {system: wms, files: "shelf_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {column: wh}, sku: {column: sku}, on_hand: {column: qty}}
    tolerances:
      - {field: stock.on_hand, snapshots: 1}
      - {field: stock.value, abs: 0.50, snapshots: 1}

    """

  init() throws {
    site = try TestSite(Self.configuration)
    try site.write(
      "items_1.csv", "sku,cost,currency\nA,2,EUR\nB,3,EUR\nC,,EUR\nD,100,JPY\nF,4,EUR\n")
    // A lies there in two lots; of F the books value one lot of two; E is no article.
    try site.write(
      "book_1.csv",
      """
      wh,sku,lot,qty,value
      HAM,A,L1,6,13.00
      HAM,A,L2,4,9.00
      HAM,B,,20,60.50
      HAM,C,,5,10.00
      HAM,D,,2,201
      HAM,F,L1,1,4.00
      HAM,F,L2,1,
      TIL,A,,7,

      """)
    try site.write(
      "shelf_1.csv",
      "wh,sku,qty\nHAM,A,10\nHAM,B,18\nHAM,C,5\nHAM,D,2\nHAM,F,2\nHAM,B2,1\nTIL,A,7\n")
    try site.done("run")
  }

  /// Words of the lines of the table of worth.
  private func table(_ line: String) throws -> [[Substring]] {
    try site.done(line, at: TestSite.later).split(separator: "\n")
      .drop { !$0.hasPrefix("warehouse  currency") }
      .prefix { !$0.hasPrefix("TIL") && !$0.hasSuffix(":") && !$0.hasPrefix("id ") }
      .map { $0.split(separator: " ") }
  }

  @Test func `reconcile adds up what stock is worth, warehouse by warehouse`() throws {
    // A: 20 - 22 = -2. B: 54 - 60.50 = -6.50, of which -2 × 3 = -6 are missing. D: 200 - 201 = -1.
    let rows = try table("reconcile")
    #expect(
      rows.dropFirst().first == ["HAM", "EUR", "2", "82.5", "74", "-6", "0", "-2.5"])
    #expect(rows.dropFirst(2).first == ["HAM", "JPY", "1", "201", "200", "0", "0", "-1"])
    // C without cost, F without a whole value, B2 that is no article.
    #expect(rows.dropFirst(3).first?.last == "3")
    #expect(rows.count == 4)
    #expect(try table("reconcile --warehouse TIL") == [])
  }

  @Test func `programs are told the same`() throws {
    let answer = try site.json("reconcile", at: TestSite.later)
    let worth = try #require(answer["stock"]?["valuation"]).items
    try #require(worth.count == 1)
    #expect(worth[0]["warehouse"] == .string("HAM"))
    #expect(worth[0]["not_valued"] == .number("3"))
    let euros = try #require(worth[0]["sums"]?.items.first)
    #expect(euros["currency"] == .string("EUR") && euros["articles"] == .number("2"))
    #expect(euros["book_value"] == .number("82.5"))
    #expect(euros["physical_value"] == .number("74"))
    #expect(euros["quantity"] == .number("-6") && euros["timing"] == .number("0"))
    #expect(euros["cost"] == .number("-2.5"))
  }

  @Test func `only the cost part is an exception, and only beyond the tolerance`() throws {
    // B is half a euro off, D one yen.
    #expect(
      try site.query(
        "SELECT key, field, expected, actual, difference, state FROM exceptions"
          + " WHERE code = 'VALUATION_DRIFT' ORDER BY key") == [
          "HAM|A|value|22|20|-2|open", "HAM|D|value|201|200|-1|open",
        ])
  }

  @Test func `explain splits the worth of an article`() throws {
    let shown = try site.done("explain stock B --warehouse HAM", at: TestSite.later)
    let lines = shown.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    let start = try #require(lines.firstIndex(of: "worth of B in HAM at unit cost 3 EUR:"))
    #expect(
      lines[(start + 1)...] == [
        "warehouse 54 18", "book 60.5 20", "difference -6.5", "quantity -6 -2 unexplained",
        "timing 0 0 explained", "cost -0.5",
      ])
    let answer = try site.json("explain stock B --warehouse HAM", at: TestSite.later)
    #expect(answer["valuation"]?["cost"] == .number("-0.5"))
    let unvalued = try site.json("explain stock A --warehouse TIL", at: TestSite.later)
    #expect(unvalued["valuation"] == nil)
    #expect(unvalued["stock"] != nil)
  }

  @Test func `another cost is judged in the next run, although no stock has moved`() throws {
    try site.write(
      "items_2.csv", "sku,cost,currency\nA,2.2,EUR\nB,4,EUR\nC,1,EUR\nD,100,JPY\nF,4,EUR\n")
    try site.done("run", at: TestSite.later)
    // A: 10 × 2.2 = 22. B: 20 × 4 = 80 against 60.50. C: 5 × 1 against 10.
    #expect(
      try site.query(
        "SELECT key, difference FROM exceptions WHERE code = 'VALUATION_DRIFT'"
          + " AND state = 'open' ORDER BY key") == ["HAM|B|19.5", "HAM|C|-5", "HAM|D|-1"])
  }

  @Test func `what the books no longer value is not judged any more`() throws {
    let without = Self.configuration.split(separator: ", value: {column: value}").joined()
    try site.folder.write("wmsync.yaml", without)
    try site.done("run", at: TestSite.later)
    #expect(
      try site.query(
        "SELECT count(*) FROM exceptions WHERE code = 'VALUATION_DRIFT' AND state = 'open'")
        == ["0"])
    #expect(try table("reconcile") == [])
  }
}
