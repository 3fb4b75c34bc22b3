import Domain
import Intake
import Mapping
import Testing

@Suite struct EmitTests {
  private func item(_ name: String, when: RowCondition? = nil) -> EmitRule {
    EmitRule(
      entity: "item", when: when,
      fields: [Bench.rule("sku", .columnNumber(1)), Bench.rule("name", .constant(name))])
  }

  private func names(_ row: MappedRow) -> [String?] { row.records.map { $0.record["name"].text } }

  @Test func `every rule whose condition holds makes a record, or only the first`() throws {
    let starts = RowCondition(.columnNumber(1), .matches("^C"))
    let never = RowCondition(.columnNumber(1), .equals("nothing"))
    let rules = [item("a", when: never), item("b", when: starts), item("c")]
    let all = try Bench.mapper(FeedMapping(emits: rules))
    #expect(names(all.map(Bench.row("C1"))) == ["b", "c"])
    #expect(names(all.map(Bench.row("D1"))) == ["c"])
    let first = try Bench.mapper(FeedMapping(emits: rules, mode: .first))
    #expect(names(first.map(Bench.row("C1"))) == ["b"])
    #expect(names(first.map(Bench.row("D1"))) == ["c"])
  }

  @Test func `a row that meets no condition is skipped`() throws {
    let condition = RowCondition(.columnNumber(2), .equals("x"))
    let emit = try Bench.mapper(FeedMapping(emits: [item("a", when: condition)]))
    #expect(emit.map(Bench.row("S", "y")).isSkipped)
    #expect(!emit.map(Bench.row("S", "x")).isSkipped)
    let feed = try Bench.mapper(FeedMapping(when: condition, emits: [item("a")]))
    #expect(feed.map(Bench.row("S", "y")).isSkipped)
    #expect(names(feed.map(Bench.row("S", "x"))) == ["a"])
  }

  @Test(arguments: [
    (RowCondition.Test.equals("a"), " a ", true), (.equals("a"), "A", false),
    (.isIn(["b", "a"]), "a", true), (.isIn([]), "a", false), (.matches("a+b"), "xaaby", true),
    (.matches("^a$"), "ab", false), (.matches("^C"), "C5", true), (.matches("^C"), "5C", false),
    (.matches("("), "(", false), (.not(.equals("a")), "a", false), (.not(.equals("a")), "b", true),
    (.not(.not(.matches("^-"))), "-1", true), (.equals(""), "", true),
  ])
  func `conditions look at the trimmed text`(
    test: RowCondition.Test, cell: String, holds: Bool
  ) throws {
    let mapping = FeedMapping(
      when: RowCondition(.columnNumber(2), test), emits: [item("a")])
    let mapper = try Bench.mapper(mapping, Bench.dialect { $0.trim = true })
    #expect(mapper.map(Bench.row("S", cell)).isSkipped != holds)
  }

