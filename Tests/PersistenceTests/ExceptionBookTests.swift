import Domain
import Persistence
import Testing

@Suite struct ExceptionBookTests {
  private let bench: StoreBench
  private var store: StateStore { bench.store }
  private let noon = StoreBench.noon

  init() throws {
    bench = try StoreBench()
  }

  private func full(_ key: String = "HAM|A") -> SyncException {
    var exception = SyncException(
      .stockUnexplained, severity: .critical, entity: "stock", key: key, warehouse: "HAM",
      field: "on_hand", ownerSystem: "erp", expected: "5", actual: "4",
      difference: ExactDecimal("-1.5"), valueAtRisk: ExactDecimal(12),
      origin: Origin(system: "wms", feed: "wms-stock", file: "in/s.csv", line: 3),
      rule: "tolerance", message: "5 is not 4", hint: "count")
    exception.sides = [
      ExceptionSide("erp", says: "5", at: "in/e.csv:2"),
      ExceptionSide("wms", says: nil, at: nil),
    ]
    return exception
  }

  private func booked(_ exception: SyncException, id: Int64 = 0) -> BookedException {
    BookedException(
      id: id, state: .open, exception: exception, subject: "stock HAM", firstSeen: noon,
      lastSeen: noon, seen: 1, survived: 2, needed: 3, settleSeconds: 40, lastRun: 7)
  }

  /// An exception opened in the book and read back.
  private func opened(_ exception: SyncException) throws -> BookedException {
    let id = try store.open(booked(exception), fingerprint: exception.fingerprint)
    return try #require(try store.exception(id))
  }

  @Test func `an exception reads back whole`() throws {
    let found = try opened(full())
    #expect(found.exception == full())
    #expect(found.state == .open)
    #expect(found.subject == "stock HAM")
    #expect(found.firstSeen == noon)
    #expect(found.lastSeen == noon)
    #expect([found.seen, found.survived, found.needed, found.settleSeconds] == [1, 2, 3, 40])
    #expect(found.lastRun == 7)
    #expect(found.assignedTo == nil)
    #expect(try store.exception(fingerprint: full().fingerprint)?.id == found.id)
    #expect(try store.exception(fingerprint: "other")?.id == nil)
    #expect(try store.exception(found.id + 1)?.id == nil)
  }

  @Test func `an exception with the least it can have reads back`() throws {
    let least = SyncException(.feedStalled, key: "", message: "nothing came")
    #expect(try opened(least).exception == least)
  }

  @Test(arguments: ExceptionCode.allCases)
  func `every code is kept with its severity`(code: ExceptionCode) throws {
    let exception = SyncException(code, key: "K", message: "m")
    #expect(try opened(exception).exception == exception)
  }

  @Test(arguments: [
    "5|6", "a\\b|", "|", "\\", "two\nlines", "\n", "\r\n", "", " ", "\u{1F69A}", "a\0b",
  ])
  func `what a side says reads back whatever it is`(value: String) throws {
    var exception = full()
    exception.sides = [
      ExceptionSide("erp", says: value, at: "in/a|b.csv:2"),
      ExceptionSide("wms", says: "4", at: value.isEmpty ? nil : value),
      ExceptionSide("tpl", says: nil, at: "in/t.csv"),
    ]
    #expect(try opened(exception).exception.sides == exception.sides)
  }

