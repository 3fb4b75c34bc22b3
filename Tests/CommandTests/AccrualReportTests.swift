import Testing
import Workbench

/// What an accountant asks for at the close of a period: what happened in it and is not posted.
@Suite struct AccrualReportTests {
  private static let head = """
    version: 1
    site: close
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
        from: {system: erp, files: "po_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        emit:
          - {entity: purchase_order, fields: {po: {column: po}, currency: {constant: EUR}}}
          - {entity: purchase_order_line, fields: {po: {column: po}, line: {constant: "1"}, sku: {column: sku}, qty: {column: qty}, unit_cost: {column: cost}}}
      moves:
        from: {system: wms, files: "moves_*.csv", dialect: plain}
        ready: {rename: true}
        emit:
          - entity: receipt
            when: {column: kind, equals: received}
            fields: {receipt: {column: number}, line: {constant: "1"}, version: {column: version}, po: {column: document}, po_line: {constant: "1"}, warehouse: {column: wh}, sku: {column: sku}, qty_good: {column: qty}, received_at: {column: at}}
          - entity: shipment
            when: {column: kind, equals: shipped}
            fields: {shipment: {column: number}, line: {constant: "1"}, version: {column: version}, order: {column: document}, order_line: {constant: "1"}, warehouse: {column: wh}, sku: {column: sku}, qty: {column: qty}, shipped_at: {column: at}}
          - entity: return_receipt
            when: {column: kind, equals: returned}
            fields: {return: {column: number}, line: {constant: "1"}, version: {column: version}, warehouse: {column: wh}, sku: {column: sku}, qty: {column: qty}, action: {constant: restock}, received_at: {column: at}}
          - entity: adjustment
            when: {column: kind, equals: adjusted}
            fields: {adjustment: {column: number}, line: {constant: "1"}, warehouse: {column: wh}, sku: {column: sku}, delta: {column: qty}, adjusted_at: {column: at}}
          - entity: transfer_leg
            when: {column: kind, in: [dispatch, receive]}
            fields: {transfer: {column: number}, line: {constant: "1"}, leg: {column: kind}, number: {constant: "1"}, warehouse: {column: wh}, sku: {column: sku}, qty: {column: qty}, at: {column: at}}

    """

  private static let ledger = """
      ledger:
        entity: ledger_entry
        from: {system: erp, files: "ledger_*.csv", dialect: plain}
        ready: {rename: true}
        fields: {system: {constant: erp}, entry: {column: entry}, warehouse: {column: wh}, sku: {column: sku}, qty: {column: qty}, kind: {column: kind}, reference: {column: reference}, at: {column: at}}

    """

  private static let noon = "2026-11-04T12:00:00Z"

  /// A period of everything; the ledger knows a part of it.
  private func october(_ configuration: String = head + ledger) throws -> TestSite {
    let site = try TestSite(configuration)
    try site.write("items_1.csv", "sku,cost\nCOFFEE,2.50\nTEA,0.335\nSUGAR,\n")
    try site.write("po_1.csv", "po,sku,qty,cost\n4711,COFFEE,105,2.40\n")
    try site.write(
      "moves_1.csv",
      """
      kind,number,version,document,wh,sku,qty,at
      received,R-1,1,4711,HAM,COFFEE,100,2026-10-31T23:30:00+01:00
      received,R-2,1,4711,HAM,COFFEE,5,2026-11-01T00:00:00+01:00
      shipped,S-1,1,,HAM,TEA,3,2026-10-30T10:00:00+01:00
      shipped,S-2,1,,HAM,TEA,4,2026-10-29T10:00:00+01:00
      shipped,S-2,2,,HAM,TEA,2,2026-11-02T10:00:00+01:00
      returned,B-1,1,,HAM,TEA,1,2026-10-31T11:00:00+01:00
      adjusted,A-1,,,HAM,SUGAR,-2,2026-10-31T12:00:00+01:00
      dispatch,T-1,,,HAM,COFFEE,20,2026-10-30T13:00:00+01:00
      receive,T-1,,,TIL,COFFEE,19,2026-10-31T14:00:00+01:00

      """)
    try site.write(
      "ledger_1.csv",
      """
      entry,wh,sku,qty,kind,reference,at
      L-0,HAM,TEA,50,opening,,2026-01-01T00:00:00+01:00
      L-1,HAM,COFFEE,60,receipt,R-1,2026-10-31T23:50:00+01:00
      L-2,HAM,COFFEE,40,receipt,R-1,2026-11-01T00:00:00+01:00
      L-3,HAM,TEA,1,return,B-1,2026-10-31T15:00:00+01:00
      L-4,HAM,TEA,-2,issue,S-2,2026-11-03T09:00:00+01:00

      """)
    try site.done("run", at: Self.noon)
    return site
  }

