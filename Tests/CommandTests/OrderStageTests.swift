import Testing
import Workbench

/// The dashboard's orders by stage and age.
struct OrderStageTests {
  private static let configuration = """
    version: 1
    site: desk
    systems: {erp: {role: erp}, wms: {role: wms}}
    warehouses: {HAM: {system: wms}}
    dialects: {rows: {format: csv, delimiter: ",", datetime: rfc3339}}
    feeds:
      lines:
        entity: sales_order_line
        from: {system: erp, files: "lines_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}}
      words:
        entity: order_progress
        from: {system: wms, files: "words_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {column: line}, event: {column: event}, code: {column: code}, at: {column: at}}
      shipments:
        entity: shipment
        from: {system: wms, files: "ships_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {shipment: {column: shipment}, line: {column: line}, version: {constant: "1"}, order: {column: order}, order_line: {column: line}, warehouse: {constant: HAM}, sku: {column: sku}, qty: {column: qty}, shipped_at: {column: at}}
    outbound:
      orders: {to: wms, entity: sales_order_line, file: "out/orders_{seq:4}.csv", dialect: rows}
    alerts: {report: {html: report, csv: report.csv}}

    """

  /// Three orders at six; of the second something was said since.
  private func working() throws -> TestSite {
    let site = try TestSite(Self.configuration)
    try site.write("lines_1.csv", "order,line,sku,qty\nO1,1,A,5\nO2,1,A,5\nO2,2,B,5\nO3,1,A,5\n")
    try site.done("run", at: "2026-11-23T06:00:00Z")
    try site.write(
      "words_1.csv",
      "order,line,event,code,at\nO2,1,1,picked,2026-11-23T06:30:00Z\n"
        + "O2,2,2,released,2026-11-23T06:40:00Z\nO3,1,3,rejected,2026-11-23T06:50:00Z\n")
    try site.done("run", at: "2026-11-23T07:00:00Z")
    return site
  }

  private static func rows(of site: TestSite) throws -> [String] {
    let page = try #require(site.text("report/index.html"))
    let start = try #require(page.firstRange(of: "<h2>Orders</h2>"))
    let section = page[start.upperBound...]
    let end = try #require(section.firstRange(of: "</section>"))
    let rows = section[..<end.lowerBound].split(separator: "\n").filter { $0.contains("<td>") }
    return rows.map {
      String($0).replacing("</tr>", with: "").replacing("<tr>", with: "")
        .replacing("<th scope=\"row\">", with: "").replacing("</th><td>", with: " ")
        .replacing("</td><td>", with: " ").replacing("</td>", with: "")
    }
  }

  @Test func `orders are counted by the stage of their least advanced line and by age`() throws {
    let site = try working()
    #expect(
      try Self.rows(of: site) == [
        "rejected 1 1 0 0 0 0 2026-11-23 06:50Z", "sent 1 1 0 0 0 0 2026-11-23 06:00Z",
        "released 1 1 0 0 0 0 2026-11-23 06:40Z",
      ])
    try site.done("run", at: "2026-11-24T08:00:00Z")
    #expect(
      try Self.rows(of: site) == [
        "rejected 1 0 0 1 0 0 2026-11-23 06:50Z", "sent 1 0 0 1 0 0 2026-11-23 06:00Z",
        "released 1 0 0 1 0 0 2026-11-23 06:40Z",
      ])
  }

  @Test func `an order that was sent does not become new again, one that left is gone`() throws {
    let site = try working()
    try site.write("lines_2.csv", "order,line,sku,qty\nO1,2,B,1\n")
    try site.write(
      "ships_1.csv",
      "shipment,order,line,sku,qty,at\nS1,O2,1,A,5,2026-11-23T07:30:00Z\n"
        + "S1,O2,2,B,5,2026-11-23T07:30:00Z\nS2,O3,1,A,2,2026-11-23T07:30:00Z\n")
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(
      try Self.rows(of: site) == [
        "sent 1 1 0 0 0 0 2026-11-23 08:00Z", "released 1 1 0 0 0 0 2026-11-23 07:30Z",
      ])
    try site.write(
      "ships_2.csv",
      "shipment,order,line,sku,qty,at\nS3,O3,1,A,3,2026-11-23T08:30:00Z\n"
        + "S4,O1,1,A,5,2026-11-23T08:30:00Z\nS4,O1,2,B,1,2026-11-23T08:30:00Z\n")
    try site.done("run", at: "2026-11-23T10:00:00Z")
    #expect(try #require(site.text("report/index.html")).contains("<p>None is open.</p>"))
  }

  @Test func `where nobody tells how orders go on, the page does not speak of them`() throws {
    let lines = Self.configuration.split(separator: "\n", omittingEmptySubsequences: false)
    let words = try #require(lines.firstIndex(of: "  words:"))
    let outbound = try #require(lines.firstIndex(of: "outbound:"))
    let site = try TestSite((lines[..<words] + lines[outbound...]).joined(separator: "\n"))
    try site.write("lines_1.csv", "order,line,sku,qty\nO1,1,A,5\n")
    try site.done("run")
    #expect(try !#require(site.text("report/index.html")).contains("<h2>Orders</h2>"))
  }

  @Test func `a site of before is told where all its orders stand by its first run`() throws {
    let site = try working()
    let known = try Self.rows(of: site)
    _ = try site.query("DELETE FROM order_stage; DELETE FROM setting WHERE name = 'stages'")
    try site.done("report --html", ["page"], at: "2026-11-23T07:30:00Z")
    let page = try #require(site.folder.text(of: "page/index.html"))
    #expect(page.contains("<h2>Runs</h2>") && !page.contains("<h2>Orders</h2>"))
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(try Self.rows(of: site) == known)
  }
}
