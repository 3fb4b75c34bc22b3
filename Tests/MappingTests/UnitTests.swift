import Domain
import Intake
import Mapping
import Testing

@Suite struct UnitTests {
  private let context = MappingContext(
    system: "erp",
    units: TestUnits([
      "S|CS": UnitRatio(24, over: 1), "S|EA": .one, "S|THIRD": UnitRatio(1, over: 3),
      "S|HALF": UnitRatio(1, over: 2), "S|TENTH": UnitRatio(12, over: 10),
      "S|BAD": UnitRatio(1, over: 0),
    ]))

  private func quantity(
    _ cell: String, _ unit: String, of field: String = "qty", context: MappingContext? = nil
  ) throws -> MappedRow {
    let rules = [
      Bench.rule("order", .constant("O")), Bench.rule("line", .constant("1")),
      Bench.rule("sku", .columnNumber(3)),
      Bench.rule(field, .columnNumber(1)) { $0.unit = .columnNumber(2) },
    ]
    let mapping = FeedMapping(emits: [EmitRule(entity: "sales_order_line", fields: rules)])
    return try Bench.mapper(mapping, context: context ?? self.context)
      .map(Bench.row(cell, unit, "S"))
  }

  @Test(arguments: [
    ("12", "CS", "288"), ("60.000002", "EA", "60.000002"), ("3", "THIRD", "1"), ("2", "HALF", "1"),
    ("0.5", "HALF", "0.25"), ("-2", "CS", "-48"), ("5", "TENTH", "6"), ("0.5", "CS", "12"),
  ])
  func `quantities become base units exactly`(cell: String, unit: String, base: String) throws {
    #expect(try quantity(cell, unit)["qty"] == .number(base))
  }

  @Test(arguments: [
    ("1", "THIRD"), ("1", "HALF"), ("60.0000024", "EA"), ("60.000002", "TENTH"), ("1", "TENTH"),
    ("0.000001", "HALF"),
  ])
  func `a fraction is UOM_FRACTION and never rounded`(cell: String, unit: String) throws {
    let fault = try quantity(cell, unit).fault
    #expect(fault?.code == .uomFraction)
    #expect(fault?.value == cell)
  }

  @Test func `the reason shows the ratio`() throws {
    #expect(
      try quantity("1", "HALF").fault?.reason
        == "1 HALF of 1/2 is 0.5, not a whole number of base units")
    #expect(
      try quantity("1", "THIRD").fault?.reason
        == "1 THIRD of 1/3 is no exact quantity in base units")
  }

  @Test func `an unknown unit is UOM_UNKNOWN`() throws {
    let fault = try quantity("1", "PAL").fault
    #expect(fault?.code == .uomUnknown)
    #expect(fault?.unknownID == "PAL")
    #expect(fault?.reason == "\"PAL\" is no unit of S")
    #expect(try quantity("1", "").fault?.code == .uomUnknown)
    #expect(try quantity("1", "BAD").fault?.code == .uomUnknown)
    #expect(
      try quantity("1", "CS", context: MappingContext(system: "erp")).fault?.code == .uomUnknown)
  }

  @Test func `an empty quantity needs no unit`() throws {
    #expect(try quantity("", "PAL", of: "cancelled_qty")["cancelled_qty"] == .null)
    #expect(try quantity("", "PAL").fault?.code == .rowInvalid)
  }

  @Test func `a quantity beyond the limit is not a fraction`() throws {
    #expect(try quantity("999999999999", "CS").fault?.code == .rowInvalid)
  }
}
