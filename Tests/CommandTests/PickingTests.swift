import Testing
import Workbench

/// What is put on pick lists, and when.
struct PickingTests {
  private static let list = "HAM-20261123-2400-00"

  private func shop(
    _ orders: [String], stock: [(String, String, Int)], picking: String = "{method: single}"
  ) throws -> TestSite {
    let site = try PickShop.site(picking)
    try site.write("orders_1.csv", PickShop.orderTitles + orders.map { $0 + "\n" }.joined())
    try site.write("stock_1.csv", PickShop.stock(stock, at: "2026-11-23T05:00:00Z"))
    try site.write("items_1.csv", "sku,name\nCUP,Cup\nHAT,Hat\n")
    try site.write("words_1.csv", "order,event,code,at\n")
    try site.write("shipments_1.csv", "shipment,order,line,sku,qty,at\n")
    return site
  }

  @Test func `an order line goes on a list once, and what comes later on a further one`() throws {
    let site = try shop(["O1,1,CUP,3,,,,"], stock: [("A1", "CUP", 9)])
    try site.done("run")
    #expect(try PickShop.picks(site) == ["\(Self.list)1|1|A1|CUP|3|O1|1"])
    try site.done("run", at: TestSite.later)
    try site.done("reconcile", at: TestSite.later)
    #expect(try PickShop.picks(site).count == 1)
    try site.write("orders_2.csv", PickShop.orderTitles + "O1,1,CUP,5,,,,\n")
    try site.done("run", at: TestSite.later)
    #expect(
      try PickShop.picks(site) == [
        "\(Self.list)1|1|A1|CUP|3|O1|1", "\(Self.list)2|1|A1|CUP|2|O1|1",
      ])
    let files = site.folder.names(in: "exchange/out").filter { !$0.hasPrefix(".") }
    #expect(
      files == ["picks_0001.csv", "picks_0002.csv", "sheet_0001.html", "sheet_0002.html"])
  }

  @Test func `an order that is held or cancelled waits, and goes on a list once it is released`()
    throws
  {
    let site = try shop(
      ["O1,1,CUP,1,CREDIT,,,", "O2,1,CUP,1,,J,,", "O3,1,CUP,1,,,,"], stock: [("A1", "CUP", 9)])
    try site.done("run")
    #expect(try PickShop.picks(site).map { $0.suffix(4) } == ["O3|1"])
    try site.write("orders_2.csv", PickShop.orderTitles + "O1,1,CUP,1,,,,\n")
    try site.done("run", at: TestSite.later)
    #expect(try PickShop.picks(site).map { $0.suffix(4) } == ["O3|1", "O1|1"])
  }

  @Test func `an order does not go on a list before its day`() throws {
    let site = try shop(["O1,1,CUP,1,,,,2026-11-25"], stock: [("A1", "CUP", 9)])
    try site.done("run")
    try site.done("run", at: "2026-11-24T23:59:00Z")
    #expect(try PickShop.picks(site) == [])
    try site.done("run", at: "2026-11-25T00:00:00Z")
    #expect(try PickShop.picks(site) == ["HAM-20261125-2400-001|1|A1|CUP|1|O1|1"])
  }

  @Test func `what is on a list is not given to another order before it has left`() throws {
    let site = try shop(["O1,1,CUP,5,,,,"], stock: [("A1", "CUP", 6)])
    try site.done("run")
    try site.write("orders_2.csv", PickShop.orderTitles + "O2,1,CUP,4,,,,\n")
    let run = try site.wmsync("run -v", at: TestSite.later)
    #expect((run.out + run.err).contains("picking HAM: no bin has 3 CUP of O2|1"))
    #expect(
      try PickShop.picks(site) == [
        "\(Self.list)1|1|A1|CUP|5|O1|1", "\(Self.list)2|1|A1|CUP|1|O2|1",
      ])
    // O1 left, and the warehouse has counted since: 6 - 5 + 10.
    try site.write(
      "shipments_2.csv", "shipment,order,line,sku,qty,at\nS1,O1,1,CUP,5,2026-11-23T07:30:00Z\n")
    try site.write(
      "stock_2.csv",
      PickShop.stock([("A1", "CUP", 1), ("B1", "CUP", 3)], at: "2026-11-23T08:00:00Z"))
    try site.done("run", at: "2026-11-23T08:05:00Z")
    #expect(try PickShop.picks(site).last == "\(Self.list)3|1|B1|CUP|3|O2|1")
  }

  @Test func `an order that goes whole waits until its bins have everything`() throws {
    let site = try shop(
      ["O1,1,CUP,1,,,J,", "O1,2,HAT,2,,,J,"], stock: [("A1", "CUP", 1), ("A2", "HAT", 1)])
    try site.done("run")
    #expect(try PickShop.picks(site) == [])
    try site.write(
      "stock_2.csv",
      PickShop.stock([("A1", "CUP", 1), ("A2", "HAT", 2)], at: "2026-11-23T06:30:00Z"))
    try site.done("run", at: TestSite.later)
    #expect(
      try PickShop.picks(site) == [
        "\(Self.list)1|1|A1|CUP|1|O1|1", "\(Self.list)1|2|A2|HAT|2|O1|2",
      ])
  }

  @Test func `what the warehouse has begun by itself gets no list`() throws {
    let site = try shop(["O1,1,CUP,1,,,,", "O2,1,CUP,1,,,,"], stock: [("A1", "CUP", 9)])
    try site.write(
      "words_1.csv", "order,event,code,at\nO1,E1,picking,2026-11-23T05:30:00Z\n")
    try site.done("run")
    #expect(try PickShop.picks(site) == ["\(Self.list)1|1|A1|CUP|1|O2|1"])
  }

  @Test func `a site without the section makes no lists`() throws {
    let site = try shop(["O1,1,CUP,1,,,,"], stock: [("A1", "CUP", 9)])
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write(
      "wmsync.yaml", text.replacing("picking:\n  HAM: {method: single}\n", with: ""))
    try site.done("run")
    #expect(try site.query("SELECT count(*) FROM pick_list") == ["0"])
    #expect(try site.query("SELECT count(*) FROM order_route") == ["0"])
  }

  @Test func `a list with many stops is written in the order of the walk`() throws {
    let stock = (1...12).map { ("B\($0 + 10)", "CUP\($0)", 1) }
    let site = try shop((1...12).map { "O1,\($0),CUP\($0),1,,,," }, stock: stock)
    try site.write(
      "items_1.csv", "sku,name\n" + (1...12).map { "CUP\($0),Cup\n" }.joined())
    try site.done("run")
    let rows = (site.text("exchange/out/picks_0001.csv") ?? "").split(separator: "\n").dropFirst()
    let stops = rows.compactMap { $0.split(separator: ",").dropFirst().first.flatMap { Int($0) } }
    #expect(stops == Array(1...12))
  }
}
