import Testing
import Workbench

/// A code that nobody knew is written into the cross reference from the exception it caused.
@Suite struct CrossReferenceTests {
  private static let configuration = """
    version: 1
    site: codes
    systems: {erp: {role: erp}, tpl: {role: 3pl}}
    warehouses: {TIL: {system: tpl}}
    dialects:
      plain: {format: csv}
      table: {format: csv, delimiter: ";", encoding: windows-1252}
    xrefs:
      sku: {file: xref/sku.csv, dialect: table, theirs: theirs, ours: ours}
      bins: {file: xref/bins.csv, dialect: table, theirs: theirs, ours: ours}
    feeds:
      items:
        entity: item
        from: {system: erp, files: "items_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {sku: {column: sku}}
      stock:
        entity: stock
        from: {system: tpl, files: "stock_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {constant: TIL}, sku: {column: sku, xref: sku}, bin: {column: bin, xref: bins}, on_hand: {column: qty}}

    """

  /// Two rows of stock wait: their article is in no table.
  private func site(table: String = "note;theirs;ours\nold;X1;A1\n") throws -> TestSite {
    let site = try TestSite(Self.configuration)
    try site.write("xref/sku.csv", table)
    try site.write("xref/bins.csv", "theirs;ours\nA;B-A\nB;B-B\n")
    try site.write("items_1.csv", "sku\nA1\nÄ2\n")
    try site.write("stock_1.csv", "sku,bin,qty\nX1,A,4\nX2,A,7\nX2,B,2\n")
    _ = try site.wmsync("run")
    return site
  }

  private func held(_ site: TestSite) throws -> [String] {
    try site.query("SELECT count(*) FROM held_row")
  }

  @Test func `their code becomes ours, and the rows that waited for it flow`() throws {
    let site = try site()
    #expect(try held(site) == ["2"])
    let id = try CornerShop.id(of: "SKU_UNKNOWN", in: site)
    let said = try site.done(
      "exceptions resolve \(id) --xref sku --map X2=Ä2", at: TestSite.later)
    #expect(said.hasPrefix("exception \(id) mapped by \(try TestSite.user()): X2 is Ä2"))
    #expect(
      Workbench.bytes(site.folder.path(of: "exchange/xref/sku.csv"))
        == Array("note;theirs;ours\nold;X1;A1\n;X2;".utf8) + [0xC4] + Array("2\n".utf8))
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(try held(site) == ["0"])
    #expect(
      try site.query("SELECT sku, bin, on_hand FROM stock ORDER BY 1, 2")
        == ["A1|B-A|4", "Ä2|B-A|7", "Ä2|B-B|2"])
    #expect(try site.query("SELECT state FROM exceptions WHERE id = \(id)") == ["resolved"])
    #expect(
      try site.query("SELECT note FROM exception_history WHERE action = 'mapped'") == ["X2 is Ä2"])
  }

  @Test func `a file without a last line end gets a line of its own`() throws {
    let site = try site(table: "note;theirs;ours\nold;X1;A1")
    try site.done("exceptions resolve 1 --xref sku --map X2=A1")
    #expect(
      site.text("exchange/xref/sku.csv") == "note;theirs;ours\nold;X1;A1\n;X2;A1\n")
  }

  static let refused: [(words: String, says: String)] = [
    ("--map X2=A1", "give --xref bins or --xref sku"),
    ("--xref sku --map X3=A1", "is about \"X2\"; map that"),
    ("--xref sku --map X2=A9", "there is no article \"A9\""),
    ("--xref carriers --map X2=A1", "has no cross reference carriers"),
    ("--xref sku --map X2=A1 --map X1=A1", "\"X1\" is \"A1\" there already"),
    ("--xref sku --map X2", "write THEIRS=OURS"),
    ("--map X2=A1 --approve --note why", "not both"),
    ("--xref sku", "--xref goes with --map"),
  ]

  @Test(arguments: refused)
  func `what cannot be right is refused, and the table stays as it is`(
    refused: (words: String, says: String)
  ) throws {
    let site = try site()
    let before = site.text("exchange/xref/sku.csv")
    let ended = try site.wmsync("exceptions resolve 1 " + refused.words)
    #expect([64, 65].contains(ended.status), "\(ended.status)")
    #expect(ended.err.contains(refused.says), "\(ended.err)")
    #expect(site.text("exchange/xref/sku.csv") == before)
    #expect(try site.query("SELECT state FROM exceptions WHERE id = 1") == ["open"])
  }

  @Test func `a code that was added twice in one command is added once`() throws {
    let site = try site()
    #expect(try site.wmsync("exceptions resolve 1 --xref sku --map X2=A1 --map X2=A1").status == 64)
    #expect(site.text("exchange/xref/sku.csv")?.contains("X2") == false)
  }
}
