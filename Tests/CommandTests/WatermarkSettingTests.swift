import Testing
import Workbench

/// Numbers that will never come, and numbers that start again.
@Suite struct WatermarkSettingTests {
  private func site() throws -> TestSite {
    let site = try TestSite(
      """
      version: 1
      site: numbers
      timezone: UTC
      systems:
        erp: {role: erp}
      dialects:
        plain: {format: csv, delimiter: ";"}
      feeds:
        items:
          entity: item
          from: {system: erp, files: "in/items_*.csv", dialect: plain, order: sequence}
          ready: {rename: true}
          mode: delta
          fields:
            sku: {column: sku, required: true}
            name: {column: name}

      """)
    for number in [1, 2, 4] { try drop(number, in: site) }
    #expect(try site.wmsync("run").status == 3)
    return site
  }

  private func drop(_ number: Int, in site: TestSite, name: String = "x") throws {
    try site.write("in/items_\(number).csv", "sku;name\nA\(number);\(name)\n")
  }

  private func skus(_ site: TestSite) throws -> [String] {
    try site.query("SELECT sku FROM item ORDER BY sku")
  }

  private func open(_ site: TestSite) throws -> [String] {
    try site.query("SELECT code FROM exceptions WHERE state = 'open'")
  }

  @Test func `a gap holds what comes after it until the missing file arrives`() throws {
    let site = try site()
    #expect(try skus(site) == ["A1", "A2"])
    #expect(try open(site) == ["FILE_SEQ_GAP"])
    try drop(3, in: site)
    try site.done("run", at: TestSite.later)
    #expect(try skus(site) == ["A1", "A2", "A3", "A4"])
    #expect(try open(site) == [])
  }

  @Test func `a gap is stepped over by a person, and a later gap is a gap again`() throws {
    let site = try site()
    let shown = try site.done("watermarks set items --to 3")
    #expect(shown.contains("numbers up to 3 are not waited for any more"))
    #expect(try open(site) == ["FILE_SEQ_GAP"])
    try site.done("watermarks set items --to 3 --yes --note", ["lost at the sender"])
    #expect(try open(site) == [])
    let history = try site.query(
      "SELECT action, note FROM exception_history WHERE action = 'stepped over'")
    #expect(history == ["stepped over|from 2 to 3: lost at the sender"])
    #expect(
      try site.query("SELECT summary FROM runs WHERE command = 'watermarks set'")
        .allSatisfy { $0.contains("lost at the sender") })
    try site.done("run", at: TestSite.later)
    #expect(try skus(site) == ["A1", "A2", "A4"])
    try drop(6, in: site)
    #expect(try site.wmsync("run", at: "2026-11-23T08:00:00Z").status == 3)
    try drop(5, in: site)
    try site.done("run", at: "2026-11-23T09:00:00Z")
    #expect(try skus(site) == ["A1", "A2", "A4", "A5", "A6"])
    #expect(try open(site) == [])
  }

  @Test func `a numbering that starts again is taken once a person says so`() throws {
    let site = try site()
    try drop(3, in: site)
    try site.done("run", at: TestSite.later)
    try drop(1, in: site, name: "new")
    #expect(try site.wmsync("run", at: "2026-11-23T08:00:00Z").status == 3)
    try site.done("watermarks set items --to 0 --yes")
    try site.done("run", at: "2026-11-23T09:00:00Z")
    #expect(try site.query("SELECT name FROM item WHERE sku = 'A1'") == ["new"])
    #expect(try open(site) == [])
  }

  @Test func `what has no numbers cannot be set`() throws {
    let site = try CornerShop.running()
    #expect(try site.wmsync("watermarks set erp-items --to 3 --yes").status == 64)
    #expect(try site.wmsync("watermarks set nothing --to 3 --yes").status == 65)
  }

  @Test func `two equal files of changes with numbers that follow are both taken`() throws {
    let site = try site()
    try site.write("in/items_3.csv", "sku;name\nA1;y\n")
    try site.write("in/items_5.csv", "sku;name\nA1;x\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT name FROM item WHERE sku = 'A1'") == ["x"])
  }
}
