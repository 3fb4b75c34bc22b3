import Testing
import Workbench

/// What is remembered of sent files outside the store has an end, and a restore still knows all
/// that its backup lacks.
@Suite struct SentLogTests {
  private func files(_ site: TestSite) -> [Int] {
    (site.text("state/sent.log") ?? "").split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      return fields[0] == "file" ? Int(fields[2]) : nil
    }
  }

  /// A site on which one article is new each time.
  private func sell(_ number: Int, at time: String, on site: TestSite) throws {
    let more = (2...number).map { "N\($0);New \($0);1\n" }.joined()
    try site.write(
      "erp/out/items_\(number).csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\n" + more)
    _ = try site.wmsync("run", at: time)
  }

  @Test func `without a backup files are forgotten after four hundred days`() throws {
    let site = try CornerShop.running()
    try sell(2, at: "2026-11-24T06:00:00Z", on: site)
    #expect(files(site) == [1, 2])
    _ = try site.wmsync("run", at: "2027-12-28T06:00:00Z")
    #expect(files(site) == [1, 2])
    _ = try site.wmsync("run", at: "2027-12-29T06:00:00Z")
    #expect(files(site) == [2])
    #expect(site.text("state/sent.log")?.hasSuffix("\tN2\n") == true)
    _ = try site.wmsync("run", at: "2027-12-30T06:00:00Z")
    #expect(files(site) == [])
  }

  @Test func `what a backup lacks is remembered however old it is`() throws {
    let site = try CornerShop.running()
    try site.folder.write(
      "wmsync.yaml", CornerShop.configuration() + "retention: {outbound: 1d}\n")
    try sell(2, at: "2026-11-24T06:00:00Z", on: site)
    try site.done("state backup", at: "2026-11-24T06:05:00Z")
    #expect(files(site) == [])
    try sell(3, at: "2026-11-25T06:00:00Z", on: site)
    try sell(4, at: "2027-12-29T06:00:00Z", on: site)
    #expect(files(site) == [3, 4])
    let told = try site.done(
      "state restore state/backups/state-20261124T060500Z.db", at: "2027-12-29T06:00:00Z")
    #expect(told.contains("items_00000003.csv: 1 records were sent after the backup"))
  }

  @Test func `a backup that cannot be asked is told of and nothing is forgotten`() throws {
    let site = try CornerShop.running()
    try site.folder.write("state/backups/state-20261101T060000Z.db", "damaged")
    let ended = try site.wmsync("run", at: "2027-12-29T06:00:00Z")
    #expect([0, 3].contains(ended.status))
    #expect(ended.err.contains("state-20261101T060000Z.db: "))
    #expect(ended.err.contains("sent.log keeps what this backup may lack"))
    #expect(files(site) == [1])
  }
}
