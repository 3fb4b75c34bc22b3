import Glibc
import Testing
import Workbench

/// Each step of a delivery can be refused by the system: it is told, and the next run completes it.
@Suite(.enabled(if: LawTool.strace != nil)) struct DeliveryFaultTests {
  private static let inbox = "exchange/wms/in"
  private static let staging = inbox + "/.wmsync-staging"
  private static let half = staging + "/items_00000001.csv.tmp"
  private static let log = "state/sent.log"

  static let refused = [
    RefusedCall(
      calls: "mkdir", path: staging, error: "EACCES",
      told: "\(staging): cannot make the folder: Permission denied"),
    RefusedCall(
      calls: "openat", path: half, error: "EROFS",
      told: "\(half): cannot create: Read-only file system"),
    RefusedCall(
      calls: "write", path: half, error: "ENOSPC",
      told: "\(half): cannot write: No space left on device"),
    RefusedCall(
      calls: "fsync", path: half, error: "EIO", told: "\(half): cannot sync: Input/output error"),
    RefusedCall(
      calls: "close", path: half, error: "EDQUOT",
      told: "\(half): cannot close: Disk quota exceeded"),
    RefusedCall(
      calls: "rename", path: half, error: "EIO",
      told: "\(staging)/items_00000001.csv: cannot rename into place: Input/output error"),
    RefusedCall(
      calls: "fsync", path: staging, error: "EIO",
      told: "\(staging): cannot sync the folder: Input/output error"),
    RefusedCall(
      calls: "openat", path: staging, error: "EMFILE",
      told: "\(staging): cannot open the folder: Too many open files"),
    RefusedCall(
      calls: "openat", path: log, error: "EACCES", told: "\(log): cannot open: Permission denied"),
    RefusedCall(
      calls: "lseek", path: log, error: "EIO", told: "\(log): cannot read: Input/output error"),
    RefusedCall(
      calls: "write", path: log, error: "ENOSPC",
      told: "\(log): cannot write: No space left on device"),
    RefusedCall(
      calls: "fsync", path: log, error: "EIO", told: "\(log): cannot sync: Input/output error"),
    RefusedCall(
      calls: "renameat2", path: "\(inbox)/items_00000001.csv", error: "EXDEV",
      told: "\(inbox)/items_00000001.csv: cannot rename into place: Invalid cross-device link"),
    RefusedCall(
      calls: "fsync", path: inbox, error: "EIO",
      told: "\(inbox): cannot sync the folder: Input/output error"),
    RefusedCall(
      calls: "write", path: staging + "/guard-wms-items.tmp", error: "ENOSPC",
      told: "\(staging)/guard-wms-items.tmp: cannot write: No space left on device"),
    RefusedCall(
      calls: "openat", path: staging + "/guard-wms-items", error: "EIO", at: "2",
      told: "\(staging)/guard-wms-items: cannot open: Input/output error"),
    RefusedCall(
      calls: "openat", path: "\(inbox)/items_00000001.csv.ok", error: "EACCES",
      told: "\(inbox)/items_00000001.csv.ok: cannot create: Permission denied"),
  ]

  private static func shop() throws -> TestSite {
    let site = try CornerShop.opened()
    try site.folder.write(
      "wmsync.yaml",
      CornerShop.configuration().replacing(
        "items_{seq:8}.csv\",", with: "items_{seq:8}.csv\", marker: \"{file}.ok\","))
    return site
  }

  @Test(arguments: refused)
  func `a delivery that the system refuses is told and completed by the next run`(
    _ fault: RefusedCall
  ) throws {
    let undisturbed = try Self.shop()
    try undisturbed.done("run")
    try undisturbed.done("run", at: TestSite.later)
    let site = try Self.shop()

    let ended = try fault.run(in: site)
    #expect(ended.status == 74)
    #expect(ended.err.contains("/" + fault.told), "\(ended.err)")
    #expect(ended.err.utf8.count { $0 == 0x0a } == 1)

    try site.done("run", at: TestSite.later)
    #expect(try SiteEnd(site) == SiteEnd(undisturbed))
    #expect(try site.query("SELECT DISTINCT state FROM outbound") == ["published"])
  }

  /// Two streams, each to a folder of its own.
  private static func twoWays() throws -> TestSite {
    let site = try CornerShop.opened()
    try site.folder.write(
      "wmsync.yaml",
      CornerShop.configuration().replacing(
        "alerts:\n",
        with: """
            copies: {to: wms, entity: item, file: "wms/copies/items_{seq:8}.csv", dialect: plain}
          alerts:

          """))
    try site.done("run")
    return site
  }

  @Test func `a destination that takes nothing stops its own stream alone`() throws {
    let undisturbed = try Self.twoWays()
    let site = try Self.twoWays()
    let taken = Self.inbox + "/items_00000002.csv"
    try site.folder.write(taken, "not ours\n")
    let exports = [
      "sku;name;weight\nA1;Axe;1.5\nB2;Bow;3\n", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;4\n",
      "sku;name;weight\nA1;Axe;1.5\nB2;Bow;5\n",
    ]
    for (number, export) in exports.enumerated() {
      try site.write("erp/out/items_\(number + 2).csv", export)
      let ended = try site.wmsync("run", at: "2026-11-23T0\(7 + number):00:00Z")
      #expect(ended.status == 74)
      #expect(ended.err.contains("items_00000002.csv: the name is taken"), "\(ended.err)")
      let copy = site.text("exchange/wms/copies/items_0000000\(number + 2).csv") ?? ""
      #expect(copy.contains("B2;Bow;;;;;"), "\(copy)")
      #expect(site.text("report/exceptions.csv")?.contains("weight_kg") == true)
    }
    #expect(site.text(taken) == "not ours\n")
    #expect(
      try site.query("SELECT stream, count(*) FROM outbound GROUP BY stream")
        == ["copies|4", "wms-items|2"], "decided for a stream that sends nothing")

    // What the folder missed goes out: what was decided first, then what holds now.
    unlink(site.folder.path(of: taken))
    try site.done("run", at: "2026-11-23T10:00:00Z")
    let sent = [2, 3].map { site.text(Self.inbox + "/items_0000000\($0).csv") ?? "" }
    #expect(sent[0].contains("B2;Bow;3"), "\(sent)")
    #expect(sent[1].contains("B2;Bow;5"), "\(sent)")
    #expect(!site.folder.exists(Self.inbox + "/items_00000004.csv"))
    try site.done("run", at: "2026-11-23T11:00:00Z")
    #expect(!site.folder.exists(Self.inbox + "/items_00000004.csv"))
    #expect(!undisturbed.folder.exists(Self.inbox + "/items_00000003.csv"))
  }

  static let guarded = [
    RefusedCall(
      calls: "read", path: staging + "/guard-wms-items", error: "EIO",
      told: "\(staging)/guard-wms-items: cannot read: Input/output error"),
    RefusedCall(
      calls: "openat", path: staging + "/guard-wms-items", error: "EACCES",
      told: "\(staging)/guard-wms-items: cannot open: Permission denied"),
  ]

  @Test(arguments: guarded)
  func `a guard that cannot be read stops the run before anything is read or sent`(
    _ fault: RefusedCall
  ) throws {
    let site = try Self.shop()
    try site.done("run")
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;3\n")
    let before = try SiteEnd(site)

    let ended = try fault.run(in: site, at: TestSite.later)
    #expect(ended.status == 74)
    #expect(ended.err.contains("/" + fault.told), "\(ended.err)")
    #expect(try SiteEnd(site) == before)

    try site.done("run", at: TestSite.later)
    #expect(site.folder.exists(Self.inbox + "/items_00000002.csv"))
  }

  static let interrupted = [
    RefusedCall(calls: "write", path: half, error: "EINTR", told: ""),
    RefusedCall(calls: "write", path: log, error: "EINTR", told: ""),
    RefusedCall(calls: "read", path: "erp/out/items_1.csv", error: "EINTR", told: ""),
    RefusedCall(
      calls: "read", path: "exchange/erp/out/items_1.csv", error: "EINTR", told: ""),
    RefusedCall(calls: "write", path: "state/spool/incoming.tmp", error: "EINTR", told: ""),
  ]

  @Test(arguments: interrupted)
  func `a call that a signal interrupted is made again`(_ fault: RefusedCall) throws {
    let undisturbed = try Self.shop()
    try undisturbed.done("run")
    let site = try Self.shop()
    let ended = try fault.run(in: site)
    #expect(ended.status == 0)
    #expect(ended.err == "")
    #expect(try SiteEnd(site) == SiteEnd(undisturbed))
  }
}
