import Testing
import Workbench

/// What a logistics manager asks for every week.
@Suite struct KeyFigureTests {
  private static let configuration = """
    version: 1
    site: figures
    timezone: Europe/Berlin
    systems: {erp: {role: erp}, wms: {role: wms}}
    warehouses: {HAM: {system: wms}, TIL: {system: wms}}
    dialects: {plain: {format: csv}}
    feeds:
      items:
        entity: item
        from: {system: erp, files: "items_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {sku: {column: sku}, unit_cost: {column: cost}, currency: {constant: EUR}}
      orders:
        from: {system: erp, files: "orders_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        emit:
          - {entity: sales_order, fields: {order: {column: order}, ordered_at: {column: at}, deliver_by: {column: by}}}
          - {entity: sales_order_line, fields: {order: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}, cancelled_qty: {column: cancelled}}}
      progress:
        entity: order_progress
        from: {system: wms, files: "progress_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, event: {column: event}, code: {column: code}, at: {column: at}}
      shipments:
        entity: shipment
        from: {system: wms, files: "shipments_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {shipment: {column: shipment}, line: {column: line}, version: {column: version}, order: {column: order}, order_line: {column: line}, warehouse: {column: wh}, sku: {column: sku}, qty: {column: qty}, shipped_at: {column: at}}
      wms-stock:
        entity: stock
        from: {system: wms, files: "wms_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {column: wh}, sku: {column: sku}, on_hand: {column: qty}, as_of: {column: at}}
      erp-stock:
        like: wms-stock
        from: {system: erp, files: "erp_*.csv", dialect: plain}
    outbound:
      orders-out: {to: wms, entity: sales_order_line, file: "in/orders_{seq:4}.csv", dialect: plain}
    """

  private static let sent = "2026-11-20T08:30:00Z"
  private static let monday = "2026-11-23T09:00:00Z"

  /// Two orders are sent half an hour after the first was placed, and told back on Monday.
  private func site() throws -> TestSite {
    let site = try TestSite(Self.configuration)
    try site.write("items_1.csv", "sku,cost\nCUP,2.5\nNET,4\n")
    try site.write(
      "orders_1.csv",
      """
      order,line,sku,qty,cancelled,at,by
      O-1,1,CUP,10,,2026-11-20T08:00:00Z,2026-11-22
      O-1,2,NET,4,1,2026-11-20T08:00:00Z,2026-11-22
      O-2,1,CUP,6,,2026-11-20T08:20:00Z,2026-11-21
      O-0,1,CUP,9,,2026-10-01T08:00:00Z,2026-10-02

      """)
    try site.done("run", at: Self.sent)
    try site.write(
      "progress_1.csv",
      """
      order,event,code,at
      O-1,1,acked,2026-11-20T08:40:00Z
      O-1,2,picked,2026-11-20T12:40:00Z
      O-2,1,acked,2026-11-20T08:50:00Z

      """)
    // The second version of S-2 takes the place of the first.
    try site.write(
      "shipments_1.csv",
      """
      shipment,line,version,order,wh,sku,qty,at
      S-1,1,1,O-1,HAM,CUP,10,2026-11-20T13:40:00Z
      S-3,2,1,O-1,TIL,NET,3,2026-11-22T09:00:00Z
      S-2,1,1,O-2,HAM,CUP,6,2026-11-21T10:00:00Z
      S-2,1,2,O-2,HAM,CUP,5,2026-11-21T10:00:00Z

      """)
    try site.write(
      "wms_1.csv",
      "wh,sku,qty,at\nHAM,CUP,30,2026-11-23T08:00:00Z\nHAM,NET,7,2026-11-23T08:00:00Z\nTIL,NET,6,2026-11-23T08:00:00Z\n"
    )
    try site.write(
      "erp_1.csv",
      "wh,sku,qty,at\nHAM,CUP,30,2026-11-23T08:00:00Z\nHAM,NET,9,2026-11-23T08:00:00Z\nTIL,NET,6,2026-11-23T08:00:00Z\n"
    )
    try site.done("run", at: Self.monday)
    return site
  }

