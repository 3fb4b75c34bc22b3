import Domain
import Testing

@testable import Persistence

/// A walk over articles finds what each look-up finds, however far they lie apart.
@Suite struct ArticleRecordsTests {
  private let bench: StoreBench
  private let records: ArticleRecords
  /// In byte order; some have no record, some have several.
  private let articles: [(warehouse: String, sku: String)]

  init() throws {
    bench = try StoreBench()
    records = ArticleRecords(of: try bench.store.table(.shipment))
    articles = ["HAM", "HAM-2", "TIL"].flatMap { warehouse in
      (10..<70).map { (warehouse, "S\($0)") }
    }
    for (index, article) in articles.enumerated() where index % 7 != 3 {
      for line in 0..<(index % 5) {
        try insert("N\(900 - index)", "\(line)", 1, article, system: line == 2 ? "erp" : "wms")
      }
    }
    try insert("N1", "1", 1, nil)
    try records.prepare()
  }

  private func insert(
    _ number: String, _ line: String, _ version: Int, _ article: (warehouse: String, sku: String)?,
    system: SystemID = "wms"
  ) throws {
    var shipment = record(
      .shipment,
      ["shipment": .text(number), "line": .text(line), "version": .number("\(version)")])
    if let article {
      shipment["warehouse"] = .text(article.warehouse)
      shipment["sku"] = .text(article.sku)
    }
    try bench.insert(shipment, system: system)
  }

  private func keys(_ article: (warehouse: String, sku: String), _ system: SystemID?) throws
    -> [RecordKey]
  {
    try records.records(warehouse: article.warehouse, sku: article.sku, system: system)
      .map(\.record.key)
  }

  @Test(arguments: [1, 2, 3, 11, 59, 150])
  func `a walk finds what look-ups find`(_ step: Int) throws {
    let asked = stride(from: step - 1, to: articles.count, by: step).map { articles[$0] }
    for system in [nil, "wms"] as [SystemID?] {
      let wanted = try asked.map { try keys($0, system) }
      try records.beginWalk()
      #expect(try asked.map { try keys($0, system) } == wanted)
      records.endWalk()
    }
  }

  @Test func `the index of articles is made once, and only where it is asked for`() throws {
    try records.prepare()
    let indexes = try bench.texts(
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE '%warehouse_sku'")
    #expect(indexes == ["shipment_record_warehouse_sku"])
  }

  @Test func `a later version is one of the same line, of the same system, that is there`() throws {
    let table = try bench.store.table(.shipment)
    for version in [1, 2, 10] { try insert("V", "1", version, nil) }
    try insert("V", "2", 11, nil)
    try insert("V", "1", 12, nil, system: "erp")
    try insert("V", "1", 13, nil)
    let found = try table.records(system: "wms", where: [("shipment", "V"), ("line", "1")])
    try table.vanish(found[3].record, system: "wms", at: StoreBench.noon, run: 2)
    #expect(
      try found.map { try table.hasLater(than: $0.record, in: "wms") }
        == [true, true, false, false])
  }

  @Test func `one field of a live record is found by its key`() throws {
    let table = try bench.store.table(.item)
    for sku in ["A", "B"] {
      var item = item(sku)
      item["unit_cost"] = .number("2.5")
      try bench.insert(item)
    }
    try table.vanish(item("B"), system: "erp", at: StoreBench.noon, run: 2)
    let costs = try FieldLookup("unit_cost", of: table)
    #expect(try costs.value(of: "A", in: "erp") == .number("2.5"))
    #expect(try costs.value(of: "A", in: "wms") == .null)
    #expect(try costs.value(of: "B", in: "erp") == .null)
  }

  @Test func `a walk over differences may change those it has passed`() throws {
    let noon = SnapshotMoment(earliest: nil, latest: StoreBench.noon)
    let since = StockDifference(book: nil, physical: noon)
    let other = StockDifference(book: noon, physical: nil)
    for (index, article) in articles.enumerated() where index % 3 == 0 {
      try bench.store.keepStockDifference(
        since, of: article.sku, in: WarehouseID(article.warehouse))
    }
    let differences = try bench.store.stockDifferences()
    var kept: [String] = []
    for (index, article) in articles.enumerated() {
      let (sku, warehouse) = (article.sku, WarehouseID(article.warehouse))
      let found = try differences.difference(of: sku, in: warehouse)
      #expect(found == (index % 3 == 0 ? since : nil))
      if index % 4 == 0 {
        try bench.store.forgetStockDifference(of: sku, in: warehouse)
      } else if index % 4 == 1 {
        try bench.store.keepStockDifference(other, of: sku, in: warehouse)
      }
      if index % 4 == 1 || index % 4 != 0 && found != nil { kept.append(sku) }
    }
    #expect(try bench.texts("SELECT sku FROM stock_difference ORDER BY warehouse, sku") == kept)
  }
}
