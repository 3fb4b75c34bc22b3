import Testing
import Workbench

/// What becomes of rows that stand twice, came late, or are more than anybody expects.
@Suite struct TakingTests {
  private static let eight = "2026-11-23T08:00:00Z"
  private static let nine = "2026-11-23T09:00:00Z"

  private static func configuration(_ feeds: String, dialects: String = "", more: String = "")
    -> String
  {
    """
    version: 1
    site: taking
    timezone: UTC
    systems:
      erp: {role: erp}
      wms: {role: wms}
    warehouses:
      HAM: {name: Hamburg, system: wms}
    dialects:
      plain: {format: csv, delimiter: ";"}
      lines: {format: ndjson}
      \(dialects)
    \(more)
    feeds:
    \(feeds)

    """
  }

  private func feed(
    _ id: String, _ entity: String, _ fields: String, dialect: String = "plain",
    mode: String = "delta", system: String = "erp", more: String = ""
  ) -> String {
    """
      \(id):
        entity: \(entity)
        from: {system: \(system), files: "\(id)/*", dialect: \(dialect)}
        ready: {rename: true}
        mode: \(mode)
        \(more)
        fields: {\(fields)}

    """
  }

  // MARK: Rows that stand twice

  static let twins = [("drop", "1|0|A1", 0), ("report", "0|0|A1", 1), ("keep", "0|0|A1", 0)]

