import Testing
import Workbench

/// What goes to whom: what a receiver already has, what holds, and what nobody says.
@Suite struct PushChoiceTests {
  private static let eight = "2026-11-23T08:00:00Z"

  private static func configuration(ownership: String = "", outbound: String) -> String {
    """
    version: 1
    site: choice
    timezone: UTC
    systems:
      erp: {role: erp}
      wms: {role: wms}
      tpl: {role: 3pl}
      crm: {role: crm}
    warehouses:
      HAM: {name: Hamburg, system: wms}
      TIL: {name: Tilburg, system: tpl}
    dialects:
      plain: {format: csv, delimiter: ";"}
    feeds:
      erp-items:
        entity: item
        from: {system: erp, files: "erp/items_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {sku: {column: sku}, name: {column: name}, weight_kg: {column: weight}}
      wms-items:
        like: erp-items
        from: {system: wms, files: "wms/items_*.csv", dialect: plain}
      tpl-items:
        entity: item
        from: {system: tpl, files: "tpl/items_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {sku: {column: sku}, item_group: {column: group}}
      erp-orders:
        entity: sales_order
        from: {system: erp, files: "erp/orders_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, warehouse: {column: wh}, notes: {column: notes}}
      erp-lines:
        entity: sales_order_line
        from: {system: erp, files: "erp/lines_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {column: line}, qty: {column: qty}}
      wms-receipts:
        entity: receipt
        from: {system: wms, files: "wms/receipts_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {receipt: {column: no}, line: {constant: 1}, version: {constant: 1}, warehouse: {column: wh}}
    \(ownership)
    outbound:
    \(outbound)

    """
  }

  private static let items =
    "columns: {sku: sku, name: name, weight: weight_kg, group: item_group, gtin: gtin}"

  private func site(ownership: String = "", outbound: String) throws -> TestSite {
    try TestSite(Self.configuration(ownership: ownership, outbound: outbound))
  }

  // MARK: Masters

