import Domain
import Intake
import Mapping
import Testing

@Suite struct ValueTypeTests {
  private let german = Bench.dialect {
    $0.decimalMark = ","
    $0.thousandsMark = "."
  }

  @Test(arguments: [
    ("1.234,5", "1234.5"), ("-0,000001", "-0.000001"), (",5", "0.5"), ("1234", "1234"),
    ("+3", "3"), ("999999999999,999999", "999999999999.999999"), ("1000000000000", "1000000000000"),
    ("1e3", "1000"), ("0,1000000", "0.1"),
  ])
  func `numbers are exact whatever their marks`(written: String, exact: String) throws {
    let result = try Bench.map(written, to: "weight_kg", german)
    #expect(result["weight_kg"] == .number(exact))
  }

  @Test(arguments: [
    ("12,5x", "\"12,5x\" is not a decimal number"),
    ("1,2345678", "\"1,2345678\" has more than six decimal places"),
    ("1.23,4", "\"1.23,4\" is not a decimal number"),
    ("--1", "\"--1\" is not a decimal number"), (" 1", "\" 1\" is not a decimal number"),
    ("-", "\"-\" is not a decimal number"), ("NaN", "\"NaN\" is not a decimal number"),
    ("1000000000000,000001", "\"1000000000000,000001\" is beyond ±1000000000000"),
    ("99999999999999999999999", "\"99999999999999999999999\" is beyond ±1000000000000"),
  ])
  func `what is no number says why`(written: String, reason: String) throws {
    let fault = try #require(try Bench.map(written, to: "weight_kg", german).fault)
    #expect(fault.code == .rowInvalid)
    #expect(fault.reason == reason)
    #expect(fault.value == written)
  }

