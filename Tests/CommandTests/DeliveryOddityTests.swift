import Testing
import Workbench

/// Interruptions and torn logs that a delivery goes on from.
@Suite(.enabled(if: LawTool.strace != nil)) struct DeliveryOddityTests {
  private static let inbox = "exchange/wms/in"
  private static let eight = "2026-11-23T08:00:00Z"

  @Test func `a guard whose reading a signal interrupts is read on`() throws {
    let site = try CornerShop.running()
    let fault = RefusedCall(
      calls: "read", path: Self.inbox + "/.wmsync-staging/guard-wms-items", error: "EINTR", told: ""
    )
    #expect(try fault.run(in: site, at: TestSite.later).status == 0)
  }

  @Test func `a marker that cannot be replaced is told and set by the next run`() throws {
    let site = try CornerShop.opened()
    try site.folder.write(
      "wmsync.yaml",
      CornerShop.configuration().replacing(
        "items_{seq:8}.csv\",", with: "items_{seq:8}.csv\", marker: \"{file}.ok\","))
    let marker = Self.inbox + "/items_00000001.csv.ok"
    let fault = RefusedCall(calls: "unlink", path: marker, error: "EPERM", told: "")
    let ended = try fault.run(in: site)
    #expect(ended.status == 74)
    #expect(
      ended.err.contains("items_00000001.csv.ok: cannot remove: Operation not permitted"),
      "\(ended.err)")
    #expect(!site.folder.exists(marker))
    try site.done("run", at: TestSite.later)
    #expect(site.folder.exists(marker))
  }

  @Test func `what another store has sent stops everything, also of a stream that is no more`()
    throws
  {
    let site = try CornerShop.running()
    // As a kill leaves it that came before the file was known to be sent.
    _ = try site.query("UPDATE outbox SET state = 'staged', published_at = NULL")
    let guarded = Self.inbox + "/.wmsync-staging/guard-wms-items"
    let known = try #require(site.text(guarded))
    let identity = try #require(
      site.query("SELECT value FROM setting WHERE name = 'identity'").first)
    try #require(known.contains(identity))
    try site.folder.write(
      guarded, known.replacing(identity, with: String(identity.reversed() as [Character])))
    let configuration = CornerShop.configuration()
    let start = try #require(configuration.firstRange(of: "outbound:")).lowerBound
    let end = try #require(configuration.firstRange(of: "alerts:")).lowerBound
    try site.folder.write(
      "wmsync.yaml", String(configuration[..<start]) + String(configuration[end...]))
    let ended = try site.wmsync("run", at: TestSite.later)
    #expect(ended.status == 78, "\(ended.err)")
    #expect(ended.err.contains("another store has sent wms-items up to number 1"), "\(ended.err)")
  }

  static let readings = [
    RefusedCall(calls: "read", path: "state/sent.log", error: "EINTR", told: ""),
    RefusedCall(
      calls: "newfstatat,fstat", path: "state/sent.log", error: "EIO", at: "2",
      told: "sent.log: cannot look at: Input/output error"),
    RefusedCall(
      calls: "read", path: "state/sent.log", error: "EIO",
      told: "sent.log: cannot read: Input/output error"),
  ]

  @Test(arguments: readings)
  func `a log of sent files that cannot be read is left as it is`(_ fault: RefusedCall) throws {
    let site = try CornerShop.running()
    let before = try #require(site.text("state/sent.log"))
    let ended = try fault.run(in: site, "state prune", at: "2026-11-24T07:00:00Z")
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    #expect(ended.status == (fault.error == "EINTR" ? 0 : 74), "\(ended.err)")
    #expect(site.text("state/sent.log") == before)
  }

  /// What a push that was killed told only half of was not sent.
  @Test func `a restore passes over what the log tells by half`() throws {
    let site = try CornerShop.running()
    try site.done("state backup mine.db")
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;3\n")
    try site.done("run", at: TestSite.later)
    let log = try #require(site.text("state/sent.log"))
    let lines = log.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let file = try #require(lines.last { $0.hasPrefix("file\t") })
    var half = file.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    half[11] = "5"
    let torn = half.joined(separator: "\t") + "\nrecord\t1\t7\tHALF\n"
    // Half a file before a whole one, and half a one at the end, its last line torn.
    try site.folder.write(
      "state/sent.log", torn + log + torn + file.prefix(30))
    let told = try site.done("state restore mine.db", at: Self.eight)
    #expect(told.contains("items_00000002.csv: 1 records were sent after the backup"), "\(told)")
    #expect(try site.query("SELECT count(*) FROM sent WHERE key = 'HALF'") == ["0"])
    _ = try site.wmsync("run", at: "2026-11-23T09:00:00Z")
    let names = site.folder.names(in: Self.inbox).filter { $0.hasPrefix("items") }
    #expect(names == ["items_00000001.csv", "items_00000002.csv"])
  }

  @Test func `a long log whose last line is torn is shortened part by part`() throws {
    let site = try CornerShop.running()
    let log = try #require(site.text("state/sent.log"))
    let records = (1...4_000).map { "record\t\($0)\t7\tLONG-ARTICLE-NUMBER-\($0)\n" }.joined()
    let old = try #require(log.split(separator: "\n").first).replacing("2026-", with: "2025-")
    let kept = log + records
    try site.folder.write("state/sent.log", old + "\n" + kept + "record\t1")
    _ = try site.wmsync("run", at: "2027-10-23T06:00:00Z")
    #expect(site.text("state/sent.log") == kept + "record\t1\n")
  }

  @Test func `a file that cannot be laid out to be read again is told, and nothing is left`() throws
  {
    let site = try CornerShop.running()
    let fault = RefusedCall(
      calls: "renameat2", path: "exchange/erp/out/items_1.csv", error: "EXDEV",
      told: "items_1.csv: cannot rename into place: Invalid cross-device link")
    let rewind = "watermarks rewind erp-items --to start --yes"
    let ended = try fault.run(in: site, rewind, at: TestSite.later)
    #expect(ended.status == 74)
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    #expect(site.folder.names(in: "exchange/erp/out") == [])
    try site.done(rewind, at: TestSite.later)
    #expect(site.folder.names(in: "exchange/erp/out") == ["items_1.csv"])
  }
}
