import Testing
import Workbench

/// Rows that stand in the next full export with the same bytes are passed over; what a run finds,
/// keeps and sends is the same as if each of them had been decoded.
struct RowMemoryTests {
  private static func configuration(_ format: String) -> String {
    func field(_ name: String) -> String {
      format == "csv" ? "column: \(name)" : "path: /\(name)"
    }
    return """
      version: 1
      site: shelf
      systems: {erp: {role: erp}, wms: {role: wms}}
      warehouses: {HAM: {system: wms}}
      dialects:
        rows: {format: csv, delimiter: ";"}
        stock: {format: \(format)}
      feeds:
        erp-items:
          entity: item
          from: {system: erp, files: "items_*.csv", dialect: rows}
          ready: {rename: true}
          mode: snapshot
          guard: {max_missing: 100%}
          fields: {sku: {column: sku}, name: {column: name}, base_uom: {column: unit}}
        wms-stock:
          entity: stock
          from: {system: wms, files: "stock_*.\(format)", dialect: stock}
          ready: {rename: true}
          mode: snapshot
          guard: {max_missing: 90%}
          when: {\(field("kind")), equals: S}
          fields:
            warehouse: {constant: HAM}
            sku: {\(field("sku")), exists_in: item}
            lot: {\(field("lot"))}
            on_hand: {\(field("qty"))}
            allocated: {\(field("held")), on_error: warn}
      alerts: {report: {csv: report.csv}}

      """
  }

  private struct StockRow {
    var kind = "S"
    var sku: String
    var lot: String
    var quantity: String
    var held = ""

    func text(_ format: String) -> String {
      format == "csv"
        ? "\(kind),\"\(sku)\",\(lot),\(quantity),\(held)"
        : "{\"kind\":\"\(kind)\",\"sku\":\"\(sku)\",\"lot\":\"\(lot)\",\"qty\":\"\(quantity)\",\"held\":\"\(held)\"}"
    }

    static func file(_ rows: [StockRow], _ format: String) -> String {
      let texts = rows.map { $0.text(format) }
      switch format {
      case "csv": return "kind,sku,lot,qty,held\n" + texts.map { $0 + "\n" }.joined()
      case "json": return "[" + texts.joined(separator: ",\n") + "]\n"
      default: return texts.map { $0 + "\n" }.joined()
      }
    }
  }

  /// What senders do between two exports.
  private static func change(_ rows: inout [StockRow], _ numbers: inout SeededNumbers) {
    for _ in 0..<Int.random(in: 0...4, using: &numbers) where rows.count > 3 {
      let place = Int.random(in: rows.indices, using: &numbers)
      switch Int.random(in: 0..<11, using: &numbers) {
      case 0: rows.remove(at: place)
      case 1: rows[place].quantity = "\(Int.random(in: 0...9, using: &numbers))"
      case 2: rows[place].quantity = "x"
      case 3: rows[place].held = ["many", "1"].randomElement(using: &numbers) ?? ""
      case 4: rows.append(rows[place])
      case 5:
        var other = rows[place]
        other.quantity += "1"
        rows.append(other)
      case 6: rows[place].kind = rows[place].kind == "S" ? "T" : "S"
      case 7: rows.swapAt(place, 0)
      case 8: rows.shuffle(using: &numbers)
      default:
        rows.append(
          StockRow(
            sku: "A\(Int.random(in: 0...29, using: &numbers))",
            lot: ["", "L1", "L2"].randomElement(using: &numbers) ?? "",
            quantity: "\(Int.random(in: 0...9, using: &numbers))"))
      }
    }
  }

