import Testing
import Workbench

/// What an article is counted in does not change while something is counted in it.
@Suite struct FactorGuardTests {
  private static func configuration(_ unitFields: String) -> String {
    """
    version: 1
    site: factors
    systems: {erp: {role: erp}, wms: {role: wms}}
    warehouses: {HAM: {system: wms}}
    dialects: {plain: {format: csv, delimiter: ","}}
    feeds:
      items:
        entity: item
        from: {system: erp, files: "items_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {sku: {column: sku}, base_uom: {column: unit}}
      packs:
        entity: item_unit
        from: {system: erp, files: "packs_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {sku: {column: sku}, uom: {column: unit}, \(unitFields)}
      stock:
        entity: stock
        from: {system: wms, files: "stock_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {warehouse: {constant: HAM}, sku: {column: sku}, on_hand: {column: qty}}

    """
  }

  /// A site with stock of A1, after its first run.
  private func stocked(
    _ unitFields: String = "numerator: {column: num}, denominator: {column: den}"
  ) throws -> TestSite {
    let site = try TestSite(Self.configuration(unitFields))
    try site.write("items_1.csv", "sku,unit\nA1,ST\n")
    try site.write("packs_1.csv", "sku,unit,num,den\nA1,KT,12,5\n")
    try site.write("stock_1.csv", "sku,qty\nA1,3\n")
    try site.done("run")
    return site
  }

  private func open(_ site: TestSite) throws -> [String] {
    try site.query(
      "SELECT code || ' ' || key FROM exceptions WHERE state = 'open' ORDER BY 1")
  }

  @Test func `a factor that is no whole number is compared as a ratio`() throws {
    let site = try stocked()
    try site.write("packs_2.csv", "sku,unit,num,den\nA1,KT,24,10\n")
    try site.done("run", at: TestSite.later)
    #expect(try open(site) == [])
    try site.write("packs_3.csv", "sku,unit,num,den\nA1,KT,13,5\n")
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(try open(site) == ["UOM_FACTOR_CHANGED A1|KT"])
    #expect(
      try site.query("SELECT message FROM exceptions WHERE code = 'UOM_FACTOR_CHANGED'")[0]
        .contains("one KT was 24/10, and is 13/5"))
  }

  @Test func `a factor without a denominator is a whole one, and none is no factor`() throws {
    let whole = try stocked("numerator: {column: num}")
    try whole.write("packs_2.csv", "sku,unit,num,den\nA1,KT,10,1\n")
    try whole.done("run", at: TestSite.later)
    #expect(try open(whole) == ["UOM_FACTOR_CHANGED A1|KT"])
    let none = try stocked("pack_level: {constant: case}")
    try none.write("packs_2.csv", "sku,unit,num,den\nA1,KT,10,1\n")
    try none.done("run", at: TestSite.later)
    #expect(try open(none) == [])
  }

  @Test func `a base unit does not change under the stock`() throws {
    let site = try stocked()
    try site.write("items_2.csv", "sku,unit\nA1,KG\nB2,KG\n")
    try site.done("run", at: TestSite.later)
    #expect(try open(site) == ["UOM_FACTOR_CHANGED A1"])
    #expect(try site.query("SELECT sku, base_uom FROM item ORDER BY sku") == ["A1|ST", "B2|KG"])
  }

  @Test func `a person can accept the file that changes a factor`() throws {
    let site = try stocked()
    try site.write("packs_2.csv", "sku,unit,num,den\nA1,KT,10,1\n")
    try site.done("run", at: TestSite.later)
    let hash = try site.query("SELECT sha256 FROM files WHERE name = 'packs_2.csv'")[0]
    try site.done("run --accept packs@\(hash.prefix(12))", at: "2026-11-23T08:00:00Z")
    #expect(try open(site) == [])
    #expect(try site.query("SELECT numerator FROM item_unit") == ["10"])
  }
}
