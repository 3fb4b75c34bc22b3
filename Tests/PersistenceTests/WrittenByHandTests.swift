import Domain
import Testing

@testable import Persistence

/// Rows of a store that somebody wrote by hand are left out, or taken for the least they can mean.
@Suite struct WrittenByHandTests {
  private static let earliest = Timestamp(microseconds: 0)
  private let bench: StoreBench
  private var store: StateStore { bench.store }

  init() throws {
    bench = try StoreBench()
  }

  private func open(_ key: String) throws -> Int64 {
    let exception = SyncException(.feedStalled, severity: .error, key: key, message: "nothing came")
    return try store.open(
      BookedException(
        id: 0, state: .open, exception: exception, subject: "feed|" + key,
        firstSeen: StoreBench.noon,
        lastSeen: StoreBench.noon, seen: 1, survived: 0, needed: 0, settleSeconds: 0, lastRun: 1),
      fingerprint: key)
  }

  static let unknown = ["state = 'odd'", "code = 'NOBODY_KNOWS'"]

  @Test(arguments: unknown)
  func `an exception of an unknown state or code is left out, and the others are not`(
    change: String
  ) throws {
    let (one, other) = (try open("a"), try open("b"))
    try store.database.execute("PRAGMA ignore_check_constraints = ON")
    try store.database.execute("UPDATE exception_book SET \(change) WHERE id = \(one)")
    #expect(try store.exception(one) == nil)
    #expect(try store.allExceptions().map(\.id) == [other])
    #expect(try store.exceptionTallies().map(\.count) == [1])
  }

  @Test func `an exception of an unknown severity is listed and not counted`() throws {
    let id = try open("a")
    try store.database.execute("PRAGMA ignore_check_constraints = ON")
    try store.database.execute("UPDATE exception_book SET severity = 'odd'")
    #expect(try store.exception(id)?.exception.code == .feedStalled)
    #expect(try store.exceptionTallies().isEmpty)
  }

  @Test func `an exception whose times are no times was seen at the earliest one`() throws {
    let id = try open("a")
    try store.database.execute(
      "UPDATE exception_book SET first_seen = 'then', last_seen = 'now', sides = 'erp'")
    let found = try #require(try store.exception(id))
    #expect(found.firstSeen == Self.earliest && found.lastSeen == Self.earliest)
    #expect(found.exception.sides == [ExceptionSide("erp", says: nil, at: nil)])
  }

  @Test func `a decision whose time is none was made at the earliest one`() throws {
    let key = RecordKey(text: "A")
    _ = try store.record(
      DecisionEntry(
        run: 3, at: StoreBench.noon, entity: "item", key: key, field: "name", decision: "agreed",
        owner: nil, ownerValue: "", other: "wms", otherValue: "", ruleSet: 1, rule: nil))
    try store.database.execute("UPDATE decision_log SET at = 'then'")
    #expect(try store.decisions(on: key, of: "item").map(\.at) == [Self.earliest])
  }

  @Test func `a day or a time of a record that is none is absent`() throws {
    let expected = record(
      .purchaseOrder,
      [
        "po": .text("P1"), "expected_from": CalendarDate("2026-11-23").map { .date($0) } ?? .null,
        "ordered_at": .time(StoreBench.noon),
      ])
    try bench.insert(expected)
    let table = try store.table(.purchaseOrder)
    #expect(try table.record(expected.key, in: "erp")?.record == expected)
    try store.database.execute(
      "UPDATE purchase_order_record SET expected_from = 'soon', ordered_at = 'then'")
    let found = try #require(try table.record(expected.key, in: "erp")?.record)
    #expect(found["expected_from"].isNull && found["ordered_at"].isNull)
  }

  @Test func `a key of more parts than its type has finds nothing`() throws {
    try bench.insert(item("A1"))
    #expect(
      try store.table(.item).record(RecordKey(parts: ["A1", "more"]), in: "erp") == nil)
  }

  @Test func `a file seen since no time is seen from now on`() throws {
    let later = StoreBench.noon.adding(seconds: 60)
    _ = try store.sight(
      "a.csv", of: "items", stamp: StoreBench.stamp, run: 1, now: StoreBench.noon)
    try store.database.execute("UPDATE sighting SET since = 'then'")
    let again = try store.sight("a.csv", of: "items", stamp: StoreBench.stamp, run: 2, now: later)
    #expect(again == Sighting(since: later, looks: 1))
  }

  @Test func `an epoch that is no number is the first one`() throws {
    try store.set("epoch", to: "many")
    #expect(try store.epoch() == 1)
    #expect(try store.raiseEpoch(backup: "b", by: "ann", at: StoreBench.noon) == 2)
  }

  @Test func `running numbers of a waiting row that are none are left out`() throws {
    var row = HeldRow(
      feed: "items", file: try bench.file("a.csv").id, line: 2, byteOffset: 0, payload: "[]",
      ordinals: [1, 2], code: "ROW_INVALID", fingerprint: "f", context: "c")
    row.reference = ("item", "A1")
    try store.hold(row)
    try store.database.execute("UPDATE held_row SET ordinals = '1 x', reference_key = NULL")
    let found = try #require(
      try store.heldRows(of: "items", after: 0, upTo: store.newestHeldRow()).first)
    #expect(found.ordinals == [1])
    #expect(found.reference?.key == nil)
  }

  @Test func `a run that was killed has no end and no summary`() throws {
    let run = try store.startRun("run", at: StoreBench.noon)
    let told = try #require(try store.newestRuns(1).first)
    #expect(told.id == run && told.summary == "" && told.exit == nil && told.finishedAt == nil)
    #expect(try store.lastRun() == nil)
  }

  @Test func `a feed whose newest file has no name is told by the ledger's name of it`() throws {
    var state = FeedState(feed: "erp-items", expectedSince: StoreBench.noon)
    state.lastFile = try bench.file("a.csv").id
    let sign = try #require(try store.newestSign(of: state))
    #expect(sign.name == "a.csv" && sign.at == StoreBench.noon)
  }
}
