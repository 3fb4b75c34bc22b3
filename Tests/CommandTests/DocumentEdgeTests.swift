import Testing
import Workbench

/// Documents at their edges: what comes in another order, is said twice, or names too little.
@Suite struct DocumentEdgeTests {
  private static let configuration = """
    version: 1
    site: edges
    systems: {erp: {role: erp}, wms: {role: wms}}
    dialects: {plain: {format: csv, delimiter: ",", datetime: rfc3339}}
    feeds:
      bills:
        entity: kit_component
        from: {system: erp, files: "bills_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {kit_sku: {column: kit}, component_sku: {column: part}, qty_per: {column: qty}}
      headers:
        entity: sales_order
        from: {system: erp, files: "headers_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, ordered_at: {column: at}, cancelled: {column: cancelled}}
      lines:
        entity: sales_order_line
        from: {system: erp, files: "lines_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}, unit_price: {constant: "2"}}
      changes:
        entity: order_change
        from: {system: erp, files: "changes_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, change: {column: change}, kind: {column: kind}, line: {column: line}, requested_at: {column: at}}
      shipments:
        entity: shipment
        from: {system: wms, files: "shipments_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {shipment: {column: shipment}, line: {column: line}, version: {column: version}, order: {column: order}, order_line: {column: order_line}, sku: {column: sku}, qty: {column: qty}, closing: {constant: complete}, shipped_at: {column: at}}
      parcels:
        entity: parcel
        from: {system: wms, files: "parcels_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {shipment: {column: shipment}, parcel: {column: parcel}, tracking: {column: tracking}}
      returns:
        entity: return_receipt
        from: {system: wms, files: "returns_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {return: {column: return}, line: {constant: "1"}, version: {constant: "1"}, order: {column: order}, sku: {column: sku}, qty: {column: qty}, condition: {constant: undeliverable}, tracking: {column: tracking}, received_at: {column: at}}
      purchases:
        entity: purchase_order_line
        from: {system: erp, files: "po_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {po: {column: po}, line: {column: line}, sku: {column: sku}, qty: {column: qty}}
      notices:
        entity: asn_line
        from: {system: erp, files: "asn_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {asn: {column: asn}, line: {column: line}, po: {column: po}, po_line: {column: po_line}, sku: {column: sku}, qty: {column: qty}}
      receipts:
        entity: receipt
        from: {system: wms, files: "receipts_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {receipt: {column: receipt}, line: {constant: "1"}, version: {column: version}, po: {column: po}, po_line: {column: po_line}, asn: {column: asn}, sku: {column: sku}, qty_good: {column: good}}
      answers:
        entity: ack
        from: {system: wms, files: "answers_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {message: {column: message}, result: {column: result}, code: {column: code}}
    shipping: {refund_cancelled: true}
    outbound:
      orders: {to: wms, entity: sales_order_line, kits: components, file: "out/orders_{seq:8}.csv", dialect: plain, columns: {order: order, line: line, sku: sku, qty: qty}, ack: {feed: answers, retry: {codes: [LOCKED]}}}
      invoices: {to: erp, entity: invoice_trigger, file: "out/invoices_{seq:8}.csv", dialect: plain, columns: {shipment: shipment, version: version, qty: qty}}
      credits: {to: erp, entity: credit_trigger, file: "out/credits_{seq:8}.csv", dialect: plain, columns: {return: return, qty: qty}}
    alerts: {report: {csv: report.csv}}

    """
  private static let headers = [
    "bills": "kit,part,qty", "headers": "order,at,cancelled", "lines": "order,line,sku,qty",
    "changes": "order,change,kind,line,at",
    "shipments": "shipment,line,version,order,order_line,sku,qty,at",
    "parcels": "shipment,parcel,tracking", "returns": "return,order,sku,qty,tracking,at",
    "po": "po,line,sku,qty", "asn": "asn,line,po,po_line,sku,qty",
    "receipts": "receipt,version,po,po_line,asn,sku,good", "answers": "message,result,code",
    "bookings": "message,result,code", "rma": "rma,order", "arrivals": "kind,id,rma",
  ]

  /// A site and how many runs it has seen.
  private struct Edge {
    let site: TestSite
    private var runs = 0

    init(_ configuration: String = DocumentEdgeTests.configuration) throws {
      site = try TestSite(configuration)
    }

