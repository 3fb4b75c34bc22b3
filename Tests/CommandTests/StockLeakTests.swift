import Testing
import Workbench

/// Losses that are tolerated one by one add up until a person takes them as they are.
@Suite struct StockLeakTests {
  /// How new files are taken and everything or only what changed is proved.
  private static let ways = [["run"], ["pull", "reconcile"]]

  private static let configuration = """
    version: 1
    site: leaks
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
        fields: {sku: {column: sku}, unit_cost: {column: cost}}
      erp-stock:
        entity: stock
        from: {system: erp, files: "erp/out/stock_*.csv", dialect: plain, order: name}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {constant: HAM}, sku: {column: sku}, on_hand: {column: qty}, as_of: {column: at}}
      wms-stock:
        like: erp-stock
        from: {system: wms, files: "wms/out/stock_*.csv", dialect: plain, order: name}
    outbound:
      corrections: {to: erp, entity: stock_correction, file: "erp/in/corrections_{seq:4}.csv", dialect: plain}
    tolerances:
      - {field: stock.on_hand, abs: 5, snapshots: 1}
    """

  private func site(tolerance: String = "abs: 5, snapshots: 1") throws -> TestSite {
    let site = try TestSite(
      Self.configuration.replacing("abs: 5, snapshots: 1", with: tolerance))
    try site.write("erp/out/items_01.csv", "sku;cost\nA;3\nB;1\n")
    return site
  }

  private func time(_ hour: Int, _ minute: Int = 0) -> String {
    "2026-11-23T\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00Z"
  }

  /// Both sides tell A, and B of which there is always as much, at a full hour.
  private func tell(
    _ site: TestSite, _ hour: Int, book: Int, physical: Int, by way: [String] = ["run"]
  ) throws {
    for (system, quantity) in [("erp", book), ("wms", physical)] {
      try site.write(
        "\(system)/out/stock_\(hour + 10).csv",
        "sku;qty;at\nA;\(quantity);\(time(hour))\nB;7;\(time(hour))\n")
    }
    for command in way { try site.done(command, at: time(hour, 10)) }
  }

  private func told(_ site: TestSite) throws -> [String] {
    try site.query(
      """
      SELECT key, field, difference, value_at_risk FROM exceptions
      WHERE code = 'STOCK_UNEXPLAINED' AND state = 'open' ORDER BY id
      """)
  }

  private func remembered(_ site: TestSite) throws -> [String] {
    try site.query(
      "SELECT sku, counted / 1000000, sum / 1000000, times, seen_times FROM stock_leak")
  }

