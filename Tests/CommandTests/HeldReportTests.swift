import Testing
import Workbench

/// Rows that cannot flow: each of them is found again from the report that speaks of it.
@Suite struct HeldReportTests {
  static let adjustments = """
    version: 1
    site: held
    timezone: UTC
    systems:
      erp: {role: erp}
      wms: {role: wms}
    warehouses:
      HAM: {name: Hamburg, system: wms}
      MUC: {name: Munich, system: wms}
    dialects:
      csv: {format: csv, encoding: utf-8, delimiter: ";"}
    feeds:
      adjustments:
        entity: adjustment
        from: {system: wms, files: "in/*.csv", dialect: csv, order: name}
        ready: {rename: true}
        mode: delta
        fields:
          adjustment: {column: doc}
          line: {column: line}
          warehouse: {column: wh}
          sku: {column: sku}
          delta: {column: qty}
    alerts:
      report: {csv: exceptions.csv}

    """

  static let rowsWithoutReport =
    "SELECT h.line FROM held_row h WHERE NOT EXISTS (SELECT 1 FROM exception_book b "
    + "WHERE b.fingerprint = h.fingerprint AND b.state = 'open')"

  static let warehouses = [
    (["HAM", ""], ""), (["", "HAM"], ""), (["HAM", "MUC", "HAM"], ""), (["HAM", "HAM"], "HAM"),
    (["", "", "MUC"], ""),
  ]

  @Test(arguments: warehouses)
  func `all rows of a key that stands twice have the one report of that key`(
    warehouses: [String], ofReport: String
  ) throws {
    let site = try TestSite(Self.adjustments)
    let rows = warehouses.enumerated().map { "B-2;1;\($1);A1;\($0 + 1)\n" }
    try site.write("in/1.csv", "doc;line;wh;sku;qty\nB-1;1;HAM;A1;9\n" + rows.joined())
    try site.done("run")
    #expect(try site.query("SELECT count(*) FROM held_row") == ["\(warehouses.count)"])
    #expect(try site.query(Self.rowsWithoutReport) == [])
    #expect(
      try site.query("SELECT code, key, line, warehouse FROM exceptions WHERE state = 'open'")
        == ["KEY_DUPLICATE|B-2|1|4|\(ofReport)"])
  }

  @Test func `the report of a key that stood twice closes when the key comes once`() throws {
    let site = try TestSite(Self.adjustments)
    try site.write("in/1.csv", "doc;line;wh;sku;qty\nB-2;1;HAM;A1;1\nB-2;1;;A1;2\n")
    try site.done("run")
    try site.write("in/2.csv", "doc;line;wh;sku;qty\nB-2;1;HAM;A1;1\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT count(*) FROM held_row") == ["0"])
    #expect(try site.query("SELECT count(*) FROM exceptions WHERE state = 'open'") == ["0"])
    #expect(try site.query("SELECT delta FROM adjustment") == ["1"])
  }
}