  @Test(arguments: ["csv", "json", "ndjson"], [1, 2, 3, 4, 5] as [UInt64])
  func `whatever a sender changes, a run that remembers rows finds the same`(
    _ format: String, _ seed: UInt64
  ) throws {
    var numbers = SeededNumbers(seed: seed)
    var pair = try RememberingPair(Self.configuration(format))
    var rows = (0..<20).map { StockRow(sku: "A\($0)", lot: "L1", quantity: "\($0)") }
    for cycle in 1...9 {
      // An article that is gone holds the rows that name it; one that is back releases them.
      let items = (0..<30).filter { _ in cycle == 1 || Int.random(in: 0..<40, using: &numbers) > 0 }
      if cycle == 1 || Int.random(in: 0..<3, using: &numbers) == 0 {
        try pair.write(
          "items_\(cycle).csv", "sku;name;unit\n" + items.map { "A\($0);n;EA\n" }.joined())
      }
      try pair.write("stock_\(cycle).\(format)", StockRow.file(rows, format))
      _ = try pair.run()
      Self.change(&rows, &numbers)
    }
    #expect(pair.remembering.folder.exists("state/rows/wms-stock"))
    #expect(!pair.forgetting.folder.exists("state/rows"))
  }

  private static let plain = (0..<30).map { StockRow(sku: "A\($0)", lot: "", quantity: "\($0)") }
  private static let items = "sku;name;unit\n" + (0..<30).map { "A\($0);n;EA\n" }.joined()

  private func started() throws -> RememberingPair {
    var pair = try RememberingPair(Self.configuration("csv"))
    try pair.write("items_1.csv", Self.items)
    try pair.write("stock_1.csv", StockRow.file(Self.plain, "csv"))
    _ = try pair.run()
    return pair
  }

  @Test func `a row of an article that is gone is held although its bytes are known`() throws {
    var pair = try started()
    try pair.write("items_2.csv", Self.items.replacing("A7;n;EA\n", with: ""))
    try pair.write("stock_2.csv", StockRow.file(Self.plain.reversed(), "csv"))
    #expect(try pair.run().contains("\"unchanged\":29,\"vanished\":0,\"held\":1"))
  }

  @Test func `a known row and a changed one of the same key are both told`() throws {
    var pair = try started()
    var rows = Self.plain
    rows.append(StockRow(sku: "A3", lot: "", quantity: "999"))
    try pair.write("stock_2.csv", StockRow.file(rows, "csv"))
    #expect(try pair.run().contains("KEY_DUPLICATE"))
  }

  @Test func `what vanished is found among rows that were passed over`() throws {
    var pair = try started()
    try pair.write("stock_2.csv", StockRow.file(Self.plain.dropLast(2).reversed(), "csv"))
    #expect(try pair.run().contains("\"unchanged\":28,\"vanished\":2"))
  }

  @Test func `what an incomplete export left standing goes with the next complete one`() throws {
    var pair = try started()
    var rows = Array(Self.plain.dropLast())
    rows[3].quantity = "x"
    try pair.write("stock_2.csv", StockRow.file(rows, "csv"))
    #expect(try pair.run().contains("\"unchanged\":28,\"vanished\":0,\"held\":1"))
    try pair.write("stock_3.csv", StockRow.file(Self.plain.dropLast(), "csv"))
    #expect(try pair.run().contains("\"unchanged\":29,\"vanished\":1,\"held\":0"))
  }

  @Test func `damaged memory costs time and nothing else`() throws {
    var pair = try started()
    try pair.damage("wms-stock")
    try pair.write("stock_2.csv", StockRow.file(Self.plain.dropLast(1).reversed(), "csv"))
    #expect(try pair.run().contains("\"unchanged\":29,\"vanished\":1"))
  }

  @Test func `a changed record is not hidden by bytes that a record of before had`() throws {
    var pair = try started()
    var rows = Self.plain
    rows[4].quantity = "40"
    try pair.write("stock_2.csv", StockRow.file(rows, "csv"))
    _ = try pair.run()
    rows[4].quantity = "4"
    try pair.write("stock_3.csv", StockRow.file(rows, "csv"))
    #expect(try pair.run().contains("\"changed\":1,\"unchanged\":29"))
  }

  @Test func `after a rewind every row is looked at again`() throws {
    var pair = try started()
    var rows = Self.plain
    rows[4].quantity = "40"
    try pair.write("stock_2.csv", StockRow.file(rows, "csv"))
    _ = try pair.run()
    for site in [pair.remembering, pair.forgetting] {
      try site.done("watermarks rewind wms-stock --to start --yes")
    }
    #expect(try pair.run().contains("\"files\":2,\"rows\":60"))
    #expect(try pair.remembering.query("SELECT on_hand FROM stock WHERE sku = 'A4'") == ["40"])
  }

