import Domain
import Reconciliation
import Testing

@Suite struct FileCheckTests {
  @Test func `a file is known by its path and its sender`() throws {
    let found = try raised(.nameReused)
    #expect(found.code == .fileNameReused)
    #expect(found.entity == nil)
    #expect(found.key == "wms/stock_44.csv")
    #expect(found.ownerSystem == "wms")
    #expect(
      found.origin
        == Origin(system: "wms", feed: "wms-stock", file: "wms/stock_44.csv", line: 1))
  }

  @Test func `the same gap seen from a later file is the same exception`() throws {
    let gap = FileFacts.Finding.sequenceGap(missing: 41...43, holds: true)
    let first = try raised(gap)
    let later = try raised(gap, in: "wms/stock_45.csv")
    #expect(first.key == "wms-stock 41-43")
    #expect(first.fingerprint == later.fingerprint)
    #expect(
      first.message
        == "wms/stock_44.csv:1: 40 and 44 came, numbers 41-43 are missing from wms;"
        + " later files wait")
  }

  @Test func `a single missing number is written alone`() throws {
    let found = try raised(.sequenceGap(missing: 41...41, holds: false))
    #expect(found.key == "wms-stock 41")
    #expect(found.message.contains("40 and 42 came, number 41 is missing from wms"))
  }

  @Test func `numbers at the end of the scale do not trap`() throws {
    #expect(try raised(.sequenceGap(missing: 0...Int.max, holds: true)).expected != nil)
    let from = try raised(.sequenceGap(missing: 0...2, holds: true))
    #expect(from.message.contains(": 3 came, numbers 0-2 are missing"))
    let all = try raised(.sequenceGap(missing: 0...Int.max, holds: true))
    #expect(all.message.contains(": numbers 0-\(Int.max) are missing"))
    #expect(try raised(.sequenceReset(last: .max, found: .min)).actual == "\(Int.min)")
  }

  @Test func `an export that shrank can be accepted with the command of its hint`() throws {
    let found = try raised(
      .shrink(
        measure: "records missing", found: "4 of 10", limit: "20 %",
        hash: "0123456789abcdef0123"))
    #expect(found.key == "wms-stock")
    #expect(found.severity == .critical)
    #expect(found.hint.hasSuffix("wmsync run --accept wms-stock@0123456789ab"))
    #expect(found.expected == "20 %")
    #expect(found.actual == "4 of 10")
  }

  @Test(arguments: [
    ("rows", "3", "10", "it has 3 rows, the guard wants at least 10"),
    ("rows", "1", "10", "it has 1 row, the guard wants at least 10"),
    ("records missing", "4 of 10", "20 %", "4 of 10 records are missing, the guard allows 20 %"),
    ("records missing", "1 of 2", "20 %", "1 of 2 records is missing, the guard allows 20 %"),
    ("records changed", "9 of 10", "50 %", "9 of 10 records changed, the guard allows 50 %"),
    (
      "quantities gone to zero", "4 of 10", "5 %",
      "4 of 10 quantities went to zero, the guard allows 5 %"
    ),
    ("value lost", "4 of 10", "5 %", "value lost: 4 of 10, the guard allows 5 %"),
  ])
  func `an export that shrank says what it lost`(
    measure: String, found: String, limit: String, loss: String
  ) throws {
    let raised = try raised(.shrink(measure: measure, found: found, limit: limit, hash: "0123"))
    #expect(
      raised.message
        == "wms/stock_44.csv:1: full export of wms set aside: \(loss)")
  }

  @Test func `a file under a used name is set aside`() throws {
    #expect(try raised(.nameReused).message.hasSuffix("; set aside, not read"))
  }

  @Test func `a column of endless name is cut`() throws {
    let name = String(repeating: "x", count: 81)
    let found = try raised(.drift(missing: [name], added: [], reordered: false, refused: true))
    #expect(found.actual == "missing " + String(repeating: "x", count: 79) + "…")
  }

  @Test func `a silent feed names its last file`() throws {
    var facts = FeedFacts(
      feed: "wms-stock", system: "wms", silentSeconds: 7200, lateSeconds: 7200,
      criticalSeconds: nil)
    let never = try #require(findings(in: .feed(facts)).first)
    #expect(never.origin == Origin(system: "wms", feed: "wms-stock", file: "", line: 0))
    #expect(
      never.message == "wms-stock expects a file within 2 h, wms has sent none for 2 h;"
        + " none ever came")
    facts.lastFile = "wms/stock_43.csv"
    facts.lastAt = Timestamp(microseconds: 0)
    let stalled = try #require(findings(in: .feed(facts)).first)
    #expect(stalled.origin?.file == "wms/stock_43.csv")
    #expect(
      stalled.message.hasSuffix("the last was wms/stock_43.csv at 1970-01-01T00:00:00Z"))
    #expect(stalled.fingerprint == never.fingerprint)
  }

  @Test(arguments: [(true, Severity.critical), (false, .warning)])
  func `drift stops the line only when the file was refused`(
    refused: Bool, severity: Severity
  ) throws {
    let found = try raised(
      .drift(missing: ["Menge"], added: ["Anzahl", "Lot"], reordered: true, refused: refused))
    #expect(found.severity == severity)
    #expect(found.key == "wms-stock")
    #expect(found.actual == "missing Menge; added Anzahl, Lot; reordered")
  }

  @Test func `a drift of very many columns is cut short`() throws {
    let names = (1...500).map { "C\($0)" }
    let found = try raised(.drift(missing: names, added: [], reordered: false, refused: true))
    #expect(found.actual?.hasSuffix("C10 and 490 more") == true)
  }

  @Test func `an unreadable file is reported at its line`() throws {
    let found = try raised(.unreadable(line: 17, reason: "the quoted field never ends"))
    #expect(found.message.hasPrefix("wms/stock_44.csv:17: "))
    #expect(found.message.hasSuffix("the quoted field never ends"))
    #expect(found.origin?.line == 17)
  }

  @Test func `a file that is well raises nothing`() {
    #expect(findings(in: .file(facts(.fine))).isEmpty)
  }

  @Test(arguments: [
    (7199, nil), (7200, "2 h"), (7260, "2 h 1 min"), (14399, "3 h 59 min"),
    (90_000, "1 d 1 h"), (86_460, "1 d"),
  ])
  func `a silent feed says for how long`(seconds: Int, time: String?) {
    let facts = FeedFacts(
      feed: "wms-stock", system: "wms", silentSeconds: seconds, lateSeconds: 7200,
      criticalSeconds: 14_400)
    let found = findings(in: .feed(facts)).first
    #expect(found?.actual == time.map { "silent for \($0)" })
    #expect(found?.severity == time.map { _ in seconds < 14_400 ? .error : .critical })
    #expect(found == nil || found?.key == "wms-stock")
    #expect(found == nil || found?.hint.contains("export job of wms") == true)
  }

  private func facts(
    _ finding: FileFacts.Finding, in file: String = "wms/stock_44.csv"
  ) -> FileFacts {
    FileFacts(feed: "wms-stock", system: "wms", file: file, finding: finding)
  }

  private func raised(
    _ finding: FileFacts.Finding, in file: String = "wms/stock_44.csv"
  ) throws -> SyncException {
    let found = Reconciliation.findings(in: .file(facts(finding, in: file)))
    #expect(found.count == 1)
    return try #require(found.first)
  }
}
