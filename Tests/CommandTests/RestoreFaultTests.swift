import Testing
import Workbench

/// Each step of a backup and of putting one back can be refused by the system: the store stays
/// what it was, and the same command again completes it.
@Suite(.enabled(if: LawTool.strace != nil)) struct RestoreFaultTests {
  private static let copy = "mine.db.tmp"
  private static let restored = "state/restored.db"

  static let backups = [
    RefusedCall(
      calls: "unlink", path: copy, error: "EACCES",
      told: "mine.db.tmp: cannot remove: Permission denied"),
    RefusedCall(
      calls: "openat", path: copy, error: "ENOSPC",
      told: "mine.db.tmp: cannot create: No space left on device"),
    RefusedCall(
      calls: "fsync", path: copy, error: "EIO",
      told: "mine.db.tmp: cannot sync: Input/output error"),
    RefusedCall(
      calls: "rename", path: copy, error: "EIO",
      told: "mine.db: cannot rename into place: Input/output error"),
    RefusedCall(
      calls: "pwrite64", path: copy, error: "ENOSPC", told: "nothing of this step was kept"),
  ]

  @Test(arguments: backups)
  func `a backup that the system refuses leaves nothing and is made the next time`(
    _ fault: RefusedCall
  ) throws {
    let site = try CornerShop.running()
    let file = site.folder.path(of: "mine.db")
    let ended = try fault.run(in: site, "state backup \(file)")
    #expect(ended.status == 74)
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    #expect(!site.folder.exists("mine.db"))
    try site.done("state backup \(file)")
    #expect(!site.folder.exists(Self.copy))
    try site.done("state verify \(file)")
  }

  static let restores = [
    RefusedCall(
      calls: "openat", path: restored + ".tmp", error: "ENOSPC",
      told: "\(restored).tmp: cannot create: No space left on device"),
    RefusedCall(
      calls: "write", path: restored + ".tmp", error: "ENOSPC",
      told: "\(restored).tmp: cannot write: No space left on device"),
    RefusedCall(
      calls: "unlink", path: restored, error: "EIO",
      told: "\(restored): cannot remove: Input/output error"),
    RefusedCall(
      calls: "chmod,fchmodat", path: restored, error: "EPERM",
      told: "\(restored): cannot make private: Operation not permitted"),
    RefusedCall(
      calls: "renameat2", path: restored, error: "EINVAL",
      told: "state/backups/replaced-20261123T070000Z.db: cannot rename into place: Invalid argument"
    ),
    RefusedCall(
      calls: "renameat2", path: "state/state.db", error: "EINVAL",
      told: "state/state.db: cannot rename into place: Invalid argument"),
    RefusedCall(
      calls: "read", path: "mine.db", error: "EIO", at: "1",
      told: "mine.db: cannot read: Input/output error"),
  ]

  @Test(arguments: restores)
  func `a restore that the system refuses leaves the store and is done the next time`(
    _ fault: RefusedCall
  ) throws {
    let site = try CornerShop.running()
    let file = site.folder.path(of: "mine.db")
    try site.done("state backup \(file)")
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;1\n")
    try site.done("run", at: TestSite.later)
    let before = Workbench.bytes(site.folder.path(of: "state/state.db"))

    let ended = try fault.run(in: site, "state restore \(file)", at: TestSite.later)
    #expect(ended.status == 74)
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    #expect(Workbench.bytes(site.folder.path(of: "state/state.db")) == before)

    try site.done("state restore \(file)", at: TestSite.later)
    try site.done("state verify", at: TestSite.later)
    #expect(!site.folder.exists(Self.restored))
    _ = try site.wmsync("run", at: "2026-11-23T08:00:00Z")
    let names = site.folder.names(in: "exchange/wms/in").filter { $0.hasPrefix("items") }
    #expect(names == ["items_00000001.csv", "items_00000002.csv"])
  }

  @Test func `without its log a restore steps over every number that the guard vouches for`() throws
  {
    let site = try CornerShop.running()
    try site.done("state backup mine.db")
    for number in 2...4 {
      try site.write(
        "erp/out/items_\(number).csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;\(number)\n")
      try site.done("run", at: "2026-11-23T0\(5 + number):00:00Z")
    }
    let sent = site.tree("exchange/wms/in", without: ["exchange/wms/in/.wmsync-staging"])
    #expect(sent.keys.sorted().last == "exchange/wms/in/items_00000004.csv")
    _ = try Program(path: "/bin/rm").run(["state/sent.log"], in: site.folder.path)

    let answer = try site.done("state restore mine.db", at: "2026-11-23T10:00:00Z")
    #expect(answer.contains("wms-items"))
    try site.done("state verify", at: "2026-11-23T10:00:00Z")
    #expect(try site.query("SELECT first, last FROM number_skipped") == ["2|3"])
    _ = try site.wmsync("run", at: "2026-11-23T11:00:00Z")
    let after = site.tree("exchange/wms/in", without: ["exchange/wms/in/.wmsync-staging"])
    for (name, bytes) in sent { #expect(after[name] == bytes, "\(name)") }
    let fresh = after.keys.filter { sent[$0] == nil }
    #expect(fresh.allSatisfy { $0 > "exchange/wms/in/items_00000004.csv" }, "\(fresh)")
  }

  /// What an interruption can leave of the last lines.
  static let torn = [
    "file\twms-items\t9\twms\twms/in/items_00000009.csv\t\taa\t2\twms-items-00000009"
      + "\t2026-11-23T06:00:00Z\t\t2\nrecord\t1\t5\tX9\n",
    "file\twms-items\t9\twms\twms/in/items_00000009.csv\t\taa\t1\twms-items-00000009"
      + "\t2026-11-23T06:00:00Z\t\t1\nfile\twms-items\tnine\n",
    "file\twms-items\t9\twms", "record\tx\t5\tX9\n", "somebody's notes\n",
  ]

  @Test(arguments: torn)
  func `lines of the log that tell of nothing whole are passed over by a restore`(
    torn: String
  ) throws {
    let site = try CornerShop.running()
    try site.done("state backup mine.db")
    let log = try #require(site.text("state/sent.log"))
    try site.folder.write("state/sent.log", log + torn)
    // The next run ends what was torn and goes on behind it.
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;1\n")
    try site.done("run", at: TestSite.later)
    try site.done("state restore mine.db", at: TestSite.later)
    #expect(
      try site.query("SELECT seq FROM outbox ORDER BY seq") == ["1", "2"], "nothing of number 9")
    #expect(try site.query("SELECT count(*) FROM sent WHERE key = 'X9'") == ["0"])
  }
}
