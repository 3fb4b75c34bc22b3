import Testing
import Workbench

/// The store read with the sqlite3 shell, as an operator does.
@Suite struct StoreViewTests {
  static let entities = [
    "item", "item_unit", "kit_component", "location", "partner", "price", "sales_order",
    "sales_order_line", "order_change", "order_progress", "purchase_order",
    "purchase_order_line", "asn_line", "receipt", "shipment", "parcel", "stock", "adjustment",
    "count", "status_move", "transfer_line", "transfer_leg", "rma_line", "return_receipt",
    "ledger_entry", "ack", "pick_list", "packing_instruction", "order_status",
    "customer_notice", "channel_availability", "invoice_trigger", "credit_trigger", "journal",
    "stock_correction", "purchase_proposal", "field_correction",
  ]

  @Test(arguments: entities)
  func `every record type has a view with its origin`(entity: String) throws {
    let columns = try Demo.ran.query("SELECT name FROM pragma_table_info('\(entity)')")
    #expect(Set(columns).count == columns.count)
    for column in ["system", "feed", "file", "first_seen", "last_seen", "run"] {
      #expect(columns.contains(column), "\(column)")
    }
    #expect(columns.contains("file_line") || columns.contains("line"))
    #expect(try Demo.ran.query("SELECT count(*) >= 0 FROM \"\(entity)\"") == ["1"])
  }

  static let counts = [
    ("item", "500"), ("item_unit", "938"), ("partner", "40"), ("sales_order", "300"),
    ("sales_order_line", "800"), ("purchase_order", "60"), ("purchase_order_line", "200"),
    ("location", "480"), ("order_progress", "1035"), ("stock", "2230"),
  ]

  @Test(arguments: counts)
  func `a view holds what the files said`(view: (name: String, count: String)) throws {
    #expect(try Demo.ran.query("SELECT count(*) FROM \(view.name)") == [view.count])
  }

  static let operating = [
    "files", "watermarks", "truth_rules", "decisions", "exceptions", "outbound", "runs",
  ]

  @Test(arguments: operating)
  func `the working of the program has its views`(view: String) throws {
    let rows = try Demo.ran.query("SELECT count(*) FROM \(view)")
    #expect(rows.first.flatMap { Int($0) } ?? -1 >= (view == "decisions" ? 0 : 1))
  }

  @Test func `every row leads back to its line in its file`() throws {
    let site = try Demo.ran
    let row = try #require(
      site.query("SELECT sku, name, file, line FROM item ORDER BY sku LIMIT 1 OFFSET 99").first)
    let parts = row.split(separator: "|").map(String.init)
    let archived = Workbench.bytes(
      site.folder.path(of: "state/archive/2026-11-23/erp-items/2-artikel_20261120.csv"))
    #expect(parts[2] == "erp/out/artikel_20261120.csv")
    let lines = archived.split(separator: 0x0a)
    let line = try #require(Int(parts[3]))
    #expect(lines[line - 1].starts(with: Array((parts[0].drop { $0 == "0" } + ";").utf8)))
  }

  @Test func `quantities and money add exactly`() throws {
    let site = try Demo.ran
    let archived = Workbench.bytes(
      site.folder.path(of: "state/archive/2026-11-23/erp-items/2-artikel_20261120.csv"))
    let lines = archived.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
    let header = lines[0].split(separator: ";", omittingEmptySubsequences: false)
    let column = try #require(header.firstIndex(of: "Einstandspreis"))
    var cents = 0
    for line in lines.dropFirst() {
      let cells = line.split(separator: ";", omittingEmptySubsequences: false)
      let parts = cells[column].filter { $0 != "." }.split(separator: ",")
      let fraction = parts.count > 1 ? (parts[1] + "00").prefix(2) : "00"
      cents += (Int(parts[0]) ?? 0) * 100 + (Int(fraction) ?? 0)
    }
    #expect(cents > 0)
    #expect(
      try site.query("SELECT sum(unit_cost) FROM item") == ["\(cents / 100).\(cents % 100)"])
    #expect(
      try site.query(
        "SELECT sum(on_hand) FROM stock WHERE system = 'erp' AND warehouse = 'HAM'")
        == ["121640"])
  }

  @Test func `tenths add up in the sqlite3 shell`() throws {
    let site = try CornerShop.running()
    try site.write(
      "erp/out/items_2.csv",
      "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC1;C;0.1\nC2;C;0.2\nC3;C;1234567.123456\n")
    try site.done("run", at: TestSite.later)
    #expect(
      try site.query("SELECT sum(weight_kg) FROM item WHERE sku IN ('C1', 'C2')") == ["0.3"])
    #expect(try site.query("SELECT weight_kg FROM item WHERE sku='C3'") == ["1234567.123456"])
    #expect(
      try site.query(
        "SELECT weight_kg * 2, typeof(weight_kg) FROM item WHERE sku='B2' "
          + "AND system='erp'") == ["4|integer"])
  }

  @Test func `a record that vanished leaves its view and stays in history`() throws {
    let site = try CornerShop.running()
    try site.write("wms/out/items_2.csv", "sku;weight\nA1;1.5\n")
    let summary = try site.json("run", at: TestSite.later)
    #expect(summary["feeds"]?.items[1]["vanished"] == .number("1"))
    #expect(try site.query("SELECT sku FROM item WHERE system = 'wms'") == ["A1"])
    #expect(
      try site.query("SELECT sku FROM item_record WHERE _system='wms' AND _vanished_at <> ''")
        == ["B2"])
  }

  @Test func `runs are remembered with what they did`() throws {
    let site = try CornerShop.running()
    #expect(
      try site.query("SELECT id, command, started_at, exit, rule_set FROM runs")
        == ["1|run|\(TestSite.morning)|0|1"])
    let summary = try #require(site.query("SELECT summary FROM runs").first)
    #expect(try JSONTree(summary)["schema"] == .string("wmsync.run/1"))
  }
}
