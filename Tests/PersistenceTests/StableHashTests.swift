import Domain
import Persistence
import Testing

@Suite struct StableHashTests {
  private static let values: [Value] = [
    .text(""), .text("1"), .text("true"), .text("2026-11-23"), .decimal(ExactDecimal(1)),
    .decimal(.zero), .decimal(ExactDecimal(millionths: 1)), .flag(true), .flag(false),
    .date(CalendarDate(days: 1)), .date(CalendarDate(days: 0)),
    .time(Timestamp(microseconds: 1_000_000)), .time(Timestamp(microseconds: 0)),
  ]

  @Test(
    arguments: [
      ("", 8_432_489_195_298_486_598),
      ("a", -7_794_072_901_086_423_128),
      ("4500001|10", -1_186_999_695_928_056_426),
      ("abcdefgh", 416_609_845_298_553_248),
      ("Gr\u{FC}\u{DF}e \u{2013} \u{1F69A}", 7_629_565_040_106_079_513),
      ("caf\u{E9}", -5_839_300_753_909_702_783),
      ("cafe\u{301}", 5_460_532_591_364_288_565),
    ] as [(String, Int64)])
  func `a text has the hash it always had`(text: String, hash: Int64) {
    #expect(StableHash.of(text) == hash)
  }

  @Test func `a record has the content and key hash it always had`() {
    let bolt = record(
      .item,
      [
        "sku": .text("A-1"), "name": .text("Bolt"), "hazmat": .flag(true),
        "unit_cost": .number("12.5"),
      ])
    #expect(StableHash.ofContent(bolt) == -6_079_479_604_062_932_768)
    #expect(StableHash.ofKey(bolt) == -1_125_119_791_245_606_716)
  }

  @Test func `every kind of value counts differently`() {
    let hashes = Self.values.map { StableHash.ofContent(record(.item, ["name": $0])) }
    #expect(Set(hashes).count == hashes.count)
    #expect(!hashes.contains(StableHash.ofContent(Record(.item))))
  }

  @Test func `the same value in another field is another content`() {
    let first = record(.item, ["safety_stock": .number("5")])
    let second = record(.item, ["reorder_point": .number("5")])
    #expect(StableHash.ofContent(first) != StableHash.ofContent(second))
  }

  @Test func `the key does not count as content and the content not as key`() {
    #expect(StableHash.ofContent(item("A-1")) == StableHash.ofContent(item("A-2")))
    #expect(StableHash.ofKey(item("A-1")) != StableHash.ofKey(item("A-2")))
    #expect(StableHash.ofKey(item("A-1", "Bolt")) == StableHash.ofKey(item("A-1", "Nut")))
  }

  @Test func `empty fields do not count so that a new field changes nothing`() {
    let key = FieldSchema("sku", .code)
    let narrow = RecordSchema("thing", .master, key: [key], fields: [.init("name", .text)])
    let wide = RecordSchema(
      "thing", .master, key: [key], fields: [.init("name", .text), .init("note", .text)])
    let before = Record(narrow, values: [.text("A"), .text("Bolt")])
    let after = Record(wide, values: [.text("A"), .text("Bolt"), .null])
    #expect(StableHash.ofContent(before) == StableHash.ofContent(after))
    let noted = Record(wide, values: [.text("A"), .text("Bolt"), .text("x")])
    #expect(StableHash.ofContent(after) != StableHash.ofContent(noted))
  }

  @Test func `where one text ends and the next begins counts`() {
    let first = record(.partner, ["address1": .text("ab"), "address2": .text("c")])
    let second = record(.partner, ["address1": .text("a"), "address2": .text("bc")])
    #expect(StableHash.ofContent(first) != StableHash.ofContent(second))
  }

  @Test func `texts that differ only in zero bytes have different hashes`() {
    let texts = ["", "\0", "\0\0", "a", "\0a", "\0\0a", "abcdefgh", "abcdefgh\0", "abcdefgh\0\0"]
    #expect(Set(texts.map(StableHash.of)).count == texts.count)
  }
}
