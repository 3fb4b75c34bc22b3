import Domain
import Sending
import Testing

@Suite struct JSONFileTests {
  private let envelope =
    "{\"schema\":\"wmsync.item/1\",\"message\":\"wms-items-7\",\"seq\":7,"
    + "\"created_at\":\"2026-11-27T12:00:00Z\","

  private static let kinds: [Value] = [
    .null, .text("a\"b\n\u{1}"), .decimal(ExactDecimal(millionths: -500_000)), .flag(true),
    .flag(false), .date(CalendarDate(days: 20_519)), .time(late),
  ]
  private static let lines = [
    #"{"v":null}"#, #"{"v":"a\"b\n\u0001"}"#, #"{"v":-0.5}"#, #"{"v":true}"#, #"{"v":false}"#,
    #"{"v":"2026-03-07"}"#, #"{"v":"2026-03-07T23:05:09.04Z"}"#,
  ]

  @Test func `every kind of value has its place on a line`() {
    let expected = Self.lines.map { $0 + "\n" }.joined()
    #expect(column(Self.kinds).text(dialect(.ndjson)) == expected)
  }

  @Test func `numbers keep their point and texts the patterns of the dialect`() {
    let german = dialect(.ndjson) {
      $0.decimalMark = ","
      $0.datePattern = "dd.MM.yyyy"
      $0.timePattern = "dd.MM.yyyy HH:mm"
      $0.null = "NULL"
      $0.hasHeader = false
    }
    let found = column(Array(Self.kinds[2...]) + [.null]).text(german)
    #expect(
      found.split(separator: "\n") == [
        #"{"v":-0.5}"#, #"{"v":true}"#, #"{"v":false}"#, #"{"v":"07.03.2026"}"#,
        #"{"v":"08.03.2026 00:05"}"#, #"{"v":null}"#,
      ])
  }

  @Test func `records stand in an envelope that names the message`() {
    let records = "\"records\":[\n" + Self.lines.joined(separator: ",\n") + "\n]}\n"
    #expect(column(Self.kinds).text(dialect(.json)) == envelope + records)
    #expect(column([]).text(dialect(.json)) == envelope + "\"records\":[]}\n")
  }

  @Test(arguments: [
    ("/items", "\"items\":[]}\n"), ("/data/items", "\"data\":{\"items\":[]}}\n"),
    ("/a/b/c", "\"a\":{\"b\":{\"c\":[]}}}\n"), ("/a~1b/~0", "\"a/b\":{\"~\":[]}}\n"),
    ("/~01", "\"~1\":[]}\n"), ("/\"", "\"\\\"\":[]}\n"),
  ])
  func `a pointer says where in the envelope`(pointer: String, rest: String) {
    let chosen = dialect(.json) { $0.records = pointer }
    #expect(column([]).text(chosen) == envelope + rest)
  }

  @Test(arguments: [nil, ""])
  func `without a pointer the file is a bare list`(pointer: String?) {
    let chosen = dialect(.json) { $0.records = pointer }
    #expect(column([.flag(true)]).text(chosen) == "[\n{\"v\":true}\n]\n")
    #expect(column([]).text(chosen) == "[]\n")
  }

  @Test func `a file without rows has no lines`() {
    #expect(column([]).bytes(in: dialect(.ndjson)) == [])
  }

  @Test func `members come in the order of the titles`() {
    let file = OutboundFile(
      entity: "item", message: "m", sequence: 1, createdAt: late, titles: ["z", "a", "\"q\""],
      types: [.text, .text, .text], rows: [[.text("1"), .text("2"), .text("3")]])
    #expect(file.text(dialect(.ndjson)) == "{\"z\":\"1\",\"a\":\"2\",\"\\\"q\\\"\":\"3\"}\n")
  }

  @Test(arguments: OutboundDialect.Format.allCases)
  func `the same content gives the same bytes`(format: OutboundDialect.Format) {
    for encoding in OutboundEncoding.allCases {
      let chosen = dialect(format) {
        $0.encoding = encoding
        $0.hasByteOrderMark = true
      }
      let first = column(Self.kinds).bytes(in: chosen)
      #expect(first == column(Self.kinds).bytes(in: chosen))
      #expect(first != column(Self.kinds.reversed()).bytes(in: chosen))
    }
  }
}
