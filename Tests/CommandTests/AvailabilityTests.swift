import Testing
import Workbench

/// What channels are told of stock, orders, purchases and transfers of two warehouses.
@Suite struct AvailabilityTests {
  private static let noon = "2026-11-23T12:00:00Z"

  private static let configuration = """
    version: 1
    site: offers
    timezone: Europe/Berlin
    state: state
    exchange: exchange
    systems:
      erp: {role: erp}
      wms: {role: wms}
      shop: {role: channel}
    warehouses:
      HAM: {system: wms}
      TIL: {system: wms}
    dialects:
      plain: {format: csv, delimiter: ";", datetime: rfc3339}
    feeds:
      items:
        entity: item
        from: {system: erp, files: "erp/items_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {sku: {column: sku}, status: {column: status}, safety_stock: {column: safety}}
      bills:
        entity: kit_component
        from: {system: erp, files: "erp/bills_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {kit_sku: {column: kit}, component_sku: {column: part}, qty_per: {column: qty}}
      orders:
        from: {system: erp, files: "erp/orders_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        emit:
          - {entity: sales_order, fields: {order: {column: order}, warehouse: {column: wh}, ship_not_before: {column: from}, deliver_by: {column: by}}}
          - {entity: sales_order_line, fields: {order: {column: order}, line: {constant: "1"}, sku: {constant: BALL}, qty: {column: qty}}}
      purchases:
        from: {system: erp, files: "erp/purchases_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        emit:
          - {entity: purchase_order, fields: {po: {column: po}, warehouse: {constant: HAM}, status: {column: status}, expected_to: {column: day}}}
          - {entity: purchase_order_line, fields: {po: {column: po}, line: {constant: "1"}, sku: {constant: BALL}, qty: {column: qty}}}
      notices:
        entity: asn_line
        from: {system: erp, files: "erp/notices_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {asn: {column: asn}, line: {constant: "1"}, po: {column: po}, po_line: {constant: "1"}, sku: {constant: BALL}, qty: {column: qty}, eta: {column: at}}
      transfers:
        entity: transfer_line
        from: {system: erp, files: "erp/transfers_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {transfer: {column: transfer}, line: {constant: "1"}, from_warehouse: {constant: HAM}, to_warehouse: {constant: TIL}, sku: {constant: BALL}, qty: {column: qty}, need_by: {column: day}}
      legs:
        entity: transfer_leg
        from: {system: wms, files: "wms/legs_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {transfer: {column: transfer}, line: {constant: "1"}, leg: {column: leg}, number: {constant: "1"}, warehouse: {column: wh}, sku: {constant: BALL}, qty: {column: qty}, at: {column: at}}
      adjustments:
        entity: adjustment
        from: {system: wms, files: "wms/adjustments_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {adjustment: {column: number}, line: {constant: "1"}, warehouse: {constant: HAM}, sku: {constant: BALL}, delta: {column: delta}, reason: {constant: broken}, adjusted_at: {column: at}}
      stock:
        entity: stock
        from: {system: wms, files: "wms/stock_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {column: wh}, sku: {column: sku}, on_hand: {column: qty}, allocated: {column: held}, as_of: {column: at}}
    availability:
      window: 10d
    """

  private static let wholeShop = "  channels: {shop: {share: 100%}}"

  /// Ten pieces in Hamburg and none in Tilburg, counted at noon; nothing is promised.
  private func site(_ more: String = wholeShop, held: Int = 0) throws -> TestSite {
    let site = try TestSite(Self.configuration + "\n" + more)
    try site.write(
      "wms/stock_1.csv",
      "wh;sku;qty;held;at\nHAM;BALL;10;\(held);\(Self.noon)\nTIL;BALL;0;0;\(Self.noon)\n")
    try site.done("run", at: "2026-11-23T12:30:00Z")
    return site
  }

  private func shown(_ site: TestSite) throws -> [String] {
    try site.query("SELECT channel, qty FROM channel_availability ORDER BY 1")
  }

  private func short(_ site: TestSite) throws -> [String] {
    try site.query(
      "SELECT coalesce(warehouse, 'nowhere'), difference FROM exceptions WHERE code = 'ATP_NEGATIVE'"
        + " AND state <> 'resolved' ORDER BY 1")
  }

  private func run(_ site: TestSite, _ path: String, _ text: String, at hour: Int = 13) throws {
    try site.write(path, text)
    try site.done("run", at: "2026-11-23T\(hour):00:00Z")
  }