  @Test(arguments: twins)
  func `the same record twice in a file of JSON is dropped, reported or let pass`(
    twin: (rule: String, counts: String, told: Int)
  ) throws {
    let site = try TestSite(
      Self.configuration(
        feed(
          "items", "item", "sku: {path: /sku}, name: {path: /n}", dialect: "lines",
          more: "duplicate_rows: \(twin.rule)")))
    try site.write("items/1.ndjson", "{\"sku\":\"A1\",\"n\":\"x\"}\n{\"sku\":\"A1\",\"n\":\"x\"}\n")
    try site.done("run")
    #expect(
      try site.query("SELECT skipped, held, (SELECT sku FROM item) FROM files") == [twin.counts])
    #expect(
      try site.query("SELECT count(*) FROM exceptions WHERE state = 'open'") == ["\(twin.told)"])
  }

  @Test func `a key that stands three times in two contents has all its rows held, others flow`()
    throws
  {
    let site = try TestSite(
      Self.configuration(
        feed(
          "prices", "price",
          "sku: {column: sku}, price_list: {constant: L}, currency: {constant: EUR},"
            + " valid_from: {column: from}, price: {column: price}")))
    let long = String(repeating: "LONG-ARTICLE-NUMBER-", count: 3)
    try site.write(
      "prices/1.csv",
      "sku;from;price\nA;2026-01-01;1\nA;2026-01-01;1\nA;2026-01-01;2\nA;2026-02-01;3\n"
        + "\(long)1;2026-01-01;4\n\(long)2;2026-01-01;5\n\(long)1;2026-01-01;6\n")
    try site.done("run")
    #expect(try site.query("SELECT line FROM held_row ORDER BY line") == ["2", "3", "4", "6", "8"])
    #expect(
      try site.query("SELECT price FROM price ORDER BY price") == ["3", "5"])
    #expect(
      try site.query("SELECT count(*) FROM exceptions WHERE code = 'KEY_DUPLICATE'") == ["2"])
  }

  // MARK: Late and older

  @Test func `a document of an older version does not replace a newer one`() throws {
    let site = try TestSite(
      Self.configuration(
        feed(
          "orders", "purchase_order", "po: {column: po}, version: {column: v}, status: {column: s}"
        )))
    for (file, row) in ["P1;2;approved", "P1;1;pending", "P1;;cancelled"].enumerated() {
      try site.write("orders/\(file).csv", "po;v;s\n\(row)\n")
    }
    try site.done("run")
    #expect(try site.query("SELECT status FROM purchase_order") == ["cancelled"])
    #expect(try site.query("SELECT unchanged FROM files ORDER BY id") == ["0", "1", "0"])
  }

  @Test func `an event that waited is settled by a later version of it`() throws {
    let site = try TestSite(
      Self.configuration(
        feed("items", "item", "sku: {column: sku}")
          + feed(
            "receipts", "receipt",
            "receipt: {column: no}, line: {constant: 1}, version: {column: v},"
              + " warehouse: {constant: HAM}, sku: {column: sku, exists_in: item}",
            system: "wms")))
    try site.write("items/1.csv", "sku\nA1\n")
    try site.write("receipts/1.csv", "no;v;sku\nR1;1;X9\nR2;2;X9\n")
    try site.done("run")
    #expect(try site.query("SELECT count(*) FROM held_row") == ["2"])
    try site.write("receipts/2.csv", "no;v;sku\nR1;2;A1\nR2;1;A1\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT key FROM held_row") == ["R2|1|2"])
  }

  // MARK: Full exports

  static let guards = [
    (
      "max_to_zero: 40%", "A1;0\nB2;0\nC3;3\n",
      "2 of 3 quantities went to zero, the guard allows 40 %"
    ),
    (
      "max_to_zero: 40%, max_missing: 90%", "C3;3\n",
      "2 of 3 quantities went to zero, the guard allows 40 %"
    ),
    ("max_changed: 40%", "A1;7\nB2;8\nC3;3\n", "2 of 3 records changed, the guard allows 40 %"),
    ("min_rows: 2", "C3;3\n", "it has 1 row, the guard wants at least 2"),
  ]

  @Test(arguments: guards)
  func `a full export beyond a guard is set aside whole`(
    limit: (guards: String, rows: String, told: String)
  ) throws {
    let site = try TestSite(
      Self.configuration(
        feed(
          "stock", "stock",
          "warehouse: {constant: HAM}, sku: {column: sku}, on_hand: {column: qty}",
          mode: "snapshot", system: "wms", more: "guard: {\(limit.guards)}")))
    try site.write("stock/1.csv", "sku;qty\nA1;1\nB2;2\nC3;3\n")
    try site.done("run")
    try site.write("stock/2.csv", "sku;qty\n" + limit.rows)
    #expect(try site.wmsync("run", at: TestSite.later).status == 3)
    let told = try site.query("SELECT message FROM exceptions WHERE code = 'FULL_SHRINK'")
    #expect(told.count == 1 && told[0].contains(limit.told), "\(told)")
    #expect(try site.query("SELECT on_hand FROM stock ORDER BY sku") == ["1", "2", "3"])
    // Less than the guard is taken, and what came before it is forgiven.
    try site.write("stock/3.csv", "sku;qty\nA1;1\nB2;2\nC3;0\n")
    try site.done("run", at: Self.eight)
    #expect(try site.query("SELECT on_hand FROM stock ORDER BY sku") == ["1", "2", "0"])
  }

  @Test func `what a guard set aside keeps no copy, beside what is archived`() throws {
    let site = try TestSite(
      Self.configuration(
        feed("items", "item", "sku: {column: sku}", mode: "snapshot")))
    try site.write("items/1.csv", "sku\nA1\n")
    try site.write("items/2.csv", "sku\nA1\nB2\nC3\nD4\n")
    // Refused, with the bytes of the first, whose copy is on its way to the archive.
    try site.write("items/3.csv", "sku\nA1\n")
    #expect(try site.wmsync("run").status == 3)
    let kept = site.tree("state").keys.filter { $0.contains(".csv") || $0.contains("spool/") }
    let archive = "state/archive/2026-11-23/items/"
    #expect(kept.sorted() == [archive + "1-1.csv", archive + "2-2.csv", "state/spool/"])
    // It waits, although its bytes were taken once, until a person accepts it.
    #expect(try site.wmsync("run", at: TestSite.later).status == 3)
    let hash = try site.query("SELECT sha256 FROM files WHERE state = 'guarded'").joined()
    try site.done("run --accept items@" + hash, at: Self.eight)
    #expect(try site.query("SELECT sku FROM item ORDER BY sku") == ["A1"])
    #expect(site.text("exchange/items/3.csv") == nil)
  }

  @Test func `of two full exports of one system each speaks for its own records`() throws {
    let site = try TestSite(
      Self.configuration(
        feed("tools", "item", "sku: {column: sku}", mode: "snapshot")
          + feed("toys", "item", "sku: {column: sku}", mode: "snapshot")))
    try site.write("tools/1.csv", "sku\nA1\nB2\nC3\n")
    try site.write("toys/1.csv", "sku\nX1\nX2\n")
    try site.done("run")
    try site.write("tools/2.csv", "sku\nA1\nC3\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT sku FROM item ORDER BY sku") == ["A1", "C3", "X1", "X2"])
    // What was gone comes back, under the same name.
    try site.write("tools/3.csv", "sku\nA1\nB2\nC3\n")
    try site.done("run", at: Self.eight)
    #expect(try site.query("SELECT count(*) FROM item") == ["5"])
  }

  // MARK: Many

  @Test func `rows of many megabytes are written in parts and none is lost`() throws {
    let site = try TestSite(
      Self.configuration(
        feed("items", "item", "sku: {column: sku}", dialect: "wide"),
        dialects:
          "wide: {format: csv, delimiter: \";\", max_row_bytes: 8MiB, max_field_bytes: 8MiB}"
      ))
    let pad = String(repeating: "x", count: 5 << 20)
    try site.write("items/1.csv", "sku;pad\n" + (1...6).map { "A\($0);\(pad)\n" }.joined())
    #expect(try site.wmsync("run", seconds: 300).status == 0)
    #expect(try site.query("SELECT count(*), min(sku), max(sku) FROM item") == ["6|A1|A6"])
    #expect(try site.query("SELECT rows, new FROM files") == ["6|6"])
  }

  @Test func `more keys than are noted one by one are all looked at`() throws {
    let fields = "sku: {column: sku}, name: {column: name}"
    let site = try TestSite(
      Self.configuration(feed("items", "item", fields), more: "limits: {free: 1MiB}")
        + "outbound:\n  out: {to: wms, entity: item, file: \"out/i_{seq}.csv\","
        + " columns: {sku: sku, name: name}}\n")
    func rows(_ name: String) -> String {
      "sku;name\n" + (1...20_005).map { "A\($0);\(name)\n" }.joined()
    }
    try site.write("items/1.csv", rows("Axe"))
    #expect(try site.wmsync("run", seconds: 300).status == 0)
    try site.write("items/2.csv", rows("Bow"))
    #expect(try site.wmsync("run", at: TestSite.later, seconds: 300).status == 0)
    #expect(try site.query("SELECT records FROM outbound ORDER BY seq") == ["20005", "20005"])
  }

  // MARK: Cross references

  static let tables = [
    ("their;our\nT1;A1\nT1;B2\n", "x.csv:3: cross reference x: \"T1\" stands there twice"),
    ("their;our\nT1\n", "x.csv:2: cross reference x: the row has 1 of 2 columns, \"our\" is"),
    ("their;our\n\"T1\"x;A1\n", "x.csv:2: cross reference x: text after the closing quote"),
    ("their;hers\nT1;A1\n", "x.csv:2: cross reference x: there is no column \"our\""),
    ("their;our\n\"T1;A1\n", "x.csv:2: cross reference x: quoted field never closed"),
  ]

  @Test(arguments: tables)
  func `a table of codes that is not sound stops the run with its place`(
    table: (text: String, told: String)
  ) throws {
    let site = try TestSite(
      Self.configuration(
        feed("items", "item", "sku: {column: sku, xref: x}"),
        more: "xrefs:\n  x: {file: x.csv, dialect: plain, theirs: their, ours: our}"))
    try site.write("items/1.csv", "sku\nT1\n")
    try site.write("x.csv", table.text)
    let ended = try site.wmsync("run")
    #expect(ended.status == 78)
    #expect(ended.err.contains(table.told), "\(ended.err)")
    try site.write("x.csv", "their;our\n T1 ;\tA1 \n ; \n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT sku FROM item") == ["A1"])
  }

  @Test func `a table of codes without a header is read by the numbers of its columns`() throws {
    let site = try TestSite(
      Self.configuration(
        feed("items", "item", "sku: {column: sku, xref: x}"),
        dialects: "bare: {format: csv, header: none}",
        more: "xrefs:\n  x: {file: x.csv, dialect: bare, theirs: 2, ours: 1}"))
    try site.write("items/1.csv", "sku\nT1\n")
    try site.write("x.csv", "A1\n")
    let ended = try site.wmsync("run")
    #expect(ended.status == 78)
    #expect(ended.err.contains("the row has 1 of 2 columns, \"2\" is missing"), "\(ended.err)")
    try site.write("x.csv", "A1,T1\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT sku FROM item") == ["A1"])
  }

  @Test(.enabled(if: LawTool.strace != nil))
  func `a table of codes that cannot be looked at is told, and read by the next run`() throws {
    let site = try TestSite(
      Self.configuration(
        feed("items", "item", "sku: {column: sku, xref: x}"),
        more: "xrefs:\n  x: {file: x.csv, dialect: plain, theirs: their, ours: our}"))
    try site.write("items/1.csv", "sku\nT1\n")
    try site.write("x.csv", "their;our\nT1;A1\n")
    let fault = RefusedCall(
      calls: "newfstatat,fstat", path: "exchange/x.csv", error: "EIO",
      told: "x.csv: cross reference x: cannot be looked at: Input/output error")
    let ended = try fault.run(in: site)
    #expect(ended.status == 74)
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    try site.done("run", at: TestSite.later)
  }

  @Test func `a code that becomes known late does not go over what a later file said`() throws {
    let site = try TestSite(
      Self.configuration(
        feed("items", "item", "sku: {column: sku, xref: x}, name: {column: name}"),
        more: "xrefs:\n  x: {values: {T2: A1}}"))
    try site.write("items/1.csv", "sku;name\nT1;Old\n")
    try site.done("run")
    try site.write("items/2.csv", "sku;name\nT2;New\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT count(*) FROM held_row") == ["1"])
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write("wmsync.yaml", text.replacing("{T2: A1}", with: "{T1: A1, T2: A1}"))
    try site.done("run", at: Self.eight)
    #expect(try site.query("SELECT count(*) FROM held_row") == ["0"])
    #expect(try site.query("SELECT sku, name FROM item") == ["A1|New"])
  }

  @Test func `each repetition of a row is a report of its own`() throws {
    let site = try TestSite(
      Self.configuration(
        feed("items", "item", "sku: {column: sku}", more: "duplicate_rows: report")))
    try site.write("items/1.csv", "sku\nA1\nA1\nA1\n")
    try site.done("run")
    #expect(
      try site.query("SELECT line FROM exceptions WHERE state = 'open' ORDER BY line")
        == ["3", "4"])
  }

  @Test func `a store without one of its tables stops the run and nothing of the file is used`()
    throws
  {
    let site = try TestSite(
      Self.configuration(
        feed("items", "item", "sku: {column: sku}, base_uom: {constant: EA}")
          + feed(
            "moves", "adjustment",
            "adjustment: {column: no}, line: {constant: 1}, warehouse: {constant: HAM},"
              + " sku: {column: sku}, delta: {column: qty, unit: {constant: CS}}", system: "wms")))
    try site.write("items/1.csv", "sku\nA1\n")
    try site.done("run")
    _ = try site.query("DROP VIEW item_unit; DROP TABLE item_unit_record")
    try site.write("moves/1.csv", "no;sku;qty\nM1;A1;1\n")
    let ended = try site.wmsync("pull", at: TestSite.later)
    #expect(ended.status == 1)
    #expect(ended.err.contains("item_unit_record"), "\(ended.err)")
    #expect(try site.query("SELECT count(*) FROM files WHERE feed = 'moves'") == ["0"])
    #expect(site.folder.exists("exchange/moves/1.csv"))
  }

  // MARK: Putting away

  @Test(.enabled(if: LawTool.strace != nil))
  func `a file whose feed is not configured any more is left where it is`() throws {
    let site = try CornerShop.opened()
    let refused = RefusedCall(
      calls: "unlink", path: "exchange/erp/out/items_1.csv", error: "EACCES", told: "")
    #expect(try refused.run(in: site).status == 74)
    let text = CornerShop.configuration()
    let (from, to) = (text.firstRange(of: "  erp-items:"), text.firstRange(of: "  wms-items:"))
    let start = try #require(from?.lowerBound)
    let end = try #require(to?.lowerBound)
    try site.folder.write("wmsync.yaml", String(text[..<start]) + text[end...])
    try site.done("run", at: TestSite.later)
    #expect(site.folder.exists("exchange/erp/out/items_1.csv"))
    try site.folder.write("wmsync.yaml", text)
    try site.done("run", at: Self.nine)
    #expect(try site.query("SELECT count(*) FROM files WHERE feed = 'erp-items'") == ["1"])
  }
}
