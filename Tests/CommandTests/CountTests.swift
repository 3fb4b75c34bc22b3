import Testing
import Workbench

/// Counts are looked at again when a person asks for it or says that one is settled.
struct CountTests {
  private let site: TestSite

  init() throws {
    site = try TestSite(
      """
      version: 1
      site: counts
      systems: {erp: {role: erp}, wms: {role: wms}}
      dialects: {plain: {format: csv}}
      feeds:
        counts:
          entity: count
          from: {system: wms, files: "counts_*.csv", dialect: plain}
          ready: {rename: true}
          mode: delta
          fields: {count: {column: count}, warehouse: {constant: HAM}, bin: {column: bin}, sku: {column: sku}, pass: {column: pass}, counted: {column: counted}, system_before: {column: before}}

      """)
    try site.write(
      "counts_1.csv", "count,bin,sku,pass,counted,before\nC1,B1,A,1,9,10\nC2,B1,A,1,10,10\n")
    try site.done("run")
  }

  private func open() throws -> [String] {
    try site.query(
      "SELECT key FROM exceptions WHERE code = 'COUNT_OVER_TOLERANCE' AND state = 'open'")
  }

  @Test func `a count that is resolved by hand is open again until a second count`() throws {
    #expect(try open() == ["C1|HAM|B1|A"])
    let id = try CornerShop.id(of: "COUNT_OVER_TOLERANCE", in: site)
    try site.done("exceptions resolve \(id) --note done", at: TestSite.later)
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(try open() == ["C1|HAM|B1|A"])
    try site.write("counts_2.csv", "count,bin,sku,pass,counted,before\nC1,B1,A,2,9,10\n")
    try site.done("run", at: "2026-11-23T09:00:00Z")
    #expect(try open() == [])
    try site.done("reconcile", at: "2026-11-23T10:00:00Z")
    #expect(try open() == [])
  }
}