  @Test func `a value that is not there counts as an empty text`() throws {
    let fields = [Bench.rule("sku", .constant("S"))]
    let emits = [EmitRule(entity: "item", fields: fields)]
    let missing = RowCondition(.path("/gone"), .equals(""))
    let mapper = try Bench.mapper(FeedMapping(when: missing, emits: emits), Bench.json)
    #expect(mapper.map(Bench.row(["a": 1])).records.count == 1)
    let cells = RowCondition(.columnNumber(9), .equals(""))
    #expect(
      try Bench.mapper(FeedMapping(when: cells, emits: emits)).map(Bench.row("")).records.count == 1
    )
  }

  private let order: JSONValue = [
    "id": "O1", "a/b": ["~": "tilde"],
    "lines": [["no": 10, "sku": "A"], ["no": 20, "sku": "B"]], "none": [], "": "empty",
  ]

  private func lines(_ each: String, _ fields: [FieldRule]) throws -> MappedRow {
    let rule = EmitRule(entity: "sales_order_line", each: each, fields: fields)
    return try Bench.mapper(FeedMapping(emits: [rule]), Bench.json).map(Bench.row(order))
  }

  private let lineFields = [
    Bench.rule("order", .path("../id")), Bench.rule("line", .path("/no")),
    Bench.rule("sku", .path("/sku")),
  ]

  @Test func `each element of a list is a record that can see its document`() throws {
    let records = try lines("/lines", lineFields).records.map(\.record)
    #expect(records.map(\.key.text) == ["O1|10", "O1|20"])
    #expect(records.map { $0["sku"] } == [.text("A"), .text("B")])
  }

  @Test func `a list that is empty or missing makes no record and no fault`() throws {
    for each in ["/none", "/gone", "/lines/5/x"] {
      let row = try lines(each, lineFields)
      #expect(!row.isSkipped)
      #expect(row.fault == nil)
      #expect(row.records.isEmpty)
    }
    #expect(try lines("/id", lineFields).fault?.code == .rowInvalid)
  }

  @Test func `no step leads further out than the document`() throws {
    let fault = try lines(
      "/lines", [Bench.rule("order", .path("../../id")), Bench.rule("line", .path("/no"))]
    ).fault
    #expect(fault?.field == "order")
    #expect(fault?.column == "../../id")
  }

  @Test func `JSON pointers are read as RFC 6901 says`() throws {
    func sku(_ path: String) throws -> Value? {
      let rule = EmitRule(entity: "item", fields: [Bench.rule("sku", .path(path))])
      return try Bench.mapper(FeedMapping(emits: [rule]), Bench.json).map(Bench.row(order))["sku"]
    }
    #expect(try sku("/a~1b/~0") == .text("tilde"))
    #expect(try sku("/lines/1/sku") == .text("B"))
    #expect(try sku("/") == .text("empty"))
    #expect(try sku("id") == .text("O1"))
    #expect(try sku("") == nil)
    let whole = EmitRule(entity: "item", fields: [Bench.rule("sku", .path(""))])
    let text = try Bench.mapper(FeedMapping(emits: [whole]), Bench.json).map(
      Bench.row(JSONValue.string("S7")))
    #expect(text["sku"] == .text("S7"))
  }

  @Test func `records of a row flow together or not at all`() throws {
    let bad = EmitRule(
      entity: "item",
      fields: [Bench.rule("sku", .columnNumber(1)), Bench.rule("weight_kg", .columnNumber(2))])
    let mapper = try Bench.mapper(FeedMapping(emits: [item("a"), bad]))
    #expect(mapper.map(Bench.row("S", "1")).records.count == 2)
    #expect(mapper.map(Bench.row("S", "x")).fault?.field == "weight_kg")
  }

  private func numbered(_ group: [String]) -> FeedMapping {
    FeedMapping(emits: [
      EmitRule(
        entity: "sales_order_line",
        fields: [
          Bench.rule("order", .columnNumber(1)), Bench.rule("line", .ordinal(group)),
          Bench.rule("qty", .columnNumber(2)),
        ])
    ])
  }

  @Test func `rows of equal columns are numbered from 1, held ones too`() throws {
    let mapper = try Bench.mapper(numbered(["1"]))
    #expect(mapper.map(Bench.row("A", "1"))["line"] == .text("1"))
    #expect(mapper.map(Bench.row("B", "1"))["line"] == .text("1"))
    #expect(mapper.map(Bench.row("A", "x")).fault?.key == RecordKey(text: "A|2"))
    #expect(mapper.lastOrdinals == [2])
    #expect(mapper.map(Bench.row("A", "1"))["line"] == .text("3"))
  }

  @Test func `a row that waited keeps the number of its file`() throws {
    let mapper = try Bench.mapper(numbered(["1"]))
    #expect(mapper.map(Bench.row("A", "5"), ordinals: [7])["line"] == .text("7"))
    #expect(mapper.lastOrdinals == [7])
    #expect(mapper.map(Bench.row("A", "5"))["line"] == .text("1"))
    #expect(mapper.map(Bench.row("A", "5"), ordinals: []).fault?.field == "line")
  }

  @Test func `groups of several columns do not run into each other`() throws {
    let mapper = try Bench.mapper(numbered(["1", "3"]))
    #expect(mapper.map(Bench.row("A", "1", "BC"))["line"] == .text("1"))
    #expect(mapper.map(Bench.row("AB", "1", "C"))["line"] == .text("1"))
    #expect(mapper.map(Bench.row("A", "1", "BC"))["line"] == .text("2"))
  }

  @Test func `elements of a list are numbered by a field of their document`() throws {
    let fields = [
      Bench.rule("order", .path("../id")), Bench.rule("line", .ordinal(["../id"])),
    ]
    let rule = EmitRule(entity: "sales_order_line", each: "/lines", fields: fields)
    let mapper = try Bench.mapper(FeedMapping(emits: [rule]), Bench.json)
    #expect(mapper.map(Bench.row(order)).records.map(\.record.key.text) == ["O1|1", "O1|2"])
    #expect(mapper.lastOrdinals == [1, 2])
  }

  @Test func `each rule counts for itself and only rows that it takes`() throws {
    let condition = RowCondition(.columnNumber(2), .matches("^-"))
    let negative = EmitRule(
      entity: "adjustment", when: condition,
      fields: [Bench.rule("adjustment", .columnNumber(1)), Bench.rule("line", .ordinal(["1"]))])
    let mapping = FeedMapping(emits: [negative] + numbered(["1"]).emits, mode: .first)
    let mapper = try Bench.mapper(mapping)
    #expect(mapper.map(Bench.row("A", "1"))["line"] == .text("1"))
    #expect(mapper.map(Bench.row("A", "-1"))["line"] == .text("1"))
    #expect(mapper.map(Bench.row("A", "1"))["line"] == .text("2"))
  }

  @Test(arguments: [
    ("{Beleg}-{3}", "X-Z"), ("R{1}", "RX"), ("{{1}", "{1}"), ("{Beleg", "{Beleg"), ("{9}.", "."),
    ("{2}{2}", "Y Y "),
  ])
  func `a template joins columns by name and number`(template: String, text: String) throws {
    let rule = EmitRule(entity: "item", fields: [Bench.rule("sku", .template(template))])
    let header = ["Beleg", "b", "c", "d", "e", "f", "g", "h", "i"]
    let mapper = try Bench.mapper(FeedMapping(emits: [rule]), header: header)
    #expect(mapper.map(Bench.row("X", "Y ", "Z"))["sku"] == .text(text))
  }

  @Test func `a template joins paths of a document`() throws {
    let rule = EmitRule(
      entity: "item", each: "/lines",
      fields: [Bench.rule("sku", .template("{../id}/{/sku}{/gone}"))])
    let mapper = try Bench.mapper(FeedMapping(emits: [rule]), Bench.json)
    #expect(mapper.map(Bench.row(order)).records.map(\.record.key.text) == ["O1/A", "O1/B"])
  }

  @Test func `a file without mapped columns is refused, each named once in rule order`() throws {
    let fields = [
      Bench.rule("sku", .column("z")), Bench.rule("name", .template("{a} {b}")),
      Bench.rule("weight_kg", .column("a")) { $0.unit = .column("u") },
    ]
    let mapping = FeedMapping(
      when: RowCondition(.column("w"), .equals("")),
      emits: [EmitRule(entity: "item", fields: fields)])
    #expect(throws: MappingMismatch(missingColumns: ["w", "z", "a", "u"])) {
      try Bench.mapper(mapping, header: ["b"])
    }
    #expect(throws: Never.self) { try Bench.mapper(mapping, header: ["w", "z", "a", "b", "u"]) }
    #expect(RowMapper.columns(of: mapping) == ["w", "z", "a", "b", "u"])
  }

  @Test func `columns are found wherever they stand`() throws {
    let rule = EmitRule(entity: "item", fields: [Bench.rule("sku", .column("s"))])
    let dialect = Bench.dialect { $0.trim = true }
    let mapper = try Bench.mapper(FeedMapping(emits: [rule]), dialect, header: ["x", " s "])
    #expect(mapper.map(Bench.row("1", "2"))["sku"] == .text("2"))
  }

  @Test func `numbers and paths are no column names`() {
    let fields = [
      Bench.rule("sku", .columnNumber(3)), Bench.rule("name", .ordinal(["Beleg", "4", "/x"])),
      Bench.rule("gtin", .path("/g")),
    ]
    let mapping = FeedMapping(emits: [EmitRule(entity: "item", fields: fields)])
    #expect(RowMapper.columns(of: mapping) == ["Beleg"])
  }

  @Test func `patterns are checked before they are used`() {
    #expect(RowMapper.isValidPattern("^C[0-9]+$"))
    #expect(!RowMapper.isValidPattern("(unclosed"))
  }
}
