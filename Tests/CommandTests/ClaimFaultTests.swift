import Glibc
import Testing
import Workbench

/// Each step of taking a file can be refused by the system: nothing of it is used, and the next
/// run takes it whole.
@Suite(.enabled(if: LawTool.strace != nil)) struct ClaimFaultTests {
  private static let export = "erp/out/items_1.csv"
  private static let spooled = "state/spool/incoming.tmp"
  private static let look = "newfstatat,fstat"

  static let refused = [
    RefusedCall(
      calls: "openat", path: "state/spool", error: "EMFILE",
      told: "state/spool: cannot list: Too many open files"),
    RefusedCall(
      calls: "getdents64", path: "state/spool", error: "EIO",
      told: "state/spool: cannot list: Input/output error"),
    RefusedCall(
      calls: "openat", path: "exchange", error: "EMFILE",
      told: "exchange: cannot open the exchange folder: Too many open files"),
    RefusedCall(
      calls: "openat2", path: "erp/out/", error: "EACCES",
      told: "exchange/erp/out/: cannot list: Permission denied"),
    RefusedCall(
      calls: "getdents64", path: "exchange/erp/out", error: "EIO",
      told: "exchange/erp/out/: cannot list: Input/output error"),
    RefusedCall(
      calls: look, path: "items_1.csv", error: "EIO",
      told: "\(export): cannot look at: Input/output error"),
    RefusedCall(
      calls: "openat2", path: export, error: "EACCES",
      told: "\(export): cannot open: Permission denied"),
    RefusedCall(
      calls: look, path: "exchange/" + export, error: "EIO",
      told: "\(export): cannot look at: Input/output error"),
    RefusedCall(
      calls: look, path: "exchange/" + export, error: "EIO", at: "3",
      told: "\(export): cannot look at: Input/output error"),
    RefusedCall(
      calls: "read", path: "exchange/" + export, error: "EIO",
      told: "\(export): cannot read: Input/output error"),
    RefusedCall(
      calls: "openat", path: spooled, error: "ENOSPC",
      told: "\(spooled): cannot create: No space left on device"),
    RefusedCall(
      calls: "write", path: spooled, error: "ENOSPC",
      told: "\(spooled): cannot write: No space left on device"),
    RefusedCall(
      calls: "fsync", path: spooled, error: "EIO",
      told: "\(spooled): cannot sync: Input/output error"),
    RefusedCall(
      calls: "close", path: spooled, error: "EDQUOT",
      told: "\(spooled): cannot close: Disk quota exceeded"),
    RefusedCall(
      calls: "rename", path: spooled, error: "EIO", told: "cannot rename: Input/output error"),
    RefusedCall(
      calls: "openat2", path: export, error: "EIO", at: "2",
      told: "\(export): cannot look at: Input/output error"),
    RefusedCall(
      calls: "unlink", path: "exchange/" + export, error: "EACCES",
      told: "exchange/\(export): cannot remove: Permission denied"),
    RefusedCall(
      calls: "statfs,fstatfs", path: "state/spool", error: "EIO",
      told: "state/spool: cannot look at the space left for: Input/output error"),
    RefusedCall(
      calls: "rename", path: "", error: "EIO", at: "2",
      told: "1-items_1.csv: cannot archive: Input/output error"),
    RefusedCall(
      calls: "mkdir", path: "state/archive", error: "ENOSPC",
      told: "state/archive: cannot make the folder: No space left on device"),
    RefusedCall(
      calls: "access,faccessat,faccessat2",
      path: "state/spool/f00c2c2985e29d246a277226ef397816cd848867e0a167b520817b7228070266",
      error: "EACCES", told: "cannot look at: Permission denied"),
  ]

  @Test(arguments: refused)
  func `a file whose claim the system refuses is taken whole by the next run`(
    _ fault: RefusedCall
  ) throws {
    let undisturbed = try CornerShop.opened()
    try undisturbed.done("run")
    let site = try CornerShop.opened()

    let ended = try fault.run(in: site)
    #expect(ended.status == 74)
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    #expect(ended.err.utf8.count { $0 == 0x0a } == 1)
    #expect(!site.folder.names(in: "exchange/wms/in").contains { $0.hasPrefix("items") })

    try site.done("run")
    #expect(try SiteEnd(site) == SiteEnd(undisturbed))
  }

  /// The corner shop with a second export that is as long as the first.
  private func withTwin() throws -> TestSite {
    let site = try CornerShop.running(after: "keep")
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Adz;1.5\nB2;Bow;2\n")
    return site
  }

  @Test func `a file as long as the one before it is copied when it is another one`() throws {
    let undisturbed = try withTwin()
    try undisturbed.done("run", at: TestSite.later)
    let site = try withTwin()
    let fault = RefusedCall(
      calls: "openat2", path: "erp/out/items_2.csv", error: "EACCES", at: "2",
      told: "erp/out/items_2.csv: cannot open: Permission denied")
    let ended = try fault.run(in: site, at: TestSite.later)
    #expect(ended.status == 74)
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    try site.done("run", at: TestSite.later)
    #expect(try SiteEnd(site) == SiteEnd(undisturbed))
  }

  @Test func `a file that is replaced between two looks at its bytes is not mixed`() throws {
    let strace = try #require(LawTool.strace)
    let site = try withTwin()
    try site.folder.write("newer.csv", "sku;name;weight\nA1;Awl;1.5\nB2;Bow;2\n")
    let export = "exchange/erp/out/items_2.csv"
    let script = """
      \(strace.path) -f -qq -o /dev/null -P \(export) -P \(site.folder.path)/\(export) -P erp/out/items_2.csv \
        -e trace=openat2 -e inject=openat2:delay_enter=4000000:when=2 \
        \(Program.wmsync.path) run --at \(TestSite.later) 2> said.txt &
      sleep 2; mv newer.csv \(export); wait $!
      """
    let ended = try Program(path: "/bin/sh").run(["-c", script], in: site.folder.path, seconds: 60)
    #expect(ended.status == 0, "\(site.text("said.txt") ?? "")")
    #expect(try site.query("SELECT name FROM item WHERE sku = 'A1' AND system = 'erp'") == ["Axe"])
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT name FROM item WHERE sku = 'A1' AND system = 'erp'") == ["Awl"])
  }

  // MARK: Systems without the one call that opens below a folder

  /// As a system answers that does not know the call, or a container that forbids it.
  static let unknown = ["ENOSYS", "EPERM"].map {
    RefusedCall(calls: "openat2", path: "", error: $0, at: "1+", told: "")
  }

  @Test(arguments: unknown)
  func `a system that cannot open below a folder at once takes the same files`(
    _ fault: RefusedCall
  ) throws {
    let undisturbed = try CornerShop.opened()
    try undisturbed.done("run")
    let site = try CornerShop.opened()
    let ended = try fault.run(in: site)
    #expect(ended.status == 0)
    #expect(ended.err == "")
    #expect(try SiteEnd(site) == SiteEnd(undisturbed))
  }

  @Test(arguments: unknown)
  func `a system that cannot open below a folder at once follows no link out of it either`(
    _ fault: RefusedCall
  ) throws {
    let site = try CornerShop.opened()
    try site.folder.makeFolder("elsewhere")
    try site.folder.write("elsewhere/items_1.csv", "sku;name;weight\nX9;Secret;1\n")
    let moved = try Program(path: "/bin/sh").run(
      ["-c", "rm -r exchange/erp/out && ln -s ../../elsewhere exchange/erp/out"],
      in: site.folder.path)
    try #require(moved.status == 0)
    let ended = try fault.run(in: site)
    #expect(ended.status == 3)
    #expect(try site.query("SELECT count(*) FROM item WHERE sku = 'X9'") == ["0"])
    #expect(site.folder.exists("elsewhere/items_1.csv"))
    let told = try site.query("SELECT file, message FROM exceptions WHERE code LIKE 'FILE%'")
    #expect(told.contains { $0.contains("link out of the exchange folder") }, "\(told)")
  }

  @Test func `a folder that is renamed above a file while it is opened is looked for again`() throws
  {
    let undisturbed = try CornerShop.opened()
    try undisturbed.done("run")
    let site = try CornerShop.opened()
    let fault = RefusedCall(calls: "openat2", path: "", error: "EAGAIN", at: "1..7", told: "")
    let ended = try fault.run(in: site)
    #expect(ended.status == 0)
    #expect(try SiteEnd(site) == SiteEnd(undisturbed))
  }

  @Test func `a folder that never stands still is told and nothing of it is read`() throws {
    let site = try CornerShop.opened()
    let fault = RefusedCall(calls: "openat2", path: "", error: "EAGAIN", at: "1+", told: "")
    let ended = try fault.run(in: site)
    #expect(ended.status == 74)
    #expect(ended.err.contains("exchange/erp/out/: cannot list: Resource temporarily unavailable"))
    try site.done("run")
    #expect(try site.query("SELECT count(*) FROM files WHERE state = 'accepted'") == ["4"])
  }
}
