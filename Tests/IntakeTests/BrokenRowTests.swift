import Intake
import Testing

struct BrokenRowTests {
  @Test func `text after a closing quote breaks the row and only that row`() {
    let reading = Reading("a,b\n1,\"x\"y\n2,\"z\"\n")
    #expect(
      reading.broken == [
        BrokenRow(
          line: 2, byteOffset: 4, reason: "text after the closing quote of cell 2",
          excerpt: "1,\"x\"y")
      ])
    #expect(reading.cells == [["2", "z"]])
    #expect(reading.lines == [3])
  }

  @Test func `a row broken by its quotes ends where its cells end`() {
    let reading = Reading("a,b\n\"x\"y,\"1\n2\"\n3,4\n")
    #expect(reading.broken.map(\.excerpt) == ["\"x\"y,\"1\n2\""])
    #expect(reading.cells == [["3", "4"]])
    #expect(reading.lines == [4])
  }

  @Test(arguments: [("", 0), (" ", 1), ("\n", 1)])
  func `a quoted cell that is never closed makes the file unreadable`(rest: String, more: Int) {
    let reading = Reading("a,b\n1,2\n3,\"4\n5,6\n" + rest)
    #expect(
      reading.refusal
        == UnreadableFile(
          line: 3, byteOffset: 10, reason: "quoted field never closed (opened in line 3)"))
    #expect(reading.cells == [["1", "2"]])
  }

  @Test func `bytes that are not UTF-8 break the row and are named`() {
    let reading = Reading(Array("a,b\n1,caf".utf8) + [0xE9] + Array("\n2,ok\n".utf8))
    #expect(
      reading.broken == [
        BrokenRow(
          line: 2, byteOffset: 4, reason: "byte 0xE9 at byte offset 9 is not UTF-8",
          excerpt: "1,caf\u{FFFD}")
      ])
    #expect(reading.cells == [["2", "ok"]])
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
      [0xE2, 0x82], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xFF], [0xE2, 0x28, 0xA1],
    ] as [[UInt8]])
  func `malformed UTF-8 is refused in plain and in quoted cells`(bytes: [UInt8]) {
    let name = "0x" + String(bytes[0], radix: 16, uppercase: true)
    for (before, after) in [("12345678", ""), ("\"1234567", "\"")] {
      let reading = Reading(
        Array("a\n\(before)".utf8) + bytes + Array("\(after)\nok\n".utf8))
      #expect(reading.broken.map(\.reason) == ["byte \(name) at byte offset 10 is not UTF-8"])
      #expect(reading.cells == [["ok"]])
    }
  }

  @Test func `characters of every length are content`() {
    let text = "a\u{7F}é\u{7FF}\u{800}€\u{D7FF}\u{E000}\u{FFFD}\u{FFFF}😀\u{10FFFF}"
    #expect(Reading("a\n\(text)\n\"\(text)\"\n").cells == [[text], [text]])
  }

  @Test(arguments: ["1,x\0y", "1,\"x\0y\""])
  func `a NUL breaks the row`(row: String) throws {
    let reading = Reading("a,b\n\(row)\n2,z\n")
    let at = try #require(Array("a,b\n\(row)".utf8).firstIndex(of: 0))
    #expect(
      reading.broken.map(\.reason) == ["byte 0x00 at byte offset \(at) is not allowed in a row"])
    #expect(reading.cells == [["2", "z"]])
  }

  @Test func `a row may be as long as the limit and no longer`() {
    let dialect = Dialect.csv { ($0.maxRowBytes, $0.header) = (8, .none) }
    let reading = Reading("1234,678\n1234,6789\n\"23\n\",78\n\"23\n\",789\nz\n", dialect)
    #expect(reading.cells == [["1234", "678"], ["23\n", "78"], ["z"]])
    #expect(reading.lines == [1, 3, 7])
    #expect(
      reading.broken == [
        BrokenRow(
          line: 2, byteOffset: 9, reason: "row longer than 8 bytes", excerpt: "1234,678"),
        BrokenRow(
          line: 5, byteOffset: 28, reason: "row longer than 8 bytes", excerpt: "\"23\n\",78"),
      ])
  }

  @Test func `reading goes on behind a row far beyond the limit`() {
    let long = String(repeating: "é", count: 2_000_000)
    let reading = Reading("a,b\n1,\(long)\n2,\"\(long)\n\(long)\"\n3,4\n")
    #expect(reading.cells == [["3", "4"]])
    #expect(reading.lines == [5])
    #expect(reading.broken.map(\.line) == [2, 3])
    #expect(reading.broken.map(\.excerpt.utf8.count) == [4096, 4095])
  }

  @Test func `a row may have as many cells as the limit and no more`() {
    let dialect = Dialect.csv { ($0.maxFields, $0.header) = (3, .none) }
    let reading = Reading("1,2,3\n1,2,3,\n\"1\",2,3\n\"1\",2,3,4\n", dialect)
    #expect(reading.cells == [["1", "2", "3"], ["1", "2", "3"]])
    #expect(reading.broken.map(\.line) == [2, 4])
    #expect(reading.broken.map(\.reason) == ["more than 3 cells", "more than 3 cells"])
  }

  @Test func `a cell may be as long as the limit and no longer`() {
    let dialect = Dialect.csv { ($0.maxFieldBytes, $0.header) = (4, .none) }
    let reading = Reading("1234,5\n1,23456\n\"a\"\"bc\"\n\"a\"\"bcd\"\n", dialect)
    #expect(reading.cells == [["1234", "5"], ["a\"bc"]])
    #expect(reading.broken.map(\.line) == [2, 4])
    #expect(
      reading.broken.map(\.reason) == [
        "cell 2 longer than 4 bytes", "cell 1 longer than 4 bytes",
      ])
  }

  @Test func `an excerpt shows whole characters only`() throws {
    let row = "\"x\"" + String(repeating: "€", count: 3000)
    let excerpt = try #require(Reading("a\n\(row)\n").broken.first?.excerpt)
    #expect(row.hasPrefix(excerpt))
    #expect(excerpt.utf8.count == 4095)
  }
}