  private func explained(_ site: TestSite) throws -> String {
    try site.done("explain channel_availability west|BALL", at: "2026-11-23T14:00:00Z")
  }

  @Test func `a transfer is gone where it leaves, and comes where it goes once it has left`() throws
  {
    let site = try site("  channels: {west: {share: 100%, warehouses: [TIL]}}")
    try run(site, "erp/transfers_1.csv", "transfer;qty;day\nT-1;4;2026-11-25\n")
    #expect(try shown(site) == ["west|0"])
    let offer = try explained(site)
    #expect(offer.contains("TIL: 0 there, 0 promised, 0 to come"))
    try run(
      site, "wms/legs_1.csv",
      "transfer;leg;wh;qty;at\nT-1;dispatch;HAM;4;2026-11-23T13:30:00Z\n", at: 14)
    let coming = try explained(site)
    #expect(coming.contains("TIL: 0 there, 0 promised, 4 to come; today 0 can be promised"))
    try run(
      site, "wms/legs_2.csv",
      "transfer;leg;wh;qty;at\nT-1;receive;TIL;4;2026-11-23T14:30:00Z\n", at: 15)
    #expect(try shown(site) == ["west|4"])
  }

  @Test func `what a transfer is to take is not for sale, before and after it left`() throws {
    let site = try site("  channels: {north: {share: 100%, warehouses: [HAM]}}")
    #expect(try shown(site) == ["north|10"])
    try run(site, "erp/transfers_1.csv", "transfer;qty;day\nT-1;4;2026-11-25\n")
    #expect(try shown(site) == ["north|6"])
    try run(
      site, "wms/legs_1.csv",
      "transfer;leg;wh;qty;at\nT-1;dispatch;HAM;4;2026-11-23T13:30:00Z\n", at: 14)
    #expect(try shown(site) == ["north|6"])
    try run(
      site, "wms/stock_2.csv",
      "wh;sku;qty;held;at\nHAM;BALL;6;0;2026-11-23T14:30:00Z\nTIL;BALL;0;0;2026-11-23T14:30:00Z\n",
      at: 15)
    #expect(try shown(site) == ["north|6"])
  }

  @Test func `a notice counts in the place of the purchase, and its day counts`() throws {
    let site = try site()
    // Twelve are to leave in four days.
    try run(site, "erp/orders_1.csv", "order;wh;from;by;qty\nO-1;HAM;2026-11-27;2026-11-27;12\n")
    #expect(try short(site) == ["HAM|-2"])
    #expect(try shown(site) == ["shop|0"])
    try run(
      site, "erp/purchases_1.csv", "po;status;day;qty\nP-1;approved;2026-11-27;5\n", at: 14)
    #expect(try short(site) == [])
    #expect(try shown(site) == ["shop|3"])
    // Four of the five come a day too late.
    try run(
      site, "erp/notices_1.csv", "asn;po;qty;at\nN-1;P-1;4;2026-11-28T09:00:00Z\n", at: 15)
    #expect(try short(site) == ["HAM|-1"])
    #expect(try shown(site) == ["shop|0"])
  }

  @Test func `what is not approved yet does not come`() throws {
    let site = try site()
    try run(site, "erp/orders_1.csv", "order;wh;from;by;qty\nO-1;HAM;2026-11-27;2026-11-27;12\n")
    try run(site, "erp/purchases_1.csv", "po;status;day;qty\nP-1;pending;2026-11-26;5\n", at: 14)
    #expect(try short(site) == ["HAM|-2"])
    try run(site, "erp/purchases_2.csv", "po;status;day;qty\nP-1;approved;2026-11-26;5\n", at: 15)
    #expect(try short(site) == [])
  }

  @Test func `an order that is to leave later leaves what comes before it to others`() throws {
    let site = try site()
    try run(site, "erp/orders_1.csv", "order;wh;from;by;qty\nO-1;HAM;;;10\n")
    try run(site, "erp/purchases_1.csv", "po;status;day;qty\nP-1;approved;2026-11-26;10\n", at: 14)
    #expect(try shown(site) == ["shop|0"])
    try run(site, "erp/orders_2.csv", "order;wh;from;by;qty\nO-1;HAM;2026-11-26;;10\n", at: 15)
    #expect(try shown(site) == ["shop|10"])
  }