  @Test func `a thousands mark may be a no-break space`() throws {
    let french = Bench.dialect {
      $0.decimalMark = ","
      $0.thousandsMark = "\u{A0}"
    }
    #expect(
      try Bench.map("1\u{A0}234,5", to: "weight_kg", french)["weight_kg"] == .number("1234.5"))
    #expect(try Bench.map("1\u{2}234", to: "weight_kg").fault != nil)
  }

  @Test func `JSON numbers have a point and JSON texts the marks of the dialect`() throws {
    var dialect = german
    dialect.format = .json
    let mapping = FeedMapping(emits: [
      EmitRule(
        entity: "item",
        fields: [
          Bench.rule("sku", .constant("S")), Bench.rule("weight_kg", .path("/w")),
          Bench.rule("length_cm", .path("/l")),
        ])
    ])
    let row = Bench.row(["w": .number("1.5"), "l": "1,5"])
    let result = try Bench.mapper(mapping, dialect).map(row)
    #expect(result["weight_kg"] == .number("1.5"))
    #expect(result["length_cm"] == .number("1.5"))
  }

  @Test func `whole numbers are whole`() throws {
    #expect(try Bench.map("17593.0", to: "lead_time_days")["lead_time_days"] == .number("17593"))
    let fault = try Bench.map("1.5", to: "lead_time_days").fault
    #expect(fault?.code == .rowInvalid)
    #expect(fault?.reason == "1.5 is not a whole number")
  }

  @Test func `limits include their ends`() throws {
    func mapped(_ cell: String) throws -> MappedRow {
      try Bench.map(cell, to: "weight_kg") {
        $0.minimum = .zero
        $0.maximum = ExactDecimal(10)
      }
    }
    #expect(try mapped("0")["weight_kg"] == .number("0"))
    #expect(try mapped("10")["weight_kg"] == .number("10"))
    #expect(try mapped("-3").fault?.reason == "-3 is below the minimum 0")
    #expect(try mapped("10.000001").fault?.reason == "10.000001 is above the maximum 10")
    #expect(try mapped("10.000001").fault?.code == .rowInvalid)
  }

  @Test(arguments: [
    ("true", true), ("TRUE", true), ("1", true), ("Yes", true), ("y", true), ("false", false),
    ("0", false), ("NO", false), ("n", false),
  ])
  func `common words mean yes and no`(word: String, flag: Bool) throws {
    #expect(try Bench.map(word, to: "hazmat")["hazmat"] == .flag(flag))
  }

  @Test func `words of the mapping are the only ones`() throws {
    func mapped(_ cell: String) throws -> MappedRow {
      try Bench.map(cell, to: "hazmat") {
        $0.trueWords = ["J", "1"]
        $0.falseWords = ["N"]
      }
    }
    #expect(try mapped("J")["hazmat"] == .flag(true))
    #expect(try mapped("N")["hazmat"] == .flag(false))
    #expect(try mapped("j").fault?.reason == "\"j\" means neither yes nor no")
    #expect(try mapped("0").fault?.code == .rowInvalid)
    #expect(try Bench.map("J", to: "hazmat").fault?.code == .rowInvalid)
  }

  @Test(arguments: [
    "4006381333931", "96385074", "036000291452", "10614141000415", "0000000000000",
  ])
  func `a right check digit passes`(gtin: String) throws {
    #expect(try Bench.map(gtin, to: "gtin")["gtin"] == .text(gtin))
  }

  @Test(arguments: ["4006381333932", "400638133393", "4006381333931X", "1234567", "40063813339310"])
  func `a wrong check digit or length is GTIN_CHECKDIGIT`(gtin: String) throws {
    #expect(try Bench.map(gtin, to: "gtin").fault?.code == .gtinCheckdigit)
  }

  @Test func `the right check digit is named`() throws {
    let reason = try Bench.map("4006381333932", to: "gtin").fault?.reason
    #expect(reason == "\"4006381333932\" has check digit 2, it should be 1")
  }

  @Test func `countries are two letters`() throws {
    #expect(try Bench.map("de", to: "origin_country")["origin_country"] == .text("DE"))
    for name in ["DEU", "D", "Germany", "D1", "ÄÖ"] {
      #expect(try Bench.map(name, to: "origin_country").fault?.code == .rowInvalid)
    }
  }

  @Test func `a choice is one of the list`() throws {
    #expect(try Bench.map("blocked", to: "status")["status"] == .text("blocked"))
    let fault = try Bench.map("Blocked", to: "status").fault
    #expect(fault?.code == .statusUnmapped)
    #expect(fault?.reason == "\"Blocked\" is none of active, blocked, discontinued")
  }

  @Test(arguments: ["007", "1.10", "1e5", "15E2", "10E-05", "1E+5", "E+12", "a|b\\c", "ÄÖ-1", "-"])
  func `codes are text and stay as they are`(code: String) throws {
    #expect(try Bench.map(code, to: "sku")["sku"] == .text(code))
  }

  @Test(arguments: ["1.01E+12", "1,01e+12", "1E+12", "-1.5E+10", "1.2E-05"])
  func `a code that a spreadsheet has shortened is ID_MANGLED`(code: String) throws {
    #expect(try Bench.map(code, to: "sku").fault?.code == .idMangled)
    #expect(try Bench.map(code, to: "name")["name"] == .text(code))
  }

  @Test func `a code is short and printable`() throws {
    let longest = String(repeating: "x", count: 256)
    #expect(try Bench.map(longest, to: "sku")["sku"] == .text(longest))
    let fault = try Bench.map(longest + "x", to: "sku").fault
    #expect(fault?.code == .rowInvalid)
    #expect(fault?.value.utf8.count == 200)
    for code in ["a\tb", "a\u{7F}", "a\u{85}", "\u{0}"] {
      #expect(try Bench.map(code, to: "sku").fault?.code == .rowInvalid)
    }
  }

  @Test func `codes that look alike are different by their bytes`() throws {
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    let context = MappingContext(
      system: "wms",
      crossReferences: ["t": CrossReference(name: "t", values: [composed: "ours"])])
    #expect(try Bench.map(composed, to: "sku", context: context) { $0.xref = "t" }.fault == nil)
    #expect(try Bench.map(decomposed, to: "sku", context: context) { $0.xref = "t" }.fault != nil)
  }

  @Test func `an object or a list is no value`() throws {
    let mapping = FeedMapping(emits: [
      EmitRule(entity: "item", fields: [Bench.rule("sku", .path("/a"))])
    ])
    let mapper = try Bench.mapper(mapping, Bench.json)
    let object = mapper.map(Bench.row(["a": ["b": 1]])).fault
    #expect(object?.code == .rowInvalid)
    #expect(object?.reason == "an object stands where one value is expected")
    #expect(mapper.map(Bench.row(["a": [1]])).fault?.column == "/a")
  }

  @Test func `the same value again gives the same result`() throws {
    let mapping = FeedMapping(emits: [
      EmitRule(
        entity: "item",
        fields: [
          Bench.rule("sku", .columnNumber(1)) { $0.letterCase = .upper },
          Bench.rule("status", .columnNumber(2)),
        ])
    ])
    let mapper = try Bench.mapper(mapping)
    for cells in [["a", "active"], ["a", "active"], ["b", "blocked"], ["a", "active"]] {
      let result = mapper.map(Bench.row(cells))
      #expect(result["sku"] == .text(cells[0].uppercased()))
      #expect(result["status"] == .text(cells[1]))
    }
    #expect(mapper.map(Bench.row("a", "gone")).fault?.field == "status")
    #expect(mapper.map(Bench.row("a", ""))["status"] == .null)
  }
}
