import Domain
import Intake
import Testing
import Workbench

@testable import Proposing

/// What is right of an export that others made, as a person would say it.
struct RealExport: Sendable, CustomTestStringConvertible {
  let path: String
  let encoding: Dialect.Encoding
  let delimiter: String
  let header: Dialect.Header
  let decimal: Character
  /// Columns of the key as a mapping names them; empty where nothing tells the rows apart.
  let key: [String]
  let entity: String?
  let date: String?
  let quote: Bool

  var testDescription: String { path }

  init(
    _ path: String, _ delimiter: String, _ header: Dialect.Header, key: [String],
    decimal: Character = ".", entity: String? = nil, date: String? = nil, quote: Bool = true
  ) {
    self.path = path
    encoding = .utf8
    self.delimiter = delimiter
    self.header = header
    self.decimal = decimal
    self.key = key
    self.entity = entity
    self.date = date
    self.quote = quote
  }

  static let delimited: [RealExport] = [
    .init(
      "adventureworks-lt/SalesOrderHeader.csv", "|+|", .none, key: ["column 1"], date: "yyyy-MM-dd"),
    .init(
      "adventureworks-lt/SalesOrderDetail.csv", "|+|", .none, key: ["column 2"], date: "yyyy-MM-dd"),
    .init("adventureworks-ms/Location.csv", "\t", .none, key: ["column 1"]),
    .init("adventureworks-ms/Product.csv", "\t", .none, key: ["column 1"]),
    .init("adventureworks-ms/ProductInventory.csv", "\t", .none, key: ["column 1", "column 2"]),
    .init(
      "adventureworks-ms/ProductListPriceHistory.csv", "\t", .none, key: ["column 1", "column 2"]),
    .init("adventureworks-ms/ProductVendor.csv", "\t", .none, key: ["column 1", "column 2"]),
    .init("adventureworks-ms/PurchaseOrderDetail.first1000.csv", "\t", .none, key: ["column 2"]),
    .init("adventureworks-ms/PurchaseOrderHeader.first1000.csv", "\t", .none, key: ["column 1"]),
    .init("adventureworks-ms/ShipMethod.csv", "\t", .none, key: ["column 1"]),
    .init("adventureworks-ms/UnitMeasure.csv", "\t", .none, key: ["column 1"]),
    .init("adventureworks-ms/Vendor.csv", "\t", .none, key: ["column 1"]),
    .init("online-retail/2010-12-22.csv", ",", .required, key: [], entity: "sales_order_line"),
    .init("online-retail/2011-02-06.csv", ",", .required, key: [], entity: "sales_order_line"),
    .init("online-retail/2011-02-10.csv", ",", .required, key: [], entity: "sales_order_line"),
    .init("online-retail/2011-06-03.csv", ",", .required, key: [], entity: "sales_order_line"),
    .init("sap-bikes/Addresses.csv", ",", .required, key: ["ADDRESSID"], date: "yyyyMMdd"),
    .init(
      "sap-bikes/BusinessPartners.csv", ",", .required, key: ["PARTNERID"], entity: "partner",
      date: "yyyyMMdd"),
    .init(
      "sap-bikes/Products.csv", ",", .required, key: ["PRODUCTID"], entity: "item", date: "yyyyMMdd"
    ),
    .init("sap-bikes/ProductTexts.csv", ",", .required, key: ["PRODUCTID", "LANGUAGE"]),
    .init(
      "sap-bikes/SalesOrders.csv", ",", .required, key: ["SALESORDERID"], entity: "sales_order",
      date: "yyyyMMdd"),
    .init(
      "sap-bikes/SalesOrderItems.csv", ",", .required, key: ["SALESORDERID", "SALESORDERITEM"],
      entity: "sales_order_line", date: "yyyyMMdd"),
    .init(
      "sap-sales-partners/BusinessPartners.csv", ";", .required, key: ["PARTNERID"], decimal: ",",
      entity: "partner", date: "yyyy-MM-dd"),
    .init(
      "sap-sales-partners/SalesOrders.first300.csv", ";", .required,
      key: ["SALESORDERID", "GROSSAMOUNT"], decimal: ",", entity: "sales_order", date: "yyyyMMdd"),
    .init("d365-payment-recon/SalesPick_InputData.csv", ",", .required, key: ["SalesPick_WorkId"]),
    .init(
      "d365-payment-recon/Sample_Commerce Transactions.csv", ",", .required,
      key: ["Transaction number"], date: "M/d/yyyy"),
    .init("d365-payment-recon/Sample_payments_accounting_report.csv", ",", .required, key: []),
    .init("csvdiff-go/examples/base-small.csv", ",", .none, key: ["column 1"]),
    .init("csvdiff-go/examples/no_comma.csv", "\t", .none, key: ["column 1"]),
    .init("csvdiff-go/examples/lazy_quotes.csv", "\t", .none, key: ["column 1"], quote: false),
    .init("csvdiff-larsyencken/examples/a.csv", ",", .required, key: ["id"]),
    .init("csvdiff-larsyencken/examples/a.tsv", "\t", .required, key: ["id"]),
    .init(
      "dbt-audit-helper/seeds/data_compare_all_columns__albertsons_produce.csv", ",", .required,
      key: ["id"]),
    .init(
      "dbt-audit-helper/seeds/data_compare_all_columns__albertsons_produce__concat_pk.csv", ",",
      .required, key: ["produce_category", "id"]),
    .init(
      "dbt-audit-helper/seeds/data_compare_relations__a_relation.csv", ",", .required,
      key: ["col_a"]),
    .init("csv-spectrum/csvs/comma_in_quotes.csv", ",", .required, key: ["first"]),
    .init("csv-spectrum/csvs/empty_crlf.csv", ",", .required, key: ["a"]),
    .init("csv-spectrum/csvs/escaped_quotes.csv", ",", .required, key: ["a"]),
    .init("csv-spectrum/csvs/json.csv", ",", .required, key: ["key"]),
    .init("csv-spectrum/csvs/newlines_crlf.csv", ",", .required, key: ["b"]),
    .init("csv-spectrum/csvs/utf8.csv", ",", .required, key: ["a"]),
  ]
}

