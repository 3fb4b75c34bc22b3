import Domain
import Testing

@testable import Persistence

@Suite struct HeldRowTests {
  private let bench: StoreBench
  private var store: StateStore { bench.store }

  init() throws {
    bench = try StoreBench()
  }

  @discardableResult
  private func hold(
    line: Int, of file: LedgerFile, key: String? = nil, waitsFor sku: String? = nil,
    code: String = "SKU_UNKNOWN", fingerprint: String = "f"
  ) throws -> HeldRow {
    var row = HeldRow(
      feed: file.feed, file: file.id, line: line, byteOffset: line * 100,
      payload: #"{"sku":"\u0000"}"#, ordinals: [0, 3], code: code, fingerprint: fingerprint,
      context: "c1")
    if let key {
      row.entity = "item"
      row.key = RecordKey(text: key)
    }
    if let sku {
      row.reference = ("item", sku)
      row.cause = "no such article"
    }
    try store.hold(row)
    return row
  }

  @Test func `a row that waits reads back as it was held`() throws {
    let file = try bench.file("a.csv")
    let row = try hold(line: 7, of: file, key: "A|1", waitsFor: "X")
    let found = try #require(try store.heldRows(of: "erp-items", after: 0, upTo: 9).first)
    #expect(found.file == file.id)
    #expect(found.line == 7)
    #expect(found.byteOffset == 700)
    #expect(found.payload == row.payload)
    #expect(found.ordinals == [0, 3])
    #expect(found.code == "SKU_UNKNOWN")
    #expect(found.entity == "item")
    #expect(found.key == RecordKey(text: "A|1"))
    #expect(found.reference?.entity == "item")
    #expect(found.reference?.key == "X")
    #expect(found.fingerprint == "f")
    #expect(found.context == "c1")
  }

  @Test func `waiting rows are worked through in parts`() throws {
    let file = try bench.file("a.csv")
    for line in 1...5 { try hold(line: line, of: file) }
    try hold(line: 1, of: try bench.file("w.csv", feed: "wms-items"))
    #expect(try store.newestHeldRow() == 6)
    func lines(_ after: Int64, _ last: Int64, _ limit: Int) throws -> [Int] {
      try store.heldRows(of: "erp-items", after: after, upTo: last, limit: limit).map(\.line)
    }
    #expect(try lines(0, 6, 2) == [1, 2])
    #expect(try lines(2, 6, 2) == [3, 4])
    #expect(try lines(2, 4, 9) == [3, 4])
    #expect(try lines(5, 6, 2) == [])
    #expect(try store.heldCount(of: "erp-items") == 5)
  }

  @Test func `a row that was taken waits no more`() throws {
    let file = try bench.file("a.csv")
    for line in 1...2 { try hold(line: line, of: file) }
    let row = try #require(try store.heldRows(of: "erp-items", after: 0, upTo: 9).first)
    try store.release(row)
    #expect(try store.heldRows(of: "erp-items", after: 0, upTo: 9).map(\.line) == [2])
  }

  @Test func `a newer file that says a key again releases its rows`() throws {
    let (first, second) = (try bench.file("a.csv"), try bench.file("b.csv"))
    let other = try bench.file("w.csv", feed: "wms-items")
    try hold(line: 1, of: first, key: "A", fingerprint: "f1")
    try hold(line: 2, of: first, key: "A", fingerprint: "f2")
    try hold(line: 3, of: first, key: "B", fingerprint: "f3")
    try hold(line: 4, of: second, key: "A", fingerprint: "f4")
    try hold(line: 5, of: other, key: "A", fingerprint: "f5")
    let released = try store.releaseRows(
      keyed: RecordKey(text: "A"), of: "erp-items", before: second.id)
    #expect(released.sorted() == ["f1", "f2"])
    #expect(try store.heldFingerprints() == ["f3", "f4", "f5"])
    #expect(
      try store.releaseRows(keyed: RecordKey(text: "A"), of: "erp-items", before: second.id) == [])
  }

  @Test func `a newer full export releases all rows of earlier files`() throws {
    let (first, second) = (try bench.file("a.csv"), try bench.file("b.csv"))
    let other = try bench.file("w.csv", feed: "wms-items")
    try hold(line: 1, of: first, key: "A", fingerprint: "f1")
    try hold(line: 2, of: first, fingerprint: "f1")
    try hold(line: 3, of: second, fingerprint: "f2")
    try hold(line: 4, of: other, fingerprint: "f3")
    #expect(try store.releaseRows(of: "erp-items", before: second.id) == ["f1"])
    #expect(try !store.isHeld("f1"))
    #expect(try store.isHeld("f2"))
    #expect(try store.isHeld("f3"))
  }

  @Test func `keys that wait are named once, of earlier files only`() throws {
    let (first, second) = (try bench.file("a.csv"), try bench.file("b.csv"))
    for key in ["B", "A", "B", nil] { try hold(line: 1, of: first, key: key) }
    try hold(line: 1, of: second, key: "C")
    #expect(
      try store.heldKeys(of: "erp-items", before: second.id)
        == [
          HeldKey(entity: "item", key: RecordKey(text: "A")),
          HeldKey(entity: "item", key: RecordKey(text: "B")),
        ])
  }

  @Test func `rows without a report are in no list of reports`() throws {
    let file = try bench.file("a.csv")
    try hold(line: 1, of: file, fingerprint: "")
    try hold(line: 2, of: file, fingerprint: "b")
    try hold(line: 3, of: file, fingerprint: "B")
    try hold(line: 4, of: file, fingerprint: "b")
    #expect(try store.heldFingerprints() == ["B", "b"])
  }

  @Test func `rows that wait for one unknown article are one entry per system`() throws {
    let erp = try bench.file("in/a.csv")
    let wms = try bench.file("in/w.csv", feed: "wms-stock", system: "wms")
    try hold(line: 9, of: wms, waitsFor: "X")
    try hold(line: 3, of: erp, waitsFor: "X")
    try hold(line: 5, of: erp, waitsFor: "X")
    try hold(line: 6, of: erp, waitsFor: "W")
    try hold(line: 7, of: erp)
    let missing = try store.missingReferences()
    #expect(
      missing.map { "\($0.system) \($0.entity) \($0.key) \($0.rows)" } == [
        "erp item W 1", "erp item X 2", "wms item X 1",
      ])
    let first = missing[1]
    #expect(first.origin == Origin(system: "erp", feed: "erp-items", file: "in/a.csv", line: 3))
    #expect(first.code == "SKU_UNKNOWN")
    #expect(first.cause == "no such article")
  }
}