    /// Drops rows by file and runs.
    mutating func run(_ files: [String: [String]] = [:]) throws {
      runs += 1
      for (file, rows) in files {
        let header = try #require(DocumentEdgeTests.headers[file])
        try site.write(
          "\(file)_\(runs).csv", ([header] + rows).map { $0 + "\n" }.joined())
      }
      let ended = try site.wmsync("run", at: "2026-11-2\(2 + runs)T06:00:00Z")
      try #require(ended.status == 0, "\(ended.err)")
    }

    /// Everything that a stream sent, row by row.
    func sent(_ stream: String) -> [String] {
      site.folder.names(in: "exchange/out").filter { $0.hasPrefix(stream) }.sorted().flatMap {
        (site.text("exchange/out/" + $0) ?? "").split(separator: "\n").dropFirst().map(String.init)
      }
    }

    func open() throws -> [String] {
      try site.query(
        "SELECT code || ' ' || key FROM exceptions WHERE state <> 'resolved' ORDER BY 1")
    }
  }

  private static let at = "2026-11-22T05:00:00Z"

  @Test func `a customer is told of a refund when every credit of it was accepted`() throws {
    var edge = try Edge(
      Self.configuration
        .replacing(
          "qty: qty}}\nalerts:",
          with:
            "qty: qty}, ack: {feed: bookings}}\n  notices: {to: erp, entity: customer_notice, file: \"out/notices_{seq:8}.csv\", dialect: plain, columns: {notice: notice, qty: qty}}\nalerts:"
        )
        .replacing(
          "shipping:",
          with: """
              bookings:
                entity: ack
                from: {system: erp, files: "bookings_*.csv", dialect: plain}
                ready: {rename: true}
                mode: delta
                fields: {message: {column: message}, result: {column: result}, code: {column: code}}
            shipping:
            """))
    try edge.run([
      "headers": ["S-1,\(Self.at),true"], "lines": ["S-1,1,BOX,3", "S-1,2,BOX,1"],
    ])
    #expect(edge.sent("credits") == ["cancel-S-1,3", "cancel-S-1,1"])
    func refunds() -> [String] { edge.sent("notices").filter { $0.contains("refunded") } }
    try edge.run()
    try edge.run(["bookings": ["credits-00000001-1,accepted,"]])
    #expect(refunds() == [])
    try edge.run(["bookings": ["credits-00000001-2,accepted,"]])
    #expect(refunds() == ["S-1/cancel-S-1/refunded,4"])
    try edge.run(["headers": ["S-1,\(Self.at),true"]])
    #expect(refunds().count == 1)
  }

  @Test func `more arrivals at once than are looked up have every order looked at`() throws {
    var edge = try Edge(
      Self.configuration.replacing(
        "shipping:",
        with: """
            authorisations:
              entity: rma_line
              from: {system: erp, files: "rma_*.csv", dialect: plain}
              ready: {rename: true}
              mode: delta
              fields: {rma: {column: rma}, line: {constant: "1"}, order: {column: order}, order_line: {constant: "1"}, sku: {constant: CAP}, qty: {constant: "1"}}
            arrivals:
              from: {system: wms, files: "arrivals_*.csv", dialect: plain}
              ready: {rename: true}
              mode: delta
              emit:
                - {entity: return_receipt, when: {column: kind, equals: R}, fields: {return: {column: id}, line: {constant: "1"}, version: {constant: "1"}, rma: {column: rma}, sku: {constant: CAP}, qty: {constant: "1"}, action: {constant: restock}}}
                - {entity: parcel, when: {column: kind, equals: P}, fields: {shipment: {column: id}, parcel: {constant: "1"}, tracking: {column: id}}}
          shipping:
          """))
    try edge.run([
      "headers": ["S-1,\(Self.at),false"], "lines": ["S-1,1,CAP,2"], "rma": ["A-1,S-1"],
      "shipments": ["U-1,1,1,S-1,1,CAP,2,\(Self.at)"],
    ])
    let parcels = (0...20_000).map { "P,T\($0)," }
    try edge.run(["arrivals": ["R,B-1,A-1"] + parcels])
    #expect(edge.sent("credits") == ["B-1,1"])
  }

