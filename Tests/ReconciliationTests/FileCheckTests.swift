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
    #expect(first.message.hasSuffix("later files wait"))
  }

  @Test func `a single missing number is written alone`() throws {
    let found = try raised(.sequenceGap(missing: 41...41, holds: false))
    #expect(found.key == "wms-stock 41")
    #expect(found.message.contains("number 41 has not come"))
  }

  @Test func `numbers at the end of the scale do not trap`() throws {
    #expect(try raised(.sequenceGap(missing: 0...Int.max, holds: true)).expected != nil)
    #expect(try raised(.sequenceReset(last: .max, found: .min)).actual == "\(Int.min)")
  }

  @Test func `an export that shrank can be accepted with the command of its hint`() throws {
    let found = try raised(
      .shrink(
        measure: "share of missing records", found: "48 %", limit: "20 %",
        hash: "0123456789abcdef0123"))
    #expect(found.key == "wms-stock")
    #expect(found.severity == .critical)
    #expect(found.hint.hasSuffix("wmsync run --accept wms-stock@0123456789ab"))
    #expect(found.expected == "20 %")
    #expect(found.actual == "48 %")
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
