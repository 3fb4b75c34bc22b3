import Domain
import Persistence
import Testing

@Suite struct FeedStateTests {
  private let bench: StoreBench
  private var store: StateStore { bench.store }

  init() throws {
    bench = try StoreBench()
  }

  @Test func `the state of a feed reads back whole and replaces the one before`() throws {
    #expect(try store.feedState("erp-items") == nil)
    var state = FeedState(feed: "erp-items", expectedSince: StoreBench.noon)
    try store.keep(state)
    #expect(try store.feedState("erp-items") == state)
    state.lastFile = 3
    state.lastName = "a.csv"
    state.lastSequence = 12
    state.lastFullAt = StoreBench.noon.adding(seconds: 1)
    state.rows = 40
    state.header = "sku\u{1F}name"
    state.context = "c"
    state.rowTime = Timestamp(microseconds: 1_795_780_800_123_456)
    state.gapSince = StoreBench.noon.adding(seconds: 3)
    state.state = "held"
    try store.keep(state)
    #expect(try store.feedState("erp-items") == state)
    #expect(try bench.texts("SELECT count(*) FROM feed_state") == ["1"])
  }

  @Test func `touched keys come once, in byte order, of their subject`() throws {
    try store.touch("stock", ["b", "a", "B", "b"])
    try store.touch("stock", ["ä"])
    try store.touch("orders", ["x"])
    #expect(try store.touched("stock") == ["B", "a", "b", "ä"])
    #expect(try store.touched("returns") == [])
    try store.clearTouched("stock")
    #expect(try store.touched("stock") == [])
    #expect(try store.touched("orders") == ["x"])
  }

  @Test func `every key stands for all of a subject`() throws {
    try store.touch("stock", ["a", StateStore.everyKey, "\u{1}"])
    #expect(try store.touched("stock") == nil)
    #expect(try store.touched("orders") == [])
    try store.clearTouched("stock")
    #expect(try store.touched("stock") == [])
  }

  @Test func `what was agreed reads back, field by field`() throws {
    let key = RecordKey(parts: ["A|1"])
    let values: [String: Value] = [
      "name": .text("Bolt \"M8\""), "hazmat": .flag(false), "unit_cost": .number("12.000001"),
      "lead_time_days": .number("7"), "gtin": .null,
    ]
    for (field, value) in values {
      try store.agree(on: value, field: field, key: key, of: "item", with: "wms")
    }
    #expect(try store.agreedBase(key, of: .item, with: "wms") == values)
    #expect(try store.agreedBase(key, of: .item, with: "tpl") == [:])
    #expect(try store.agreedBase(RecordKey(text: "A"), of: .item, with: "wms") == [:])
  }

  @Test func `days and times that were agreed read back`() throws {
    let key = RecordKey(text: "SO1")
    let values: [String: Value] = [
      "ordered_at": .time(Timestamp(microseconds: 1_795_780_800_000_001)),
      "deliver_by": .date(CalendarDate(days: 20_000)),
    ]
    for (field, value) in values {
      try store.agree(on: value, field: field, key: key, of: "sales_order", with: "wms")
    }
    #expect(try store.agreedBase(key, of: .salesOrder, with: "wms") == values)
  }

  @Test func `a new agreement replaces the old one and can be forgotten`() throws {
    let key = RecordKey(text: "A")
    for system in ["wms", "tpl"] as [SystemID] {
      try store.agree(on: .text("Bolt"), field: "name", key: key, of: "item", with: system)
    }
    try store.agree(on: .text("Nut"), field: "name", key: key, of: "item", with: "wms")
    try store.agree(
      on: .text("Nut"), field: "name", key: RecordKey(text: "B"), of: "item", with: "wms")
    #expect(try store.agreedBase(key, of: .item, with: "wms") == ["name": .text("Nut")])
    #expect(try store.agreedBase(key, of: .item, with: "tpl") == ["name": .text("Bolt")])
    try store.forgetAgreement(on: key, of: "item")
    #expect(try store.agreedBase(key, of: .item, with: "wms") == [:])
    #expect(try store.agreedBase(key, of: .item, with: "tpl") == [:])
    #expect(try store.agreedBase(RecordKey(text: "B"), of: .item, with: "wms").count == 1)
  }

  @Test func `runs are numbered and the newest finished one is named`() throws {
    #expect(try store.lastRun()?.id == nil)
    let first = try store.startRun("run", at: StoreBench.noon)
    let end = StoreBench.noon.adding(seconds: 9)
    try store.finishRun(first, exit: 1, ruleSet: 2, summary: "{}", at: end)
    let second = try store.startRun("pull", at: end)
    #expect([first, second] == [1, 2])
    let last = try #require(try store.lastRun())
    #expect(last.id == first)
    #expect(last.finishedAt == end.description)
    #expect(last.exit == 1)
    #expect(
      try bench.texts("SELECT command || ' ' || coalesce(rule_set, '-') FROM runs ORDER BY id")
        == ["run 2", "pull -"])
  }
}
