import Testing
import Workbench

/// Standard output carries the answer and nothing else; standard error everything else.
@Suite struct StreamTests {
  static let commands = [
    "check", "doctor", "run", "run --dry-run", "pull", "reconcile", "push", "status", "exceptions",
    "ex list", "exceptions show 1", "exceptions ack 1", "exceptions resolve 1",
    "exceptions explain STOCK_UNEXPLAINED", "rules", "rules list", "rules which item.name",
    "rules history", "rules set item.name --owner wms --reason why",
    "watermarks", "watermarks list", "watermarks rewind erp-items --to start",
    "watermarks rewind erp-items --to start --yes", "explain item B2",
    "explain stock HAM|A1", "init elsewhere", "push --resend 1", "state backup",
    "state backup copy.db", "state restore kept.db", "state verify", "state verify kept.db",
    "state migrate", "state prune", "state export views",
  ]

  /// A site with a backup to work with.
  private func site() throws -> TestSite {
    let site = try CornerShop.running()
    try site.done("state backup kept.db")
    return site
  }

  @Test(arguments: commands)
  func `every command answers with one JSON document where JSON is asked for`(
    command: String
  ) throws {
    let ended = try site().wmsync(command + " --json")
    #expect(ended.status == 0)
    #expect(ended.err == "")
    let answer = try JSONTree(ended.out)
    #expect(!answer.isEmpty, "the answer says nothing: \(ended.out)")
    #expect(ended.out.hasSuffix("\n"))
  }

  @Test func `a configuration that is wrong is told as JSON where JSON is asked for`() throws {
    let site = try CornerShop.opened()
    try site.folder.write(
      "wmsync.yaml", CornerShop.configuration().replacing("mode: snapshot", with: "mod: snapshot"))
    let ended = try site.wmsync("check --json")
    #expect(ended.status == 78)
    #expect(try JSONTree(ended.out)["errors"]?.items.isEmpty == false)
  }

  @Test(arguments: commands)
  func `every command answers on standard output without control characters`(
    command: String
  ) throws {
    let ended = try site().wmsync(command)
    #expect(ended.status == 0)
    #expect(ended.err == "")
    #expect(ended.out.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0a })
  }

  @Test func `a run says something only when something is new`() throws {
    let site = try CornerShop.opened()
    let first = try site.done("run")
    #expect(first.hasPrefix("ACT: run 1 read 8 rows of 4 files, sent 1 records"))
    #expect(first.utf8.count { $0 == 0x0a } == 1)
    #expect(try site.done("run", at: "2026-11-23T06:05:00Z") == "")
    try site.write("wms/out/items_2.csv", "sku;weight\nA1;1.5\nB2;2\n")
    #expect(try site.done("run", at: "2026-11-23T06:10:00Z").contains("1 closed"))
    #expect(try site.done("run", at: "2026-11-23T06:15:00Z") == "")
  }

  @Test func `a feed that stays held is told once and not with every run`() throws {
    let site = try CornerShop.running()
    try site.write("erp/out/items_2.csv", "")
    let first = try site.wmsync("run", at: TestSite.later)
    #expect(first.status == 3)
    #expect(first.out.contains("waiting: erp-items"))
    let again = try site.wmsync("run", at: "2026-11-23T07:05:00Z")
    #expect(again.status == 3)
    #expect(again.out == "")
  }

  @Test func `quiet says nothing on either stream unless something is wrong`() throws {
    let site = try CornerShop.opened()
    for command in ["run -q", "--quiet status", "-q exceptions", "check -q"] {
      let ended = try site.wmsync(command)
      #expect(ended.status == 0 && ended.out == "" && ended.err == "", "\(command)")
    }
    #expect(try site.wmsync("-q exceptions show 999").err != "")
  }

  @Test func `options stand before a command as well as behind it`() throws {
    let site = try CornerShop.running()
    let elsewhere = try ThrowawayFolder()
    let file = site.folder.path(of: "wmsync.yaml")
    let expected = try Program.wmsync.run(
      ["exceptions", "list", "--json", "-c", file, "--at", TestSite.morning], in: elsewhere.path)
    #expect(expected.status == 0)
    let orders = [
      ["-c", file, "--json", "--at", TestSite.morning, "exceptions", "list"],
      ["--at=" + TestSite.morning, "--config=" + file, "exceptions", "--json"],
      ["--config", file, "ex", "--json", "--at", TestSite.morning],
      ["--color", "never", "-c", file, "-v", "ex", "list", "--at", TestSite.morning, "--json"],
    ]
    for words in orders {
      let ended = try Program.wmsync.run(words, in: elsewhere.path)
      #expect(ended.status == 0 && ended.out == expected.out, "\(words): \(ended.err)")
    }
  }

