import Domain
import Persistence
import Testing

@Suite struct FileLedgerTests {
  private let bench: StoreBench
  private var store: StateStore { bench.store }

  init() throws {
    bench = try StoreBench()
  }

  @Test func `a line of the ledger reads back whole`() throws {
    var file = try bench.file("in/a.csv", sha256: "ab12", sequence: 7)
    file.state = .guarded
    file.reason = "too few rows"
    file.counts.rows = 10
    file.counts.skipped = 1
    file.counts.new = 2
    file.counts.changed = 3
    file.counts.unchanged = 4
    file.counts.held = 5
    file.counts.vanished = 6
    file.firstKey = RecordKey(text: "A|1")
    file.lastKey = RecordKey(text: "Z|9")
    file.header = "sku\u{1F}name"
    file.after = .pending
    file.stamp = FileStamp(size: 1, modified: 2, changed: 3, inode: .max)
    try store.update(file)
    let found = try #require(try store.file(file.id))
    #expect(found.feed == "erp-items")
    #expect(found.system == "erp")
    #expect(found.name == "in/a.csv")
    #expect(found.sha256 == "ab12")
    #expect(found.sequence == 7)
    #expect(found.state == .guarded)
    #expect(found.reason == "too few rows")
    #expect(found.counts == file.counts)
    #expect(found.firstKey == file.firstKey)
    #expect(found.lastKey == file.lastKey)
    #expect(found.header == file.header)
    #expect(found.after == .pending)
    #expect(found.stamp == file.stamp)
    #expect(found.run == 1)
    #expect(found.takenAt == StoreBench.noon)
    #expect(try store.file(file.id + 1) == nil)
  }

  @Test func `the newest line of a name is found, of its own feed`() throws {
    _ = try bench.file("a.csv", sha256: "1")
    let second = try bench.file("a.csv", sha256: "2", state: .reused)
    _ = try bench.file("b.csv")
    _ = try bench.file("a.csv", feed: "wms-items", sha256: "3")
    #expect(try store.newestFile(named: "a.csv", of: "erp-items")?.id == second.id)
    #expect(try store.newestFile(named: "A.csv", of: "erp-items") == nil)
    #expect(try store.newestFileID() == 4)
  }

  @Test func `content counts as taken only where it was accepted`() throws {
    let accepted = try bench.file("a.csv", sha256: "ab")
    _ = try bench.file("b.csv", sha256: "ab", state: .duplicate)
    _ = try bench.file("c.csv", sha256: "cd", state: .unreadable)
    #expect(try store.acceptedFile(content: "ab", of: "erp-items")?.id == accepted.id)
    #expect(try store.acceptedFile(content: "cd", of: "erp-items") == nil)
    #expect(try store.acceptedFile(content: "ab", of: "wms-items") == nil)
  }

  @Test func `accepted files come in the order they were taken`() throws {
    let names = ["c.csv", "a.csv", "b.csv"]
    for name in names { _ = try bench.file(name) }
    _ = try bench.file("d.csv", state: .late)
    _ = try bench.file("e.csv", feed: "wms-items")
    #expect(try store.acceptedFiles(of: "erp-items").map(\.name) == names)
    #expect(try store.acceptedFiles(after: 1).map(\.name) == ["a.csv", "b.csv", "e.csv"])
    #expect(try store.acceptedFiles(after: 5).isEmpty)
  }

  @Test func `an empty ledger knows of nothing`() throws {
    #expect(try store.newestFileID() == 0)
    #expect(try store.firstSequence(of: "erp-items") == nil)
    #expect(try !store.hasGap(in: "erp-items"))
    #expect(try store.acceptedFiles(after: 0).isEmpty)
  }

  @Test func `a number is missing until its file was accepted`() throws {
    _ = try bench.file("4.csv", sequence: 4)
    #expect(try !store.hasGap(in: "erp-items"))
    _ = try bench.file("6.csv", sequence: 6)
    _ = try bench.file("5.csv", state: .unreadable, sequence: 5)
    _ = try bench.file("5.csv", feed: "wms-items", sequence: 5)
    #expect(try store.hasGap(in: "erp-items"))
    #expect(try !store.hasAccepted(sequence: 5, of: "erp-items"))
    _ = try bench.file("6-again.csv", sequence: 6)
    #expect(try store.hasGap(in: "erp-items"))
    _ = try bench.file("5b.csv", sequence: 5)
    #expect(try !store.hasGap(in: "erp-items"))
    #expect(try store.hasAccepted(sequence: 5, of: "erp-items"))
    #expect(try store.firstSequence(of: "erp-items") == 4)
  }

  @Test func `forgotten files are new again by name and content`() throws {
    let first = try bench.file("a.csv", sha256: "1")
    var second = try bench.file("b.csv", sha256: "2")
    second.after = .pending
    try store.update(second)
    _ = try bench.file("b.csv", feed: "wms-items", sha256: "2")
    try store.forgetFiles(of: "erp-items", from: second.id)
    #expect(try store.newestFile(named: "b.csv", of: "erp-items") == nil)
    #expect(try store.acceptedFile(content: "2", of: "erp-items") == nil)
    #expect(try store.filesToPutAway().isEmpty)
    #expect(try store.newestFile(named: "a.csv", of: "erp-items")?.id == first.id)
    #expect(try store.acceptedFile(content: "1", of: "erp-items")?.id == first.id)
    #expect(try store.acceptedFile(content: "2", of: "wms-items") != nil)
    #expect(try store.file(second.id)?.name == "b.csv (rewound 2)")
  }

  @Test func `files are to be put away until that is done`() throws {
    var files = [try bench.file("a.csv"), try bench.file("b.csv"), try bench.file("c.csv")]
    files[0].after = .pending
    files[1].after = .done
    files[2].after = .pending
    for file in files { try store.update(file) }
    #expect(try store.filesToPutAway().map(\.name) == ["a.csv", "c.csv"])
  }

  @Test func `a file is stable since it was first seen in this shape`() throws {
    let noon = StoreBench.noon
    func see(_ seconds: Int, size: Int64 = 120, feed: FeedID = "erp-items") throws -> Timestamp {
      let stamp = FileStamp(size: size, modified: 2, changed: 3, inode: 4)
      let now = noon.adding(seconds: seconds)
      return try store.sight("a.csv", of: feed, stamp: stamp, run: 1, now: now).since
    }
    #expect(try see(0) == noon)
    #expect(try see(10) == noon)
    #expect(try see(20, size: 121) == noon.adding(seconds: 20))
    #expect(try see(30, size: 121) == noon.adding(seconds: 20))
    #expect(try see(30, feed: "wms-items") == noon.adding(seconds: 30))
    #expect(try see(5, size: 121) == noon.adding(seconds: 5))
    try store.forgetSighting(of: "a.csv", feed: "erp-items")
    #expect(try see(40, size: 121) == noon.adding(seconds: 40))
    #expect(try see(50, feed: "wms-items") == noon.adding(seconds: 30))
  }
}
