import Domain
import Intake
import Mapping
import Testing

@Suite struct HeldRowTests {
  private let stock: [FieldRule] = [
    Bench.rule("warehouse", .column("lager")), Bench.rule("sku", .column("artikel")),
    Bench.rule("on_hand", .column("menge")) { $0.minimum = .zero },
    Bench.rule("as_of", .column("stand")),
  ]
  private let header = ["lager", "artikel", "menge", "stand"]
  private let context = MappingContext(system: "wms", warehouses: ["HH1": "HAM", "TIL": "TIL"])

  private func mapper(_ rules: [FieldRule]) throws -> RowMapper {
    try Bench.mapper(
      FeedMapping(emits: [EmitRule(entity: "stock", fields: rules)]), header: header,
      context: context)
  }

  @Test func `a held row names its record, field, column, value and reason`() throws {
    let fault = try mapper(stock).map(Bench.row("HH1", "A|1", "-3", "2026-05-01")).fault
    #expect(
      fault
        == RowFault(
          .rowInvalid, entity: "stock", key: RecordKey(parts: ["HAM", "A|1"]),
          field: "on_hand", column: "menge", value: "-3", reason: "-3 is below the minimum 0"))
  }

  @Test func `the first fault in field order decides and the others are mentioned`() throws {
    let fault = try mapper(stock).map(Bench.row("XX", "S", "-3", "2026-02-30")).fault
    #expect(fault?.code == .locationUnknown)
    #expect(fault?.unknownID == "XX")
    #expect(fault?.key == nil)
    #expect(
      fault?.reason
        == "\"XX\" is no warehouse that wms has a name for (and 2 more: on_hand: -3 is below the "
        + "minimum 0; as_of: \"2026-02-30\" is no possible time)")
  }

  @Test func `of a held row everything but the fields at fault can be read, if its key can`() throws
  {
    let mapper = try mapper(stock)
    let records = mapper.legible(Bench.row("HH1", "S", "-3", "2026-05-01"), ordinals: [])
    #expect(records.map(\.key) == [RecordKey(parts: ["HAM", "S"])])
    #expect(records.first?["on_hand"] == .null)
    #expect(records.first?["as_of"].time != nil)
    #expect(mapper.legible(Bench.row("XX", "S", "1", "2026-05-01"), ordinals: []).isEmpty)
  }

  @Test func `a key field is required even if the mapping does not say so`() throws {
    let fault = try mapper(stock).map(Bench.row("HH1", "", "1", "")).fault
    #expect(fault?.code == .rowInvalid)
    #expect(fault?.reason == "\"sku\" is required")
    #expect(fault?.key == nil)
    let unmapped = try mapper([stock[1]]).map(Bench.row("HH1", "S", "1", "")).fault
    #expect(unmapped?.field == "warehouse")
    #expect(unmapped?.reason == "\"warehouse\" is required")
  }

  @Test func `a key field that may be absent is not required`() throws {
    let result = try mapper(stock).map(Bench.row("HH1", "S", "1", ""))
    #expect(result["lot"] == .null)
    #expect(result["warehouse"] == .text("HAM"))
  }

  @Test func `a required field holds the row when it is empty`() throws {
    #expect(try Bench.map("", to: "name") { $0.isRequired = true }.fault?.field == "name")
    #expect(try Bench.map("x", to: "name") { $0.isRequired = true }.fault == nil)
    #expect(try Bench.map("", to: "lead_time_days") { $0.isRequired = true }.fault != nil)
  }

  @Test func `a fault that only warns leaves the field empty and is told`() throws {
    let record = try #require(
      try Bench.map("heavy", to: "weight_kg") { $0.onError = .warn }.records.first)
    #expect(record.record["weight_kg"] == .null)
    #expect(record.warnings.count == 1)
    #expect(record.warnings.first?.code == .rowInvalid)
    #expect(record.warnings.first?.key == RecordKey(text: "K"))
    #expect(record.warnings.first?.value == "heavy")
  }

  @Test func `key and required fields hold even where they should only warn`() throws {
    #expect(try Bench.map("1.0E+12", to: "sku") { $0.onError = .warn }.fault?.code == .idMangled)
    let status = try Bench.map("?", to: "stock_status", of: "stock") { $0.onError = .warn }
    #expect(status.fault?.code == .statusUnmapped)
    let required = try Bench.map("heavy", to: "weight_kg") {
      $0.onError = .warn
      $0.isRequired = true
    }
    #expect(required.fault?.field == "weight_kg")
  }

  @Test func `values are shown as written, at most 200 bytes of them`() throws {
    let long = String(repeating: "ä", count: 150)
    #expect(try Bench.map(long, to: "weight_kg").fault?.value == String(repeating: "ä", count: 100))
    let spaced = try Bench.map(" x ", to: "weight_kg") { $0.trim = true }
    #expect(spaced.fault?.value == " x ")
    #expect(spaced.fault?.reason == "\"x\" is not a decimal number")
    #expect(spaced.fault?.column == "1")
  }

  @Test func `a constant at fault says so`() throws {
    let rules = [
      Bench.rule("warehouse", .constant("HH1")), Bench.rule("sku", .constant("S")),
    ]
    let fault = try mapper(rules).map(Bench.row("")).fault
    #expect(fault?.column == "constant")
    #expect(fault?.value == "HH1")
    #expect(fault?.code == .locationUnknown)
  }

  @Test func `constants are our own codes`() throws {
    let rules = [Bench.rule("warehouse", .constant("HAM")), Bench.rule("sku", .constant("S"))]
    #expect(try mapper(rules).map(Bench.row(""))["warehouse"] == .text("HAM"))
  }

  @Test func `our own code is unknown to a system that has a name of its own for it`() throws {
    #expect(try mapper(stock).map(Bench.row("HAM", "S", "1", "")).fault?.unknownID == "HAM")
  }

  @Test func `a table of codes may give our warehouse or their name of it`() throws {
    let table = ["1": "HAM", "2": "HH1", "3": "?"]
    let rules = [Bench.rule("warehouse", .column("lager")) { $0.values = table }, stock[1]]
    let mapper = try mapper(rules)
    #expect(mapper.map(Bench.row("1", "S"))["warehouse"] == .text("HAM"))
    #expect(mapper.map(Bench.row("2", "S"))["warehouse"] == .text("HAM"))
    #expect(mapper.map(Bench.row("3", "S")).fault?.code == .locationUnknown)
  }

  @Test func `without declared warehouses every name is taken`() throws {
    let result = try Bench.map("anything", to: "warehouse", of: "stock")
    #expect(result["warehouse"] == .text("anything"))
  }

  @Test(arguments: [
    ("sku", "stock", ExceptionCode.skuUnknown), ("component_sku", "kit_component", .skuUnknown),
    ("sku_ordered", "shipment", .skuUnknown), ("kit_sku", "kit_component", .skuUnknown),
    ("warehouse", "stock", .locationUnknown), ("from_warehouse", "transfer_line", .locationUnknown),
    ("carrier", "parcel", .partnerUnknown), ("customer", "sales_order", .partnerUnknown),
    ("supplier", "item", .partnerUnknown), ("partner", "partner", .partnerUnknown),
    ("uom", "sales_order_line", .uomUnknown), ("base_uom", "item", .uomUnknown),
    ("reason", "adjustment", .statusUnmapped),
  ])
  func `a code missing in its table holds the row under the reference's code`(
    field: String, entity: String, code: ExceptionCode
  ) throws {
    let context = MappingContext(
      system: "wms", crossReferences: ["t": CrossReference(name: "t", values: ["a": "b"])])
    func mapped(_ cell: String) throws -> MappedRow {
      try Bench.map(cell, to: field, of: EntityID(entity), context: context) { $0.xref = "t" }
    }
    #expect(try mapped("a")[field] == .text("b"))
    let fault = try mapped("z").fault
    #expect(fault?.code == code)
    #expect(fault?.unknownID == "z")
    #expect(fault?.reason == "\"z\" is not in the cross reference t")
  }

  @Test func `a table that warns or keeps lets their code through`() throws {
    func mapped(_ unmatched: CrossReference.Unmatched) throws -> MappedRecord? {
      let table = CrossReference(name: "t", values: [:], unmatched: unmatched)
      let context = MappingContext(system: "wms", crossReferences: ["t": table])
      return try Bench.map("z", to: "carrier", of: "parcel", context: context) { $0.xref = "t" }
        .records.first
    }
    let warned = try #require(try mapped(.warn))
    #expect(warned.record["carrier"] == .text("z"))
    #expect(warned.warnings.map(\.code) == [.partnerUnknown])
    #expect(warned.warnings.first?.key == warned.record.key)
    let kept = try #require(try mapped(.keep))
    #expect(kept.record["carrier"] == .text("z"))
    #expect(kept.warnings.isEmpty)
  }

  @Test func `an unknown code is told for every row that has it`() throws {
    let table = CrossReference(name: "t", values: ["a": "b"], unmatched: .warn)
    let mapper = try Bench.mapper(
      FeedMapping(emits: [
        EmitRule(entity: "item", fields: [Bench.rule("sku", .columnNumber(1)) { $0.xref = "t" }])
      ]), context: MappingContext(system: "wms", crossReferences: ["t": table]))
    let warnings = ["z", "z", "a", "a", "z"].map { code in
      mapper.map(Bench.row(code)).records.first?.warnings.count
    }
    #expect(warnings == [1, 1, 0, 0, 1])
  }

  @Test func `a table that is not declared knows no code`() throws {
    #expect(try Bench.map("z", to: "sku") { $0.xref = "gone" }.fault?.code == .skuUnknown)
  }

  @Test func `references name the master record that must exist`() throws {
    func references(_ cell: String, _ field: String, _ entity: EntityID, _ to: EntityID) throws
      -> [Reference]?
    {
      try Bench.map(cell, to: field, of: entity) { $0.existsIn = to }.records.first?.references
    }
    #expect(
      try references("A|1", "sku", "stock", "item")
        == [Reference(entity: "item", key: RecordKey(parts: ["A|1"]), field: "sku")])
    #expect(
      try references("V1", "supplier", "purchase_order", "partner")
        == [
          Reference(
            entity: "partner", key: RecordKey(parts: ["supplier", "V1"]), field: "supplier")
        ])
    #expect(
      try references("P", "partner", "partner", "partner")
        == [
          Reference(entity: "partner", key: RecordKey(parts: ["customer", "P"]), field: "partner")
        ])
    #expect(
      try references("B1", "bin", "stock", "location")
        == [Reference(entity: "location", key: RecordKey(parts: ["K", "B1"]), field: "bin")])
    #expect(
      try references("W", "warehouse", "stock", "location")
        == [Reference(entity: "location", key: RecordKey(parts: ["W"]), field: "warehouse")])
    #expect(try references("", "supplier", "purchase_order", "partner") == [])
  }
}
