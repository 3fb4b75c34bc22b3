import Testing
import Workbench

/// How large a difference of stock must be to count at once, and what a stock below zero comes from.
@Suite struct StockLimitTests {
  private func site(hard: String, feeds: String = "") throws -> TestSite {
    try TestSite(
      """
      version: 1
      site: limits
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
        wms-receipts:
          entity: receipt
          from: {system: wms, files: "wms/out/receipts_*.csv", dialect: plain, order: name}
          ready: {rename: true}
          mode: delta
          fields: {receipt: {column: number}, line: {constant: "1"}, version: {constant: 1}, warehouse: {constant: HAM},
                   sku: {column: sku}, qty_good: {column: qty}, received_at: {column: at}}
      outbound:
        receipts: {to: erp, entity: receipt, file: "erp/in/receipts_{seq:4}.csv", dialect: plain}
      tolerances:
        - {field: stock.on_hand, snapshots: 3, settle: 2d\(hard)}
      """)
  }

  private func tell(_ site: TestSite, _ number: Int, book: Int, physical: Int) throws {
    let time = "2026-11-23T0\(4 + number):30:00Z"
    for (system, quantity) in [("erp", book), ("wms", physical)] {
      try site.write(
        "\(system)/out/stock_\(number).csv", "sku;qty;at\nA;\(quantity);\(time)\nB;1;\(time)\n")
    }
  }

  private func state(_ site: TestSite, _ code: String) throws -> [String] {
    try site.query("SELECT state, difference FROM exceptions WHERE code = '\(code)'")
  }

  @Test func `a difference beyond the hard limit counts at once, a smaller one must last`() throws {
    for (hard, physical, expected) in [
      ("", 0, "watch|-100"), (", hard: 50", 49, "open|-51"), (", hard: 50", 50, "watch|-50"),
    ] {
      let site = try site(hard: hard)
      try tell(site, 1, book: 100, physical: physical)
      try site.done("run")
      #expect(try state(site, "STOCK_UNEXPLAINED") == [expected])
    }
  }

  @Test func `a watched difference that grows beyond the hard limit counts at once`() throws {
    let site = try site(hard: ", hard: 50")
    try tell(site, 1, book: 100, physical: 99)
    try site.done("run")
    #expect(try state(site, "STOCK_UNEXPLAINED") == ["watch|-1"])
    try tell(site, 2, book: 100, physical: 40)
    try site.done("run", at: TestSite.later)
    #expect(try state(site, "STOCK_UNEXPLAINED") == ["open|-60"])
  }

  @Test func `what is too much now has not lasted since something was missing`() throws {
    let site = try site(hard: "")
    for (day, physical, expected) in [
      (23, 99, "watch|-1"), (24, 98, "watch|-2"), (25, 101, "watch|1"), (26, 101, "watch|1"),
      (27, 103, "open|3"),
    ] {
      try tell(site, day - 22, book: 100, physical: physical)
      try site.done("run", at: "2026-11-\(day)T11:00:00Z")
      #expect(try state(site, "STOCK_UNEXPLAINED") == [expected], "day \(day)")
    }
  }

  @Test func `a book below zero names the receipt that would lift it`() throws {
    let site = try site(hard: ", hard: 0")
    try tell(site, 1, book: 4, physical: 4)
    try site.done("run")
    try site.write(
      "wms/out/receipts_2.csv", "number;sku;qty;at\nR-1;A;10;2026-11-23T06:10:00Z\n")
    try tell(site, 2, book: -2, physical: 8)
    try site.done("run", at: TestSite.later)
    let told = try #require(
      try site.query("SELECT message, hint FROM exceptions WHERE code = 'NEG_STOCK'").first)
    #expect(
      told.contains(
        "the book says -2, the warehouse says 8: with receipt R-1|1|1, not posted yet, it would be 8"
      ))
    #expect(told.hasSuffix("|have receipt R-1|1|1 posted before what was taken from it"))
  }

  @Test func `a warehouse below zero is wrong in its own data`() throws {
    let site = try site(hard: ", hard: 0")
    try tell(site, 1, book: 0, physical: -1)
    try site.done("run")
    let told = try #require(
      try site.query("SELECT message, hint, owner_system FROM exceptions WHERE code = 'NEG_STOCK'")
        .first)
    #expect(told.contains("the warehouse says -1: no shelf holds less than nothing"))
    #expect(told.hasSuffix("it is its data that is wrong|wms"))
  }
}
