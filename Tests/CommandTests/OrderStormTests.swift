import Testing
import Workbench

/// Orders whose words, shipments, returns and cancellations come late, twice, in any order.
struct OrderStormTests {
  private static let configuration = """
    version: 1
    site: storm
    systems: {erp: {role: erp}, wms: {role: wms}}
    warehouses: {HAM: {system: wms}}
    dialects: {rows: {format: csv, delimiter: ",", datetime: rfc3339}}
    feeds:
      orders:
        entity: sales_order
        from: {system: erp, files: "erp/orders_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, ordered_at: {column: at}}
      lines:
        entity: sales_order_line
        from: {system: erp, files: "erp/lines_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}, unit_price: {column: price}}
      changes:
        entity: order_change
        from: {system: erp, files: "erp/changes_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, change: {column: change}, kind: {column: kind}, line: {column: line}, value: {column: value}, requested_at: {column: at}}
      words:
        entity: order_progress
        from: {system: wms, files: "wms/words_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {column: line}, event: {column: event}, code: {column: code}, at: {column: at}}
      shipments:
        entity: shipment
        from: {system: wms, files: "wms/shipments_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {shipment: {column: shipment}, line: {column: line}, version: {column: version}, order: {column: order}, order_line: {column: line}, sku: {column: sku}, qty: {column: qty}, closing: {column: closing}, shipped_at: {column: at}}
      returns:
        entity: return_receipt
        from: {system: wms, files: "wms/returns_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {return: {column: return}, line: {column: line}, version: {column: version}, order: {column: order}, order_line: {column: line}, sku: {column: sku}, qty: {column: qty}, condition: {column: condition}, action: {column: action}, received_at: {column: at}}
    shipping: {undeliverable: [RTS]}
    outbound:
      status: {to: erp, entity: order_status, file: "out/status_{seq:8}.csv", dialect: rows}
      invoices: {to: erp, entity: invoice_trigger, file: "out/invoices_{seq:8}.csv", dialect: rows}
      credits: {to: erp, entity: credit_trigger, file: "out/credits_{seq:8}.csv", dialect: rows}
    alerts: {report: {csv: report.csv}}

    """

  private static let headers = [
    "erp/orders": "order,at", "erp/lines": "order,line,sku,qty,price",
    "erp/changes": "order,change,kind,line,value,at",
    "wms/words": "order,line,event,code,at",
    "wms/shipments": "shipment,line,version,order,sku,qty,closing,at",
    "wms/returns": "return,line,version,order,sku,qty,condition,action,at",
  ]

  private struct Event {
    let file: String
    let row: String
  }

  private static func moment(_ numbers: inout SeededNumbers) -> String {
    let parts = [0...21, 0...59, 0...59].map { Int.random(in: $0, using: &numbers) }
      .map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "2026-11-2\(Int.random(in: 0...2, using: &numbers))T\(parts.joined(separator: ":"))Z"
  }