  @Test func `a row that waited and overtook a known one does not hide it afterwards`() throws {
    var pair = try RememberingPair(
      """
      version: 1
      site: desk
      systems: {erp: {role: erp}}
      dialects: {rows: {format: csv, delimiter: ";"}}
      feeds:
        erp-partners:
          entity: partner
          from: {system: erp, files: "partners_*.csv", dialect: rows}
          ready: {rename: true}
          mode: snapshot
          fields: {role: {constant: supplier}, partner: {column: partner}}
        erp-purchases:
          entity: purchase_order
          from: {system: erp, files: "purchases_*.csv", dialect: rows}
          ready: {rename: true}
          mode: snapshot
          fields: {po: {column: po}, supplier: {column: supplier, exists_in: partner}}
      alerts: {report: {csv: report.csv}}

      """)
    func suppliers() throws -> [String] {
      try pair.remembering.query("SELECT supplier FROM purchase_order ORDER BY po")
    }
    try pair.write("partners_1.csv", "partner\nS1\n")
    try pair.write("purchases_1.csv", "po;supplier\nP0;S1\nP1;S1\nP1;S9\nP2;S1\n")
    _ = try pair.run()
    try pair.write("partners_2.csv", "partner\nS1\nS9\n")
    _ = try pair.run()
    #expect(try suppliers() == ["S1", "S9", "S1"])
    try pair.write("purchases_2.csv", "po;supplier\nP2;S1\nP1;S1\nP0;S1\n")
    _ = try pair.run()
    #expect(try suppliers() == ["S1", "S1", "S1"])
  }

  // MARK: Memory that cannot be kept or read

  @Test(
    .enabled(if: LawTool.strace != nil, "needs strace"),
    arguments: [
      RefusedCall(
        calls: "write", path: "state/rows/wms-stock.tmp", error: "ENOSPC",
        told: "state/rows/wms-stock: cannot write: No space left on device"),
      RefusedCall(
        calls: "rename", path: "state/rows/wms-stock.tmp", error: "EIO",
        told: "state/rows/wms-stock: cannot write: Input/output error"),
      RefusedCall(
        calls: "openat", path: "state/rows/wms-stock.tmp", error: "EACCES",
        told: "state/rows/wms-stock: cannot create: Permission denied"),
      RefusedCall(calls: "write", path: "state/rows/wms-stock.tmp", error: "EINTR", told: ""),
      RefusedCall(calls: "read", path: "state/rows/wms-stock", error: "EINTR", told: ""),
      RefusedCall(calls: "read", path: "state/rows/wms-stock", error: "EIO", told: ""),
    ])
  func `what cannot be remembered costs time and nothing else`(_ fault: RefusedCall) throws {
    let pair = try started()
    try pair.write("stock_2.csv", StockRow.file(Self.plain.dropLast(1).reversed(), "csv"))
    let ended = try fault.run(
      in: pair.remembering, at: "2026-11-23T02:00:00Z", environment: ["WMSYNC_ROW_MEMORY": "always"]
    )
    #expect(ended.status == 0, "\(ended.err)")
    #expect(
      fault.told.isEmpty == ended.err.isEmpty && ended.err.contains(fault.told), "\(ended.err)")
    #expect(
      try pair.remembering.query("SELECT unchanged, vanished FROM files ORDER BY id DESC LIMIT 1")
        == ["29|1"])
    #expect(!pair.remembering.folder.exists("state/rows/wms-stock.tmp"))
  }

  @Test(arguments: ["always", "never"])
  func `every scenario ends as it is told, with rows remembered and without`(_ use: String) throws {
    let replayed = try Program.wmsync.run(
      ["replay", Workbench.root + "/Fixtures/scenarios"], in: "/",
      environment: ["WMSYNC_ROW_MEMORY": use], seconds: 300)
    #expect(replayed.status == 0, "\(replayed.out)\(replayed.err)")
    #expect(replayed.out.hasSuffix(" passed, 0 failed\n"))
  }
}
