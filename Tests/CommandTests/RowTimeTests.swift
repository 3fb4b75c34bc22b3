import Testing
import Workbench

/// Times that rows state are a guard beside the file ledger: late changes never win.
struct RowTimeTests {
  private let site: TestSite

  init() throws {
    site = try TestSite(
      """
      version: 1
      site: shelf
      systems: {erp: {role: erp}, wms: {role: wms}}
      warehouses: {HAM: {system: wms}}
      dialects: {rows: {format: csv}}
      feeds:
        wms-stock:
          entity: stock
          from: {system: wms, files: "wms/out/stock_*.csv", dialect: rows}
          ready: {rename: true}
          mode: delta
          fields: {warehouse: {constant: HAM}, sku: {column: sku}, on_hand: {column: qty}, as_of: {column: at}}

      """)
  }

  private func deliver(_ file: Int, _ row: String) throws -> [String] {
    try site.write("wms/out/stock_\(file).csv", "sku,qty,at\n\(row)\n")
    try site.done("run")
    return try site.query("SELECT on_hand FROM stock WHERE sku = 'TEE'")
  }

  @Test func `a change of stock that states an earlier time does not win`() throws {
    #expect(try deliver(1, "TEE,5,2026-11-23T05:00:00Z") == ["5"])
    #expect(try deliver(2, "TEE,9,2026-11-23T04:59:59Z") == ["5"])
    #expect(try site.query("SELECT unchanged FROM files WHERE name LIKE '%_2.csv'") == ["1"])
  }

  @Test func `of two changes at the same time the newer file wins`() throws {
    #expect(try deliver(1, "TEE,5,2026-11-23T05:00:00Z") == ["5"])
    #expect(try deliver(2, "TEE,9,2026-11-23T05:00:00Z") == ["9"])
  }

  @Test func `the watermark holds the newest time of any row`() throws {
    _ = try deliver(1, "TEE,5,2026-11-23T05:00:00Z")
    _ = try deliver(2, "CUP,1,2026-11-22T05:00:00Z")
    #expect(try site.query("SELECT row_time FROM watermarks") == ["2026-11-23T05:00:00Z"])
  }
}