@Suite(.enabled(if: Workbench.sharedFolder != nil, "needs ../shared"))
struct RealExportTests {
  private static let folder = (Workbench.sharedFolder ?? "") + "/data/"

  private func survey(_ path: String) throws -> ExportSurvey {
    let name = String(path.split(separator: "/").last ?? "")
    return try ExportSurvey(
      ExportSample(name: name, bytes: Workbench.bytes(Self.folder + path)))
  }

  @Test(arguments: RealExport.delimited)
  func `encoding, delimiter, header, decimal mark and key of a real export are right`(
    _ export: RealExport
  ) throws {
    let found = try survey(export.path)
    #expect(found.dialect.format == .csv)
    #expect(found.dialect.encoding == export.encoding)
    #expect(found.dialect.delimiter == export.delimiter)
    #expect(found.dialect.header == export.header)
    #expect(found.dialect.decimalMark == export.decimal)
    #expect((found.dialect.quote != nil) == export.quote)
    #expect(found.key.map(\.title) == export.key)
    if let entity = export.entity { #expect(found.entities.map(\.text) == [entity]) }
    if let date = export.date { #expect(found.dialect.datePattern == date) }
  }

  @Test func `snapshots of an inventory are parted by their model`() throws {
    for step in ["a98b969d", "ec903e6b", "9b3532fd", "cbd63ddf"] {
      let found = try survey("inventree/inventree_slice.\(step).json")
      #expect(found.dialect.format == .json)
      #expect(found.dialect.records == nil)
      let kinds = found.parts.compactMap { part in
        part.proposal.map { "\($0.schema.entity.text) \(part.condition ?? "")" }
      }
      #expect(kinds.contains("item {path: \"/model\", equals: \"part.part\"}"))
      #expect(kinds.contains("stock {path: \"/model\", equals: \"stock.stockitem\"}"))
      #expect(kinds.contains("partner {path: \"/model\", equals: \"company.company\"}"))
      #expect(found.parts.allSatisfy { $0.key?.columns == [.path("/pk")] || $0.table.rowCount < 2 })
    }
  }

  @Test func `shop exports lie at their own places and are told apart by id`() throws {
    let places: [(file: String, records: String?, key: String)] = [
      ("orders", "/orders", "/id"), ("products", nil, "/id"), ("locations", "/locations", "/id"),
      ("inventory_items", "/inventory_items", "/id"),
    ]
    for (file, records, key) in places {
      let found = try survey("shopify-api/\(file).json")
      #expect(found.dialect.format == .json)
      #expect(found.dialect.records == records)
      #expect(found.key.map(\.title) == [key])
      #expect(found.dialect.timePattern == "rfc3339")
    }
  }

  @Test func `ids that two systems write with other zeros are read without them`() throws {
    let files = try ["sap-bikes", "sap-sales-partners"].map { folder in
      SiteProposal.File(
        path: folder + "/BusinessPartners.csv", system: nil,
        survey: try survey(folder + "/BusinessPartners.csv"))
    }
    let proposal = SiteProposal(name: "partners", timezone: "UTC", files: files)
    #expect(proposal.evidence.map(\.subject) == ["same partner"])
    #expect(
      proposal.evidence[0].reason == "0 of 40 and 40 are the same as written, "
        + "40 without leading zeros: strip_leading")
    let stripped = proposal.configuration.split(separator: "\n")
      .filter {
        $0.contains("partner: {column: \"PARTNERID\", required: true, strip_leading: \"0\"}")
      }
    #expect(stripped.count == 2)
  }

  @Test func `numbers that a spreadsheet destroyed are named and never a key`() throws {
    let found = try survey("d365-payment-recon/Sample_Commerce Transactions.csv")
    let destroyed = found.evidence.filter { $0.subject == "destroyed" }
    #expect(destroyed.map(\.finding) == ["Receipt number"])
  }
}
