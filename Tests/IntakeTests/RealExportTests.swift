import Domain
import Intake
import Testing
import Workbench

/// Exports of real systems, read in the dialects they were written in.
@Suite(.enabled(if: Workbench.sharedFolder != nil, "needs ../shared"))
struct RealExportTests {
  private func read(_ name: String, _ dialect: Dialect) throws -> Reading {
    let path = (Workbench.sharedFolder ?? "") + "/data/" + name
    return Reading(try ByteSource(path: path), dialect)
  }

  private static let tabbed = Dialect.csv {
    ($0.delimiter, $0.quote, $0.header) = ("\t", nil, .none)
  }

  @Test(arguments: [
    ("Product", 504, 25), ("PurchaseOrderDetail.first1000", 2227, 11),
    ("PurchaseOrderHeader.first1000", 1000, 13), ("ProductInventory", 1069, 7),
    ("Location", 14, 5), ("Vendor", 104, 8),
  ])
  func `tab files of a manufacturer`(name: String, rows: Int, columns: Int) throws {
    let reading = try read("adventureworks-ms/\(name).csv", Self.tabbed)
    #expect(reading.refusal == nil)
    #expect(reading.broken == [])
    #expect(reading.rows.count == rows)
    #expect(reading.rows.allSatisfy { $0.cells.count == columns })
    #expect(reading.lines == Array(1...rows))
  }

  @Test(arguments: [("SalesOrderHeader", 22), ("SalesOrderDetail", 9)])
  func `files with a delimiter of three characters`(name: String, columns: Int) throws {
    let dialect = Dialect.csv { ($0.delimiter, $0.header) = ("|+|", .none) }
    let reading = try read("adventureworks-lt/\(name).csv", dialect)
    #expect(reading.refusal == nil)
    #expect(reading.broken == [])
    #expect(!reading.rows.isEmpty)
    #expect(reading.rows.allSatisfy { $0.cells.count == columns })
  }

  @Test(arguments: [
    ("2010-12-22", 291), ("2011-02-06", 279), ("2011-02-10", 785), ("2011-06-03", 858),
  ])
  func `daily files of a shop`(day: String, rows: Int) throws {
    let reading = try read("online-retail/\(day).csv", .csv())
    #expect(reading.refusal == nil)
    #expect(reading.broken == [])
    #expect(reading.header?.first == "InvoiceNo")
    #expect(reading.rows.count == rows)
    #expect(reading.rows.allSatisfy { $0.cells.count == 8 })
  }

  @Test(arguments: ["a98b969d", "ec903e6b", "9b3532fd", "cbd63ddf"])
  func `JSON snapshots of an inventory`(step: String) throws {
    let reading = try read("inventree/inventree_slice.\(step).json", .json())
    #expect(reading.refusal == nil)
    #expect(reading.rows.count > 100)
    #expect(reading.documents.allSatisfy { $0?["model"] != nil && $0?["pk"] != nil })
  }
}