  @Test func `key figures of orders and stock are counted from what was told`() throws {
    let site = try site()
    let file = site.folder.path(of: "kpi.csv")
    let before = site.tree("state")
    try site.done("report --kpi --since 2026-11-13 --csv \(file)", at: Self.monday)
    // Sent 30 and 10 minutes after they were placed, acknowledged 10 and 20 minutes after that.
    // O-1: 13 of 13 pieces in two shipments by its day; O-2: 5 of 6, late.
    // HAM: 15 cups in 10 days, 30 there; 7 nets of 4 each never moved.
    #expect(
      site.text("kpi.csv") == """
        figure,of,value,unit,part,whole
        cycle_time_median,new to sent,600,s,,2
        cycle_time_p90,new to sent,1800,s,,2
        cycle_time_median,sent to acked,600,s,,2
        cycle_time_p90,sent to acked,1200,s,,2
        cycle_time_median,acked to picked,14400,s,,1
        cycle_time_p90,acked to picked,14400,s,,1
        cycle_time_median,picked to shipped,159600,s,,1
        cycle_time_p90,picked to shipped,159600,s,,1
        cycle_time_median,new to shipped,176400,s,,1
        cycle_time_p90,new to shipped,176400,s,,1
        fill_rate_lines,,66.7,%,2,3
        fill_rate_pieces,,94.7,%,18,19
        on_time,,50,%,1,2
        split_rate,,50,%,1,2
        inventory_accuracy,HAM,50,%,1,2
        dead_stock,HAM,50,%,1,2
        dead_stock_value,HAM,28,EUR,,
        days_of_cover,HAM,20,d,,
        inventory_accuracy,TIL,100,%,1,1
        dead_stock,TIL,0,%,0,1
        days_of_cover,TIL,20,d,,

        """)
    #expect(site.tree("state") == before)
  }

  @Test func `what is dead is listed with its worth, and the days are said`() throws {
    let site = try site()
    let document = try site.json("report --kpi --since 2026-11-13", at: Self.monday)
    #expect(document["schema"]?.text == "wmsync.kpi/1")
    #expect(document["since"]?.text == "2026-11-13")
    #expect(document["dead_stock"]?.items.map { $0["sku"]?.text } == ["NET"])
    let lines = try site.done("report --kpi --dead-days 1", at: Self.monday)
      .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.first?.contains("from 2026-10-24 to the day before 2026-11-23") == true)
    // Cups left on the 21st, nets left Tilburg on the 22nd.
    #expect(lines.contains("dead_stock HAM 100 % 2 2"))
    #expect(lines.contains("dead_stock_value HAM 103 EUR - -"))
    #expect(lines.contains("dead_stock TIL 0 % 0 1"))
  }

  @Test func `what pickers walked less than an S-shape is told for the lists of the days`() throws {
    let site = try PickShop.site(
      "{method: single, layout: {aisle_pitch: 3, bay_length: 1, depot: A}}", tellingPlaces: true)
    // One bin in front of each of five aisles of ten bays, and one far back in the first.
    let bins = (1...5).flatMap { aisle in (1...10).map { "\(aisle)-\($0),\(aisle),\($0)\n" } }
    try site.write("bins_1.csv", "bin,aisle,bay\n" + bins.joined())
    let stock = ["1-1", "1-9", "2-1", "3-1", "4-1", "5-1"].enumerated().map { ($1, "S\($0)", 9) }
    try site.write("stock_1.csv", PickShop.stock(stock, at: "2026-11-22T05:00:00Z"))
    try site.write("items_1.csv", "sku,name\n" + stock.map { "\($0.1),Thing\n" }.joined())
    try site.write(
      "orders_1.csv",
      PickShop.orderTitles + (0..<6).map { "O1,\($0),S\($0),1,,,,\n" }.joined())
    try site.done("run", at: Self.monday)
    let walks = try site.query(
      "SELECT walk_saved_m, walk_m + walk_saved_m FROM pick_list WHERE walk_m > 0")
    func figure(at time: String) throws -> [String] {
      try site.done("report --kpi", at: time).split(separator: "\n")
        .filter { $0.hasPrefix("pick_walk_saved") }.map { line in
          line.split(separator: " ").suffix(2).joined(separator: "|")
        }
    }
    #expect(walks.count == 1 && walks.first?.hasPrefix("0|") == false)
    #expect(try figure(at: "2026-11-24T09:00:00Z") == walks)
    // The wave has not left yet, and that it did is too long ago.
    #expect(try figure(at: Self.monday) == [])
    #expect(try figure(at: "2026-12-25T09:00:00Z") == [])
  }

  @Test func `nothing to count is no failure`() throws {
    let site = try TestSite(Self.configuration)
    try site.done("run", at: Self.sent)
    let lines = try site.done("report --kpi", at: Self.sent).split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines.last?.hasPrefix("split_rate") == true)
  }

  @Test func `one report is asked for, and of days that were`() throws {
    let site = try site()
    for line in [
      "report --kpi --accruals 2026-10-31",
      "report --accruals 2026-10-31 --since 2026-10-01",
      "report --kpi --since yesterday", "report --kpi --since 2026-11-23",
      "report --kpi --dead-days 0",
    ] {
      #expect(try site.wmsync(line, at: Self.monday).status == 64, "\(line)")
    }
  }
}
