import Testing
import Workbench

/// Feeds of many kinds whose rows are remembered, or must not be.
struct RememberedFeedTests {
  private static func shelf(_ feeds: String) -> String {
    """
    version: 1
    site: shelf
    systems: {erp: {role: erp}}
    warehouses: {HAM: {system: erp}}
    dialects: {rows: {format: csv, delimiter: ";"}}
    feeds:
    \(feeds)
    alerts: {report: {csv: report.csv}}

    """
  }

  private static func feed(_ id: String, _ entity: String, _ more: String) -> String {
    """
      \(id):
        \(entity == "" ? "" : "entity: \(entity)")
        from: {system: erp, files: "\(id)_*.csv", dialect: rows}
        ready: {rename: true}
        mode: snapshot
        \(more)

    """
  }

  @Test func `a quantity is converted anew when a unit holds something else`() throws {
    var pair = try RememberingPair(
      Self.shelf(
        Self.feed("items", "item", "fields: {sku: {column: sku}, base_uom: {constant: EA}}")
          + Self.feed(
            "units", "item_unit",
            "fields: {sku: {column: sku}, uom: {column: uom}, numerator: {column: holds}}")
          + Self.feed(
            "notices", "asn_line",
            "fields: {asn: {column: asn}, line: {constant: \"1\"}, sku: {column: sku}, qty: {column: qty, unit: {column: uom}}}"
          )))
    try pair.write("items_1.csv", "sku\nA\nB\n")
    try pair.write("units_1.csv", "sku;uom;holds\nA;BOX;6\nB;BOX;4\n")
    try pair.write("notices_1.csv", "asn;sku;qty;uom\nP1;A;2;BOX\nP2;B;2;BOX\n")
    _ = try pair.run()
    func quantities() throws -> [String] {
      try pair.remembering.query("SELECT qty FROM asn_line ORDER BY asn")
    }
    #expect(try quantities() == ["12", "8"])
    try pair.write("units_2.csv", "sku;uom;holds\nA;BOX;6\nB;BOX;5\n")
    try pair.write("notices_2.csv", "asn;sku;qty;uom\nP2;B;2;BOX\nP1;A;2;BOX\n")
    _ = try pair.run()
    #expect(try quantities() == ["12", "10"])
  }

  @Test func `a factor that is announced holds from its day on, also for rows that are known`()
    throws
  {
    var pair = try RememberingPair(
      Self.shelf(
        Self.feed("items", "item", "fields: {sku: {column: sku}, base_uom: {constant: EA}}")
          + Self.feed(
            "units", "item_unit",
            "fields: {sku: {column: sku}, uom: {column: uom}, numerator: {column: holds}, valid_from: {column: from}}"
          )
          + Self.feed(
            "notices", "asn_line",
            "fields: {asn: {column: asn}, line: {constant: \"1\"}, sku: {column: sku}, qty: {column: qty, unit: {column: uom}}}"
          )
      ).replacing("site: shelf", with: "site: shelf\ntimezone: America/Sao_Paulo"))
    func quantities() throws -> [String] {
      try pair.remembering.query("SELECT qty FROM asn_line ORDER BY asn")
    }
    // The day begins there at three.
    let days = [
      ("6;", ["N1;A;2;BOX", "N2;A;1;EA"], ["12", "1"]),
      ("8;2026-11-23", ["N2;A;1;EA", "N1;A;2;BOX"], ["12", "1"]),
      ("8;2026-11-23", ["N1;A;2;BOX", "N2;A;1;EA"], ["16", "1"]),
    ]
    try pair.write("items_1.csv", "sku\nA\n")
    for (number, day) in days.enumerated() {
      try pair.write("units_\(number).csv", "sku;uom;holds;from\nA;BOX;\(day.0)\n")
      try pair.write(
        "notices_\(number).csv",
        "asn;sku;qty;uom\n" + day.1.map { $0 + "\n" }.joined()
          + String(repeating: "\n", count: number))
      _ = try pair.run()
      #expect(try quantities() == day.2, "day \(number)")
    }
  }

  @Test func `rows whose units nobody has told wait the same with rows remembered`() throws {
    var pair = try RememberingPair(
      Self.shelf(
        Self.feed(
          "notices", "asn_line",
          "fields: {asn: {column: asn}, line: {constant: \"1\"}, sku: {column: sku}, qty: {column: qty, unit: {column: uom}}}"
        )))
    for (number, rows) in ["N1;A;2;BOX\nN2;A;1;BOX\n", "N2;A;1;BOX\nN1;A;2;BOX\n"].enumerated() {
      try pair.write("notices_\(number).csv", "asn;sku;qty;uom\n" + rows)
      #expect(try pair.run().contains("UOM_UNKNOWN"))
    }
  }

  @Test func `an order that stands in each of its rows is the same with rows remembered`() throws {
    var pair = try RememberingPair(
      Self.shelf(
        Self.feed(
          "orders", "",
          "emit: [{entity: sales_order, fields: {order: {column: order}, customer: {column: customer}}}, {entity: sales_order_line, fields: {order: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}}}]"
        )))
    let rows = ["S1;K1;1;A;5", "S1;K1;2;B;1", "S2;K2;1;A;2", "S2;K2;2;B;2"]
    func file(_ rows: [String]) -> String {
      "order;customer;line;sku;qty\n" + rows.map { $0 + "\n" }.joined()
    }
    try pair.write("orders_1.csv", file(rows))
    _ = try pair.run()
    try pair.write("orders_2.csv", file(rows.reversed()))
    _ = try pair.run()
    try pair.write("orders_3.csv", file([rows[3], "S1;K9;2;B;1", "S1;K9;1;A;5", rows[2]]))
    _ = try pair.run()
    #expect(
      try pair.remembering.query("SELECT customer FROM sales_order ORDER BY \"order\"")
        == ["K9", "K2"])
    try pair.write("orders_4.csv", file([rows[3], rows[0], rows[2]]))
    _ = try pair.run()
    #expect(try pair.remembering.query("SELECT count(*) FROM sales_order_line") == ["3"])
  }

  @Test func `a file that ends with its totals is read in full`() throws {
    var pair = try RememberingPair(
      Self.shelf(
        Self.feed(
          "items", "item", "fields: {sku: {column: sku}, name: {column: name}}"
        ).replacing(
          "{rename: true}", with: "{trailer: {column: 1, equals: END, rows: 2}}")))
    for rows in ["A;Axe\nB;Bow\n", "B;Bow\nA;Axe\n"] {
      try pair.write("items_\(rows.prefix(1)).csv", "sku;name\n\(rows)END;2\n")
      #expect(try pair.run().contains("\"files\":1,\"rows\":2"))
    }
    #expect(!pair.remembering.folder.exists("state/rows/items"))
  }

  @Test func `a last row that cannot be taken apart alone has the file read in full`() throws {
    var pair = try RememberingPair(
      Self.shelf(Self.feed("items", "item", "fields: {sku: {column: sku}}")))
    try pair.write("items_1.csv", "sku\nA\n\u{FEFF}\n")
    _ = try pair.run()
    try pair.write("items_2.csv", "sku\nB\nA\n\u{FEFF}\n")
    _ = try pair.run()
    #expect(
      try pair.remembering.query("SELECT rows, changed, unchanged FROM files WHERE id = 2")
        == ["3|0|2"])
  }
}
