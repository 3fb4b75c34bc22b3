import Domain
import Intake
import Mapping
import Testing
import Workbench

/// Feeds of real exports, mapped as their sites configure them.
@Suite struct RealFeedTests {
  private func rows(_ file: String, separator: Character) -> [[String]]? {
    guard let shared = Workbench.sharedFolder else { return nil }
    return Workbench.text("\(shared)/data/\(file)").split(separator: "\n").map { line in
      line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
  }

  private let tabs = Bench.dialect {
    $0.header = .none
    $0.quote = nil
    $0.trim = true
    $0.timePattern = "yyyy-MM-dd HH:mm:ss.SSS"
  }

  @Test(.enabled(if: Workbench.sharedFolder != nil, "needs ../shared"))
  func `purchase order lines of a manufacturer become what its warehouses received`() throws {
    let file = "adventureworks-ms/PurchaseOrderDetail.first1000.csv"
    let rows = try #require(self.rows(file, separator: "\t"))
    let fields = [
      Bench.rule("receipt", .template("R{1}")),
      Bench.rule("line", .columnNumber(2)) { $0.isRequired = true },
      Bench.rule("version", .constant("1")), Bench.rule("po", .columnNumber(1)),
      Bench.rule("po_line", .columnNumber(2)),
      Bench.rule("sku", .columnNumber(5)) { $0.existsIn = "item" },
      Bench.rule("qty_good", .columnNumber(10)) { $0.minimum = .zero },
      Bench.rule("qty_rejected", .columnNumber(9)) { $0.minimum = .zero },
      Bench.rule("received_at", .columnNumber(11)), Bench.rule("complete", .constant("true")),
    ]
    let mapping = FeedMapping(emits: [EmitRule(entity: "receipt", fields: fields)])
    let mapper = try Bench.mapper(mapping, tabs)
    var good = ExactDecimal.zero
    var rejected = ExactDecimal.zero
    var count = 0
    for cells in rows {
      guard let record = mapper.map(Bench.row(cells)).records.first else { continue }
      count += 1
      good += record.record["qty_good"].decimal ?? .zero
      rejected += record.record["qty_rejected"].decimal ?? .zero
      #expect(record.references.count == 1)
    }
    #expect(count == 2227)
    #expect(good == ExactDecimal(511_181))
    #expect(rejected == ExactDecimal(36_905))
    let first = mapper.map(Bench.row(rows[0]))
    #expect(first.records.first?.record.key.text == "R1|1|1")
    #expect(first["received_at"] == .instant("2022-04-22T00:00:00Z"))
    #expect(first["complete"] == .flag(true))
  }

  @Test(.enabled(if: Workbench.sharedFolder != nil, "needs ../shared"))
  func `stock of a manufacturer is counted in full`() throws {
    let rows = try #require(self.rows("adventureworks-ms/ProductInventory.csv", separator: "\t"))
    let fields = [
      Bench.rule("warehouse", .columnNumber(2)) { $0.isRequired = true },
      Bench.rule("sku", .columnNumber(1)) { $0.isRequired = true },
      Bench.rule("on_hand", .columnNumber(5)),
    ]
    let codes = ["1", "2", "3", "4", "5", "6", "7", "10", "20", "30", "40", "45", "50", "60"]
    let warehouses = Dictionary(uniqueKeysWithValues: codes.map { ($0, WarehouseID($0)) })
    let mapper = try Bench.mapper(
      FeedMapping(emits: [EmitRule(entity: "stock", fields: fields)]), tabs,
      context: MappingContext(system: "wms", warehouses: warehouses))
    let records = rows.flatMap { mapper.map(Bench.row($0)).records }
    #expect(records.count == rows.count)
    let total = records.reduce(ExactDecimal.zero) { $0 + ($1.record["on_hand"].decimal ?? .zero) }
    #expect(total == ExactDecimal(335_974))
    #expect(Set(records.compactMap { $0.record["sku"].text }).count == 432)
  }

  private func salesFeed() -> FeedMapping {
    let sku = Bench.rule("sku", .column("StockCode")) { $0.isRequired = true }
    let line = Bench.rule("line", .ordinal(["InvoiceNo"]))
    return FeedMapping(
      emits: [
        EmitRule(
          entity: "return_receipt", when: RowCondition(.column("InvoiceNo"), .matches("^C")),
          fields: [
            Bench.rule("return", .column("InvoiceNo")), line, Bench.rule("version", .constant("1")),
            Bench.rule("warehouse", .constant("MAIN")), sku,
            Bench.rule("qty", .column("Quantity")) { $0.negate = true },
            Bench.rule("received_at", .column("InvoiceDate")),
          ]),
        EmitRule(
          entity: "adjustment", when: RowCondition(.column("Quantity"), .matches("^-")),
          fields: [
            Bench.rule("adjustment", .column("InvoiceNo")), line,
            Bench.rule("warehouse", .constant("MAIN")), sku,
            Bench.rule("delta", .column("Quantity")),
            Bench.rule("reason", .column("Description")),
            Bench.rule("adjusted_at", .column("InvoiceDate")),
          ]),
        EmitRule(
          entity: "sales_order_line",
          fields: [
            Bench.rule("order", .column("InvoiceNo")), line, sku,
            Bench.rule("qty", .column("Quantity")) { $0.minimum = .zero },
            Bench.rule("unit_price", .column("UnitPrice")), Bench.rule("uom", .constant("EA")),
          ]),
      ], mode: .first)
  }

  @Test(
    .enabled(if: Workbench.sharedFolder != nil, "needs ../shared"),
    arguments: [
      ("2010-12-22", 286, 5, 0), ("2011-02-06", 279, 0, 0), ("2011-02-10", 722, 62, 1),
      ("2011-06-03", 848, 7, 3),
    ])
  func `a shop's day becomes sales, returns and write-offs`(
    day: String, sales: Int, returns: Int, writeOffs: Int
  ) throws {
    var rows = try #require(self.rows("online-retail/\(day).csv", separator: ","))
    let header = rows.removeFirst()
    let dialect = Bench.dialect {
      $0.trim = true
      $0.timePattern = "yyyy-MM-dd HH:mm:ss"
    }
    let context = MappingContext(
      system: "erp", warehouses: ["MAIN": "MAIN"], timezone: "Europe/London")
    let mapper = try Bench.mapper(salesFeed(), dialect, header: header, context: context)
    var counts: [EntityID: Int] = [:]
    for row in rows {
      // A description with a comma stands in quotation marks; the columns behind it are the last.
      let description = row[2...(row.count - 6)].joined(separator: ",")
      let cells = Array(row[..<2]) + [description] + Array(row[(row.count - 5)...])
      for record in mapper.map(Bench.row(cells)).records {
        counts[record.record.schema.entity, default: 0] += 1
      }
    }
    #expect(counts["sales_order_line"] == sales)
    #expect(counts["return_receipt", default: 0] == returns)
    #expect(counts["adjustment", default: 0] == writeOffs)
  }

  @Test func `an inventory dump yields parts and stock, each from its own rows`() throws {
    let dump: [JSONValue] = [
      ["model": "part.part", "pk": 82, "fields": ["name": "1551ABK", "active": false]],
      [
        "model": "stock.stockitem", "pk": 12,
        "fields": ["part": 82, "location": nil, "quantity": "310.00000"],
      ],
      ["model": "order.purchaseorder", "pk": 1, "fields": [:]],
    ]
    let parts = FeedMapping(
      when: RowCondition(.path("/model"), .equals("part.part")),
      emits: [
        EmitRule(
          entity: "item",
          fields: [
            Bench.rule("sku", .path("/pk")), Bench.rule("name", .path("/fields/name")),
            Bench.rule("status", .path("/fields/active")) {
              $0.values = ["true": "active", "false": "discontinued"]
            },
          ])
      ])
    let stock = FeedMapping(
      when: RowCondition(.path("/model"), .equals("stock.stockitem")),
      emits: [
        EmitRule(
          entity: "stock",
          fields: [
            Bench.rule("warehouse", .constant("MAIN")),
            Bench.rule("sku", .path("/fields/part")) { $0.existsIn = "item" },
            Bench.rule("bin", .path("/fields/location")), Bench.rule("lpn", .path("/pk")),
            Bench.rule("on_hand", .path("/fields/quantity")) { $0.isRequired = true },
          ])
      ])
    let partMapper = try Bench.mapper(parts, Bench.json)
    let found = dump.map { partMapper.map(Bench.row($0)) }
    #expect(found.map(\.isSkipped) == [false, true, true])
    #expect(found[0]["status"] == .text("discontinued"))
    let stockMapper = try Bench.mapper(stock, Bench.json)
    let result = dump.map { stockMapper.map(Bench.row($0)) }
    #expect(result.map(\.isSkipped) == [true, false, true])
    #expect(result[1].records.first?.record.key.text == "MAIN|82||||12")
    #expect(result[1]["on_hand"] == .number("310"))
    #expect(result[1].records.first?.references.first?.key.text == "82")
  }
}
