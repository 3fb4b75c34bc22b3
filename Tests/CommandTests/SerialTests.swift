import Testing
import Workbench

/// Every serial number is in one place, whoever tells it and in whatever order.
struct SerialTests {
  private static func configuration(serials: String = ", serials: {column: serials}") -> String {
    func feed(_ id: String, _ entity: String, _ system: String, _ fields: String) -> String {
      """
        \(id):
          entity: \(entity)
          from: {system: \(system), files: "\(id)_*.csv", dialect: plain}
          ready: {rename: true}
          mode: delta
          fields: {\(fields)\(entity == "item" ? "" : serials)}

      """
    }
    let receipt =
      "receipt: {column: id}, line: {constant: \"1\"}, version: {column: version}, sku: {constant: CAM}, qty_good: {column: qty}, received_at: {column: at}"
    let shipment =
      "shipment: {column: id}, line: {constant: \"1\"}, version: {column: version}, sku: {constant: CAM}, qty: {column: qty}, shipped_at: {column: at}"
    return """
      version: 1
      site: serials
      systems: {erp: {role: erp}, wms: {role: wms}}
      dialects: {plain: {format: csv, delimiter: ";", datetime: rfc3339}}
      feeds:
      \(feed("items", "item", "erp", "sku: {column: sku}, serial_tracked: {column: tracked, true: [Y], false: [N]}"))
      \(feed("receipts", "receipt", "wms", receipt))
      \(feed("shipments", "shipment", "wms", shipment))
      \(feed("booked", "shipment", "erp", shipment))
      outbound:
        erp-receipts: {to: erp, entity: receipt, file: "out/receipts_{seq:8}.csv", dialect: plain}

      """
  }

  private let site: TestSite

  init() throws { site = try TestSite(Self.configuration()) }

  private func write(_ file: String, _ rows: [String], in site: TestSite? = nil) throws {
    try (site ?? self.site).write(
      "\(file).csv",
      (["id;version;qty;serials;at"] + rows).joined(separator: "\n") + "\n")
  }

  private func found() throws -> [String] {
    try site.query(
      """
      SELECT entity || ' ' || key || ': ' || actual FROM exceptions
      WHERE code = 'LOT_SUM_MISMATCH' AND state = 'open' ORDER BY 1
      """)
  }

  @Test func `an article that needs serial numbers must have them, another one may`() throws {
    try site.write("items_1.csv", "sku;tracked\nCAM;N\n")
    try write("receipts_1", ["R1;1;2;;2026-11-20T08:00:00Z", "R2;1;0;X9;"])
    try site.done("run")
    #expect(try found() == ["receipt R2|1: 1"])
    try site.write("items_2.csv", "sku;tracked\nCAM;Y\n")
    try write("receipts_2", ["R2;2;0;;", "R3;1;2;;2026-11-20T08:00:00Z"])
    try site.done("run", at: TestSite.later)
    #expect(try found() == ["receipt R3|1: 0"])
    // By hand everything is looked at again.
    try site.done("reconcile", at: "2026-11-23T08:00:00Z")
    #expect(try found() == ["receipt R1|1: 0", "receipt R3|1: 0"])
  }

  @Test func `two systems that tell the same shipment do not ship twice`() throws {
    let rows = ["U1;1;2;A, B;2026-11-20T08:00:00Z"]
    try write("shipments_1", rows)
    try write("booked_1", rows)
    try site.done("run")
    #expect(try found() == [])
  }

  @Test func `what comes and leaves in the same moment came first`() throws {
    try write("shipments_1", ["U1;1;1;A;2026-11-20T08:00:00Z"])
    try write("receipts_1", ["R1;1;1;A;2026-11-20T08:00:00Z"])
    try site.done("run")
    #expect(try found() == [])
  }

  @Test func `of many that came twice a few are spelled out, and the last event has them`() throws {
    let serials = (1...9).map { "S\($0)" }.joined(separator: "|")
    try write("receipts_1", ["R2;1;9;\(serials);2026-11-20T09:00:00Z"])
    try site.done("run")
    #expect(try found() == [])
    try write("receipts_2", ["R1;1;9;\(serials);2026-11-20T08:00:00Z", "R0;1;1;S1;"])
    try site.done("run", at: TestSite.later)
    #expect(try found() == ["receipt R1|1: 1 elsewhere", "receipt R2|1: 9 elsewhere"])
    let said = try site.query("SELECT message FROM exceptions WHERE key = 'R2|1'")[0]
    #expect(said.hasSuffix("S3 is here already (receipt R1 line 1) and 6 more"), "\(said)")
    // It never came: its number is free again.
    try write("receipts_3", ["R1;2;0;;2026-11-20T08:00:00Z"])
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(try found() == ["receipt R2|1: 1 elsewhere"])
  }

  @Test(arguments: [true, false])
  func `a stream without columns carries serial numbers where some export tells them`(
    _ isTold: Bool
  ) throws {
    let site = try TestSite(
      Self.configuration(serials: isTold ? ", serials: {column: serials}" : ""))
    try write("receipts_1", ["R1;1;1;A;2026-11-20T08:00:00Z"], in: site)
    try site.done("run")
    let sent = try #require(site.text("exchange/out/receipts_00000001.csv"))
    #expect(sent.contains("serials") == isTold, "\(sent)")
  }
}
