import Testing
import Workbench

/// Whoever starts the program, and with whatever it was left: it does the same.
@Suite struct ProcessTests {
  private func shell(_ script: String, in site: TestSite) throws -> Program.Outcome {
    try Program(path: "/bin/sh").run(["-c", script, Program.wmsync.path], in: site.folder.path)
  }

  static let closings = [
    "", "<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-",
  ]

  @Test(arguments: closings)
  func `streams that were closed pollute no file and change no status`(closed: String) throws {
    let site = try CornerShop.opened()
    let script = """
      "$0" run -v --at 2026-11-23T06:00:00Z \(closed); echo $? >status
      "$0" exceptions show 999 \(closed); echo $? >>status
      "$0" exceptions ack 1 \(closed); echo $? >>status
      "$0" --frobnicate \(closed); echo $? >>status
      "$0" run --at 2026-11-23T06:00:00Z \(closed); echo $? >>status
      """
    _ = try shell(script, in: site)
    #expect(site.text("status") == "0\n65\n0\n64\n0\n")
    #expect(site.text("state/lock") == "")
    #expect(try site.query("PRAGMA integrity_check") == ["ok"])
    let twin = try CornerShop.opened()
    try twin.done("run")
    try twin.done("exceptions ack 1")
    try twin.done("run")
    #expect(
      site.tree("exchange/wms").filter { !$0.key.contains("guard") }
        == twin.tree("exchange/wms").filter { !$0.key.contains("guard") })
    #expect(site.tree("exchange/erp") == twin.tree("exchange/erp"))
    #expect(site.text("report/exceptions.csv") == twin.text("report/exceptions.csv"))
  }

  @Test func `descriptors that were left open are left alone`() throws {
    let site = try CornerShop.opened()
    let ended = try shell(
      "exec 3>three 4<wmsync.yaml 5>&1 9>nine; exec \"$0\" run -q --at 2026-11-23T06:00:00Z",
      in: site)
    #expect(ended.status == 0 && ended.out == "" && ended.err == "")
    #expect(site.text("three") == "" && site.text("nine") == "")
  }

  @Test func `an answer that finds no room ends with the status of input and output`() throws {
    let site = try CornerShop.running()
    for command in ["status", "status --json", "--version", "run --help"] {
      let ended = try shell("exec \"$0\" \(command) >/dev/full", in: site)
      #expect(ended.status == 74, "\(command)")
      #expect(ended.err.contains("standard output: cannot write the answer"), "\(command)")
    }
    #expect(try shell("\"$0\" status 2>/dev/full", in: site).status == 0)
  }

  // The thread sanitizer keeps its own memory in a file that the limit forbids.
  @Test(.enabled(if: LawTool.variable("TSAN_OPTIONS") == nil, "not under the thread sanitizer"))
  func `a limit on file sizes is an input-output failure and what it stopped is done later`()
    throws
  {
    let site = try CornerShop.opened()
    for blocks in [0, 1, 8, 64] {
      // A build that measures would write its figures under the limit too, and say that it cannot.
      let ended = try shell(
        "export LLVM_PROFILE_FILE=/dev/null; ulimit -f \(blocks); exec \"$0\" run", in: site)
      #expect(ended.status == 74, "\(blocks): \(ended.err)")
      #expect(ended.err.hasPrefix("wmsync: ") && ended.err.utf8.count { $0 == 0x0a } == 1)
    }
    try site.done("run")
    #expect(site.text("exchange/wms/in/items_00000001.csv") == "sku;name;weight\nB2;Bow;2\n")
  }

  @Test func `what is made is closed to strangers, whatever the caller's mask`() throws {
    let site = try CornerShop.opened()
    #expect(try shell("umask 0; exec \"$0\" run -q", in: site).status == 0)
    let listing = try Program(path: "/usr/bin/find").run(
      ["state", "report", "exchange/wms/in", "-printf", "%m %y %p\n"], in: site.folder.path)
    for line in listing.out.split(separator: "\n") {
      let words = line.split(separator: " ")
      let isPrivate = words[2].hasPrefix("state/")
      let expected = words[1] == "d" ? "750" : isPrivate ? "600" : "640"
      #expect(words[0] == expected, "\(line)")
    }
    #expect(listing.out.contains("state/state.db") && listing.out.contains("guard-wms-items"))
  }

  /// What cron, a login and a stranger's shell set; nothing of it means anything here.
  static let surroundings: [[String: String]] = [
    ["TZ": "Asia/Kathmandu", "TZDIR": "/nonexistent"], ["LANG": "tr_TR.UTF-8", "LC_ALL": "de_DE"],
    ["PATH": "/nonexistent", "IFS": "e", "HOME": "/nonexistent", "SHELL": "/bin/false"],
    ["TMPDIR": "/nonexistent", "SQLITE_TMPDIR": "/nonexistent", "ICU_DATA": "/nonexistent"],
    ["WMSYNC_STATE": "/nonexistent", "WMSYNC": "1", "CI": "true", "POSIXLY_CORRECT": "1"],
  ]

  @Test(arguments: surroundings)
  func `the same bytes come out whatever the surroundings say`(
    variables: [String: String]
  ) throws {
    let plain = try CornerShop.opened()
    let site = try TestSite(copyOf: plain)
    for words in [
      ["run", "--json"], ["status"], ["exceptions", "--json"], ["explain", "item", "B2"],
    ] {
      let line = words + ["--at", TestSite.morning]
      let one = try Program.wmsync.run(line, in: plain.folder.path)
      let other = try Program.wmsync.run(line, in: site.folder.path, environment: variables)
      #expect(one.status == 0 && one == other, "\(words): \(other.err)")
    }
    #expect(site.tree("report") == plain.tree("report"))
    #expect(
      site.text("exchange/wms/in/items_00000001.csv")
        == plain.text("exchange/wms/in/items_00000001.csv"))
  }

  @Test func `no variable at all is enough`() throws {
    let site = try CornerShop.opened()
    let script =
      "exec /usr/bin/env -i ${LD_LIBRARY_PATH:+LD_LIBRARY_PATH=$LD_LIBRARY_PATH} \"$0\" run -q"
    #expect(try shell(script, in: site).status == 0)
    #expect(site.text("exchange/wms/in/items_00000001.csv") != nil)
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"))
  func `a command line that the system does not tell is an error and no call for help`() throws {
    let strace = try #require(LawTool.strace)
    let site = try CornerShop.opened()
    let line = [Program.wmsync.path, "run", "--dry-run"]
    _ = try strace.run(["-qq", "-o", "calls", "-e", "trace=openat"] + line, in: site.folder.path)
    let calls = try #require(site.text("calls")).split(separator: "\n")
    // The runtime of a sanitizer reads the same file before the program does.
    let index = try #require(calls.lastIndex { $0.contains("/proc/self/maps") })
    let fault = "inject=openat:error=EIO:when=\(index + 1)"
    let ended = try strace.run(
      ["-qq", "-o", "/dev/null", "-e", "trace=openat", "-e", fault] + line,
      in: site.folder.path)
    #expect(ended.status == 74)
    #expect(ended.out == "")
    #expect(ended.err.hasPrefix("wmsync: the system does not tell the command line"))
  }
}
