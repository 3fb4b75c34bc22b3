import Domain
import Sending
import Testing

@Suite struct DelimitedFileTests {
  /// The one cell of a file without a header, without its line end.
  private func cell(
    _ value: Value, _ change: (inout OutboundDialect) -> Void = { _ in }
  ) -> [UInt8] {
    let chosen = dialect {
      $0.hasHeader = false
      change(&$0)
    }
    let bytes = column([value]).bytes(in: chosen)
    #expect(bytes.last == 0x0a)
    return Array(bytes.dropLast())
  }

  private func text(
    _ value: Value, _ change: (inout OutboundDialect) -> Void = { _ in }
  ) -> String {
    String(decoding: cell(value, change), as: UTF8.self)
  }

  @Test func `a file has its titles and a line per row`() {
    let file = OutboundFile(
      entity: "item", message: "m", sequence: 1, createdAt: late, titles: ["sku", "Name, lang"],
      types: [.code, .text],
      rows: [[.text("0012"), .text("Bolt")], [.text("A"), .null], [.null, .null]])
    #expect(file.text(dialect()) == "sku,\"Name, lang\"\n0012,Bolt\nA,\n,\n")
    #expect(file.text(dialect { $0.hasHeader = false }) == "0012,Bolt\nA,\n,\n")
    #expect(
      file.text(dialect { $0.delimiter = ";" }) == "sku;Name, lang\n0012;Bolt\nA;\n;\n")
  }

  @Test func `a file without rows has its titles only`() {
    #expect(column([]).text(dialect()) == "v\n")
    #expect(column([]).text(dialect { $0.hasHeader = false }) == "")
  }

  @Test func `a row of one empty cell is a line of its own`() {
    let file = column([.text("A"), .null, .text(""), .text("B")])
    #expect(file.text(dialect()) == "v\nA\n\"\"\n\"\"\nB\n")
    #expect(file.text(dialect { $0.quote = "'" }) == "v\nA\n''\n''\nB\n")
    #expect(file.text(dialect { $0.null = "-" }) == "v\nA\n-\n\"\"\nB\n")
  }

  @Test func `a row of one empty cell is not sent where nothing is quoted`() {
    let plain = dialect { $0.quote = nil }
    #expect(
      OutboundFile.obstacle(in: [.null], titles: ["v"], dialect: plain)
        == "column \"v\" is the only one and empty: the line would be no row, and the dialect "
        + "quotes nothing")
    #expect(OutboundFile.obstacle(in: [.null], titles: ["v"], dialect: dialect()) == nil)
    #expect(OutboundFile.obstacle(in: [.text("A")], titles: ["v"], dialect: plain) == nil)
    #expect(OutboundFile.obstacle(in: [.null, .null], titles: ["v", "w"], dialect: plain) == nil)
  }

  @Test func `every kind of value has its text`() {
    #expect(text(.null) { $0.null = "NULL" } == "NULL")
    #expect(text(.text("Bolt")) == "Bolt")
    #expect(text(.flag(true)) == "true")
    #expect(text(.flag(false)) == "false")
    #expect(text(.decimal(ExactDecimal(millionths: -12_500_000))) == "-12.5")
    #expect(text(.decimal(ExactDecimal(12))) == "12")
    #expect(text(.decimal(ExactDecimal(millionths: 1))) == "0.000001")
    #expect(text(.date(CalendarDate(days: 20_519))) == "2026-03-07")
    #expect(text(.time(late)) == "2026-03-07T23:05:09.04Z")
  }

  @Test func `a decimal comma stands where the dialect asks for one`() {
    let half = Value.decimal(ExactDecimal(millionths: 1_234_500_000))
    #expect(text(half) { $0.decimalMark = "," } == "\"1234,5\"")
    let german = { (dialect: inout OutboundDialect) in
      dialect.decimalMark = ","
      dialect.delimiter = ";"
    }
    #expect(text(half, german) == "1234,5")
    #expect(text(.decimal(ExactDecimal(1_234)), german) == "1234")
    #expect(text(.text("1.5"), german) == "1.5")
  }

  @Test(arguments: [
    ("dd.MM.yyyy", "07.03.2026"), ("d/M/yy", "7/3/26"), ("yyyyMMdd", "20260307"),
  ])
  func `a day is written by its pattern`(pattern: String, written: String) {
    #expect(text(.date(CalendarDate(days: 20_519))) { $0.datePattern = pattern } == written)
  }

  @Test(arguments: [
    ("dd.MM.yyyy HH:mm:ss", "08.03.2026 00:05:09"), ("yyyyMMddHHmmss", "20260308000509"),
    ("HH:mm:ss.SSS", "00:05:09.040"), ("H:m:s", "0:5:9"), ("rfc3339", "2026-03-07T23:05:09.04Z"),
  ])
  func `a time is written by its pattern in the zone of the file`(
    pattern: String, written: String
  ) {
    #expect(text(.time(late)) { $0.timePattern = pattern } == written)
  }

  @Test(arguments: [
    ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("\"", "\"\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("cr\rhere", "\"cr\rhere\""), ("\r\n", "\"\r\n\""),
    (" a", "\" a\""), ("a ", "\"a \""), ("a b", "a b"), ("a;b", "a;b"), ("'", "'"), ("", "\"\""),
    ("a\u{301},", "\"a\u{301},\""),
  ])
  func `a text is quoted where it must be`(written: String, cell: String) {
    #expect(self.cell(.text(written)) == Array(cell.utf8))
  }

  @Test func `a quote is doubled even where an accent follows it`() {
    #expect(cell(.text("a\"\u{301}b")) == Array("\"a\"\"\u{301}b\"".utf8))
  }

  @Test func `another quote and a long delimiter are kept apart from the text`() {
    let change = { (dialect: inout OutboundDialect) in
      dialect.quote = "'"
      dialect.delimiter = "||"
    }
    #expect(text(.text("it's"), change) == "'it''s'")
    #expect(text(.text("a||b"), change) == "'a||b'")
    #expect(text(.text("a|b"), change) == "a|b")
    #expect(text(.text("a\"b"), change) == "a\"b")
  }

  @Test(arguments: ["a;b", "two\nlines", "cr\r", ";"])
  func `a dialect that quotes nothing refuses what needs quotes`(written: String) throws {
    let bare = dialect {
      $0.quote = nil
      $0.delimiter = ";"
    }
    let found = OutboundFile.obstacle(in: [.text(written)], titles: ["Name"], dialect: bare)
    #expect(try #require(found).contains("column \"Name\""))
    #expect(
      OutboundFile.obstacle(in: [.text("a,\"b\"")], titles: ["Name"], dialect: bare) == nil)
    #expect(column([.text("a,\"b\"")]).text(bare) == "v\na,\"b\"\n")
    #expect(
      OutboundFile.obstacle(in: [.text(written)], titles: ["Name"], dialect: dialect()) == nil)
    let lines = dialect(.ndjson) { $0.quote = nil }
    #expect(OutboundFile.obstacle(in: [.text(written)], titles: ["Name"], dialect: lines) == nil)
  }

  @Test func `the obstacle names the column that has it`() throws {
    let bare = dialect { $0.quote = nil }
    let found = OutboundFile.obstacle(
      in: [.text("a"), .text("b,c"), .text("d,e")], titles: ["A", "B", "C"], dialect: bare)
    #expect(try #require(found).hasPrefix("column \"B\": \"b,c\""))
  }

  @Test func `a decimal comma is an obstacle where the comma parts the columns`() {
    let bare = dialect {
      $0.quote = nil
      $0.decimalMark = ","
    }
    let half = Value.decimal(ExactDecimal(millionths: 500_000))
    #expect(OutboundFile.obstacle(in: [half], titles: ["qty"], dialect: bare) != nil)
    #expect(
      OutboundFile.obstacle(in: [.decimal(ExactDecimal(5))], titles: ["qty"], dialect: bare) == nil)
  }
}