  @Test func `an order that no warehouse is to send yet is nobody else's`() throws {
    let site = try site()
    try run(site, "erp/orders_1.csv", "order;wh;from;by;qty\nO-1;;;;7\n")
    #expect(try shown(site) == ["shop|3"])
    #expect(try short(site) == [])
    try run(site, "erp/orders_2.csv", "order;wh;from;by;qty\nO-2;;;;4\n", at: 14)
    #expect(try shown(site) == ["shop|0"])
    #expect(try short(site) == ["nowhere|-1"])
    let message = try site.query("SELECT message FROM exceptions WHERE code = 'ATP_NEGATIVE'")
    #expect(message.first?.contains("at risk: sales_order_line O-2|1 (1)") == true)
  }

  @Test func `what the warehouse holds for others is not for sale, its orders count once`() throws {
    let site = try site(held: 6)
    #expect(try shown(site) == ["shop|4"])
    try run(site, "erp/orders_1.csv", "order;wh;from;by;qty\nO-1;HAM;;;5\n")
    #expect(try shown(site) == ["shop|4"])
    try run(site, "erp/orders_2.csv", "order;wh;from;by;qty\nO-2;HAM;;;3\n", at: 14)
    #expect(try shown(site) == ["shop|2"])
  }

  @Test func `what the warehouse holds for a part of a kit that it was sent counts once`() throws {
    let site = try site(
      """
        channels: {shop: {share: 100%}}
      outbound:
        orders-out: {to: wms, entity: sales_order_line, kits: components, file: "wms/in_{seq:4}.csv", dialect: plain}
      """)
    try site.write("erp/bills_1.csv", "kit;part;qty\nBALL;AIR;2\n")
    try run(site, "erp/orders_1.csv", "order;wh;from;by;qty\nO-1;HAM;;;3\n")
    try run(
      site, "wms/stock_2.csv",
      "wh;sku;qty;held;at\nHAM;AIR;20;6;2026-11-23T13:30:00Z\n"
        + "HAM;BALL;0;0;2026-11-23T13:30:00Z\nTIL;BALL;0;0;2026-11-23T13:30:00Z\n", at: 14)
    #expect(
      try site.query("SELECT sku, qty FROM channel_availability ORDER BY 1") == [
        "AIR|14", "BALL|7",
      ])
  }

  @Test func `what was written off after the count is gone at once, what before it once`() throws {
    let site = try site()
    try run(
      site, "wms/adjustments_1.csv",
      "number;delta;at\nA-1;-3;2026-11-23T12:10:00Z\nA-2;-5;2026-11-23T11:50:00Z\n")
    #expect(try shown(site) == ["shop|7"])
  }

  @Test func `an article that is blocked is told as none, and its safety stock is kept`() throws {
    let site = try site("  safety: item\n" + Self.wholeShop)
    #expect(try shown(site) == ["shop|10"])
    try run(site, "erp/items_1.csv", "sku;status;safety\nBALL;active;4\n")
    #expect(try shown(site) == ["shop|6"])
    try run(site, "erp/items_2.csv", "sku;status;safety\nBALL;blocked;4\n", at: 14)
    #expect(try shown(site) == ["shop|0"])
  }

  @Test func `a figure that did not change is not told again, nor by midnight`() throws {
    let site = try site()
    try run(site, "erp/purchases_1.csv", "po;status;day;qty\nP-1;approved;2026-11-24;5\n")
    try site.done("run", at: "2026-11-25T06:00:00Z")
    #expect(
      try site.query("SELECT qty, as_of FROM channel_availability")
        == ["10|2026-11-23T12:30:00Z"])
  }

  @Test func `a channel that is configured no more may sell nothing`() throws {
    let site = try site("  channels: {shop: {share: 50%}, fair: {share: 50%}}")
    #expect(try shown(site) == ["fair|5", "shop|5"])
    try site.folder.write("wmsync.yaml", Self.configuration + "\n" + Self.wholeShop)
    try site.done("run", at: "2026-11-23T13:00:00Z")
    #expect(try shown(site) == ["fair|0", "shop|10"])
  }

  @Test func `what was promised too much is nobody's matter once no channel is told anything`()
    throws
  {
    let site = try site()
    try run(site, "erp/orders_1.csv", "order;wh;from;by;qty\nO-1;HAM;;;11\n")
    #expect(try short(site) == ["HAM|-1"])
    let start = try #require(Self.configuration.firstRange(of: "availability:"))
    try site.folder.write("wmsync.yaml", String(Self.configuration[..<start.lowerBound]))
    try site.done("run", at: "2026-11-23T14:00:00Z")
    #expect(try short(site) == [])
  }
}