  @Test func `what only the receiver has is not sent back to it, what nobody says stays empty`()
    throws
  {
    let site = try site(
      outbound: "  out: {to: wms, entity: item, file: \"wms/in/i_{seq}.csv\", \(Self.items)}")
    try site.write("wms/items_1.csv", "sku;name;weight\nW1;Wok;1\nA1;Axe;1\n")
    try site.write("tpl/items_1.csv", "sku;group\nA1;tools\n")
    try site.done("run")
    #expect(!site.folder.exists("exchange/wms/in/i_1.csv"))
    try site.write("erp/items_1.csv", "sku;name;weight\nA1;Axe;1\nB2;Bow;2\n")
    try site.done("run", at: TestSite.later)
    #expect(
      site.text("exchange/wms/in/i_1.csv") == "sku,name,weight,group,gtin\nB2,Bow,2,,\n")
    // A field that the receiver's export does not show went out with its record alone.
    try site.write("tpl/items_2.csv", "sku;group\nA1;blades\n")
    try site.done("run", at: Self.eight)
    #expect(
      site.text("exchange/wms/in/i_2.csv") == "sku,name,weight,group,gtin\nA1,Axe,1,blades,\n")
  }

  @Test func `an edit that is adopted goes to the others, and what the owner adopted stays`()
    throws
  {
    let site = try site(
      ownership: "ownership: [{field: \"item.*\", owner: erp, on_drift: adopt}]",
      outbound: """
          to-erp: {to: erp, entity: item, file: "erp/in/i_{seq}.csv", \(Self.items)}
          to-tpl: {to: tpl, entity: item, file: "tpl/in/i_{seq}.csv", \(Self.items)}
        """)
    let both = "sku;name;weight\nA1;Axe;1\n"
    try site.write("erp/items_1.csv", both)
    try site.write("wms/items_1.csv", both)
    try site.write("tpl/items_1.csv", "sku;group\nA1;tools\n")
    try site.done("run")
    try site.write("wms/items_2.csv", "sku;name;weight\nA1;Axe;1.2\n")
    try site.done("run", at: TestSite.later)
    #expect(
      site.text("exchange/erp/in/i_1.csv")
        == "sku,name,weight,group,gtin\nA1,Axe,1.2,tools,\n")
    #expect(site.folder.names(in: "exchange/tpl/in").contains("i_1.csv"))
    try site.write("erp/items_2.csv", "sku;name;weight\nA1;Axe;1.2\n")
    try site.done("run", at: Self.eight)
    #expect(!site.folder.exists("exchange/erp/in/i_2.csv"))
  }

  @Test func `of two values that nobody owns the one that changed goes to the other`() throws {
    let site = try site(
      outbound: """
          to-erp: {to: erp, entity: item, file: "erp/in/i_{seq}.csv", \(Self.items)}
          to-wms: {to: wms, entity: item, file: "wms/in/i_{seq}.csv", \(Self.items)}
        """)
    let both = "sku;name;weight\nA1;Axe;1\n"
    try site.write("erp/items_1.csv", both)
    try site.write("wms/items_1.csv", both)
    try site.write("tpl/items_1.csv", "sku;group\nA1;tools\n")
    try site.done("run")
    try site.write("wms/items_2.csv", "sku;name;weight\nA1;Axe;1.2\n")
    try site.done("run", at: TestSite.later)
    #expect(
      site.text("exchange/erp/in/i_1.csv") == "sku,name,weight,group,gtin\nA1,Axe,1.2,tools,\n")
    try site.write("erp/items_2.csv", "sku;name;weight\nA1;Hatchet;1.2\n")
    try site.done("run", at: Self.eight)
    #expect(
      site.text("exchange/wms/in/i_1.csv")
        == "sku,name,weight,group,gtin\nA1,Hatchet,1.2,tools,\n")
  }

  @Test func `while a person must decide, a file for another reason keeps the receiver's value`()
    throws
  {
    let site = try site(
      ownership: "ownership: [{field: item.weight_kg, owner: erp, on_drift: alert}]",
      outbound: "  out: {to: wms, entity: item, file: \"wms/in/i_{seq}.csv\", \(Self.items)}")
    let both = "sku;name;weight\nA1;Axe;1\n"
    try site.write("erp/items_1.csv", both)
    try site.write("wms/items_1.csv", both)
    try site.done("run")
    try site.write("wms/items_2.csv", "sku;name;weight\nA1;Axe;3\n")
    try site.done("run", at: TestSite.later)
    #expect(!site.folder.exists("exchange/wms/in/i_1.csv"))
    try site.write("erp/items_2.csv", "sku;name;weight\nA1;Hatchet;1\n")
    try site.done("run", at: Self.eight)
    #expect(
      site.text("exchange/wms/in/i_1.csv") == "sku,name,weight,group,gtin\nA1,Hatchet,3,,\n")
  }

  // MARK: Derived records

  @Test func `a correction that wmsync made goes to the system it corrects, once`() throws {
    let site = try site(
      ownership: "ownership: [{field: \"item.*\", owner: erp}]",
      outbound: """
          items: {to: wms, entity: item, file: "wms/in/i_{seq}.csv", \(Self.items)}
          corrections: {to: wms, entity: field_correction, file: "wms/in/c_{seq}.csv"}
        """)
    let both = "sku;name;weight\nA1;Axe;1\n"
    try site.write("erp/items_1.csv", both)
    try site.write("wms/items_1.csv", both)
    try site.done("run")
    try site.write("wms/items_2.csv", "sku;name;weight\nA1;Axe;3\n")
    try site.done("run", at: TestSite.later)
    let sent = try #require(site.text("exchange/wms/in/c_1.csv"))
    #expect(sent.contains("\nitem,A1,weight_kg,1,3,"), "\(sent)")
    try site.done("run", at: Self.eight)
    #expect(!site.folder.exists("exchange/wms/in/c_2.csv"))
  }

  // MARK: Documents and events

  @Test
  func `a header that changed brings its lines again, one that is not there leaves its cells`()
    throws
  {
    let site = try site(
      outbound: """
          lines: {to: wms, entity: sales_order_line, with: sales_order, file: "wms/in/l_{seq}.csv",
                  columns: {order: order, line: line, qty: qty, wh: warehouse, notes: notes}}
        """)
    try site.write("erp/lines_1.csv", "order;line;qty\nO1;1;5\nO1;2;6\nO2;1;7\n")
    try site.write("erp/orders_1.csv", "order;wh;notes\nO1;HAM;\n")
    try site.done("run")
    #expect(
      site.text("exchange/wms/in/l_1.csv")
        == "order,line,qty,wh,notes\nO1,1,5,HAM,\nO1,2,6,HAM,\nO2,1,7,,\n")
    try site.write("erp/orders_2.csv", "order;wh;notes\nO1;HAM;fragile\nO3;HAM;none\n")
    try site.done("run", at: TestSite.later)
    #expect(
      site.text("exchange/wms/in/l_2.csv")
        == "order,line,qty,wh,notes\nO1,1,5,HAM,fragile\nO1,2,6,HAM,fragile\n")
  }

  @Test func `lines of a warehouse are told by their header, events by themselves`() throws {
    let site = try site(
      outbound: """
          lines: {to: wms, entity: sales_order_line, with: sales_order, file: "wms/in/l_{seq}.csv",
                  warehouses: [HAM], columns: {order: order, line: line}}
          receipts: {to: erp, entity: receipt, file: "erp/in/r_{seq}.csv", warehouses: [HAM],
                     columns: {no: receipt, wh: warehouse}}
          own: {to: wms, entity: receipt, file: "wms/in/r_{seq}.csv", columns: {no: receipt}}
        """)
    try site.write("erp/lines_1.csv", "order;line;qty\nO1;1;5\nO2;1;7\nO3;1;8\n")
    try site.write("erp/orders_1.csv", "order;wh;notes\nO1;HAM;\nO2;TIL;\n")
    try site.write("wms/receipts_1.csv", "no;wh\nR1;HAM\nR2;TIL\nR3;\n")
    try site.done("run")
    #expect(site.text("exchange/wms/in/l_1.csv") == "order,line\nO1,1\n")
    #expect(site.text("exchange/erp/in/r_1.csv") == "no,wh\nR1,HAM\n")
    #expect(site.folder.names(in: "exchange/wms/in").filter { $0.hasPrefix("r_") } == [])
  }

  @Test func `lines that the receiver has itself go again when their header changes`() throws {
    let text = Self.configuration(
      outbound: """
          lines: {to: wms, entity: sales_order_line, with: sales_order, file: "wms/in/l_{seq}.csv",
                  columns: {order: order, line: line, qty: qty, notes: notes}}
        """
    ).replacing(
      "  wms-receipts:\n",
      with: """
          wms-lines:
            like: erp-lines
            from: {system: wms, files: "wms/lines_*.csv", dialect: plain}
          wms-receipts:

        """)
    let site = try TestSite(text)
    try site.write("erp/lines_1.csv", "order;line;qty\nO1;1;5\nO2;1;6\n")
    try site.write("wms/lines_1.csv", "order;line;qty\nO1;1;5\n")
    try site.write("erp/orders_1.csv", "order;wh;notes\nO1;HAM;\n")
    try site.done("run")
    #expect(site.text("exchange/wms/in/l_1.csv") == "order,line,qty,notes\nO2,1,6,\n")
    try site.write("erp/orders_2.csv", "order;wh;notes\nO1;HAM;fragile\n")
    try site.done("run", at: TestSite.later)
    #expect(site.text("exchange/wms/in/l_2.csv") == "order,line,qty,notes\nO1,1,5,fragile\n")
  }

  // MARK: Dialects and streams

  @Test func `each way to write a file, and a stream that is not configured any more`() throws {
    let dialects = """
      wide: {format: csv, encoding: utf-16, null: [NULL, "-"], header: none, decimal: ","}
        marked: {format: ndjson, bom: require}
        bare: {format: json, records: "/data/items"}
        full: {format: csv, null: []}
      """
    let text = Self.configuration(
      outbound: """
          wide: {to: crm, entity: item, file: "crm/w_{seq}.csv", dialect: wide, \(Self.items)}
          marked: {to: crm, entity: item, file: "crm/m_{seq}.x", dialect: marked, columns: {sku: sku}}
          bare: {to: crm, entity: item, file: "crm/b_{seq}.json", dialect: bare, columns: {sku: sku}}
          full: {to: crm, entity: item, file: "crm/f_{seq}.csv", dialect: full, \(Self.items)}
        """
    ).replacing("dialects:\n", with: "dialects:\n  \(dialects)\n")
    let site = try TestSite(text)
    try site.write("erp/items_1.csv", "sku;name;weight\nA1;Axe;1.5\n")
    if LawTool.strace != nil {
      // The rows are decided, and the files cannot be written yet.
      let fault = RefusedCall(
        calls: "mkdir", path: "exchange/crm/.wmsync-staging", error: "EACCES", at: "1+", told: "")
      #expect(try fault.run(in: site).status == 74)
      #expect(try site.query("SELECT DISTINCT state FROM outbound") == ["pending"])
      try site.folder.write(
        "wmsync.yaml", text.replacing("marked: {to: crm", with: "other: {to: crm"))
    }
    _ = try site.wmsync("run", at: Self.eight)
    #expect(site.folder.exists("exchange/crm/w_1.csv"))
    let wide = Workbench.bytes(site.folder.path(of: "exchange/crm/w_1.csv"))
    #expect(wide.starts(with: [0xFF, 0xFE]) || wide.starts(with: [0xFE, 0xFF]))
    #expect(
      site.text("exchange/crm/f_1.csv") == "sku,name,weight,group,gtin\nA1,Axe,1.5,,\n")
    #expect(site.text("exchange/crm/b_1.json")?.contains("\"data\":{\"items\":[") == true)
  }
}
