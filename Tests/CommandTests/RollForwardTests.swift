import Testing
import Workbench

/// What a side had and what it says has moved since must be what it has, until a person takes it as it
/// is.
@Suite struct RollForwardTests {
  /// Ten of A and five of B at six; both sides agree.
  private func site() throws -> TestSite {
    let site = try TestSite(
      """
      version: 1
      site: forward
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
        erp-stock:
          entity: stock
          from: {system: erp, files: "erp/out/stock_*.csv", dialect: plain, order: name}
          ready: {rename: true}
          mode: snapshot
          fields: {warehouse: {constant: HAM}, sku: {column: sku}, on_hand: {column: qty}, as_of: {column: at}}
        wms-stock:
          like: erp-stock
          from: {system: wms, files: "wms/out/stock_*.csv", dialect: plain, order: name}
        wms-shipments:
          entity: shipment
          from: {system: wms, files: "wms/out/shipments_*.csv", dialect: plain, order: name}
          ready: {rename: true}
          mode: delta
          fields: {shipment: {column: number}, line: {constant: "1"}, version: {column: version}, warehouse: {constant: HAM},
                   sku: {column: sku}, qty: {column: qty}, shipped_at: {column: at}}
      tolerances:
        - {field: stock.on_hand, snapshots: 1}
      """)
    try tell(site, hour: 6, a: "10", b: "5", "erp", "wms")
    try site.done("run", at: "2026-11-23T06:10:00Z")
    return site
  }

  private func tell(
    _ site: TestSite, hour: Int, a: String, b: String, _ systems: String...
  ) throws {
    let time = "2026-11-23T\(hour < 10 ? "0" : "")\(hour):00:00Z"
    for system in systems {
      try site.write(
        "\(system)/out/stock_\(time.prefix(13)).csv", "sku;qty;at\nA;\(a);\(time)\nB;\(b);\(time)\n"
      )
    }
  }

  private func ship(_ site: TestSite, _ file: Int, _ rows: String...) throws {
    try site.write(
      "wms/out/shipments_\(file).csv",
      "number;version;sku;qty;at\n" + rows.map { $0 + "\n" }.joined())
  }

  private func breaks(_ site: TestSite) throws -> [String] {
    try site.query(
      """
      SELECT key, difference FROM exceptions
      WHERE code = 'ROLLFORWARD_BREAK' AND state = 'open' ORDER BY key
      """)
  }

  @Test func `a loss breaks the proof once, and stays until a person takes the stock as it is`()
    throws
  {
    let site = try site()
    try ship(site, 1, "S1;1;A;3;2026-11-23T06:30:00Z")
    try tell(site, hour: 7, a: "5", b: "5", "wms")
    try site.done("run", at: "2026-11-23T07:10:00Z")
    #expect(try breaks(site) == ["HAM|A|-2"])
    let id = try #require(
      try site.query("SELECT id FROM exceptions WHERE code = 'ROLLFORWARD_BREAK'").first)
    // To try again accepts nothing.
    try site.done("exceptions retry \(id)", at: "2026-11-23T07:20:00Z")
    try site.done("run", at: "2026-11-23T07:30:00Z")
    #expect(try breaks(site) == ["HAM|A|-2"])
    try site.done("exceptions resolve \(id) --note gone", at: "2026-11-23T07:40:00Z")
    try site.done("run", at: "2026-11-23T07:50:00Z")
    #expect(try breaks(site) == [])
    try tell(site, hour: 8, a: "4", b: "5", "wms")
    try site.done("run", at: "2026-11-23T08:10:00Z")
    #expect(try breaks(site) == ["HAM|A|-1"])
  }

  @Test func `a movement that comes late closes the break, or opens the one it hid`() throws {
    let site = try site()
    try tell(site, hour: 7, a: "7", b: "5", "wms")
    try site.done("run", at: "2026-11-23T07:10:00Z")
    #expect(try breaks(site) == ["HAM|A|-3"])
    // B lost nothing to see: two came without a word, and two left of which nobody knew yet.
    try ship(
      site, 1, "S1;1;A;3;2026-11-23T06:30:00Z", "S2;1;B;2;2026-11-23T06:40:00Z")
    try site.done("run", at: "2026-11-23T07:20:00Z")
    #expect(try breaks(site) == ["HAM|B|2"])
  }

  @Test func `versions may come in any order`() throws {
    let site = try site()
    try ship(site, 1, "S1;2;A;4;2026-11-23T06:40:00Z")
    try tell(site, hour: 7, a: "6", b: "5", "wms")
    try site.done("run", at: "2026-11-23T07:10:00Z")
    try ship(site, 2, "S1;1;A;3;2026-11-23T06:30:00Z")
    try site.done("run", at: "2026-11-23T07:20:00Z")
    #expect(try breaks(site) == [])
    try tell(site, hour: 8, a: "6", b: "5", "wms")
    try site.done("run", at: "2026-11-23T08:10:00Z")
    #expect(try breaks(site) == [])
  }

  @Test func `versions of before the very first look moved nothing since, whenever they come`()
    throws
  {
    let site = try site()
    try ship(site, 1, "S1;1;A;4;2026-11-23T05:00:00Z")
    try site.done("run", at: "2026-11-23T06:20:00Z")
    try ship(site, 2, "S1;2;A;3;2026-11-23T05:30:00Z")
    try tell(site, hour: 7, a: "10", b: "5", "wms")
    try site.done("run", at: "2026-11-23T07:10:00Z")
    #expect(try breaks(site) == [])
  }

  @Test func `what a held row leaves open neither accuses nor acquits`() throws {
    let site = try site()
    try ship(site, 1, "S1;1;A;3;2026-11-23T06:30:00Z", "S2;1;B;1;2026-11-23T06:30:00Z")
    // A left and is still told; the row of B cannot be read.
    try tell(site, hour: 7, a: "10", b: "four", "wms")
    try site.done("run", at: "2026-11-23T07:10:00Z")
    #expect(try breaks(site) == [])
    try tell(site, hour: 8, a: "10", b: "4", "wms")
    try site.done("run", at: "2026-11-23T08:10:00Z")
    #expect(try breaks(site) == ["HAM|A|3"])
    try tell(site, hour: 9, a: "10", b: "??", "wms")
    try site.done("run", at: "2026-11-23T09:10:00Z")
    #expect(try breaks(site) == ["HAM|A|3"])
  }
}
