import Testing
import Workbench

/// What a stream cannot write is told and kept back alone; what it writes beside fields is right.
@Suite struct UnsentTests {
  private static func site(_ outbound: String, dialects: String = "") throws -> TestSite {
    let site = try TestSite(
      """
      version: 1
      site: narrow
      timezone: Europe/Berlin
      systems:
        erp: {role: erp}
        wms: {role: wms}
      warehouses:
        HAM: {name: Hamburg, system: wms, alias: {erp: "01", wms: HH1}, serves: [DE], rank: 1}
      dialects:
        plain: {format: csv, delimiter: ";"}
        \(dialects)
      feeds:
        erp-items:
          entity: item
          from: {system: erp, files: "erp/out/items_*.csv", dialect: plain, order: name}
          ready: {rename: true}
          mode: snapshot
          fields:
            sku: {column: sku, required: true}
            name: {column: name}
        erp-stock:
          entity: stock
          from: {system: erp, files: "erp/out/stock_*.csv", dialect: plain, order: name}
          ready: {rename: true}
          mode: snapshot
          fields:
            warehouse: {column: wh}
            sku: {column: sku}
            on_hand: {column: qty, required: true}
      ownership:
        - {field: "item.*", owner: erp}
        - {field: stock.on_hand, owner: erp}
      outbound:
        wms-out: \(outbound)

      """)
    try site.write("erp/out/items_1.csv", "sku;name\nA1;Axt\nB2;Łódź\nC3;Cap\n")
    try site.write("erp/out/stock_1.csv", "wh;sku;qty\n01;A1;5\n")
    return site
  }

  @Test func `a record that the encoding cannot write is told and the others go`() throws {
    let site = try Self.site(
      "{to: wms, entity: item, file: \"wms/in/i_{seq:4}.csv\", dialect: narrow}",
      dialects: "narrow: {format: csv, delimiter: \";\", encoding: windows-1252}")
    let ended = try site.wmsync("run")
    #expect(ended.status == 0 || ended.status == 3)
    let sent = Workbench.bytes(site.folder.path(of: "exchange/wms/in/i_0001.csv"))
    let text = String(decoding: sent, as: UTF8.self)
    #expect(text.contains("A1;Axt") && text.contains("C3;Cap") && !text.contains("B2"))
    let told = try site.query(
      "SELECT key, message FROM exceptions WHERE code = 'ROW_INVALID' AND state = 'open'")
    #expect(told.count == 1)
    #expect(told[0].hasPrefix("B2|") && told[0].contains("characters that windows-1252 lacks"))

    try site.write("erp/out/items_2.csv", "sku;name\nA1;Axt\nB2;Lodz\nC3;Cap\n")
    try site.done("run", at: TestSite.later)
    #expect(site.text("exchange/wms/in/i_0002.csv")?.contains("B2;Lodz") == true)
    #expect(
      try site.query("SELECT state FROM exceptions WHERE code = 'ROW_INVALID'") == ["resolved"])
  }

  @Test func `a column of the message and the number names each row of each file`() throws {
    let site = try Self.site(
      """
      {to: wms, entity: item, file: "wms/in/i_{seq:4}.csv", dialect: plain, max_rows: 2,
                  columns: {id: message, no: seq, sku: sku}}
      """)
    try site.done("run")
    #expect(
      site.text("exchange/wms/in/i_0001.csv")
        == "id;no;sku\nwms-out-00000001-1;1;A1\nwms-out-00000001-2;1;B2\n")
    #expect(
      site.text("exchange/wms/in/i_0002.csv") == "id;no;sku\nwms-out-00000002-1;2;C3\n")
  }

  @Test func `a stream without columns writes every field, the warehouse by the receiver's name`()
    throws
  {
    let site = try Self.site(
      "{to: wms, entity: stock, file: \"wms/in/s_{seq:4}.csv\", dialect: plain}")
    try site.done("run")
    let text = try #require(site.text("exchange/wms/in/s_0001.csv"))
    #expect(text.hasPrefix("warehouse;") && text.contains("\nHH1;"))
  }

  @Test func `a stream of one warehouse leaves out what belongs to none or another`() throws {
    let site = try Self.site(
      """
      {to: wms, entity: item, file: "wms/in/i_{seq:4}.csv", dialect: plain,
                  warehouses: [HAM]}
      """)
    try site.done("run")
    #expect(site.folder.names(in: "exchange/wms/in").filter { $0.hasPrefix("i_") } == [])
  }
}
