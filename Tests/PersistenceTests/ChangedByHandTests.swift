import Domain
import Testing

@testable import Persistence

/// A store in which somebody wrote by hand is read without a trap: what cannot be understood is
/// taken for nothing, or for the earliest time.
@Suite struct ChangedByHandTests {
  private static let earliest = Timestamp(microseconds: 0)

  @Test func `a feed whose times are no times is as one that was never read`() throws {
    let bench = try StoreBench()
    try bench.store.keep(FeedState(feed: "erp-items", expectedSince: StoreBench.noon))
    try bench.store.database.execute(
      "UPDATE feed_state SET expected_since = 'soon', last_full_at = 'then'")
    let state = try #require(try bench.store.feedState("erp-items"))
    #expect(state.expectedSince == Self.earliest)
    #expect(state.lastFullAt == nil)
  }

  @Test func `a line of the ledger that says something unknown is an accepted file that stays`()
    throws
  {
    let bench = try StoreBench()
    let file = try bench.file("erp/out/items_1.csv")
    try bench.store.database.execute("PRAGMA ignore_check_constraints = ON")
    try bench.store.database.execute(
      "UPDATE file_ledger SET state = 'odd', taken_at = 'then', after = 'odd'")
    let read = try #require(try bench.store.file(file.id))
    #expect(read.state == .accepted && read.after == .kept && read.takenAt == Self.earliest)
  }

  @Test func `an outbound file of an unknown state waits to be sent`() throws {
    let bench = try StoreBench()
    let file = OutboxFile(
      stream: "wms-items", system: "wms", sequence: 1, name: "wms/in/i_1.csv", marker: nil,
      sha256: "aa", records: 1, message: "wms-items-1", createdAt: StoreBench.noon,
      ackWithinSeconds: nil, run: 1)
    let id = try bench.store.add(file, bytes: [65])
    try bench.store.remember(RecordKey(text: "A1"), hash: 1, on: "wms-items", outbox: id, row: 1)
    try bench.store.database.execute("PRAGMA ignore_check_constraints = ON")
    try bench.store.database.execute("UPDATE outbox SET state = 'odd', created_at = 'then'")
    let read = try #require(try bench.store.outboxFile(message: "wms-items-1"))
    #expect(read.state == .pending && read.createdAt == Self.earliest)
    #expect(
      try bench.store.sentRecords(RecordKey(text: "A1"), on: ["wms-items"]).map(\.state) == [
        .pending
      ])
    var unknown = read
    unknown.id = 99
    #expect(try bench.store.bytes(of: unknown) == [])
  }

  @Test func `an agreement on a field that is not there any more, or on no value, is none`() throws
  {
    let bench = try StoreBench()
    let key = RecordKey(text: "A1")
    try bench.store.agree(
      on: .decimal(ExactDecimal(2)), field: "weight_kg", key: key, of: "item", with: "wms")
    try bench.store.agree(on: .text("x"), field: "colour", key: key, of: "item", with: "wms")
    try bench.store.database.execute(
      "UPDATE agreed_base SET value = 'heavy' WHERE field = 'weight_kg'")
    #expect(try bench.store.agreedBase(key, of: .item, with: "wms") == ["weight_kg": .null])
  }
}
