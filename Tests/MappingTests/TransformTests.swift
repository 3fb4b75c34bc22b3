import Domain
import Intake
import Mapping
import Testing

@Suite struct TransformTests {
  @Test func `spaces around a value go only where trimming is asked for`() throws {
    let trimming = Bench.dialect { $0.trim = true }
    #expect(try Bench.map(" a b\t", to: "name", trimming)["name"] == .text("a b"))
    #expect(try Bench.map(" a b ", to: "name")["name"] == .text(" a b "))
    #expect(try Bench.map("\u{A0}a\u{A0}", to: "name") { $0.trim = true }["name"] == .text("a"))
    #expect(try Bench.map(" a", to: "name", trimming) { $0.trim = false }["name"] == .text(" a"))
  }

  @Test func `words for empty give an empty field after trimming`() throws {
    let dialect = Bench.dialect {
      $0.nulls = ["", "NULL", "-1"]
      $0.trim = true
    }
    #expect(try Bench.map(" NULL ", to: "name", dialect)["name"] == .null)
    #expect(try Bench.map("null", to: "name", dialect)["name"] == .text("null"))
    #expect(try Bench.map("-1", to: "weight_kg", dialect)["weight_kg"] == .null)
    #expect(try Bench.map("  ", to: "weight_kg", dialect)["weight_kg"] == .null)
    let strict = Bench.dialect { $0.nulls = ["NULL"] }
    #expect(try Bench.map("", to: "name", strict)["name"] == .text(""))
    #expect(try Bench.map("", to: "weight_kg", strict).fault?.code == .rowInvalid)
  }

  @Test func `an empty cell that the mapping names is a value`() throws {
    let flag = try Bench.map("", to: "hazmat") {
      $0.trueWords = ["J"]
      $0.falseWords = ["N", ""]
    }
    #expect(flag["hazmat"] == .flag(false))
    let status = try Bench.map("", to: "status") { $0.values = ["": "active", "X": "blocked"] }
    #expect(status["status"] == .text("active"))
  }

  @Test func `a cell that the row does not have is empty`() throws {
    #expect(try Bench.map([], to: "name")["name"] == .null)
  }

  @Test func `runs of white space become one space`() throws {
    let name = try Bench.map("a \t  b\u{A0}\u{3000}c", to: "name") { $0.collapseSpace = true }
    #expect(name["name"] == .text("a b c"))
  }

  @Test(arguments: [("000", "0"), ("00120", "120"), ("120", "120"), ("0A", "A"), ("0", "0")])
  func `leading characters are stripped down to the last one`(given: String, left: String) throws {
    #expect(try Bench.map(given, to: "sku") { $0.stripLeading = "0" }["sku"] == .text(left))
  }

  @Test func `padding fills up and never cuts`() throws {
    let left = FieldRule.Pad(.left, width: 8, with: "0")
    #expect(try Bench.map("1234567", to: "sku") { $0.pad = left }["sku"] == .text("01234567"))
    #expect(try Bench.map("123456789", to: "sku") { $0.pad = left }["sku"] == .text("123456789"))
    let right = FieldRule.Pad(.right, width: 4, with: "x")
    #expect(try Bench.map("ab", to: "sku") { $0.pad = right }["sku"] == .text("abxx"))
    #expect(try Bench.map("", to: "item_group") { $0.pad = left }["item_group"] == .null)
  }

  @Test func `letters change case without regard to the place`() throws {
    #expect(try Bench.map("aßi", to: "name") { $0.letterCase = .upper }["name"] == .text("ASSI"))
    #expect(try Bench.map("ÄI", to: "name") { $0.letterCase = .lower }["name"] == .text("äi"))
  }

  @Test func `a pattern is replaced everywhere and its groups can be kept`() throws {
    func replaced(_ cell: String, _ pattern: String, _ text: String) throws -> Value? {
      try Bench.map(cell, to: "name") {
        $0.replacePattern = pattern
        $0.replaceWith = text
      }["name"]
    }
    #expect(try replaced("a-b-c", "-", "") == .text("abc"))
    #expect(try replaced("12-34", "(\\d+)-(\\d+)", "$2/$1") == .text("34/12"))
    #expect(try replaced("a", "(b", "x") == .text("a"))
    #expect(try replaced("N/A", "^N/A$", "") == .null)
  }

  @Test func `a value that the mapping does not list holds the row`() throws {
    let values = ["A": "active", "true": "active", "0": "blocked"]
    #expect(try Bench.map("A", to: "status") { $0.values = values }["status"] == .text("active"))
    let fault = try #require(try Bench.map("a", to: "status") { $0.values = values }.fault)
    #expect(fault.code == .statusUnmapped)
    #expect(fault.value == "a")
    #expect(fault.reason == "\"a\" is not among the values of the mapping")
  }

  @Test func `JSON flags and numbers are looked up by their text`() throws {
    let mapping = FeedMapping(emits: [
      EmitRule(
        entity: "item",
        fields: [
          Bench.rule("sku", .path("/pk")),
          Bench.rule("status", .path("/active")) {
            $0.values = ["true": "active", "0": "blocked"]
          },
        ])
    ])
    let mapper = try Bench.mapper(mapping, Bench.json)
    let active = mapper.map(Bench.row(["pk": 7, "active": true]))
    #expect(active["status"] == .text("active"))
    #expect(active["sku"] == .text("7"))
    #expect(mapper.map(Bench.row(["pk": 7, "active": 0]))["status"] == .text("blocked"))
    #expect(mapper.map(Bench.row(["pk": 7, "active": false])).fault?.code == .statusUnmapped)
    #expect(mapper.map(Bench.row(["pk": 7, "active": nil]))["status"] == .null)
  }

  @Test func `transforms are made in the documented order`() throws {
    let context = MappingContext(
      system: "wms",
      crossReferences: ["t": CrossReference(name: "t", values: ["OURS": "final"])])
    let result = try Bench.map(" 00a   b ", to: "name", context: context) {
      $0.trim = true
      $0.collapseSpace = true
      $0.stripLeading = "0"
      $0.pad = FieldRule.Pad(.left, width: 4, with: "z")
      $0.letterCase = .upper
      $0.replacePattern = "^ZA B$"
      $0.replaceWith = "key"
      $0.values = ["key": "OURS"]
      $0.xref = "t"
    }
    #expect(result["name"] == .text("final"))
  }

  @Test func `numbers are turned round before decimals are implied`() throws {
    let result = try Bench.map("12345", to: "weight_kg") {
      $0.negate = true
      $0.impliedDecimals = 3
      $0.minimum = ExactDecimal("-12.345")
    }
    #expect(result["weight_kg"] == .number("-12.345"))
    let tooFine = try Bench.map("0.0001", to: "weight_kg") { $0.impliedDecimals = 3 }
    #expect(tooFine.fault?.code == .rowInvalid)
  }
}
