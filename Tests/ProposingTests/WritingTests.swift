import Domain
import Intake
import Testing

@testable import Proposing

/// How files are written that nobody has described: encodings, marks, days.
struct WritingTests {
  private func survey(_ bytes: [UInt8], _ name: String = "items.csv") throws -> ExportSurvey {
    try ExportSurvey(ExportSample(name: name, bytes: bytes))
  }

  private func survey(_ text: String) throws -> ExportSurvey { try survey(Array(text.utf8)) }

  @Test func `an encoding is known by its signs`() throws {
    let head = Array("sku;name\nA;".utf8)
    func encoding(_ name: [UInt8]) throws -> Dialect.Encoding {
      try survey(head + name + Array("\nB;Bow\n".utf8)).dialect.encoding
    }
    #expect(try encoding([0xC3, 0xA4]) == .utf8)
    #expect(try encoding([0x80, 0x31]) == .windows1252)
    #expect(try encoding([0xA4, 0x31]) == .latin9)
    #expect(try encoding([0xE4, 0x31]) == .windows1252)
    #expect(try encoding([0x81, 0x31]) == .latin1)
    let wide = "\u{FEFF}sku;name\nA;Axt\nB;Bogen\n".utf16.flatMap {
      [UInt8($0 & 0xFF), UInt8($0 >> 8)]
    }
    let found = try survey(wide)
    #expect(found.dialect.encoding == .utf16 && found.dialect.delimiter == ";")
  }

  @Test func `numbers that may mean either are judged the same each time, and said to be unsure`()
    throws
  {
    let found = try survey("sku;a;b\nA;1.234;2,345\nB;1.235;2,346\nC;1.236;2,347\n")
    #expect(found.dialect.decimalMark == ",")
    let mark = found.evidence.first { $0.subject == "decimal" }
    #expect(mark?.confidence == .low)
  }

  @Test func `thousands and decimals are told apart by one number that has both`() throws {
    let found = try survey("sku;price\nA;1.234,50\nB;2,25\nC;3.000,00\n")
    #expect(found.dialect.decimalMark == "," && found.dialect.thousandsMark == ".")
  }

  @Test(arguments: [
    ("13.02.2026", "dd.MM.yyyy"), ("02/13/2026", "MM/dd/yyyy"), ("13/02/2026", "dd/MM/yyyy"),
    ("20260213", "yyyyMMdd"),
  ])
  func `a day is read by the pattern that can read all`(text: String, pattern: String) throws {
    let found = try survey("sku;date\nA;\(text)\nB;\(text)\n")
    #expect(found.dialect.datePattern == pattern)
  }

  @Test func `a code that only looks like a power of ten is no destroyed number`() throws {
    let found = try survey("sku;name\n10E-05;Axe\n15E2;Bow\n20E-05;Cup\n")
    #expect(!found.evidence.contains { $0.subject == "destroyed" })
    #expect(found.entities == ["item"])
  }

  @Test func `lines of a title in front of the header are passed over`() throws {
    let found = try survey("Stock list\nmade by hand\nsku;qty;wh\nA;1;W\nB;2;W\nC;3;W\n")
    #expect(found.dialect.skipLines == 2)
    #expect(found.columns.map(\.title) == ["sku", "qty", "wh"])
  }
}
