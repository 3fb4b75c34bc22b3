import Testing
import Workbench

/// A run that is ended from outside keeps nothing, and the next one does all of its work.
@Suite struct InterruptionTests {
  private static let articles = 40_000

  /// Ends a run with a signal while it reads a large file.
  private func interrupted(by signal: String) throws -> (TestSite, Program.Outcome) {
    let site = try Self.withoutArticlesOfTheWarehouse()
    var export = "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\n"
    for number in 1...Self.articles { export += "S\(number);Article \(number);0.5\n" }
    try site.write("erp/out/items_2.csv", export)
    let script = """
      (for look in $(seq 1000); do
        [ -z "$(ls -A state/spool)" ] || break
        sleep 0.01
      done; sleep 0.03; kill -\(signal) $$) >/dev/null 2>&1 &
      exec "$0" run --at 2026-11-23T07:00:00Z
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, Program.wmsync.path], in: site.folder.path)
    return (site, ended)
  }

  /// The site with the ERP's articles alone: nothing is compared, everything is sent.
  private static func withoutArticlesOfTheWarehouse() throws -> TestSite {
    let whole = CornerShop.configuration()
    let start = try #require(whole.firstRange(of: "  wms-items:\n    entity"))
    let end = try #require(whole.firstRange(of: "  erp-stock:\n"))
    let site = try TestSite(String(whole[..<start.lowerBound] + whole[end.lowerBound...]))
    try site.write("erp/out/items_1.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\n")
    try site.done("run")
    return site
  }

  static let signals: [(name: String, status: Int32)] = [
    (name: "INT", status: 130), ("TERM", 143), ("HUP", 129), ("KILL", 137),
  ]

  private func told(_ signal: String) -> String {
    signal == "KILL"
      ? ""
      : "wmsync: interrupted by SIG\(signal): what was finished is kept, the rest is rolled back; "
        + "run again\n"
  }

  @Test(arguments: signals)
  func `an interrupted run is rolled back and the next one completes it`(
    signal: (name: String, status: Int32)
  ) throws {
    let (site, ended) = try interrupted(by: signal.name)
    #expect(ended.status == signal.status)
    #expect(ended.err == told(signal.name))
    #expect(ended.out == "")
    #expect(site.folder.exists("exchange/erp/out/items_2.csv"))
    #expect(try site.query("PRAGMA integrity_check") == ["ok"])
    #expect(try site.query("SELECT count(*) FROM item") == ["2"])
    #expect(site.folder.names(in: "exchange/wms/in").filter { $0.hasPrefix("items") }.count == 1)

    let next = try site.json("run", at: TestSite.later)
    #expect(next["feeds"]?.items.first?["new"] == .number("\(Self.articles)"))
    #expect(
      try site.query("SELECT count(*), sum(weight_kg) FROM item WHERE system = 'erp'")
        == ["\(Self.articles + 2)|20003.5"])
    #expect(!site.folder.exists("exchange/erp/out/items_2.csv"))
    #expect(site.folder.names(in: "state/spool") == [])
    let sent = site.text("exchange/wms/in/items_00000002.csv") ?? ""
    #expect(sent.utf8.count { $0 == 0x0a } == Self.articles + 1)
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"))
  func `a marker that an interrupted run left behind its file goes in the next run`() throws {
    let strace = try #require(LawTool.strace)
    let marked = CornerShop.configuration().replacing(
      "ready: {rename: true}", with: "ready: {marker: \"{file}.ok\"}", maxReplacements: 1)
    let site = try TestSite(marked)
    try site.write("erp/out/items_1.csv", "sku;name;weight\nA1;Axe;1.5\n")
    try site.write("erp/out/items_1.csv.ok", "")
    let marker = site.folder.path(of: "exchange/erp/out/items_1.csv.ok")
    let killed = try strace.run(
      [
        "-f", "-qq", "-o", "/dev/null", "-P", marker, "-e", "trace=unlink", "-e",
        "inject=unlink:signal=KILL:when=1", Program.wmsync.path, "run", "--at", TestSite.morning,
      ], in: site.folder.path)
    #expect(killed.status == 137)
    #expect(site.folder.names(in: "exchange/erp/out") == ["items_1.csv.ok"])

    try site.done("run", at: TestSite.later)
    #expect(site.folder.names(in: "exchange/erp/out") == [])
  }

  @Test func `an interruption while everything is proved again keeps nothing of the proof`() throws
  {
    let site = try Self.large()
    let before = try site.query("SELECT count(*), sum(seen) FROM exceptions")
    let script = """
      (until [ -s state/state.db-journal ] && [ $(stat -c %s state/state.db-journal) -gt 9000 ]; do
        sleep 0.005
      done; kill -TERM $$) >/dev/null 2>&1 &
      exec "$0" reconcile --at 2026-11-23T07:00:00Z
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, Program.wmsync.path], in: site.folder.path)
    #expect(ended.status == 143)
    #expect(ended.out == "" && ended.err == told("TERM"))
    #expect(try site.query("SELECT count(*), sum(seen) FROM exceptions") == before)
    #expect(try site.query("SELECT exit FROM runs ORDER BY id DESC LIMIT 1") == ["143"])
    try site.done("reconcile", at: TestSite.later)
  }

  /// Both sides name each article, all of them with another weight.
  private static func large() throws -> TestSite {
    let site = try TestSite(
      CornerShop.configuration().replacing("max_missing: 50%", with: "max_missing: 99%"))
    var ours = "sku;name;weight\n"
    var theirs = "sku;weight\n"
    for number in 1...4_000 {
      ours += "S\(number);Article \(number);0.5\n"
      theirs += "S\(number);0.6\n"
    }
    try site.write("erp/out/items_1.csv", ours)
    try site.write("wms/out/items_1.csv", theirs)
    _ = try site.wmsync("pull")
    return site
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"))
  func `an interruption between two files sends each of them once`() throws {
    let configuration = CornerShop.configuration().replacing(
      "dialect: plain,\n              ", with: "dialect: plain, max_rows: 1,\n              ")
    let site = try TestSite(configuration)
    try site.write("erp/out/items_1.csv", "sku;name;weight\nA1;Axe;1\nB2;Bow;2\nC3;Cap;3\n")
    try site.write("wms/out/items_1.csv", "sku;weight\nX1;1\n")
    let line =
      ["-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2"]
      + ["-e", "inject=renameat2:signal=TERM:when=2", Program.wmsync.path]
      + ["run", "--at", TestSite.morning]
    let ended = try #require(LawTool.strace).run(line, in: site.folder.path)
    #expect(ended.status == 143)
    #expect(ended.err == told("TERM"))
    let sent = site.folder.names(in: "exchange/wms/in").filter { $0.hasPrefix("items") }
    #expect(sent == ["items_00000001.csv", "items_00000002.csv"])
    for name in sent {
      _ = try Program(path: "/bin/rm").run(["exchange/wms/in/" + name], in: site.folder.path)
    }
    try site.done("run", at: TestSite.later)
    let rest = site.folder.names(in: "exchange/wms/in").filter { $0.hasPrefix("items") }
    #expect(rest == ["items_00000003.csv"])
    #expect(try site.query("SELECT DISTINCT state FROM outbound") == ["published"])
  }

  @Test(arguments: ["INT", "TERM", "HUP"])
  func `waiting for another run ends at once`(signal: String) throws {
    let site = try CornerShop.running()
    let script = """
      exec 9>state/lock; flock -n 9
      (sleep 0.5; kill -\(signal) $$) 9>&- >/dev/null 2>&1 &
      exec "$0" run --wait 60s
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, Program.wmsync.path], in: site.folder.path, seconds: 10)
    #expect(Self.signals.contains { $0.name == signal && $0.status == ended.status })
    #expect(ended.err == told(signal))
  }

  @Test func `a run that a terminal must not end is not ended by it`() throws {
    let site = try CornerShop.opened()
    let script = "trap '' HUP; (sleep 0.02; kill -HUP $$) & exec \"$0\" run -q"
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, Program.wmsync.path], in: site.folder.path)
    #expect(ended.status == 0)
  }

  @Test func `a second signal ends at once a run that is stuck in one step`() throws {
    let site = try CornerShop.running()
    // Somebody else's lock on the store keeps the run waiting for longer than this takes.
    let script = """
      sqlite3 state/state.db "BEGIN EXCLUSIVE" ".shell sleep 4" >/dev/null 2>&1 &
      sleep 0.3
      (sleep 0.5; kill -TERM $$; sleep 0.2; kill -TERM $$) >/dev/null 2>&1 &
      exec "$0" run
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, Program.wmsync.path], in: site.folder.path, seconds: 10)
    #expect(ended.status == 143)
    #expect(ended.out == "" && ended.err == "")
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"))
  func `an export whose private copy cannot be read once is read by the next run`() throws {
    let strace = try #require(LawTool.strace)
    let site = try CornerShop.opened()
    // Without random addresses a run makes the same calls each time.
    let line = ["-R", Program.wmsync.path, "run", "--dry-run", "--at", TestSite.morning]
    _ = try strace.run(
      ["-f", "-qq", "-y", "-o", "calls", "-e", "trace=read", "/usr/bin/setarch"] + line,
      in: site.folder.path)
    let calls = try #require(site.text("calls")).split(separator: "\n")
    let index = try #require(calls.lastIndex { $0.contains("/state/spool/") })
    let fault = "inject=read:error=EIO:when=\(index + 1)"
    let refused = try strace.run(
      ["-f", "-qq", "-o", "/dev/null", "-e", "trace=read", "-e", fault, "/usr/bin/setarch"] + line,
      in: site.folder.path)
    #expect(refused.status == 74)
    #expect(refused.err.contains("/state/spool/"))
    #expect(refused.err.contains("cannot be read: Input/output error"))
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"))
  func `an export whose removal a power cut undid is removed again and not read twice`() throws {
    let site = try CornerShop.opened()
    let export = site.folder.path(of: "exchange/erp/out/items_1.csv")
    let ended = try #require(LawTool.strace).run(
      [
        "-f", "-qq", "-o", "/dev/null", "-P", export, "-e", "trace=unlink", "-e",
        "inject=unlink:retval=0", Program.wmsync.path, "run", "--at", TestSite.morning,
      ], in: site.folder.path)
    #expect(ended.status == 0)
    #expect(site.folder.exists("exchange/erp/out/items_1.csv"))
    let ledger = try site.query("SELECT count(*), sum(rows) FROM files")

    try site.done("run", at: TestSite.later)
    #expect(!site.folder.exists("exchange/erp/out/items_1.csv"))
    #expect(try site.query("SELECT count(*), sum(rows) FROM files") == ledger)
    #expect(try site.query("SELECT count(*) FROM exceptions WHERE code LIKE 'FILE%'") == ["0"])
  }

  @Test func `an outbound file whose bytes changed in the store is not sent`() throws {
    let site = try CornerShop.opened()
    try site.done("pull")
    try site.done("reconcile")
    let obstacle = "wms/in/.wmsync-staging/items_00000001.csv.tmp"
    try site.folder.makeFolder("exchange/" + obstacle)
    _ = try site.wmsync("push")
    #expect(try site.query("SELECT state FROM outbound") == ["pending"])
    _ = try site.query("UPDATE outbox SET bytes = x'41'")
    let remove = try Program(path: "/bin/rm").run(
      ["-r", "exchange/" + obstacle], in: site.folder.path)
    try #require(remove.status == 0)
    let ended = try site.wmsync("push")
    #expect(ended.status == 74)
    #expect(ended.err.contains("are not those that were decided"))
    #expect(!site.folder.exists("exchange/wms/in/items_00000001.csv"))
  }
}
