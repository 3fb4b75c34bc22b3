import Domain
import Persistence
import Testing

@Suite struct DueKeyTests {
  private let bench: StoreBench

  init() throws { bench = try StoreBench() }

  @Test func `a key is looked at again once its time has come, and only then`() throws {
    let store = bench.store
    try store.setDue(StoreBench.noon, "sales", "SO-1")
    try store.setDue(StoreBench.noon.adding(seconds: 60), "sales", "SO-2")
    try store.touchDue(at: StoreBench.noon.adding(seconds: -1))
    #expect(try store.touched("sales") == [])
    try store.touchDue(at: StoreBench.noon)
    #expect(try store.touched("sales") == ["SO-1"])
    try store.clearTouched("sales")
    try store.touchDue(at: StoreBench.noon.adding(seconds: 59))
    #expect(try store.touched("sales") == [])
  }

  @Test func `a new time takes the place of the old one, and none takes it back`() throws {
    let store = bench.store
    try store.setDue(StoreBench.noon, "sales", "SO-1")
    try store.setDue(StoreBench.noon.adding(seconds: 3600), "sales", "SO-1")
    try store.setDue(StoreBench.noon, "transfer", "TR-1")
    try store.setDue(nil, "transfer", "TR-1")
    try store.touchDue(at: StoreBench.noon.adding(seconds: 60))
    #expect(try store.touched("sales") == [])
    #expect(try store.touched("transfer") == [])
    try store.touchDue(at: StoreBench.noon.adding(seconds: 3600))
    #expect(try store.touched("sales") == ["SO-1"])
  }

  @Test func `a walk tells when keys are due, and of one asked out of order nothing`() throws {
    for number in 10..<40 {
      try bench.store.setDue(StoreBench.noon.adding(seconds: number), "stock", "HAM|\(number)")
    }
    try bench.store.setDue(StoreBench.noon, "tally", "HAM|50")
    let due = try DueTimes(of: "stock", in: bench.store)
    #expect(try due.time(of: "HAM|10") == StoreBench.noon.adding(seconds: 10))
    #expect(try due.time(of: "HAM|105") == nil)
    #expect(try due.time(of: "HAM|11") == StoreBench.noon.adding(seconds: 11))
    #expect(try due.time(of: "HAM|38") == StoreBench.noon.adding(seconds: 38))
    try bench.store.setDue(StoreBench.noon, "stock", "HAM|38")
    #expect(try due.time(of: "HAM|20") == nil)
    #expect(try due.time(of: "HAM|39") == StoreBench.noon.adding(seconds: 39))
    #expect(try due.time(of: "HAM|50") == nil)
  }
}