  @Test(arguments: ways)
  func `what was resolved comes back only when it has added up anew`(_ way: [String]) throws {
    let site = try site()
    try tell(site, 1, book: 100, physical: 96, by: way)
    try tell(site, 2, book: 96, physical: 96, by: way)
    #expect(try told(site) == [])
    #expect(try remembered(site) == ["A|0|-4|1|"])
    try tell(site, 3, book: 96, physical: 92, by: way)
    #expect(try told(site) == ["HAM|A|stock.on_hand|-8|24"])
    let id = try #require(try site.query("SELECT id FROM exceptions").first)
    #expect(
      try site.query("SELECT message, hint FROM exceptions") == [
        "wms/out/stock_13.csv:2: stock of A in HAM: 2 tolerated differences since"
          + " 2026-11-23T01:10:00Z add up to -8, the tolerance allows 5"
          + "|recount the bin and look at who handles it; resolve it to add up anew"
      ])
    // It stays while both sides agree, and to try again accepts nothing.
    try tell(site, 4, book: 92, physical: 92, by: way)
    try site.done("exceptions retry \(id)", at: time(4, 20))
    try site.done("run", at: time(4, 30))
    #expect(try told(site) == ["HAM|A|stock.on_hand|-8|24"])
    try tell(site, 5, book: 92, physical: 88, by: way)
    #expect(try told(site) == ["HAM|A|stock.on_hand|-12|36"])
    try site.done("exceptions resolve \(id) --note spoken", at: time(5, 20))
    #expect(try remembered(site) == ["A|-4|0|0|"])
    for command in way { try site.done(command, at: time(5, 30)) }
    #expect(try told(site) == [])
    try tell(site, 6, book: 88, physical: 88, by: way)
    #expect(try remembered(site) == [])
    try tell(site, 7, book: 88, physical: 84, by: way)
    #expect(try told(site) == [])
    try tell(site, 8, book: 84, physical: 84, by: way)
    try tell(site, 9, book: 84, physical: 80, by: way)
    #expect(try told(site) == ["HAM|A|stock.on_hand|-8|24"])
    #expect(try site.query("SELECT id FROM exceptions") == [id])
  }

  @Test(arguments: ways)
  func `a difference that must last counts after new snapshots of both sides, not after more runs`(
    _ way: [String]
  ) throws {
    let site = try site(tolerance: "abs: 5, snapshots: 2")
    try tell(site, 1, book: 100, physical: 96, by: way)
    for minute in [20, 30] { try site.done("reconcile", at: time(1, minute)) }
    #expect(try remembered(site) == ["A|0|0|0|1"])
    try site.write("wms/out/stock_115.csv", "sku;qty;at\nA;96;\(time(2))\nB;7;\(time(2))\n")
    for command in way { try site.done(command, at: time(2, 10)) }
    #expect(try remembered(site) == ["A|0|0|0|1"])
    try tell(site, 3, book: 100, physical: 96, by: way)
    #expect(try remembered(site) == ["A|-4|-4|1|"])
    try tell(site, 4, book: 96, physical: 96, by: way)
    try tell(site, 5, book: 96, physical: 92, by: way)
    #expect(try remembered(site) == ["A|0|-4|1|1"])
    try tell(site, 6, book: 92, physical: 92, by: way)
    #expect(try remembered(site) == ["A|0|-4|1|"])
  }

  @Test func `a snapshot of which a row is held does not tell that a difference lasts`() throws {
    let site = try site(tolerance: "abs: 5, snapshots: 2")
    try tell(site, 1, book: 100, physical: 96)
    for (system, a) in [("erp", "100"), ("wms", "ninety")] {
      try site.write(
        "\(system)/out/stock_12.csv", "sku;qty;at\nA;\(a);\(time(2))\nB;7;\(time(2))\n")
    }
    try site.done("run", at: time(2, 10))
    #expect(try remembered(site) == ["A|0|0|0|1"])
    try tell(site, 3, book: 100, physical: 96)
    #expect(try remembered(site) == ["A|-4|-4|1|"])
  }

  @Test func `what adds up is more than may be lost although it is not too many`() throws {
    let site = try site(tolerance: "abs: 9, value: 20, snapshots: 1")
    try tell(site, 1, book: 100, physical: 96)
    try tell(site, 2, book: 96, physical: 96)
    try tell(site, 3, book: 96, physical: 92)
    #expect(try told(site) == ["HAM|A|stock.on_hand|-8|24"])
    let message = try #require(try site.query("SELECT message FROM exceptions").first)
    #expect(message.hasSuffix("add up to -8, worth 24; the tolerance allows 20"))
  }

  @Test func `what has added up is nothing that a correction could put right`() throws {
    let site = try site(tolerance: "abs: 5, snapshots: 1, correct: {abs: 50}")
    for hour in 1...4 {
      let physical = 100 - hour / 2 * 4 - (hour % 2) * 4
      try tell(site, hour, book: 100 - hour / 2 * 4, physical: physical)
    }
    let id = try #require(
      try site.query("SELECT id FROM exceptions WHERE state = 'open' AND difference = -8").first)
    #expect(try site.query("SELECT correction FROM stock_correction") == [])
    let refused = try site.wmsync("exceptions resolve \(id) --approve --note gone", at: time(5))
    #expect(refused.status == 64)
    #expect(refused.err.contains("there is nothing to correct"))
    #expect(try told(site) == ["HAM|A|stock.on_hand|-8|24"])
  }

  @Test func `a difference of its own and what has added up are told side by side`() throws {
    let site = try site()
    try tell(site, 1, book: 100, physical: 96)
    try tell(site, 2, book: 96, physical: 96)
    try tell(site, 3, book: 96, physical: 92)
    try tell(site, 4, book: 92, physical: 82)
    #expect(
      try told(site) == ["HAM|A|stock.on_hand|-8|24", "HAM|A|on_hand|-10|30"])
    try tell(site, 5, book: 82, physical: 82)
    #expect(try told(site) == ["HAM|A|stock.on_hand|-8|24"])
  }

  @Test func `where nothing is tolerated any more nothing is remembered`() throws {
    let site = try site()
    try tell(site, 1, book: 100, physical: 96)
    try tell(site, 2, book: 96, physical: 96)
    try tell(site, 3, book: 96, physical: 92)
    #expect(try told(site).count == 1)
    try site.folder.write(
      "wmsync.yaml", Self.configuration.replacing("abs: 5, snapshots: 1", with: "snapshots: 1"))
    try tell(site, 4, book: 92, physical: 92)
    #expect(try told(site) == [])
    #expect(try remembered(site) == [])
  }

  @Test func `articles that agree leave nothing behind`() throws {
    let site = try site()
    try tell(site, 1, book: 100, physical: 100)
    try site.done("reconcile", at: time(1, 20))
    #expect(try remembered(site) == [])
  }
}