  @Test func `what happened by the end of the day and was posted later is listed`() throws {
    let site = try october()
    let file = site.folder.path(of: "accruals.csv")
    let before = site.tree("state")
    let shown = try site.done("report --accruals 2026-10-31 --csv \(file)", at: Self.noon)
    // 40 × 2.40 = 96; 3 × 0.335 = 1.005; 4 × 0.335 = 1.34; 20 and 19 × 2.50 = 50 and 47.50.
    #expect(
      site.text("accruals.csv") == """
        kind,event,date,warehouse,sku,quantity,amount,currency,reason
        goods_received,receipt R-1|1|1,2026-10-31,HAM,COFFEE,40,96,EUR,
        shipped,shipment S-2|1|1,2026-10-29,HAM,TEA,-4,-1.34,EUR,
        shipped,shipment S-1|1|1,2026-10-30,HAM,TEA,-3,-1.01,EUR,
        adjusted,adjustment A-1|1,2026-10-31,HAM,SUGAR,-2,,,
        transfer_dispatched,transfer_leg T-1|1|dispatch|1,2026-10-30,HAM,COFFEE,-20,-50,EUR,
        transfer_received,transfer_leg T-1|1|receive|1,2026-10-31,TIL,COFFEE,19,47.5,EUR,

        """)
    let sums = shown.split(separator: "\n").prefix(6).map {
      $0.split(separator: " ").suffix(5).joined(separator: " ")
    }
    #expect(
      sums == [
        "currency events amount no cost", "HAM EUR 1 96 0", "HAM EUR 2 -2.35 0", "HAM - 1 0 1",
        "HAM EUR 1 -50 0", "TIL EUR 1 47.5 0",
      ])
    #expect(site.tree("state") == before)
  }

  @Test func `programs are told the same, and the next day has less open`() throws {
    let site = try october()
    let answer = try site.json("report --accruals 2026-10-31", at: Self.noon)
    #expect(answer["schema"] == .string("wmsync.accruals/1"))
    #expect(answer["candidates"]?.items.count == 6)
    let received = try #require(answer["sums"]?.items.first)
    #expect(received["kind"] == .string("goods_received"))
    #expect(received["amount"] == .number("96") && received["currency"] == .string("EUR"))
    let next = try site.json("report --accruals 2026-11-03", at: Self.noon)
    let events = (next["candidates"]?.items ?? []).compactMap { $0["event"]?.text }
    #expect(
      events == [
        "receipt R-2|1|1", "shipment S-1|1|1", "adjustment A-1|1", "transfer_leg T-1|1|dispatch|1",
        "transfer_leg T-1|1|receive|1",
      ])
    let today = try site.json("report --accruals 2026-11-04", at: Self.noon)
    #expect(today["ledger_delivered"] == .string(Self.noon))
    #expect(next["ledger_delivered"] == .null)
    let early = try site.done("report --accruals 2026-10-28", at: Self.noon)
    #expect(early == "no accrual candidates at the end of 2026-10-28\n")
  }

  @Test func `where nothing tells what was posted one line says so`() throws {
    let site = try october(Self.head)
    let shown = try site.done("report --accruals 2026-10-31", at: Self.noon)
    #expect(
      shown
        == "not listed, as nothing tells what the ERP has posted of them (no ledger_entry, no"
        + " stream to it): receipt, shipment, adjustment, transfer_leg, return_receipt\n")
    let answer = try site.json("report --accruals 2026-10-31", at: Self.noon)
    #expect(answer["not_proved"]?.items.count == 5)
    #expect(answer["candidates"]?.items.isEmpty == true)
    let empty = try TestSite(Self.head)
    try empty.done("run")
    #expect(
      try empty.done("report --accruals 2026-10-31") == "nothing that moves stock has been told\n")
  }

  @Test func `an answer of the ERP proves a posting from its own time on`() throws {
    let site = try TestSite(
      Self.head + """
          answers:
            entity: ack
            from: {system: erp, files: "answers_*.csv", dialect: plain}
            ready: {rename: true}
            fields: {message: {column: message}, result: {column: result}, at: {column: at}}
          sales:
            from: {system: erp, files: "so_*.csv", dialect: plain}
            ready: {rename: true}
            mode: delta
            emit:
              - {entity: sales_order, fields: {order: {column: order}, currency: {constant: EUR}}}
              - {entity: sales_order_line, fields: {order: {column: order}, line: {constant: "1"}, sku: {column: sku}, qty: {column: qty}, unit_price: {column: price}}}
        outbound:
          received: {to: erp, entity: receipt, file: "to_erp/r_{seq:4}.csv", dialect: plain, ack: {feed: answers, within: 1d}}
          invoices: {to: erp, entity: invoice_trigger, file: "to_erp/i_{seq:4}.csv", dialect: plain, ack: {feed: answers, within: 1d}}

        """)
    try site.write("items_1.csv", "sku,cost\nCOFFEE,2.50\nTEA,0.335\n")
    try site.write("po_1.csv", "po,sku,qty,cost\n4711,COFFEE,105,2.40\n")
    try site.write("so_1.csv", "order,sku,qty,price\nSO-1,TEA,2,9.95\n")
    try site.write(
      "moves_1.csv",
      """
      kind,number,version,document,wh,sku,qty,at
      received,R-1,1,4711,HAM,COFFEE,10,2026-10-31T08:00:00+01:00
      received,R-2,1,4711,HAM,COFFEE,20,2026-10-31T08:10:00+01:00
      received,R-3,1,4711,HAM,COFFEE,30,2026-10-31T08:20:00+01:00
      shipped,S-1,1,SO-1,HAM,TEA,2,2026-10-31T09:00:00+01:00

      """)
    try site.done("run", at: "2026-10-31T12:00:00Z")
    try site.write(
      "answers_1.csv",
      """
      message,result,at
      received-00000001-1,accepted,2026-10-31T20:00:00+01:00
      received-00000001-2,accepted,2026-11-01T09:00:00+01:00
      received-00000001-3,rejected,2026-11-01T09:00:00+01:00
      invoices-00000001,accepted,2026-11-02T07:00:00+01:00

      """)
    try site.done("run", at: Self.noon)
    func candidates(_ day: String) throws -> [String] {
      let answer = try site.json("report --accruals \(day)", at: Self.noon)
      return (answer["candidates"]?.items ?? []).map { one in
        ["kind", "event", "quantity", "amount", "reason"].compactMap { name in
          switch one[name] {
          case .string(let text), .number(let text): text
          default: nil
          }
        }.joined(separator: " ")
      }
    }
    let refused = "goods_received receipt R-3|1|1 30 72 refused by the ERP"
    let invoice = "not_invoiced invoice_trigger SO-1|S-1|1|1 2 19.9"
    #expect(
      try candidates("2026-10-31") == ["goods_received receipt R-2|1|1 20 48", refused, invoice])
    #expect(try candidates("2026-11-01") == [refused, invoice])
    #expect(try candidates("2026-11-02") == [refused])
    let shown = try site.done("report --accruals 2026-10-31", at: Self.noon)
    #expect(shown.hasSuffix("no stream to it): shipment\n"))
  }

  @Test func `what the ERP is sent without answering counts as posted once it was sent`() throws {
    let site = try TestSite(
      Self.head + """
        outbound:
          received: {to: erp, entity: receipt, file: "to_erp/r_{seq:4}.csv", dialect: plain}

        """)
    try site.write("items_1.csv", "sku,cost\nCOFFEE,2.50\n")
    try site.write("po_1.csv", "po,sku,qty,cost\n4711,COFFEE,105,2.40\n")
    try site.write(
      "moves_1.csv",
      """
      kind,number,version,document,wh,sku,qty,at
      received,R-1,1,4711,HAM,COFFEE,10,2026-10-31T08:00:00+01:00
      received,R-2,1,,HAM,COFFEE,20,2026-11-02T08:00:00+01:00

      """)
    try site.done("run", at: "2026-11-01T06:00:00Z")
    let remark = "taken as posted once they were sent, as the ERP answers nothing: receipt"
    let close = try site.done("report --accruals 2026-10-31", at: Self.noon)
      .split(separator: "\n")
    #expect(close.count == 5 && close[4] == remark)
    #expect(close[3].split(separator: " ").suffix(5) == ["HAM", "COFFEE", "10", "24", "EUR"])
    #expect(
      try site.done("report --accruals 2026-11-01", at: Self.noon)
        == "no accrual candidates at the end of 2026-11-01\n\(remark)\n")
  }

  @Test func `a day that is none is a usage error`() throws {
    let site = try TestSite(Self.head)
    let ended = try site.wmsync("report --accruals 2026-02-30")
    #expect(ended.status == 64)
    #expect(ended.err == "wmsync: --accruals 2026-02-30: write a date as 2026-10-31\n")
    #expect(try site.wmsync("report --accruals 2026-10-31").status == 10)
    let alone = try TestSite("version: 1\nsite: alone\nsystems: {wms: {role: wms}}\n")
    #expect(try alone.wmsync("run").status == 0)
    #expect(try alone.wmsync("report --accruals 2026-10-31").status == 65)
  }
}
