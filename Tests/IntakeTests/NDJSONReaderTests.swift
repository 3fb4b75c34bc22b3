import Domain
import Intake
import Testing

struct NDJSONReaderTests {
  @Test func `each line is a record`() throws {
    let reading = Reading("{\"a\":1}\r\n\n  \n[2] \n3", .ndjson())
    #expect(
      reading.documents == [
        .object([.init("a", .number("1"))]), .array([.number("2")]), .number("3"),
      ])
    #expect(reading.lines == [1, 4, 5])
    #expect(reading.rows.map(\.byteOffset) == [0, 13, 18])
    #expect(reading.broken == [])
    #expect(reading.refusal == nil)
  }

  @Test func `an empty file has no records`() {
    #expect(Reading("", .ndjson()) == Reading("\n \n", .ndjson()))
    #expect(Reading("", .ndjson()).refusal == nil)
  }

  @Test func `a bad line costs only that line`() {
    let reading = Reading("{\"a\":1}\n{\"a\":}\n{\"a\":2} x\n{\n{\"a\":3}\n", .ndjson())
    #expect(reading.lines == [1, 5])
    #expect(
      reading.broken == [
        BrokenRow(
          line: 2, byteOffset: 8,
          reason: "\"}\" stands where a value was expected (byte offset 13)",
          excerpt: "{\"a\":}"),
        BrokenRow(
          line: 3, byteOffset: 15,
          reason: "\"x\" stands where the end was expected (byte offset 23)",
          excerpt: "{\"a\":2} x"),
        BrokenRow(
          line: 4, byteOffset: 25,
          reason: "ends where a name or \"}\" was expected (byte offset 26)", excerpt: "{"),
      ])
  }

  @Test func `bad bytes, equal names and lone surrogates cost only their line`() {
    let lines = [
      Array("{\"a\":\"".utf8) + [0xFF, 0x22, 0x7D], Array("{\"a\":1,\"a\":1}".utf8),
      Array("\"\\ud800\"".utf8), Array("7".utf8),
    ]
    let reading = Reading(Array(lines.joined(separator: [0x0A])), .ndjson())
    #expect(reading.broken.map(\.line) == [1, 2, 3])
    #expect(reading.lines == [4])
  }

  @Test func `a record may be as long as the limit and no longer`() {
    let dialect = Dialect.ndjson { $0.maxRowBytes = 8 }
    let reading = Reading("\"123456\"\n\"1234567\"\n1\n\"12345678901234567890", dialect)
    #expect(reading.lines == [1, 3])
    #expect(
      reading.broken == [
        BrokenRow(
          line: 2, byteOffset: 9, reason: "record longer than 8 bytes", excerpt: "\"1234567"),
        BrokenRow(
          line: 4, byteOffset: 21, reason: "record longer than 8 bytes", excerpt: "\"1234567"),
      ])
  }

  @Test func `reading goes on behind a record far beyond the limit`() {
    let long = String(repeating: "x", count: 5_000_000)
    let reading = Reading("1\n\"\(long)\"\n3\n", .ndjson())
    #expect(reading.lines == [1, 3])
    #expect(reading.broken.map(\.line) == [2])
  }
}
