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

  @Test func `each surplus row is an exception of its own`() throws {
    let second = try raised(.identicalTo(line: 7), line: 12)
    let third = try raised(.identicalTo(line: 7), line: 13)
    #expect(second.code == .rowDuplicate)
    #expect(second.key == third.key)
    #expect(second.field == "line 12")
    #expect(second.fingerprint != third.fingerprint)
  }

  @Test func `two rows of one key name both lines`() throws {
    let found = try raised(.keyTwice(otherLine: 7))
    #expect(found.code == .keyDuplicate)
    #expect(found.key == "R1|1")
    #expect(found.actual == "lines 7 and 12")
  }

  @Test func `a changed event names both places`() throws {
    let before = Origin(system: "wms", feed: "wms-in", file: "wms/old.csv", line: 3)
    let found = try raised(.eventChanged(before: before))
    #expect(found.code == .eventIdConflict)
    #expect(found.expected == "wms/old.csv:3")
    #expect(found.actual == "wms/in.csv:12")
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
