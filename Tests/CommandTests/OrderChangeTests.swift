import Testing

struct OrderChangeTests {
  private static let configuration = """
    version: 1
    site: desk
    systems: {erp: {role: erp}, wms: {role: wms}}
    dialects: {rows: {format: csv, delimiter: ","}}
    feeds:
      lines:
        entity: sales_order_line
        from: {system: erp, files: "lines_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}}
      changes:
        entity: order_change
        from: {system: erp, files: "changes_*.csv", dialect: rows}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, change: {column: change}, kind: {column: kind}, line: {column: line}, value: {column: value}}
    outbound:
      status: {to: erp, entity: order_status, file: "out/status_{seq:8}.csv", dialect: rows}
    alerts: {report: {csv: report.csv}}

    """

  @Test func `a new quantity that is none changes nothing and is said`() throws {
    let site = try TestSite(Self.configuration)
    try site.write("lines_1.csv", "order,line,sku,qty\nO1,1,A,5\nO2,1,A,5\nO3,1,A,5\n")
    try site.write(
      "changes_1.csv",
      "order,change,kind,line,value\nO1,1,qty,1,many\nO2,1,qty,1,-2\nO3,1,qty,1,7\n")
    try site.done("run")
    let open = try site.query("SELECT \"order\", qty_open FROM order_status ORDER BY 1")
    #expect(open == ["O1|5", "O2|5", "O3|7"])
    let said = try site.query(
      "SELECT code, key FROM exceptions WHERE entity = 'order_change' ORDER BY key")
    #expect(said == ["ROW_INVALID|O1|1", "ROW_INVALID|O2|1"])
  }
}
