import Testing
import Workbench

/// Orders are proved one by one where a cycle touched them and in one walk where everything is
/// proved anew; both say the same of each.
struct DocumentProofTests {
  private static let configuration = """
    version: 1
    site: desk
    systems: {shop: {role: channel}, erp: {role: erp}, wms: {role: wms}, other: {role: 3pl}}
    dialects: {rows: {format: csv, delimiter: ","}}
    feeds:
    \(["shop", "erp"].map { system in
      """
        \(system)-orders:
          entity: sales_order
          from: {system: \(system), files: "\(system)/orders_*.csv", dialect: rows}
          ready: {rename: true}
          mode: delta
          fields: {order: {column: order}, cancelled: {column: cancelled, true: [y], false: [n]}}
        \(system)-lines:
          entity: sales_order_line
          from: {system: \(system), files: "\(system)/lines_*.csv", dialect: rows}
          ready: {rename: true}
          mode: delta
          fields: {order: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}}
        \(system)-purchases:
          entity: purchase_order_line
          from: {system: \(system), files: "\(system)/purchases_*.csv", dialect: rows}
          ready: {rename: true}
          mode: delta
          fields: {po: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}}
      """
    }.joined(separator: "\n"))
    \(["wms", "other"].map { system in
      """
        \(system)-shipments:
          entity: shipment
          from: {system: \(system), files: "\(system)/shipments_*.csv", dialect: rows}
          ready: {rename: true}
          mode: delta
          fields:
            shipment: {column: id}
            line: {column: line}
            version: {column: version}
            order: {column: order}
            order_line: {column: line}
            sku: {column: sku}
            qty: {column: qty}
        \(system)-receipts:
          entity: receipt
          from: {system: \(system), files: "\(system)/receipts_*.csv", dialect: rows}
          ready: {rename: true}
          mode: delta
          fields:
            receipt: {column: id}
            line: {column: line}
            version: {column: version}
            po: {column: order}
            po_line: {column: line}
            sku: {column: sku}
            qty_good: {column: qty}
      """
    }.joined(separator: "\n"))
    alerts: {report: {csv: report.csv}}

    """

  /// One file of each feed, with orders and events that fit, fit badly or lack the other side.
  private static func files(_ seed: UInt64) -> [String: [String]] {
    var numbers = SeededNumbers(seed: seed)
    func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &numbers) == 0 }
    var files: [String: [String]] = [:]
    for number in 1...40 {
      let order = ["SO-\(number)", "so-\(number)", "S\u{f6}-\(number)"][number % 3]
      for system in ["shop", "erp"] where !chance(3) {
        files["\(system)/orders", default: []].append("\(order),\(chance(6) ? "y" : "n")")
        for line in 1...Int.random(in: 1...3, using: &numbers) where !chance(6) {
          let row = "\(order),\(line),A\(line),\(Int.random(in: 1...5, using: &numbers))"
          files["\(system)/lines", default: []].append(row)
          files["\(system)/purchases", default: []].append(row)
        }
      }
      for system in ["wms", "other"] where !chance(3) {
        for line in 1...4 where chance(2) {
          for version in 1...Int.random(in: 1...2, using: &numbers) {
            let quantity = Int.random(in: 1...5, using: &numbers)
            let row = "E-\(system)-\(number),\(line),\(version),\(order),A\(line),\(quantity)"
            files["\(system)/shipments", default: []].append(row)
            files["\(system)/receipts", default: []].append(row)
          }
        }
      }
    }
    return files
  }

  private static func deliver(_ files: [String: [String]], as name: String, to site: TestSite)
    throws
  {
    for (file, rows) in files {
      let header =
        file.hasSuffix("orders")
        ? "order,cancelled"
        : file.hasSuffix("lines") || file.hasSuffix("purchases")
          ? "order,line,sku,qty" : "id,line,version,order,sku,qty"
      try site.write("\(file)_\(name).csv", ([header] + rows).map { $0 + "\n" }.joined())
    }
  }

  /// What the report says of records, without moments, numbers of exceptions and files.
  private static func findings(_ site: TestSite) throws -> [String] {
    let rows = CSVCells.rows(of: try #require(site.text("report.csv")))
    let columns = try ["code", "severity", "entity", "key", "field", "expected", "actual"].map {
      try #require(rows[0].firstIndex(of: $0))
    }
    return rows.dropFirst().map { row in columns.map { row[$0] }.joined(separator: " | ") }.sorted()
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `orders say the same one by one and all in one walk`(_ seed: UInt64) throws {
    let files = Self.files(seed)
    let whole = try TestSite(Self.configuration)
    try Self.deliver(files, as: "1", to: whole)
    #expect(try whole.wmsync("run").status <= 3)

    let single = try TestSite(Self.configuration)
    // After a first file of each feed only what a cycle touches is proved.
    try Self.deliver(files.mapValues { Array($0.prefix(1)) }, as: "1", to: single)
    #expect(try single.wmsync("run").status <= 3)
    try Self.deliver(files, as: "2", to: single)
    #expect(try single.wmsync("run", at: TestSite.later).status <= 3)

    let found = try Self.findings(whole)
    #expect(found.count > 20)
    let again = try Self.findings(single)
    #expect(Set(again).symmetricDifference(found).sorted() == [])
    #expect(again.count == found.count)
  }
}