  @Test func `a part of a kit that was locked goes out again, and only that part`() throws {
    var edge = try Edge()
    try edge.run([
      "bills": ["BOX,LID,1", "BOX,WINE,2"], "headers": ["S-1,\(Self.at),false"],
      "lines": ["S-1,1,BOX,3"],
    ])
    #expect(edge.sent("orders") == ["S-1,1,LID,3", "S-1,1,WINE,6"])
    try edge.run(["answers": ["orders-00000001-1,rejected,LOCKED"]])
    #expect(edge.sent("orders") == ["S-1,1,LID,3", "S-1,1,WINE,6", "S-1,1,LID,3"])
  }

  @Test func `a part of a kit goes out with the header of its order, or before it`() throws {
    var edge = try Edge(
      Self.configuration.replacing(
        "entity: sales_order_line, kits: components",
        with:
          "entity: sales_order_line, with: sales_order, kits: components"
      ).replacing(
        "{order: order, line: line, sku: sku, qty: qty}",
        with:
          "{order: order, at: ordered_at, sku: sku, qty: qty}"))
    try edge.run([
      "bills": ["BOX,LID,1"], "headers": ["S-1,\(Self.at),false"],
      "lines": ["S-1,1,BOX,3", "S-2,1,BOX,1"],
    ])
    #expect(edge.sent("orders") == ["S-1,\(Self.at),LID,3", "S-2,,LID,1"])
  }

  @Test func `a line that is over another article now is that article`() throws {
    var edge = try Edge()
    try edge.run([
      "bills": ["BOX,LID,1"], "headers": ["S-1,\(Self.at),false"], "lines": ["S-1,1,BOX,3"],
    ])
    try edge.run(["lines": ["S-1,1,GLASS,3"]])
    #expect(edge.sent("orders").last == "S-1,1,GLASS,3")
  }

  @Test func `an order that went out whole is not taken apart by a later bill`() throws {
    var edge = try Edge()
    try edge.run([
      "bills": ["BOX,LID,1"], "headers": ["S-1,\(Self.at),false"], "lines": ["S-1,1,SET,3"],
    ])
    try edge.run(["bills": ["SET,CUP,2"]])
    try edge.run(["headers": ["S-1,2026-11-22T05:30:00Z,false"]])
    #expect(edge.sent("orders") == ["S-1,1,SET,3"])
  }

