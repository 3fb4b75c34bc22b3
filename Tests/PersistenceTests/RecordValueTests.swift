import Domain
import Persistence
import Testing

@Suite struct RecordValueTests {
  private let bench: StoreBench

  init() throws {
    bench = try StoreBench()
  }

  /// A field as it reads back after it was stored.
  private func stored(_ value: Value, in field: String, of schema: RecordSchema) throws -> Value {
    var whole = Record(schema)
    for (position, field) in schema.keyFields.enumerated() {
      whole.values[position] =
        field.type.isNumeric
        ? .decimal(ExactDecimal(1))
        : field.type == .date ? .date(CalendarDate(days: 0)) : .text("K")
    }
    whole[field] = value
    let table = try bench.store.table(schema)
    if try !table.insert(whole, system: "erp", hash: 0, file: 1, line: 1, run: 1) {
      try table.update(whole, system: "erp", hash: 0, file: 1, line: 1, run: 1)
    }
    let first = try #require(try table.records(system: "erp").first).record[field]
    try table.update(
      Record(schema, values: whole.cleared), system: "erp", hash: 0, file: 1, line: 1, run: 1)
    #expect(try table.records(system: "erp").first?.record[field] == .null)
    try table.update(whole, system: "erp", hash: 0, file: 1, line: 1, run: 1)
    let second = try #require(try table.records(system: "erp").first).record[field]
    #expect(first == second)
    return first
  }

  @Test(
    arguments: [
      0, 1, -1, 999_999, 1_000_000, -1_000_000, 1_000_000_000_000_000_000,
      -1_000_000_000_000_000_000, 999_999_999_999_999_999,
    ] as [Int64])
  func `a number reads back to the last millionth`(millionths: Int64) throws {
    let value = Value.decimal(ExactDecimal(millionths: millionths))
    for field in ["unit_cost", "weight_kg", "lead_time_days"] {
      #expect(try stored(value, in: field, of: .item) == value)
    }
  }

  @Test(arguments: [
    "", " ", "0012", "a\0b", "\0", "'", "\"quoted\"", "'; DROP TABLE item_record; --", "a|b\\c",
    "line\nend\r\n", "\u{1F69A}\u{1F1E9}\u{1F1EA}", "caf\u{E9}", "cafe\u{301}", "\u{FEFF}x", "?1",
  ])
  func `a text reads back byte for byte`(text: String) throws {
    let found = try stored(.text(text), in: "name", of: .item).text
    #expect(found.map { Array($0.utf8) } == Array(text.utf8))
  }

  @Test(arguments: [true, false])
  func `a flag reads back`(flag: Bool) throws {
    #expect(try stored(.flag(flag), in: "hazmat", of: .item) == .flag(flag))
  }

  @Test(arguments: [(1, 1, 1), (1969, 12, 31), (1970, 1, 1), (2028, 2, 29), (9999, 12, 31)])
  func `a day reads back`(year: Int, month: Int, day: Int) throws {
    let date = try #require(CalendarDate(year: year, month: month, day: day))
    #expect(try stored(.date(date), in: "valid_to", of: .price) == .date(date))
  }

  @Test(
    arguments: [
      0, 1, -1, 999_999, 1_795_780_800_123_456, 1_795_780_800_100_000, -62_135_596_800_000_000,
      253_402_300_799_999_999,
    ] as [Int64])
  func `a time reads back to the microsecond`(microseconds: Int64) throws {
    let value = Value.time(Timestamp(microseconds: microseconds))
    #expect(try stored(value, in: "ordered_at", of: .salesOrder) == value)
  }

  @Test func `a key of codes, days and numbers reads back`() throws {
    let price = record(
      .price,
      [
        "sku": .text("00'1|2\\"), "price_list": .text("B2C"), "currency": .text("EUR"),
        "valid_from": .date(CalendarDate(days: 20_000)), "price": .number("0.000001"),
      ])
    try bench.insert(price)
    let prices = try bench.store.table(.price)
    #expect(try prices.records().map(\.record) == [price])
    #expect(try prices.record(price.key, in: "erp")?.record == price)
    let receipt = record(
      .receipt,
      ["receipt": .text("R"), "line": .text("1"), "version": .number("3"), "complete": .flag(true)])
    try bench.insert(receipt)
    #expect(try bench.store.table(.receipt).record(receipt.key, in: "erp")?.record == receipt)
  }

  @Test func `an empty record of every type keeps its key`() throws {
    for schema in allRecordSchemas {
      var empty = Record(schema)
      for (position, field) in schema.keyFields.enumerated() where !field.isOptionalInKey {
        empty.values[position] =
          field.type.isNumeric
          ? .decimal(ExactDecimal(1))
          : field.type == .date ? .date(CalendarDate(days: 0)) : .text("K")
      }
      try bench.insert(empty)
      #expect(try bench.store.table(schema).records().map(\.record) == [empty])
      #expect(try bench.store.table(schema).record(empty.key, in: "erp")?.record == empty)
    }
  }
}

extension Record {
  /// Its values without everything beyond the key.
  fileprivate var cleared: [Value] {
    Array(values[..<schema.keyCount])
      + Array(repeating: .null, count: values.count - schema.keyCount)
  }
}
