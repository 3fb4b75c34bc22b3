import Domain
@testable import Persistence
import Testing

@Suite struct RecordTableTests {
  private let bench: StoreBench
  private let items: RecordTable

  init() throws {
    bench = try StoreBench()
    items = try bench.store.table(.item)
  }

  private func insert(_ item: Record, system: SystemID = "erp") throws {
    try items.insert(item, system: system, hash: 11, file: 3, line: 7, run: 1)
  }

  @Test func `a record leaves a trace of its file, line and content`() throws {
    #expect(try items.trace(of: item("A-1"), in: "erp") == nil)
    try insert(item("A-1"))
    let trace = try #require(try items.trace(of: item("A-1"), in: "erp"))
    #expect(trace.hash == 11)
    #expect(trace.file == 3)
    #expect(trace.line == 7)
    #expect(!trace.isVanished)
    #expect(try items.trace(of: item("A-1"), in: "wms") == nil)
  }

  @Test func `an update replaces content and place and keeps the first file`() throws {
    try insert(item("A-1", "Bolt"))
    try insert(item("A-2", "Nut"))
    try items.update(item("A-1", "Screw"), system: "erp", hash: 12, file: 5, line: 9, run: 2)
    let trace = try #require(try items.trace(of: item("A-1"), in: "erp"))
    #expect([trace.hash, trace.file, Int64(trace.line)] == [12, 5, 9])
    #expect(try items.records(system: "erp").map { $0.record["name"] } == ["Screw", "Nut"].texts)
    #expect(
      try bench.texts("SELECT _first_file || ' ' || _file || ' ' || _run FROM item_record")
        == ["3 5 2", "3 3 1"])
  }

  @Test func `one field is read alone, and is nothing where there is none`() throws {
    try insert(item("A-1", "Bolt"))
    #expect(try items.stored("name", underKeyOf: item("A-1"), in: "erp") == .text("Bolt"))
    #expect(try items.stored("name", underKeyOf: item("A-2"), in: "erp") == .null)
    #expect(try items.stored("colour", underKeyOf: item("A-1"), in: "erp") == .null)
  }

  @Test func `keys with numbers are found by the hash of their records`() throws {
    let receipts = (1...3).map {
      record(.receipt, ["receipt": .text("R"), "line": .text("1"), "version": .number("\($0)")])
    }
    for receipt in receipts { try bench.insert(receipt) }
    let wanted = StableHash.ofKey(receipts[1])
    var found: [Record] = []
    try bench.store.table(.receipt).scanKeys(system: "erp", where: { $0 == wanted }) { record, _ in
      found.append(record)
    }
    #expect(found == [receipts[1]])
  }

  @Test func `groups come one after the other, and then none`() throws {
    for sku in ["A-1", "A-2"] { try insert(item(sku)) }
    let groups = try RecordGroups(of: items, by: "sku")
    #expect(try groups.takeGroup().map(\.record) == [item("A-1")])
    #expect(try groups.takeGroup("A-2").map(\.record) == [item("A-2")])
    #expect(groups.current == nil)
    #expect(try groups.takeGroup().isEmpty)
  }

  @Test func `a vanished record is out of every look-up and stays in history`() throws {
    try insert(item("A-1"))
    try insert(item("A-2"))
    try items.vanish(item("A-1"), system: "erp", at: StoreBench.noon, run: 4)
    #expect(try items.records(system: "erp").map(\.record) == [item("A-2")])
    #expect(try items.record(RecordKey(text: "A-1"), in: "erp") == nil)
    #expect(try items.count(for: "erp") == 1)
    #expect(try !items.contains(keyStart: ["A-1"], in: "erp"))
    var keys: [String] = []
    try items.scanKeys(system: "erp") { record, _ in keys.append(record.key.text) }
    #expect(keys == ["A-2"])
    #expect(try items.trace(of: item("A-1"), in: "erp")?.isVanished == true)
    #expect(
      try bench.texts("SELECT _vanished_at || ' ' || _run FROM item_record WHERE sku = 'A-1'")
        == ["\(StoreBench.noon) 4"])
  }

  @Test func `a vanished record that is updated is there again`() throws {
    try insert(item("A-1"))
    try items.vanish(item("A-1"), system: "erp", at: StoreBench.noon, run: 2)
    try items.update(item("A-1", "Screw"), system: "erp", hash: 12, file: 5, line: 2, run: 3)
    #expect(try items.trace(of: item("A-1"), in: "erp")?.isVanished == false)
    #expect(try items.record(RecordKey(text: "A-1"), in: "erp")?.record == item("A-1", "Screw"))
  }

  @Test func `a table is empty for a system until it has had a record`() throws {
    try insert(item("A-1"), system: "wms")
    #expect(try items.isEmpty(for: "erp"))
    #expect(try !items.isEmpty(for: "wms"))
    try items.vanish(item("A-1"), system: "wms", at: StoreBench.noon, run: 2)
    #expect(try !items.isEmpty(for: "wms"))
    #expect(try items.count(for: "wms") == 0)
  }

  @Test func `records come by system and then in byte order of their keys`() throws {
    let skus = ["b", "ä", "10", "B", "9", "a", "a\0", "\u{1F69A}", "cafe\u{301}", "caf\u{E9}"]
    for sku in skus { try insert(item(sku)) }
    try insert(item("0"), system: "wms")
    let sorted = skus.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
    let found = try items.records()
    #expect(found.map { Array($0.record.key.text.utf8) } == sorted + [Array("0".utf8)])
    #expect(found.map(\.system) == Array(repeating: "erp", count: skus.count) + ["wms"])
    #expect(try items.records(system: "wms").map(\.record) == [item("0")])
    var keys: [[UInt8]] = []
    try items.scanKeys(system: "erp") { record, file in
      keys.append(Array(record.key.text.utf8))
      #expect(file == 3)
      #expect(record["name"] == .null)
    }
    #expect(keys == sorted)
  }

  @Test func `a scan ends when the visitor has seen enough`() throws {
    for sku in ["A", "B", "C"] { try insert(item(sku)) }
    var seen: [String] = []
    try items.scan(system: "erp") {
      seen.append($0.record.key.text)
      return seen.count < 2
    }
    #expect(seen == ["A", "B"])
  }

  @Test func `a scan inside the same scan visits everything`() throws {
    for sku in ["A", "B"] { try insert(item(sku)) }
    var pairs: [String] = []
    try items.scan(system: "erp") { outer in
      try items.scan(system: "erp") { inner in
        pairs.append(outer.record.key.text + inner.record.key.text)
        return true
      }
      return true
    }
    #expect(pairs == ["AA", "AB", "BA", "BB"])
  }

  @Test func `records are found by a field and by the front of the key`() throws {
    let receipts = try bench.store.table(.receipt)
    for (line, version) in [("10", 1), ("10", 2), ("20", 1)] {
      try bench.insert(
        record(
          .receipt,
          [
            "receipt": .text("R1"), "line": .text(line), "version": .decimal(ExactDecimal(version)),
            "po": .text("45"), "po_line": .text(line),
          ]))
    }
    let found = try receipts.records(where: [("po", "45"), ("po_line", "10")])
    #expect(found.map { $0.record.key.text } == ["R1|10|1", "R1|10|2"])
    #expect(
      try receipts.records(where: [("version", "2")]).map { $0.record.key.text } == ["R1|10|2"])
    #expect(
      try receipts.record(RecordKey(text: "R1|10|2"), in: "erp")?.record.key.text == "R1|10|2")
    #expect(try receipts.record(RecordKey(text: "R1|10|3"), in: "erp") == nil)
    #expect(try receipts.record(RecordKey(text: "R1|10|1|9"), in: "erp") == nil)
    #expect(try receipts.contains(keyStart: ["R1", "20"], in: "erp"))
    #expect(try receipts.contains(keyStart: ["R1", "10", "2"], in: "erp"))
    #expect(try !receipts.contains(keyStart: ["R1", "20", "2"], in: "erp"))
    #expect(try !receipts.contains(keyStart: ["R1", "30"], in: "erp"))
    #expect(try !receipts.contains(keyStart: ["R1"], in: "wms"))
  }

  @Test func `a version that is no number finds no record`() throws {
    let receipts = try bench.store.table(.receipt)
    try bench.insert(
      record(
        .receipt, ["receipt": .text("R1"), "line": .text("10"), "version": .decimal(.zero)]))
    #expect(try receipts.record(RecordKey(text: "R1|10|0"), in: "erp") != nil)
    #expect(try receipts.record(RecordKey(text: "R1|10|x"), in: "erp") == nil)
    #expect(try !receipts.contains(keyStart: ["R1", "10", "x"], in: "erp"))
  }

  @Test func `an absent lot is a part of the key and reads back as absent`() throws {
    let stock = try bench.store.table(.stock)
    let bare = record(
      .stock, ["warehouse": .text("HAM"), "sku": .text("A"), "on_hand": .number("5")])
    var lot = bare
    lot["lot"] = .text("L1")
    lot["on_hand"] = .number("2")
    try bench.insert(bare)
    try bench.insert(lot)
    #expect(try stock.records(system: "erp").map(\.record) == [bare, lot])
    #expect(try stock.record(RecordKey(text: "HAM|A"), in: "erp")?.record == bare)
    #expect(try stock.record(RecordKey(text: "HAM|A||L1"), in: "erp")?.record == lot)
    #expect(try stock.trace(of: lot, in: "erp")?.hash == StableHash.ofContent(lot))
    var keys: [RecordKey] = []
    try stock.scanKeys(system: "erp") { record, _ in keys.append(record.key) }
    #expect(keys == [bare.key, lot.key])
  }

  @Test func `records are walked in groups of a field, vanished and bare ones left out`() throws {
    for (sku, name) in [("A", "Bolt"), ("B", "Nut"), ("C", "Bolt"), ("D", "Gone"), ("E", "\u{fc}")]
    {
      try insert(item(sku, name))
    }
    try insert(item("A", "Nut"), system: "wms")
    try insert(record(.item, ["sku": .text("F")]))
    try items.vanish(item("D"), system: "erp", at: StoreBench.noon, run: 2)
    let all = try RecordGroups(of: items, by: "name")
    var seen: [String] = []
    while let name = all.current {
      seen.append(name)
      seen += try all.takeGroup().map { "\($0.system) \($0.record["sku"])" }
    }
    #expect(seen == ["Bolt", "erp A", "erp C", "Nut", "erp B", "wms A", "\u{fc}", "erp E"])

    let own = try RecordGroups(of: items, by: "name", in: "erp")
    #expect(try own.takeGroup("Aller").isEmpty)
    #expect(try own.takeGroup("Nut").map(\.record) == [item("B", "Nut")])
    #expect(try own.takeGroup("Nut").isEmpty)
    #expect(try own.takeGroup("z").isEmpty)
    #expect(own.current == "\u{fc}")
  }

  @Test func `stock is walked group by group of warehouse and article`() throws {
    let codes = [("HAM", "A", "L1"), ("HAM", "A", "L2"), ("HAM", "B", ""), ("TIL", "A", "L1")]
    for (warehouse, sku, lot) in codes {
      var row = record(
        .stock, ["warehouse": .text(warehouse), "sku": .text(sku), "on_hand": .number("2.5")])
      if !lot.isEmpty { row["lot"] = .text(lot) }
      try bench.insert(row, file: 8, line: 3)
    }
    let lot = try #require(RecordSchema.stock.position(of: "lot"))
    let cursor = try StockCursor(table: try bench.store.table(.stock), system: "erp")
    var groups: [String] = []
    while let group = cursor.current {
      var lots: [String] = []
      try cursor.takeGroup(levels: [lot]) { row in
        lots.append(row.level.map(\.description).joined())
        #expect(row.quantity == ExactDecimal("2.5"))
        #expect(row.file == 8)
        #expect(row.line == 3)
      }
      groups.append("\(group.warehouse) \(group.sku) \(lots.joined(separator: ","))")
    }
    #expect(groups == ["HAM A L1,L2", "HAM B ", "TIL A L1"])
  }

  @Test func `two articles that only look alike are two groups of stock`() throws {
    for sku in ["cafe\u{301}", "caf\u{E9}"] {
      try bench.insert(
        record(.stock, ["warehouse": .text("HAM"), "sku": .text(sku), "on_hand": .number("1")]))
    }
    let cursor = try StockCursor(table: try bench.store.table(.stock), system: "erp")
    var groups: [Int] = []
    while cursor.current != nil {
      var rows = 0
      try cursor.takeGroup(levels: []) { _ in rows += 1 }
      groups.append(rows)
    }
    #expect(groups == [1, 1])
  }
}

extension [String] {
  fileprivate var texts: [Value] { map { .text($0) } }
}
