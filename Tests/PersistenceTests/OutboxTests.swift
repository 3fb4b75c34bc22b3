import Domain
import Persistence
import Testing

@Suite struct OutboxTests {
  private let bench: StoreBench
  private var store: StateStore { bench.store }
  private let noon = StoreBench.noon

  init() throws {
    bench = try StoreBench()
  }

  private func file(
    _ sequence: Int, stream: StreamID = "wms-items", ackWithin: Int? = nil, bytes: [UInt8] = [1]
  ) throws -> OutboxFile {
    var file = OutboxFile(
      stream: stream, system: "wms", sequence: sequence, name: "out/\(stream)-\(sequence).csv",
      marker: sequence == 1 ? nil : "out/\(sequence).done", sha256: "ab\(sequence)", records: 2,
      message: "\(stream)-\(sequence)", createdAt: noon, ackWithinSeconds: ackWithin, run: 3)
    file.id = try store.add(file, bytes: bytes)
    return file
  }

  @Test func `a file reads back whole with its bytes`() throws {
    let bytes = (0...255).map { UInt8($0) }
    let added = try file(2, ackWithin: 60, bytes: bytes)
    let found = try #require(try store.outboxFile(message: "wms-items-2"))
    #expect(found.id == added.id)
    #expect(found.stream == "wms-items")
    #expect(found.system == "wms")
    #expect(found.sequence == 2)
    #expect(found.name == "out/wms-items-2.csv")
    #expect(found.marker == "out/2.done")
    #expect(found.sha256 == "ab2")
    #expect(found.records == 2)
    #expect(found.state == .pending)
    #expect(found.createdAt == noon)
    #expect(found.ackWithinSeconds == 60)
    #expect(found.run == 3)
    #expect(try store.bytes(of: found) == bytes)
    #expect(try store.bytes(of: try file(3, bytes: [])) == [])
    #expect(try store.outboxFile(message: "wms-items-9")?.id == nil)
  }

  @Test func `each stream counts for itself and uses a number once`() throws {
    #expect(try store.lastSequence(of: "wms-items") == 0)
    _ = try file(1)
    _ = try file(2)
    _ = try file(1, stream: "wms-orders")
    #expect(try store.lastSequence(of: "wms-items") == 2)
    #expect(try store.lastSequence(of: "wms-orders") == 1)
    #expect(try store.outboxFile(stream: "wms-items", sequence: 2)?.message == "wms-items-2")
    #expect(try store.outboxFile(stream: "wms-orders", sequence: 2)?.id == nil)
    #expect(try refusal { _ = try file(2) } == .internalFault)
    #expect(try store.lastSequence(of: "wms-items") == 2)
  }

  @Test func `a file goes through its states and each keeps its time`() throws {
    let one = try file(1)
    func state() throws -> OutboxFile.State? { try store.outboxFile(message: one.message)?.state }
    try store.mark(one, .staged, at: noon)
    #expect(try state() == .staged)
    try store.mark(one, .published, at: noon.adding(seconds: 1))
    #expect(try state() == .published)
    try store.mark(one, .acknowledged, at: noon.adding(seconds: 2))
    #expect(try state() == .acknowledged)
    #expect(
      try bench.texts("SELECT published_at || ' ' || answered_at FROM outbox")
        == ["\(noon.adding(seconds: 1)) \(noon.adding(seconds: 2))"])
  }

  @Test func `pending and staged files are undelivered, by stream and number`() throws {
    let second = try file(2)
    _ = try file(1)
    let third = try file(3)
    _ = try file(1, stream: "erp-receipts")
    try store.mark(second, .staged, at: noon)
    try store.mark(third, .published, at: noon)
    #expect(
      try store.undeliveredFiles().map(\.message)
        == ["erp-receipts-1", "wms-items-1", "wms-items-2"])
  }

  @Test func `a file is overdue after its time and not before`() throws {
    for (number, ackWithin) in [(1, 60), (2, 600), (3, nil), (4, 1)] {
      let one = try file(number, ackWithin: ackWithin)
      if number < 4 { try store.mark(one, .published, at: noon) }
    }
    #expect(try store.unansweredFiles().map(\.sequence) == [1, 2])
    #expect(try store.overdueFiles(at: noon.adding(seconds: 60)).map(\.sequence) == [])
    #expect(try store.overdueFiles(at: noon.adding(seconds: 61)).map(\.sequence) == [1])
    #expect(try store.overdueFiles(at: noon.adding(seconds: 601)).map(\.sequence) == [1, 2])
  }

  @Test func `the content that was sent last is remembered per stream`() throws {
    let (first, second) = (try file(1), try file(2))
    let key = RecordKey(text: "A|1")
    #expect(try store.sentHash(key, on: "wms-items") == nil)
    try store.remember(key, hash: 11, on: "wms-items", outbox: first.id, row: 1)
    try store.answer("accepted", file: first)
    try store.remember(key, hash: .min, on: "wms-items", outbox: second.id, row: 4)
    #expect(try store.sentHash(key, on: "wms-items") == .min)
    #expect(try store.sentHash(key, on: "tpl-items") == nil)
    let sent = try #require(try store.sentRecords(key, on: ["tpl-items", "wms-items"]).first)
    #expect(sent.stream == "wms-items")
    #expect(sent.hash == .min)
    #expect(sent.file == second.name)
    #expect(sent.sequence == 2)
    #expect(sent.row == 4)
    #expect(sent.state == .pending)
    #expect(sent.answer == nil)
    #expect(try store.sentKeys(in: first) == [key], "an answer to it may still come")
    try store.forgetSent(key, on: "wms-items")
    #expect(try store.sentHash(key, on: "wms-items") == nil)
  }

  @Test func `the receiver answers to one row or to the whole file`() throws {
    let (one, other) = (try file(1), try file(2))
    let keys = ["C", "A", "B"].map { RecordKey(text: $0) }
    for (index, key) in keys.enumerated() {
      try store.remember(key, hash: 1, on: "wms-items", outbox: one.id, row: index + 1)
    }
    let stranger = RecordKey(text: "Z")
    try store.remember(stranger, hash: 1, on: "wms-items", outbox: other.id, row: 2)
    func answers() throws -> [String?] {
      try (keys + [stranger]).map { try store.sentRecords($0, on: ["wms-items"]).first?.answer }
    }
    #expect(try store.sentKeys(in: one) == keys)
    #expect(try store.sentKeys(in: one, row: 2) == [keys[1]])
    #expect(try store.sentKeys(in: one, row: 4) == [])
    try store.answer("rejected", file: one, row: 2)
    #expect(try answers() == [nil, "rejected", nil, nil])
    try store.answer("accepted", file: one)
    #expect(try answers() == ["accepted", "accepted", "accepted", nil])
  }

  @Test func `content that a receiver does not echo is remembered apart`() throws {
    let key = RecordKey(text: "A")
    #expect(try store.unechoedHash(key, on: "wms-items") == nil)
    try store.rememberUnechoed(key, hash: 5, on: "wms-items")
    try store.rememberUnechoed(key, hash: 6, on: "wms-items")
    #expect(try store.unechoedHash(key, on: "wms-items") == 6)
    #expect(try store.unechoedHash(key, on: "tpl-items") == nil)
    #expect(try store.sentHash(key, on: "wms-items") == nil)
  }
}
