import Testing
import Workbench

/// What a buyer is told to order, as it comes out of the files of a site.
@Suite struct ReplenishmentTests {
  private static let configuration = """
    version: 1
    site: buyer
    timezone: Europe/Berlin
    systems: {erp: {role: erp}, wms: {role: wms}}
    warehouses: {HAM: {system: wms}}
    dialects: {plain: {format: csv}}
    feeds:
      items:
        entity: item
        from: {system: erp, files: "items_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {sku: {column: sku}, status: {column: status}, supplier: {constant: ACME}, lead_time_days: {constant: 2}, reorder_point: {column: reorder}}
      orders:
        entity: sales_order_line
        from: {system: erp, files: "orders_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {constant: "1"}, sku: {column: sku}, qty: {column: qty}}
      purchases:
        from: {system: erp, files: "po_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        emit:
          - {entity: purchase_order, fields: {po: {column: po}, supplier: {constant: ACME}, warehouse: {constant: HAM}, status: {column: status}}}
          - {entity: purchase_order_line, fields: {po: {column: po}, line: {constant: "1"}, sku: {column: sku}, qty: {column: qty}}}
      receipts:
        entity: receipt
        from: {system: wms, files: "receipts_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {receipt: {column: number}, line: {constant: "1"}, version: {column: version}, po: {column: po}, po_line: {constant: "1"}, warehouse: {constant: HAM}, sku: {column: sku}, qty_good: {column: qty}, received_at: {column: at}}
      shipments:
        entity: shipment
        from: {system: wms, files: "shipments_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {shipment: {column: number}, line: {constant: "1"}, version: {constant: 1}, warehouse: {constant: HAM}, sku: {column: sku}, qty: {column: qty}, shipped_at: {column: at}}
      stock:
        entity: stock
        from: {system: wms, files: "stock_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {constant: HAM}, sku: {column: sku}, on_hand: {column: qty}, as_of: {column: at}}
    replenishment: {service_level: 90%, min_history: 4d}
    outbound:
      proposals: {to: erp, entity: purchase_proposal, file: "in/proposals_{seq:4}.csv", dialect: plain, columns: {sku: sku, qty: qty, reorder: reorder_point, projected: projected}}
    """

  private static let purchases = "po,status,sku,qty\nP-0,closed,CUP,5\n"

  private static let noon = "2026-11-23T12:00:00Z"

  /// CUP is reordered at 10 and lies there with 4.
  private func site(tellingPurchases: Bool = true) throws -> TestSite {
    let site = try TestSite(Self.configuration)
    try site.write("items_1.csv", "sku,status,reorder\nCUP,active,10\n")
    try site.write("orders_1.csv", "order,sku,qty\nO-1,CUP,0\n")
    if tellingPurchases { try site.write("po_1.csv", Self.purchases) }
    try site.write("stock_1.csv", "sku,qty,at\nCUP,4,2026-11-23T08:00:00Z\n")
    return site
  }

  private func proposals(_ site: TestSite) throws -> [String] {
    try site.query(
      "SELECT sku, qty, reorder_point, projected FROM purchase_proposal ORDER BY sku")
  }