  @Test func `what could not be delivered reverses the order that it names and no other`() throws {
    var edge = try Edge()
    try edge.run([
      "headers": ["S-1,\(Self.at),false", "S-2,\(Self.at),false"],
      "lines": ["S-1,1,A1,2", "S-2,1,B2,1"],
      "shipments": [
        "V-1,1,1,S-1,1,A1,2,2026-11-22T08:00:00Z", "V-1,2,1,S-2,1,B2,1,2026-11-22T08:00:00Z",
      ], "parcels": ["V-1,1,T1"],
    ])
    try edge.run(["returns": ["R-1,S-1,A1,2,T1,2026-11-23T08:00:00Z"]])
    #expect(try edge.open() == ["BACKORDER_OPEN S-1|1"])
    // By its tracking number alone, the article says which order it is.
    try edge.run(["returns": ["R-2,,B2,1,T1,2026-11-23T09:00:00Z"]])
    #expect(try edge.open() == ["BACKORDER_OPEN S-1|1", "BACKORDER_OPEN S-2|1"])
    // What fits nothing is told as what it is.
    try edge.run(["returns": ["R-3,,C3,1,T1,2026-11-23T09:00:00Z"]])
    #expect(
      try edge.open() == [
        "BACKORDER_OPEN S-1|1", "BACKORDER_OPEN S-2|1", "RETURN_BLIND R-3|1",
        "RETURN_NO_DISPOSITION R-3|1",
      ])
  }

  @Test func `what came back stays open although the next shipment closes the line`() throws {
    var edge = try Edge()
    try edge.run([
      "headers": ["S-1,\(Self.at),false"], "lines": ["S-1,1,A1,10"],
      "shipments": ["V-1,1,1,S-1,1,A1,6,2026-11-22T08:00:00Z"], "parcels": ["V-1,1,T1"],
    ])
    try edge.run([
      "returns": ["R-1,,A1,2,T1,2026-11-23T08:00:00Z"],
      "shipments": ["V-2,1,1,S-1,1,A1,4,2026-11-23T09:00:00Z"],
    ])
    #expect(try edge.open() == ["BACKORDER_OPEN S-1|1"])
    try edge.run(["shipments": ["V-3,1,1,S-1,1,A1,2,2026-11-24T09:00:00Z"]])
    #expect(try edge.open() == [])
  }

  @Test func `a receipt that names its order in its second version counts once`() throws {
    var edge = try Edge()
    try edge.run([
      "po": ["B-1,1,A1,10"], "asn": ["N-1,1,B-1,1,A1,10"],
      "receipts": ["E-1,1,,,N-1,A1,10", "E-2,1,,,,C3,1"],
    ])
    #expect(try edge.open() == ["RECEIPT_UNKNOWN_PO E-2|1"])
    try edge.run(["receipts": ["E-1,2,B-1,1,,A1,10", "E-2,2,B-1,1,,A1,1"]])
    #expect(try edge.open() == ["RECEIPT_OVER B-1|1"])
  }

  @Test func `goods that the ship notice does not list are told`() throws {
    var edge = try Edge()
    try edge.run([
      "po": ["B-1,1,A1,10", "B-2,1,B2,5"], "asn": ["N-1,1,B-1,1,A1,10", "N-1,2,B-2,1,B2,5"],
      "receipts": ["E-1,1,,,N-1,B2,5", "E-2,1,,,N-1,C3,1"],
    ])
    #expect(try edge.open() == ["RECEIPT_UNKNOWN_PO B-1|"])
  }

  @Test func `a refused record that was corrected since is not sent twice by a retry`() throws {
    var edge = try Edge()
    try edge.run(["headers": ["S-1,\(Self.at),false"], "lines": ["S-1,1,A1,2"], "bills": ["X,Y,1"]])
    try edge.run(["answers": ["orders-00000001-1,rejected,E17"]])
    try edge.run(["lines": ["S-1,1,A1,3"]])
    let id = try edge.site.query("SELECT id FROM exceptions WHERE code = 'ACK_NEGATIVE'")[0]
    let ended = try edge.site.wmsync("exceptions retry \(id)")
    #expect(ended.status == 65)
    try edge.run()
    #expect(edge.sent("orders") == ["S-1,1,A1,2", "S-1,1,A1,3"])
  }

  @Test func `half an order is found whichever half comes first`() throws {
    var linesFirst = try Edge()
    try linesFirst.run(["lines": ["S-1,1,A1,2", "S-2,1,A1,2"]])
    try linesFirst.run(["headers": ["S-1,\(Self.at),false"]])
    var headersFirst = try Edge()
    try headersFirst.run(["headers": ["S-1,\(Self.at),false"]])
    try headersFirst.run(["lines": ["S-1,1,A1,2", "S-2,1,A1,2"]])
    #expect(try linesFirst.open() == ["DOC_INCOMPLETE S-2"])
    #expect(try headersFirst.open() == ["DOC_INCOMPLETE S-2"])
  }

  @Test func `a cancellation that was credited too early is told`() throws {
    var edge = try Edge()
    try edge.run([
      "headers": ["S-1,\(Self.at),false"], "lines": ["S-1,1,A1,10"],
      "changes": ["S-1,1,cancel_line,1,2026-11-22T12:00:00Z"],
    ])
    #expect(edge.sent("credits") == ["cancel-S-1,10"])
    try edge.run(["shipments": ["V-1,1,1,S-1,1,A1,4,2026-11-22T11:00:00Z"]])
    #expect(edge.sent("credits") == ["cancel-S-1,10"])
    #expect(try edge.open() == ["CREDIT_MISMATCH S-1|1"])
  }

  @Test func `a version that says that nothing left takes an invoice back`() throws {
    var edge = try Edge()
    try edge.run([
      "headers": ["S-1,\(Self.at),false"], "lines": ["S-1,1,A1,4"],
      "shipments": ["V-1,1,1,S-1,1,A1,4,2026-11-22T08:00:00Z"],
    ])
    try edge.run([
      "shipments": [
        "V-1,1,2,S-1,1,A1,0,2026-11-22T08:00:00Z", "V-2,1,1,S-1,1,A1,4,2026-11-23T08:00:00Z",
      ]
    ])
    #expect(edge.sent("invoices") == ["V-1,1,4", "V-1,2,0", "V-2,1,4"])
  }
}