  /// What happens to one order; the quantities of its lines by line.
  private static func story(
    _ number: Int, _ numbers: inout SeededNumbers
  ) -> (events: [Event], ordered: [String: Int]) {
    func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &numbers) }
    let order = "O\(number)"
    var events = [Event(file: "erp/orders", row: "\(order),2026-11-19T08:00:00Z")]
    var ordered: [String: Int] = [:]
    for line in 1...random(1...2) {
      let quantity = random(1...9)
      ordered["\(order)|\(line)"] = quantity
      events.append(Event(file: "erp/lines", row: "\(order),\(line),A\(line),\(quantity),2.50"))
      let codes = ["acked", "allocated", "picking", "picked", "packed", "un_picked", "un_packed"]
      for event in 0..<random(0...4) {
        events.append(
          Event(
            file: "wms/words",
            row: "\(order),\(line),E\(line)\(event),\(codes[random(0...6)]),\(moment(&numbers))"))
      }
      for shipment in 0..<random(0...3) {
        let closing = ["", "backorder", "complete"][random(0...2)]
        let at = moment(&numbers)
        // A later version says the quantity anew; both may be on their way at once.
        for version in 1...random(1...2) {
          events.append(
            Event(
              file: "wms/shipments",
              row: "S\(number)-\(shipment),\(line),\(version),\(order),A\(line),\(random(0...5)),"
                + "\(closing),\(at)"))
        }
      }
      if random(0...3) == 0 {
        events.append(
          Event(
            file: "wms/returns",
            row: "R\(number),\(line),1,\(order),A\(line),\(random(1...6)),worn,restock,"
              + "2026-11-23T10:00:00Z"))
      }
      if random(0...7) == 0 {
        // The carrier brought it back; the customer never had it.
        events.append(
          Event(
            file: "wms/returns",
            row: "U\(number),\(line),1,\(order),A\(line),\(random(1...3)),RTS,restock,"
              + moment(&numbers)))
      }
      if random(0...5) == 0 {
        events.append(
          Event(
            file: "erp/changes",
            row: "\(order),\(line),cancel_line,\(line),,\(moment(&numbers))"))
      }
    }
    return (events, ordered)
  }

  /// A site to which events come in as many cycles as there are lists of them.
  private static func played(_ cycles: [[Event]]) throws -> TestSite {
    let site = try TestSite(configuration)
    for (cycle, events) in cycles.enumerated() {
      for (file, own) in Dictionary(grouping: events, by: \.file) {
        let rows = [headers[file] ?? ""] + own.map(\.row)
        try site.write("\(file)_\(cycle).csv", rows.map { $0 + "\n" }.joined())
      }
      let ended = try site.wmsync("run", at: "2026-11-24T0\(cycle):00:00Z")
      try #require(ended.status == 0, "\(ended.err)")
    }
    return site
  }

  /// Everything that a stream ever sent, in the order in which it was sent.
  private static func sent(_ stream: String, by site: TestSite) throws -> [[String]] {
    let files = site.folder.names(in: "exchange/out").filter { $0.hasPrefix(stream) }.sorted()
    return try files.flatMap { file in
      CSVCells.rows(of: try #require(site.text("exchange/out/" + file))).dropFirst()
    }
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `whatever comes late, twice or in another order, it ends the same and is paid once`(
    _ seed: UInt64
  ) throws {
    var numbers = SeededNumbers(seed: seed)
    var events: [Event] = []
    var ordered: [String: Int] = [:]
    for number in 1...500 {
      let story = Self.story(number, &numbers)
      events += story.events
      ordered.merge(story.ordered) { $1 }
    }
    let together = try Self.played([events])
    var scattered = [[Event]](repeating: [], count: 4)
    for event in events.shuffled(using: &numbers) {
      scattered[Int.random(in: 0..<4, using: &numbers)].append(event)
      if Int.random(in: 0..<10, using: &numbers) == 0 {
        scattered[Int.random(in: 0..<4, using: &numbers)].append(event)
      }
    }
    let apart = try Self.played(scattered)

    // Where each line stands, however the events came.
    let columns = "\"order\", line, status, qty_shipped, qty_open, tracking, since"
    let state = "SELECT \(columns) FROM order_status ORDER BY 1, 2"
    let standing = try together.query(state)
    #expect(standing.count == ordered.count)
    #expect(try apart.query(state) == standing)
    let live =
      "SELECT code, key FROM exceptions WHERE state <> 'resolved' AND entity <> '' ORDER BY 1, 2"
    #expect(try apart.query(live) == together.query(live))
    #expect(try together.query(live).count > 50)

    for site in [together, apart] {
      let invoices = try Self.sent("invoices", by: site)
      #expect(invoices.count > 100)
      // order, shipment, version, line
      #expect(Set(invoices.map { $0[0..<4].joined(separator: "|") }).count == invoices.count)
      let credits = try Self.sent("credits", by: site)
      #expect(credits.allSatisfy { $0[0].hasPrefix("R") }, "what never arrived was credited")
      #expect(Set(credits.map { $0[0..<2].joined(separator: "|") }).count == credits.count)
      let invoiced = try site.query(
        """
        SELECT i."order" || '|' || i.line, sum(i.qty) FROM invoice_trigger i
        WHERE i.version = (SELECT max(s.version) FROM shipment s
          WHERE s.shipment = i.shipment AND s.line = i.line) GROUP BY 1
        """)
      for row in invoiced {
        let cells = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let line = cells[0] + "|" + cells[1]
        #expect(try #require(Int(cells[2])) <= ordered[line] ?? 0, "\(line)")
      }
    }
  }
}