  @Test func `the configuration is found by flag, then variable, then in the folder`() throws {
    let here = try CornerShop.running()
    let other = try CornerShop.running()
    try other.folder.write(
      "wmsync.yaml", CornerShop.configuration().replacing("site: corner", with: "site: other"))
    func siteName(_ words: [String], _ environment: [String: String]) throws -> String? {
      let ended = try Program.wmsync.run(
        words + ["exceptions", "--json"], in: here.folder.path, environment: environment)
      return try JSONTree(ended.out)["site"]?.text
    }
    let variable = ["WMSYNC_CONFIG": other.folder.path(of: "wmsync.yaml")]
    #expect(try siteName([], [:]) == "corner")
    #expect(try siteName([], variable) == "other")
    #expect(try siteName(["-c", "wmsync.yaml"], variable) == "corner")
    #expect(try siteName([], ["WMSYNC_CONFIG": ""]) == "corner")
  }

  @Test func `colour comes only where it is wanted and is never the only sign`() throws {
    let site = try CornerShop.running()
    let plain = try site.done("status")
    #expect(plain.hasPrefix("ACT: "))
    #expect(try site.done("status --color auto") == plain)
    #expect(try site.done("status --color never") == plain)
    let colored = try site.done("status --color always")
    #expect(colored.contains("\u{1b}["))
    #expect(colored.replacing("\u{1b}[31m", with: "").replacing("\u{1b}[0m", with: "") == plain)
  }

  @Test func `a reader that goes away ends no run`() throws {
    let site = try CornerShop.opened()
    let ended = try Program(path: "/bin/sh").run(
      ["-c", "{ \"$0\" run -v; echo $? >status; } | true", Program.wmsync.path],
      in: site.folder.path)
    #expect(ended.err == "")
    #expect(try site.query("SELECT exit FROM runs") == ["0"])
  }

  @Test func `a run without any open stream works and soils neither store nor lock`() throws {
    let site = try CornerShop.opened()
    let script = """
      "$0" run -v 0<&- 1>&- 2>&-; echo $?; "$0" exceptions ack 999 0<&- 1>&- 2>&-; echo $?
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, Program.wmsync.path], in: site.folder.path)
    #expect(ended.out == "0\n65\n")
    #expect(site.text("state/lock") == "")
    #expect(try site.query("PRAGMA integrity_check") == ["ok"])
    #expect(try site.query("SELECT count(*) FROM exceptions") == ["2"])
  }

  @Test func `what goes wrong with a store is told on standard error alone`() throws {
    let site = try site()
    let mistakes: [(command: String, status: Int32)] = [
      ("state backup kept.db", 74), ("state restore none.db", 65), ("state verify none.db", 65),
      ("state restore wmsync.yaml", 74), ("state export wmsync.yaml", 74),
      ("-c none.yaml state backup", 78), ("-c none.yaml state prune", 78),
      ("-c none.yaml state migrate", 78),
    ]
    for (command, status) in mistakes {
      let ended = try site.wmsync(command)
      #expect(ended.status == status, "\(command)")
      #expect(ended.out == "", "\(command)")
      #expect(ended.err.hasPrefix(status == 78 ? "none.yaml:" : "wmsync: "), "\(command)")
      #expect(ended.err.utf8.count { $0 == 0x0a } == 1, "\(command): \(ended.err)")
    }
  }

  @Test func `the store is looked after without any open stream`() throws {
    let site = try site()
    let script = """
      for verb in backup 'restore kept.db' verify prune migrate 'export views'; do
      "$0" state $verb 0<&- 1>&- 2>&-; echo $?; done
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, Program.wmsync.path], in: site.folder.path)
    #expect(ended.out == "0\n0\n0\n0\n0\n0\n")
    #expect(site.text("state/lock") == "")
    #expect(try site.query("PRAGMA integrity_check") == ["ok"])
    #expect(try site.done("state verify kept.db").contains(": sound"))
  }

  @Test func `a reader that goes away stops no verb of the store`() throws {
    let site = try site()
    let script = """
      for verb in backup 'restore kept.db' verify prune 'export views'; do
      { "$0" state $verb; echo $? >>status; } | true; done
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, Program.wmsync.path], in: site.folder.path)
    #expect(ended.err == "")
    #expect(site.text("status") == "0\n0\n0\n0\n0\n")
  }

  @Test func `help and version are answers`() throws {
    for words in [["--help"], ["help", "run"], ["run", "--help"], ["--version"]] {
      let ended = try Program.wmsync.run(words, in: "/")
      #expect(ended.status == 0 && ended.out != "" && ended.err == "", "\(words)")
    }
  }
}
