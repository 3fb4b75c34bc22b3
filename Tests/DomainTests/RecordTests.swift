import Domain
import Testing
import Workbench

@Suite struct RecordKeyTests {
  @Test func `key fields are joined by a bar`() {
    #expect(RecordKey(parts: ["4500001", "10"]).text == "4500001|10")
    #expect(RecordKey([.text("HAM"), .null, .decimal(ExactDecimal(3))]).text == "HAM||3")
  }

  @Test(arguments: [
    ["a|b", "c"], ["a", "b|c"], ["a\\", "b"], ["a", "\\b"], ["\\", "|"], ["\\|", ""], ["", ""],
    [""], ["|||", "\\\\\\"], ["\r\n", "|\u{301}"],
  ])
  func `a bar or backslash in a field survives`(parts: [String]) {
    #expect(RecordKey(parts: parts).parts == parts)
  }

  @Test func `two different keys never look alike`() {
    let keys = [["a|b", "c"], ["a", "b|c"], ["a", "b", "c"], ["a\\|b", "c"]]
      .map { RecordKey(parts: $0).text }
    #expect(Set(keys).count == keys.count)
  }

  @Test func `keys are ordered by their bytes`() {
    let keys = ["b", "a", "B", "ä", "10", "9"].map { RecordKey(parts: [$0]) }.sorted()
    #expect(keys.map(\.text) == ["10", "9", "B", "a", "b", "ä"])
  }

  @Test func `codes that differ only in their Unicode form are two codes`() {
    let composed = "caf\u{E9}"
    let decomposed = "cafe\u{301}"
    #expect(RecordKey(parts: [composed]) != RecordKey(parts: [decomposed]))
    #expect(SystemID(composed) != SystemID(decomposed))
    #expect(Set([RecordKey(parts: [composed]), RecordKey(parts: [decomposed])]).count == 2)
  }

  @Test func `keys of any fields read back to those fields`() {
    var numbers = SeededNumbers(seed: 7)
    let alphabet = Array("ab|\\é".utf8)
    for _ in 0..<5_000 {
      let parts = (0..<Int.random(in: 1...4, using: &numbers)).map { _ in
        numbers.text(of: alphabet, upTo: 6)
      }
      #expect(RecordKey(parts: parts).parts == parts)
    }
  }
}

@Suite struct RecordTests {
  @Test func `a field is read and written by its name`() {
    var line = Record(.purchaseOrderLine)
    #expect(line["qty"] == .null)
    line["po"] = .text("4500001")
    line["line"] = .text("10")
    line["qty"] = .decimal(ExactDecimal(12))
    #expect(line["qty"].decimal == ExactDecimal(12))
    #expect(line.key.text == "4500001|10")
    #expect(line.warehouse == nil)
  }

  @Test func `a field that the type does not have reads as empty`() {
    #expect(Record(.item)["colour"] == .null)
  }

  @Test func `an optional key field takes its place in the key when empty, but not at its end`() {
    var stock = Record(.stock)
    stock["warehouse"] = .text("HAM")
    stock["sku"] = .text("00012345")
    #expect(stock.key.text == "HAM|00012345")
    #expect(stock.warehouse == "HAM")
    stock["lot"] = .text("L7")
    #expect(stock.key.text == "HAM|00012345||L7")
  }

  @Test func `a value is written the same way everywhere`() throws {
    #expect(Value.null.description == "")
    #expect(Value.text("007").description == "007")
    #expect(Value.decimal(try #require(ExactDecimal("2.50"))).description == "2.5")
    #expect(Value.flag(true).description == "true")
    #expect(Value.flag(false).description == "false")
    #expect(Value.date(CalendarDate(days: 0)).description == "1970-01-01")
    #expect(Value.time(Timestamp(microseconds: 0)).description == "1970-01-01T00:00:00Z")
  }

  @Test func `a date stands for its first instant where a time is asked for`() {
    #expect(Value.date(CalendarDate(days: 1)).time == Timestamp(microseconds: 86_400_000_000))
    #expect(Value.text("1970-01-01").time == nil)
  }
}
