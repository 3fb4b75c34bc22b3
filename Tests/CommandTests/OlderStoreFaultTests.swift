import Testing
import Workbench

/// Bringing a store of an older layout up can be refused at each step: the store stays what it
/// was, and the same command again completes it.
@Suite(.enabled(if: LawTool.strace != nil)) struct OlderStoreFaultTests {
  private static let kept = "state/backups/state-layout1.db"
  private static let look = "newfstatat,lstat"

  /// A site whose store an earlier release left.
  private func site() throws -> TestSite {
    let folder = Workbench.root + "/Fixtures/stores/layout-1"
    let site = try TestSite(Workbench.text(folder + "/wmsync.yaml"))
    try site.folder.makeFolder("state")
    let made = try Program(path: "/usr/bin/sqlite3").run(
      ["-batch", site.folder.path(of: "state/state.db"), ".read \(folder)/store.sql"],
      in: site.folder.path)
    try #require(made.status == 0 && made.err.isEmpty, "\(made.err)")
    return site
  }

  private func layout(_ site: TestSite) throws -> [String] { try site.query("PRAGMA user_version") }

  static let refused = [
    RefusedCall(
      calls: "mkdir", path: "state/backups", error: "EACCES",
      told: "state/backups: cannot make the folder: Permission denied"),
    RefusedCall(
      calls: look, path: kept, error: "EIO",
      told: "state-layout1.db: cannot look at: Input/output error"),
    RefusedCall(
      calls: "openat", path: "state/backups", error: "EMFILE", at: "2",
      told: "state/backups: cannot open: Too many open files"),
    RefusedCall(
      calls: "fsync", path: "state/backups", error: "EIO",
      told: "state/backups: cannot sync: Input/output error"),
  ]

  @Test(arguments: refused)
  func `a step that the system refuses leaves the older store, and the next time goes on`(
    _ fault: RefusedCall
  ) throws {
    let site = try site()
    let ended = try fault.run(in: site, "state migrate")
    #expect(ended.status == 74, "\(ended.err)")
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    #expect(try layout(site) == ["1"])
    try site.done("state migrate")
    #expect(try layout(site) != ["1"])
    try site.done("state verify")
  }

  /// Where an interrupted change left a copy, it is compared with the new one.
  static let comparing = [
    RefusedCall(
      calls: "openat", path: kept, error: "EACCES",
      told: "state-layout1.db: cannot open: Permission denied"),
    RefusedCall(
      calls: "read", path: kept, error: "EIO",
      told: "state-layout1.db: cannot read: Input/output error"),
    RefusedCall(calls: "read", path: kept, error: "EINTR", told: ""),
  ]

  @Test(arguments: comparing)
  func `a copy of before is compared byte by byte, and one that cannot be read is told`(
    _ fault: RefusedCall
  ) throws {
    let site = try site()
    let older = try TestSite(copyOf: site)
    try site.done("state migrate")
    let copied = try Program(path: "/bin/cp").run(
      [older.folder.path(of: "state/state.db"), site.folder.path(of: "state/state.db")], in: "/")
    try #require(copied.status == 0)
    let ended = try fault.run(in: site, "state migrate")
    #expect(ended.status == (fault.told.isEmpty ? 0 : 74), "\(ended.err)")
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    try site.done("state migrate")
    #expect(site.folder.names(in: "state/backups") == ["state-layout1.db"])
  }

  static let looking = [
    "status", "exceptions", "exceptions show 1", "rules", "rules history", "watermarks",
    "watermarks rewind erp-items --to start", "explain item B2", "explain stock HAM|A1",
    "state verify",
  ]

  @Test(arguments: looking)
  func `a store of an older layout answers before it is brought up`(command: String) throws {
    let site = try site()
    let ended = try site.wmsync(command)
    #expect(ended.status == 0 && ended.out != "", "\(ended.err)")
    let expected = try TestSite(copyOf: site)
    try expected.done("state migrate")
    if !command.hasPrefix("state") {
      #expect(try expected.wmsync(command).out == ended.out)
    }
  }

  @Test func `a new store that cannot be made private is not used`() throws {
    let site = try CornerShop.opened()
    let fault = RefusedCall(
      calls: "chmod,fchmodat", path: "state/state.db", error: "EPERM",
      told: "state.db: cannot make it private: Operation not permitted")
    let ended = try fault.run(in: site)
    #expect(ended.status == 74)
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    try site.done("run", at: TestSite.later)
    try site.done("state verify")
  }

  @Test func `a copy of a store whose rows contradict their tables is not kept`() throws {
    let site = try CornerShop.running()
    _ = try site.query("PRAGMA foreign_keys = OFF; UPDATE held_row SET file = 99")
    _ = try site.query(
      "PRAGMA foreign_keys = OFF; UPDATE exception_history SET exception = 99")
    let ended = try site.wmsync("state backup mine.db")
    #expect(ended.status != 0)
    #expect(ended.err.contains("refers to a row of"), "\(ended.err)")
    #expect(!site.folder.exists("mine.db") && !site.folder.exists("mine.db.tmp"))
    #expect(try site.wmsync("state verify").out.contains("refers to a row of"))
  }

  @Test func `a store with a row that its table does not allow is told to be damaged`() throws {
    let site = try CornerShop.running()
    _ = try site.query(
      "INSERT INTO run_log(command, started_at) VALUES('run', 'now'); "
        + "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET "
        + "sql = replace(sql, 'finished_at TEXT', 'finished_at TEXT NOT NULL') "
        + "WHERE name = 'run_log'")
    let ended = try site.wmsync("state verify")
    #expect(ended.status == 74 || ended.status == 2, "\(ended.err)")
    #expect((ended.out + ended.err).contains("NULL value in run_log.finished_at"))
  }
}
