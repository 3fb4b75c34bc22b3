import Intake
import Testing
import Workbench

/// Rows are recognised by their bytes, in whatever order they come.
struct RowFingerprintTests {
  private static func fingerprint(_ text: String, seed: UInt64 = 7) -> RowFingerprint {
    Array(text.utf8).withUnsafeBytes { RowFingerprint($0, seed: seed) }
  }

  @Test func `a fingerprint is the same on every machine and in every version`() {
    let known: [(String, UInt64, UInt64, UInt64)] = [
      ("", 0, 0x01e8_21d5_b7e6_95c2, 0xeac1_85a1_cb08_8c0b),
      ("a", 0, 0xeb8a_12db_8385_8995, 0xc425_2168_732e_8d60),
      ("1001;HAM;12", 7, 0xa645_6c08_7765_cbc4, 0x5a94_ad79_028d_57e6),
      ("1001;HAM;12;available;L20250101-07;44", 7, 0xce41_2970_59b0_3699, 0x07d0_d95a_6f18_6683),
    ]
    for (text, seed, low, high) in known {
      let found = Self.fingerprint(text, seed: seed)
      #expect(found == RowFingerprint(low: low, high: high), "\(text): \(found)")
    }
  }

  @Test func `texts that differ in one bit, in length or in seed have other fingerprints`() {
    var seen: Set<RowFingerprint> = []
    var tried = 0
    for length in 0...40 {
      let text = [UInt8](repeating: 0, count: length)
      for seed: UInt64 in [0, 1, 7] {
        seen.insert(text.withUnsafeBytes { RowFingerprint($0, seed: seed) })
        tried += 1
      }
      for bit in 0..<length * 8 {
        var changed = text
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        seen.insert(changed.withUnsafeBytes { RowFingerprint($0, seed: 7) })
        tried += 1
      }
    }
    #expect(seen.count == tried)
  }

  private static func collected(_ texts: [String]) -> FingerprintCollector {
    var collector = FingerprintCollector()
    for (index, text) in texts.enumerated() {
      collector.add(.init(fingerprint(text), record: UInt64(index)))
    }
    return collector
  }

  @Test func `a row is recognised when it stood in the earlier file, and only then`() {
    for count in [0, 1, 2, 5, 1_000, 70_000] {
      let texts = (0..<count).map { "row \($0)" }
      let rows = Self.collected(texts).sorted(with: nil)
      #expect(rows.count == count)
      for text in texts.reversed() { #expect(rows.recognize(Self.fingerprint(text))) }
      for other in ["", "row", "row -1", "row \(count)"] {
        #expect(!rows.recognize(Self.fingerprint(other)), "\(other) of \(count)")
      }
      #expect(rows.seenCount == count)
    }
  }

  @Test func `what is seen again is kept for the next file, what is not seen is not`() {
    let before = Self.collected(["a", "b", "c"]).sorted(with: nil)
    #expect(before.recognize(Self.fingerprint("c")))
    #expect(before.recognize(Self.fingerprint("c")))
    var collector = FingerprintCollector()
    collector.add(.init(Self.fingerprint("d"), record: 9))
    let after = collector.sorted(with: before)
    var records: [UInt64] = []
    after.forEach { entry, _ in records.append(entry.record) }
    #expect(records.sorted() == [2, 9])
    #expect(!after.recognize(Self.fingerprint("a")))
    #expect(after.recognize(Self.fingerprint("c")) && after.recognize(Self.fingerprint("d")))
  }

  @Test func `a row that became several records is seen with all of them`() {
    var collector = FingerprintCollector()
    for record: UInt64 in 1...5 { collector.add(.init(Self.fingerprint("order"), record: record)) }
    let rows = collector.sorted(with: nil)
    #expect(rows.recognize(Self.fingerprint("order")))
    #expect(rows.seenCount == 5)
  }

  // MARK: The file

  @Test func `fingerprints come back from their file as they were`() throws {
    let folder = try ThrowawayFolder()
    let file = FingerprintFile(path: folder.path(of: "rows"), seed: 7, binding: "feed 1")
    #expect(file.read() == nil)
    try file.write(Self.collected(["a", "b"]).sorted(with: nil), isWhole: true)
    let found = try #require(file.read())
    #expect(found.isWhole && found.fingerprints.count == 2)
    #expect(found.fingerprints.recognize(Self.fingerprint("b")))
    #expect(folder.names(in: "") == ["rows"])
  }

  @Test func `fingerprints that cannot be kept leave nothing behind`() throws {
    let folder = try ThrowawayFolder()
    let rows = Self.collected(["a"]).sorted(with: nil)
    let nowhere = FingerprintFile(path: folder.path(of: "none/rows"), seed: 7, binding: "")
    #expect(throws: IntakeFailure.self) { try nowhere.write(rows, isWhole: true) }
    // A folder stands where the file would go.
    try folder.makeFolder("rows/inside")
    let taken = FingerprintFile(path: folder.path(of: "rows"), seed: 7, binding: "")
    #expect(taken.read() == nil)
    #expect(throws: IntakeFailure.self) { try taken.write(rows, isWhole: true) }
    #expect(folder.names(in: "") == ["rows"] && folder.names(in: "rows") == ["inside"])
  }

  @Test func `a file of another feed, of another store or with one wrong bit is not believed`()
    throws
  {
    let folder = try ThrowawayFolder()
    let path = folder.path(of: "rows")
    let file = FingerprintFile(path: path, seed: 7, binding: "feed 1")
    try file.write(Self.collected(["a", "b"]).sorted(with: nil), isWhole: false)
    #expect(FingerprintFile(path: path, seed: 7, binding: "feed 2").read() == nil)
    #expect(FingerprintFile(path: path, seed: 8, binding: "feed 1").read() == nil)
    let whole = Workbench.bytes(path)
    for bit in 0..<whole.count * 8 {
      var damaged = whole
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      try folder.write("rows", bytes: damaged)
      #expect(file.read() == nil, "bit \(bit)")
    }
    for length in 0..<whole.count {
      try folder.write("rows", bytes: Array(whole[..<length]))
      #expect(file.read() == nil, "\(length) bytes")
    }
  }
}
