import Domain
import Persistence
import Testing

@Suite struct RecordViewTests {
  private let bench: StoreBench

  init() throws {
    bench = try StoreBench()
  }

  private func stock(_ sku: String, _ quantity: String, lot: String? = nil) -> Record {
    record(
      .stock,
      [
        "warehouse": .text("HAM"), "sku": .text(sku), "lot": lot.map { .text($0) } ?? .null,
        "on_hand": .number(quantity),
      ])
  }

  @Test func `whole numbers are shown and added as integers`() throws {
    for number in 1...20 { try bench.insert(stock("A\(number)", "\(number)")) }
    #expect(
      try bench.texts("SELECT typeof(on_hand) || ' ' || on_hand FROM stock WHERE sku = 'A7'")
        == ["integer 7"])
    #expect(
      try bench.texts("SELECT typeof(sum(on_hand)) || ' ' || sum(on_hand) FROM stock")
        == ["integer 210"])
  }

  @Test func `a number at the limit is shown exactly`() throws {
    try bench.insert(stock("A", "1000000000000"))
    try bench.insert(stock("B", "-1000000000000"))
    #expect(
      try bench.texts("SELECT on_hand FROM stock ORDER BY sku")
        == ["1000000000000", "-1000000000000"])
  }

  @Test(arguments: [("2.5", "2.5"), ("-0.5", "-0.5"), ("0.000001", "1.0e-06")])
  func `a fraction is shown as a fraction`(written: String, shown: String) throws {
    try bench.insert(stock("A", written))
    #expect(
      try bench.texts("SELECT typeof(on_hand) || ' ' || on_hand FROM stock") == ["real \(shown)"])
  }

  @Test func `absent fields of the key and beyond it are NULL`() throws {
    try bench.insert(stock("A", "1"))
    try bench.insert(stock("B", "1", lot: "L1"))
    #expect(try bench.texts("SELECT lot FROM stock ORDER BY sku") == ["NULL", "L1"])
    #expect(try bench.texts("SELECT sku FROM stock WHERE lot IS NULL") == ["A"])
    #expect(try bench.texts("SELECT available FROM stock WHERE sku = 'A'") == ["NULL"])
  }

  @Test func `a vanished record leaves the view and comes back with its return`() throws {
    try bench.insert(stock("A", "1"))
    try bench.insert(stock("B", "2"))
    let table = try bench.store.table(.stock)
    try table.vanish(stock("A", "1"), system: "erp", at: StoreBench.noon, run: 2)
    #expect(try bench.texts("SELECT sku FROM stock") == ["B"])
    try table.update(stock("A", "9"), system: "erp", hash: 1, file: 1, line: 1, run: 3)
    #expect(try bench.texts("SELECT sku || on_hand FROM stock ORDER BY sku") == ["A9", "B2"])
  }

  @Test func `the view names feed, file and line and when the record was seen`() throws {
    let first = try bench.file("in/items-1.csv")
    let later = StoreBench.noon.adding(seconds: 3_600)
    let second = try bench.file("in/items-2.csv", at: later)
    try bench.insert(item("A"), file: first.id, line: 4)
    try bench.insert(item("B"), file: first.id, line: 5)
    try bench.store.table(.item).update(
      item("A", "Screw"), system: "erp", hash: 1, file: second.id, line: 6, run: 9)
    let sql = """
      SELECT system || ' ' || feed || ' ' || file || ':' || line || ' ' || first_seen || ' '
        || last_seen || ' ' || run FROM item ORDER BY sku
      """
    #expect(
      try bench.texts(sql) == [
        "erp erp-items in/items-2.csv:6 \(StoreBench.noon) \(later) 9",
        "erp erp-items in/items-1.csv:5 \(StoreBench.noon) \(StoreBench.noon) 1",
      ])
    var state = FeedState(feed: "erp-items", expectedSince: StoreBench.noon)
    state.lastFullAt = later.adding(seconds: 60)
    try bench.store.keep(state)
    #expect(
      try bench.texts("SELECT last_seen FROM item WHERE sku = 'B'")
        == [later.adding(seconds: 60).description])
  }

  @Test func `the line of an order is shown apart from the line of the file`() throws {
    try bench.insert(
      record(.salesOrderLine, ["order": .text("SO1"), "line": .text("10")]), line: 42)
    #expect(
      try bench.texts("SELECT line || ' ' || file_line FROM sales_order_line") == ["10 42"])
  }
}