  @Test func `an article is proposed until an order covers it`() throws {
    let site = try site()
    try site.done("run", at: Self.noon)
    #expect(
      site.text("exchange/in/proposals_0001.csv") == "sku,qty,reorder,projected\nCUP,6,10,4\n")
    let due = try site.query(
      "SELECT key, state, expected, actual FROM exceptions WHERE code = 'REPLENISH_DUE'")
    #expect(due == ["HAM|CUP|open|10|4"])
    try site.write("po_2.csv", "po,status,sku,qty\nP-1,approved,CUP,7\n")
    try site.done("run", at: "2026-11-23T13:00:00Z")
    #expect(site.text("exchange/in/proposals_0002.csv") == "sku,qty,reorder,projected\nCUP,0,,\n")
    #expect(
      try site.query("SELECT state FROM exceptions WHERE code = 'REPLENISH_DUE'") == ["resolved"])
    // The order is cancelled as a whole: its line says nothing of that.
    try site.write("po_3.csv", "po,status,sku,qty\nP-1,cancelled,CUP,7\n")
    try site.done("run", at: "2026-11-23T14:00:00Z")
    #expect(
      site.text("exchange/in/proposals_0003.csv") == "sku,qty,reorder,projected\nCUP,6,10,4\n")
  }

  @Test func `what was received counts once, before the stock has it and after`() throws {
    let site = try site()
    try site.write("po_2.csv", "po,status,sku,qty\nP-1,approved,CUP,7\n")
    try site.write(
      "receipts_1.csv",
      "number,version,po,sku,qty,at\nR-1,1,P-1,CUP,9,2026-11-23T09:00:00Z\nR-1,2,P-1,CUP,5,2026-11-23T09:00:00Z\n"
    )
    try site.done("run", at: Self.noon)
    // 4 on the shelf at 8, then 5 of 7 came; 2 are still to come.
    #expect(try proposals(site) == ["CUP|0|10|11"])
    try site.write("stock_2.csv", "sku,qty,at\nCUP,9,2026-11-23T12:30:00Z\n")
    try site.done("run", at: "2026-11-23T13:00:00Z")
    #expect(try proposals(site) == ["CUP|0|10|11"])
    try site.write("po_3.csv", "po,status,sku,qty\nP-1,closed,CUP,7\n")
    try site.done("run", at: "2026-11-23T14:00:00Z")
    #expect(try proposals(site) == ["CUP|1|10|9"])
  }

  @Test func `open orders take from what is there`() throws {
    let site = try site()
    try site.write("stock_1.csv", "sku,qty,at\nCUP,12,2026-11-23T08:00:00Z\n")
    try site.done("run", at: Self.noon)
    #expect(try proposals(site) == ["CUP|0|10|12"])
    try site.write("orders_2.csv", "order,sku,qty\nO-2,CUP,5\n")
    try site.done("run", at: "2026-11-23T13:00:00Z")
    #expect(try proposals(site) == ["CUP|3|10|7"])
  }

  @Test func `days that closed without stock teach nothing`() throws {
    let site = try site()
    try site.write("items_1.csv", "sku,status,reorder\nCUP,active,\n")
    try site.write("po_2.csv", "po,status,sku,qty\nP-1,closed,CUP,12\n")
    // 3 a day on four days; the shelf was empty from the evening of the 17th to the 20th.
    try site.write(
      "shipments_1.csv",
      "number,sku,qty,at\n"
        + [15, 16, 21, 22].enumerated().map {
          "S-\($0),CUP,3,2026-11-\($1)T10:00:00Z\n"
        }.joined()
        + "S-9,CUP,1,2026-11-17T10:00:00Z\n")
    try site.write(
      "receipts_1.csv",
      "number,version,po,sku,qty,at\nR-1,1,P-1,CUP,10,2026-11-21T07:00:00Z\n")
    try site.done("run", at: Self.noon)
    // Four days of 3 without spread: twice 3 within the lead time. With the empty days it would be less.
    #expect(try proposals(site) == ["CUP|2|6|4"])
  }

  @Test func `a new day alone makes an article due`() throws {
    let site = try site()
    try site.write("items_1.csv", "sku,status,reorder\nCUP,active,\n")
    try site.write(
      "shipments_1.csv",
      "number,sku,qty,at\n"
        + [20, 21, 22, 23].map { "S-\($0),CUP,3,2026-11-\($0)T07:00:00Z\n" }.joined())
    try site.done("run", at: Self.noon)
    // Three days are too few, and today has not ended.
    #expect(try proposals(site) == [])
    try site.done("run", at: "2026-11-23T22:59:00Z")
    #expect(try proposals(site) == [])
    try site.done("run", at: "2026-11-23T23:00:00Z")
    #expect(try proposals(site) == ["CUP|2|6|4"])
  }

  @Test func `an article that is blocked is ordered no more`() throws {
    let site = try site()
    try site.done("run", at: Self.noon)
    try site.write("items_2.csv", "sku,status,reorder\nCUP,blocked,10\n")
    try site.done("run", at: "2026-11-23T13:00:00Z")
    #expect(try proposals(site) == ["CUP|0||"])
    #expect(
      try site.query("SELECT state FROM exceptions WHERE code = 'REPLENISH_DUE'") == ["resolved"])
  }

  @Test func `nothing is proposed before purchase orders were told`() throws {
    let site = try site(tellingPurchases: false)
    try site.done("run", at: Self.noon)
    #expect(try proposals(site) == [])
    try site.write("po_1.csv", Self.purchases)
    try site.done("run", at: "2026-11-23T13:00:00Z")
    #expect(try proposals(site) == ["CUP|6|10|4"])
  }

  @Test func `a site that wants no proposals closes what was due`() throws {
    let site = try site()
    try site.done("run", at: Self.noon)
    try site.folder.write(
      "wmsync.yaml",
      Self.configuration.replacing(
        "replenishment: {service_level: 90%, min_history: 4d}\n", with: ""))
    try site.done("run", at: "2026-11-23T13:00:00Z")
    #expect(
      try site.query("SELECT state FROM exceptions WHERE code = 'REPLENISH_DUE'") == ["resolved"])
  }
}
