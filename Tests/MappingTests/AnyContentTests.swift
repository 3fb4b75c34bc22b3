import Domain
import Intake
import Mapping
import Testing

/// Whatever stands in a file, a row becomes records or is held.
@Suite struct AnyContentTests {
  /// The same numbers in every run.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private let alphabet = Array("0123456789012345.,-+eE :TZ'{}|\\\t\u{A0}\u{301}äX")

  private func text(_ dice: inout Dice, upTo length: Int = 24) -> String {
    let count = Int.random(in: 0...length, using: &dice)
    return String(
      (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &dice)] })
  }

  @Test func `a number reads the same in a cell and in a document`() throws {
    var dice = Dice(state: 1)
    let fields = [
      FieldRule("sku", from: .constant("S")), FieldRule("weight_kg", from: .path("/w")),
    ]
    let json = try Bench.mapper(
      FeedMapping(emits: [EmitRule(entity: "item", fields: fields)]), Bench.json)
    for _ in 0..<3000 {
      let number = String(text(&dice, upTo: 12).filter { "0123456789.-".contains($0) })
      let inCell = try Bench.map(number, to: "weight_kg")
      let inDocument = json.map(Bench.row(["w": .string(number)]))
      #expect(inCell["weight_kg"] == inDocument["weight_kg"], "\(number)")
      #expect(inCell["weight_kg"]?.decimal == ExactDecimal(number), "\(number)")
      #expect(inCell.fault?.reason == inDocument.fault?.reason)
    }
  }

  @Test func `a time reads the same in a cell and in a document`() throws {
    var dice = Dice(state: 2)
    let fields = Bench.keyRules("stock", except: []) + [FieldRule("as_of", from: .path("/t"))]
    let json = try Bench.mapper(
      FeedMapping(emits: [EmitRule(entity: "stock", fields: fields)]), Bench.json)
    for _ in 0..<3000 {
      func digits(_ width: Int, _ range: ClosedRange<Int>) -> String {
        padded(Int.random(in: range, using: &dice), width)
      }
      let date = "\(digits(4, 1968...2101))-\(digits(2, 0...13))-\(digits(2, 0...32))"
      let time = "\(date)T\(digits(2, 0...24)):\(digits(2, 0...60)):\(digits(2, 0...60))Z"
      let inCell = try Bench.map(time, to: "as_of", of: "stock")
      let inDocument = json.map(Bench.row(["t": .string(time)]))
      #expect(inCell["as_of"] == inDocument["as_of"], "\(time)")
      #expect(inCell.fault?.reason == inDocument.fault?.reason)
    }
  }

  @Test func `no content stops the mapping`() throws {
    var dice = Dice(state: 3)
    let schemas = allRecordSchemas
    let mappers = try schemas.map { schema in
      let fields = schema.fields.enumerated().map { position, field in
        Bench.rule(field.name, .columnNumber(position + 1)) {
          $0.trim = position.isMultiple(of: 2)
          $0.negate = position.isMultiple(of: 3)
          $0.impliedDecimals = position % 4
          if position.isMultiple(of: 5) { $0.unit = .columnNumber(1) }
        }
      }
      let mapping = FeedMapping(emits: [EmitRule(entity: schema.entity, fields: fields)])
      let units = TestUnits([:])
      return try Bench.mapper(
        mapping,
        context: MappingContext(system: "wms", timezone: "Europe/Berlin", units: units))
    }
    for _ in 0..<60 {
      for (schema, mapper) in zip(schemas, mappers) {
        let count = Int.random(in: 0...schema.fields.count, using: &dice)
        let row = mapper.map(Bench.row((0..<count).map { _ in text(&dice) }))
        #expect(row.records.count == 1 || row.fault?.entity == schema.entity)
      }
    }
  }
}
