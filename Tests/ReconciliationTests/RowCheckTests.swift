import Domain
import Reconciliation
import Testing

@Suite struct RowCheckTests {
  @Test func `an invalid row names place, column and value`() throws {
    let found = try raised(
      .faulty(
        .rowInvalid, field: "qty_good", column: "Menge", value: "12,5x",
        reason: "\"12,5x\" is not a decimal number"))
    #expect(found.code == .rowInvalid)
    #expect(found.entity == "receipt")
    #expect(found.key == "R1|1")
    #expect(found.field == "qty_good")
    #expect(found.actual == "12,5x")
    #expect(
      found.message == "wms/in.csv:12: column Menge: \"12,5x\" is not a decimal number")
  }

  @Test func `a row without a readable key is known by file and line`() throws {
    let found = try raised(
      .faulty(.rowInvalid, field: "", column: "", value: "", reason: "3 columns, 4 expected"),
      key: nil)
    #expect(found.key == "wms/in.csv:12")
    #expect(found.field == nil)
    #expect(found.message == "wms/in.csv:12: 3 columns, 4 expected")
  }

  @Test(arguments: [
    ExceptionCode.uomUnknown, .uomFraction, .timeInvalid, .gtinCheckdigit, .idMangled,
    .skuUnknown, .statusUnmapped,
  ])
  func `a more precise fault keeps its code and severity`(code: ExceptionCode) throws {
    let found = try raised(
      .faulty(code, field: "f", column: "F", value: "v", reason: "\"v\" will not do"))
    #expect(found.code == code)
    #expect(found.severity == code.profile.severity)
    #expect(found.hint != ExceptionCode.rowInvalid.check?.remedy)
  }

  @Test(arguments: [
    (ExceptionCode.skuUnknown, EntityID("item")), (.partnerUnknown, "partner"),
    (.locationUnknown, "location"),
  ])
  func `an unknown id is one exception with the number of its rows`(
    code: ExceptionCode, entity: EntityID
  ) throws {
    let found = try raised(.unknownReference(code, id: "9999", rows: 5))
    #expect(found.code == code)
    #expect(found.entity == entity)
    #expect(found.key == "9999")
    #expect(found.actual == "5")
    #expect(found.ownerSystem == "wms")
    #expect(found.origin?.line == 12)
  }

  @Test func `the same unknown id in two systems is two exceptions`() throws {
    let unknown = RowFacts.Finding.unknownReference(.skuUnknown, id: "9999", rows: 5)
    let here = try raised(unknown)
    let there = try raised(unknown, system: "tpl")
    #expect(here.fingerprint != there.fingerprint)
  }

  @Test func `an id that a cross reference lacks says where its entry belongs`() throws {
    let found = try raised(
      .unknownReference(
        .skuUnknown, id: "9999", rows: 2,
        cause: "cross reference tpl-sku has no entry for it"))
    #expect(
      found.message == "wms/in.csv:12: wms uses article \"9999\" in 2 rows,"
        + " cross reference tpl-sku has no entry for it")
    #expect(
      found.hint == "add an entry for \"9999\" to cross reference tpl-sku;"
        + " its rows are then read again")
    let master = try raised(.unknownReference(.skuUnknown, id: "9999", rows: 2))
    #expect(master.message.hasSuffix("no system has it as a master record"))
    #expect(master.fingerprint == found.fingerprint)
  }

  @Test func `a cause of another form still leads to the entry`() throws {
    let found = try raised(
      .unknownReference(.partnerUnknown, id: "C|9", rows: 1, cause: "it is nobody's alias"))
    #expect(found.message.hasSuffix("in 1 row, it is nobody's alias"))
    #expect(found.hint.hasPrefix("add the entry for \"C|9\""))
  }

  @Test func `copies of a row differ in their place alone`() throws {
    let second = try raised(.identicalTo(line: 7), line: 12)
    let third = try raised(.identicalTo(line: 7), line: 13)
    #expect(second.code == .rowDuplicate)
    #expect(second.field == nil)
    #expect(second.fingerprint == third.fingerprint)
    #expect(second.actual == "lines 7 and 12")
  }

  @Test(arguments: [
    ([7, 12], "lines 7 and 12"), ([2, 3, 12], "lines 2, 3 and 12"),
    (Array(1...12), "lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more"), ([12], "line 12"),
    ([], "line unknown"),
  ])
  func `rows of one key name all their lines`(lines: [Int], named: String) throws {
    let found = try raised(.keyTwice(lines: lines))
    #expect(found.code == .keyDuplicate)
    #expect(found.key == "R1|1")
    #expect(found.actual == named)
    #expect(found.origin?.line == 12)
    #expect(
      found.message
        == "wms/in.csv:12: the key R1|1 stands in \(named), and the rows differ")
  }

  @Test func `a changed event says what it said before`() throws {
    let before = Origin(system: "wms", feed: "wms-in", file: "wms/old.csv", line: 3)
    let changes = [
      RowFacts.FieldChange(field: "qty_good", before: "10", now: "8"),
      RowFacts.FieldChange(field: "lot", before: "", now: "L2"),
    ]
    let found = try raised(.eventChanged(before: before, changes: changes))
    #expect(found.code == .eventIdConflict)
    #expect(found.expected == "10")
    #expect(found.actual == "8")
    #expect(
      found.message == "wms/in.csv:12: the event R1|1 was taken before (wms/old.csv:3) and says"
        + " something else here: qty_good 10 before, here 8; lot nothing before, here L2")
  }

  @Test func `a changed event whose values are unknown names both places`() throws {
    let before = Origin(system: "wms", feed: "wms-in", file: "wms/old.csv", line: 3)
    let found = try raised(.eventChanged(before: before))
    #expect(found.expected == "wms/old.csv:3")
    #expect(found.actual == "wms/in.csv:12")
  }

  @Test func `a value that its reason shortens already is cut there too`() throws {
    let long = String(repeating: "ab", count: 500)
    let found = try raised(
      .faulty(
        .rowInvalid, field: "qty", column: "Menge", value: long,
        reason: "\"\(long.prefix(200))\" is not a decimal number"))
    let shown = long.prefix(79) + "…"
    #expect(found.message.hasSuffix("column Menge: \"\(shown)\" is not a decimal number"))
  }

  @Test(arguments: [80, 81])
  func `a cell of more than 80 characters is cut`(length: Int) throws {
    let long = String(repeating: "ä", count: length)
    let shown = length > 80 ? String(repeating: "ä", count: 79) + "…" : long
    let invalid = try raised(
      .faulty(
        .rowInvalid, field: "qty", column: "Menge", value: long,
        reason: "\"\(long)\" is not a decimal number"))
    #expect(invalid.actual == shown)
    #expect(invalid.message.hasSuffix("column Menge: \"\(shown)\" is not a decimal number"))
    let change = RowFacts.FieldChange(field: "lot", before: long, now: long)
    let changed = try raised(.eventChanged(before: nil, changes: [change]))
    #expect(changed.expected == shown)
    #expect(changed.actual == shown)
    #expect(changed.message.hasSuffix("lot \(shown) before, here \(shown)"))
    let unknown = try raised(.unknownReference(.skuUnknown, id: long, rows: 1))
    #expect(unknown.key == long)
    #expect(unknown.message.contains("article \"\(shown)\" in"))
  }

  @Test(arguments: [
    (
      ExceptionCode.uomUnknown, "qty_good",
      "add the unit to the item's units, or correct it at its source; the row is then read again"
    ),
    (
      .uomUnknown, "uom",
      "add the unit to the values of column F or to its cross reference;"
        + " the row is then read again"
    ),
    (
      .uomFraction, "qty_good",
      "correct the unit's factor in the item's units, or the quantity in column F at its source"
    ),
    (
      .statusUnmapped, "status",
      "add the code to the values of column F or to its cross reference;"
        + " the row is then read again"
    ), (.gtinCheckdigit, "gtin", "correct the barcode in column F at its source"),
    (.rowInvalid, "qty_good", "correct the field at its source and send the row again"),
  ])
  func `the hint of a faulty field says what to change`(
    code: ExceptionCode, field: String, hint: String
  ) throws {
    let found = try raised(
      .faulty(code, field: field, column: "F", value: "v", reason: "\"v\" will not do"))
    #expect(found.hint == hint)
    #expect(found.message.hasSuffix("\"v\" will not do"))
  }

  @Test func `a fault that stops nothing says so`() throws {
    let found = try raised(
      .faulty(
        .gtinCheckdigit, field: "gtin", column: "EAN", value: "1", reason: "too short",
        flows: true))
    #expect(found.message.hasSuffix("too short; the row was taken all the same"))
  }

  private func raised(
    _ finding: RowFacts.Finding, key: RecordKey? = RecordKey(parts: ["R1", "1"]),
    system: SystemID = "wms", line: Int = 12
  ) throws -> SyncException {
    let origin = Origin(system: system, feed: "wms-in", file: "wms/in.csv", line: line)
    let row = RowFacts(entity: "receipt", key: key, origin: origin, finding: finding)
    let found = findings(in: .row(row))
    #expect(found.count == 1)
    return try #require(found.first)
  }
}
