import Domain
import Intake
import Testing

struct JSONReaderTests {
  private func numbers(_ texts: String...) -> [JSONValue?] { texts.map { .number($0) } }

  @Test func `the elements of a top-level array are the records`() {
    let reading = Reading(" [ 1.50 ,\n{\"a\":null} , [true,false] ] \n", .json())
    #expect(
      reading.documents == [
        .number("1.50"), .object([.init("a", .null)]), .array([.bool(true), .bool(false)]),
      ])
    #expect(reading.lines == [1, 2, 3])
    #expect(reading.rows.map(\.byteOffset) == [3, 10, 23])
    #expect(reading.refusal == nil)
  }

  @Test func `a record is known by its number and by the line in which it begins`() {
    let text = "\n{\"n\":[1,\n2],\n\"r\":[{\n\"a\":1},{\"a\":\n\n2}\n,\n\n{}]}"
    for chunkBytes in [1, 7, 1 << 20] {
      let reading = Reading(text, .json { $0.records = "/r" }, chunkBytes: chunkBytes)
      #expect(reading.lines == [1, 2, 3])
      #expect(reading.rows.map(\.lineOfRecord) == [4, 5, 10])
    }
    #expect(Reading("{}", .json { $0.format = .ndjson }).rows.map(\.lineOfRecord) == [nil])
  }

  @Test(arguments: ["{\"a\":[1,2]}", "7", "\"x\"", "null"])
  func `a document that is no array is one record`(text: String) throws {
    let reading = Reading("\n" + text + "\n", .json())
    #expect(reading.documents == [try JSONValue(parsing: text)])
    #expect(reading.rows.map(\.byteOffset) == [1])
    #expect(reading.refusal == nil)
  }

  @Test func `a document without records has none`() {
    #expect(Reading("[ ]", .json()) == Reading("{\"r\":[]}", .json { $0.records = "/r" }))
    #expect(Reading("[]", .json()).rows.isEmpty)
  }

  @Test(arguments: [
    ("/records", "{\"records\":[1,2]}"),
    ("/records", "{\"n\":{\"records\":[9]},\"records\" : [ 1 , 2 ] ,\"m\":[{\"x\":[]},\"]\"]}"),
    ("/data/items", "{\"data\":{\"count\":2,\"items\":[1,2],\"more\":{}},\"items\":[8]}"),
    ("/0/r", "[{\"r\":[1,2]},{\"r\":[3]}]"),
    ("/a~1b/~0c", "{\"a/b\":{\"~c\":[1,2]}}"),
    ("/", "{\"\":[1,2]}"),
  ])
  func `the pointer says where the records stand`(pointer: String, text: String) {
    let reading = Reading(text, .json { $0.records = pointer })
    #expect(reading.documents == numbers("1", "2"))
    #expect(reading.lines == [1, 2])
    #expect(reading.refusal == nil)
  }

  @Test(arguments: [
    ("{\"data\":[]}", "no array of records at /records"),
    ("[[1]]", "no array of records at /records"),
    ("{\"records\":{\"a\":1}}", "/records is no array"),
    ("{\"records\":null}", "/records is no array"),
    ("{\"records\":[1],\"records\":[2]}", "name \"records\" stands twice in one object"),
  ])
  func `a document without the array of records is unreadable`(text: String, reason: String) {
    #expect(Reading(text, .json { $0.records = "/records" }).refusal?.reason == reason)
  }

  @Test func `records that stand twice are refused even where the last name wins`() {
    let dialect = Dialect.json { ($0.records, $0.duplicateKeys) = ("/r", .last) }
    #expect(Reading("{\"r\":[1],\"r\":[2]}", dialect).refusal?.reason == "/r stands twice")
  }

  @Test(arguments: [
    ("{\"r\":[1,2],\"x\":tru}", 18), ("{\"r\":[1,2]", 10), ("{\"r\":[1,2]} 5", 12),
    ("{\"r\":[1,2],}", 11), ("{\"r\":[1,2]]", 10), ("{\"r\":[1,2,]}", 10),
    ("{\"x\":[01],\"r\":[1]}", 7), ("{\"r\":[1 2]}", 8), ("{\"r\":[1,2],\"x\" 1}", 15),
  ])
  func `a fault anywhere in the document makes it unreadable`(text: String, offset: Int) {
    let refusal = Reading("\n" + text, .json { $0.records = "/r" }).refusal
    #expect(refusal?.byteOffset == offset + 1)
    #expect(refusal?.line == 2)
  }

  @Test func `a fault is told in plain words`() {
    #expect(
      Reading("[1,\n2;3]", .json()).refusal
        == UnreadableFile(
          line: 2, byteOffset: 5, reason: "\";\" stands where \",\" or \"]\" was expected"))
    #expect(
      Reading("[\"a\u{1}\"]", .json()).refusal?.reason == "control character 0x01 in a string")
    #expect(
      Reading("[\"a", .json()).refusal?.reason == "ends where the closing quote was expected")
    #expect(
      Reading("", .json()).refusal?.reason == "empty file, a JSON document was expected")
    #expect(
      Reading(Array("[\"".utf8) + [0xE9, 0x22, 0x5D], .json()).refusal?.reason
        == "byte 0xE9 is not UTF-8")
  }

  @Test func `a name that stands twice in an object is refused`() {
    #expect(
      Reading("[{\"qty\":1,\"qty\":2}]", .json()).refusal
        == UnreadableFile(
          line: 1, byteOffset: 10, reason: "name \"qty\" stands twice in one object"))
    #expect(Reading("[{\"q\":1,\"\\u0071\":2}]", .json()).refusal != nil)
    #expect(
      Reading("{\"x\":{\"a\":1,\"a\":2},\"r\":[]}", .json { $0.records = "/r" }).refusal != nil)
  }

  @Test func `the last of equal names wins where the dialect says so`() throws {
    let dialect = Dialect.json { $0.duplicateKeys = .last }
    let reading = Reading("[{\"a\":1,\"b\":2,\"a\":3}]", dialect)
    #expect(reading.documents == [try JSONValue(parsing: "{\"a\":3,\"b\":2}")])
  }

  @Test func `names are the same byte for byte only`() {
    let reading = Reading("[{\"\u{E9}\":1,\"e\u{301}\":2}]", .json())
    #expect(reading.refusal == nil)
  }

  @Test(arguments: [Dialect.DuplicateKeys.error, .last])
  func `equal names are found among many`(rule: Dialect.DuplicateKeys) throws {
    let members = (0..<100).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let text = "[{\(members),\"k7\":\"again\"}]"
    let reading = Reading(text, .json { $0.duplicateKeys = rule })
    #expect((reading.refusal == nil) == (rule == .last))
    if rule == .last {
      let document = try #require(reading.documents.first ?? nil)
      #expect(document["k7"] == .string("again"))
      #expect(document["k99"] == .number("99"))
    }
  }

  @Test(arguments: [
    "\\ud800", "\\ud800x", "\\ud800\\n", "\\ud800\\u0041", "\\udc00", "\\udc00\\ud800",
    "\\ud800\\ud800",
  ])
  func `half of a surrogate pair is refused`(escape: String) {
    #expect(
      Reading("[\"\(escape)\"]", .json()).refusal?.reason
        == "half of a surrogate pair in a string")
  }

  @Test func `escapes stand for their characters`() {
    let text = #"["\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83D\uDE00x"]"#
    #expect(
      Reading(text, .json()).documents == [.string("\"\\/\u{8}\u{C}\n\r\tAé€😀x")])
  }

  @Test func `nesting is limited, the arrays around the records counted`() {
    let dialect = Dialect.json { $0.maxDepth = 4 }
    #expect(Reading("[[[[1]]]]", dialect).refusal == nil)
    #expect(Reading("[[[[[1]]]]]", dialect).refusal?.reason == "nested deeper than 4")
    let nested = Dialect.json { ($0.maxDepth, $0.records) = (4, "/a/b") }
    #expect(Reading("{\"a\":{\"b\":[[1]]},\"c\":[[[{}]]]}", nested).refusal != nil)
    #expect(Reading("{\"a\":{\"b\":[[1]]},\"c\":[[{}]]}", nested).refusal == nil)
  }

  @Test func `no depth that a dialect allows exhausts the stack`() {
    let text = String(repeating: "[", count: 200_000)
    let reading = Reading(text, .json { $0.maxDepth = .max })
    #expect(reading.refusal?.reason == "nested deeper than 512")
    let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(Reading(deepest, .json { $0.maxDepth = .max }).refusal == nil)
  }

  @Test func `a record may be as long as the limit and no longer`() {
    let dialect = Dialect.json { $0.maxRowBytes = 8 }
    #expect(Reading("[\"123456\",      \n       12345678]", dialect).refusal == nil)
    for text in ["[1,\"1234567\"]", "[1,123456789]", "[1,[1,2,3,4]]"] {
      #expect(
        Reading(text, dialect).refusal
          == UnreadableFile(line: 1, byteOffset: 3, reason: "record longer than 8 bytes"))
    }
  }

  @Test func `what stands around the records may be longer than a record`() {
    let dialect = Dialect.json { ($0.records, $0.maxRowBytes) = ("/r", 64) }
    let long = (0..<1000).map { "{\"id\":\($0)}" }.joined(separator: ", ")
    let reading = Reading("{\"x\":[\(long)],\"r\":[1],\"y\":[\(long)]}", dialect)
    #expect(reading.documents == numbers("1"))
    #expect(reading.refusal == nil)
  }

  @Test func `a byte order mark before JSON is taken as the dialect says`() {
    #expect(Reading("\u{FEFF}[1]", .json()).documents == numbers("1"))
    #expect(Reading("\u{FEFF}[1]", .json { $0.byteOrderMark = .forbid }).refusal != nil)
  }

  @Test func `a pointer without a leading slash is refused`() {
    let refusal = Reading("{\"r\":[1]}", .json { $0.records = "r" }).refusal
    #expect(refusal?.reason == "\"r\" of dialect json is no JSON pointer")
  }
}
