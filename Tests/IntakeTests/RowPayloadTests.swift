import Domain
import Intake
import Testing

struct RowPayloadTests {
  private func row(_ cells: [String]) -> RawRow {
    var row = RawRow()
    (row.line, row.byteOffset) = (7, 420)
    for cell in cells {
      row.bytes += cell.utf8
      row.ends.append(row.bytes.count)
    }
    return row
  }

  @Test(arguments: [
    ([], "[]"), ([""], "[\"\"]"), (["A-1", "", "1,5"], "[\"A-1\",\"\",\"1,5\"]"),
    (["a\"b\\\n\r\t\u{8}\u{C}\u{1}\u{1F}/é😀"], #"["a\"b\\\n\r\t\b\f\u0001\u001f/é😀"]"#),
  ])
  func `a delimited row is kept as an array of its cells`(cells: [String], text: String) throws {
    let row = row(cells)
    #expect(row.payload == text)
    let again = try #require(RawRow(payload: row.payload, line: 7, byteOffset: 420))
    #expect(again.bytes == row.bytes)
    #expect(again.ends == row.ends)
    #expect(again.document == nil)
    #expect((again.line, again.byteOffset) == (7, 420))
  }

  @Test(arguments: [
    #"{"sku":"A","qty":1.250,"b":[1E5,-0,null,true,{}],"a":[]}"#, "[\"a\",\"b\"]", "[]", "[[1]]",
    "12345678901234567890.10", "\"x\"", "null",
  ])
  func `a JSON record is kept as it is, its numbers' text and its order with it`(
    text: String
  ) throws {
    var row = RawRow()
    row.document = try JSONValue(parsing: text)
    #expect(row.document?.jsonText == text)
    #expect(!row.payload.contains("\n"))
    let again = try #require(RawRow(payload: row.payload, line: 1, byteOffset: 0))
    #expect(again.document == row.document)
    #expect(again.ends.isEmpty)
  }

  @Test(arguments: ["", "[1]", "[\"a\"", "{\"a\":1,\"a\":2}", "[\"a\"] x"])
  func `what is no payload is refused`(text: String) {
    #expect(RawRow(payload: text, line: 1, byteOffset: 0) == nil)
  }

  @Test func `rows read from a file survive as payloads`() throws {
    let dialect = Dialect.csv { $0.header = .none }
    let source = ByteSource(bytes: Array("1,\"a\r\n\"\"b\"\"\",é\n,,\n".utf8))
    let reader = try rowReader(for: dialect, mappedColumns: [], source: source)
    var row = RawRow()
    while case .row = try reader.next(&row) {
      let again = try #require(
        RawRow(payload: row.payload, line: row.line, byteOffset: row.byteOffset))
      #expect(again.bytes == row.bytes)
      #expect(again.ends == row.ends)
    }
    #expect(row.line == 3)
  }

  @Test func `a text that is no JSON tells where`() {
    #expect(
      throws: UnreadableFile(
        line: 2, byteOffset: 6, reason: "\"]\" stands where a value was expected")
    ) { try JSONValue(parsing: "[1,\n2,]") }
  }
}