  @Test func `an update writes what a new look found`() throws {
    var one = try opened(full())
    let later = noon.adding(seconds: 60)
    one.exception.severity = .warning
    one.exception.ownerSystem = "wms"
    one.exception.expected = nil
    one.exception.actual = "9"
    one.exception.difference = ExactDecimal(4)
    one.exception.valueAtRisk = nil
    one.exception.origin = nil
    one.exception.rule = "other"
    one.exception.message = "new"
    one.exception.hint = "hint"
    one.exception.sides = []
    one.state = .ignored
    one.subject = "stock HAM A"
    one.lastSeen = later
    one.seen = 2
    one.survived = 5
    one.needed = 6
    one.settleSeconds = 7
    one.assignedTo = "ann"
    one.due = "2026-12-01"
    one.ignoredUntil = "2026-12-24"
    one.lastRun = 8
    try store.update(one)
    let found = try #require(try store.exception(one.id))
    #expect(found.exception == one.exception)
    #expect(found.state == .ignored)
    #expect(found.subject == "stock HAM A")
    #expect(found.firstSeen == noon)
    #expect(found.lastSeen == later)
    #expect([found.seen, found.survived, found.needed, found.settleSeconds] == [2, 5, 6, 7])
    #expect(found.assignedTo == "ann")
    #expect(found.due == "2026-12-01")
    #expect(found.ignoredUntil == "2026-12-24")
    #expect(found.lastRun == 8)
  }

  @Test func `an exception that is open again keeps its number`() throws {
    var one = try opened(full())
    one.state = .resolved
    one.lastSeen = noon.adding(seconds: 60)
    try store.update(one)
    #expect(try store.liveExceptions().isEmpty)
    #expect(try bench.texts("SELECT closed_at FROM exception_book") == [one.lastSeen.description])
    let before = try #require(try store.exception(fingerprint: full().fingerprint))
    #expect(before.id == one.id)
    one.state = .open
    try store.update(one)
    #expect(try store.liveExceptions().map(\.id) == [one.id])
    #expect(try bench.texts("SELECT closed_at FROM exception_book") == ["NULL"])
    #expect(try refusal { _ = try opened(full()) } == .internalFault)
    #expect(try store.allExceptions().count == 1)
  }

  @Test func `live exceptions are all but the resolved, by number`() throws {
    for (number, state) in BookedException.State.allCases.enumerated() {
      var one = try opened(full("K\(number)"))
      one.state = state
      try store.update(one)
    }
    #expect(
      try store.liveExceptions().map(\.state) == [.open, .watch, .acknowledged, .ignored])
    #expect(try store.allExceptions().map(\.id) == [1, 2, 3, 4, 5])
  }

  @Test func `the newest resolved exception of a subject is found`() throws {
    #expect(try store.resolvedException(of: "stock HAM")?.id == nil)
    for (number, seconds) in [10, 30, 20].enumerated() {
      var one = try opened(full("K\(number)"))
      one.state = .resolved
      one.lastSeen = noon.adding(seconds: seconds)
      try store.update(one)
    }
    _ = try opened(full("K9"))
    #expect(try store.resolvedException(of: "stock HAM")?.exception.key == "K1")
    #expect(try store.resolvedException(of: "stock TIL")?.id == nil)
  }

  @Test func `the life of an exception is told oldest first`() throws {
    let (first, second) = (try opened(full("K1")), try opened(full("K2")))
    let third = try opened(full("K3"))
    try store.note("opened", on: first.id, who: "wmsync", at: noon.adding(seconds: 60))
    try store.note("opened", on: second.id, who: "wmsync", at: noon)
    try store.note("acknowledged", on: first.id, who: "ann", at: noon, note: "we\ncount")
    let life = try store.history(of: first.id)
    #expect(life.map(\.action) == ["opened", "acknowledged"])
    #expect(life.map(\.who) == ["wmsync", "ann"])
    #expect(life.map(\.note) == [nil, "we\ncount"])
    #expect(life.map(\.at) == [noon.adding(seconds: 60).description, noon.description])
    let lives = try store.histories(of: [first.id, third.id])
    #expect(lives.keys.sorted() == [first.id])
    #expect(lives[first.id]?.map(\.action) == ["opened", "acknowledged"])
  }

  @Test func `the operator sees difference and value in units`() throws {
    _ = try opened(full())
    #expect(
      try bench.texts("SELECT difference || ' ' || value_at_risk FROM exceptions") == ["-1.5 12"])
  }
}
