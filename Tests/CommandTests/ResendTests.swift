import Glibc
import Testing
import Workbench

/// A file that a partner lost is sent once more, and only as it was.
@Suite struct ResendTests {
  private static let file = "exchange/wms/in/items_00000001.csv"

  @Test func `a file that is gone is sent again as it was, and that is remembered`() throws {
    let site = try CornerShop.running()
    let sent = site.text(Self.file)
    unlink(site.folder.path(of: Self.file))
    #expect(try site.wmsync("push --resend 1", ["--note", "lost in their yard"]).status == 0)
    #expect(site.text(Self.file) == sent)
    #expect(site.folder.names(in: "exchange/wms/in/.wmsync-staging") == ["guard-wms-items"])
    let told = try site.done("explain item B2")
    let user = try TestSite.user()
    #expect(told.contains("the file was sent again by \(user): lost in their yard"))
    #expect(try site.query("SELECT count(*) FROM outbox") == ["1"])
  }

  @Test func `a file that still stands there is left alone`() throws {
    let site = try CornerShop.running()
    let before = site.tree("exchange")
    #expect(try site.done("push --resend 1").contains("stands there already"))
    #expect(site.tree("exchange") == before)
  }

  @Test func `another file under the name stops the resending and stays`() throws {
    let site = try CornerShop.running()
    try site.folder.write(Self.file, "theirs")
    #expect(try site.wmsync("push --resend 1").status == 74)
    #expect(site.text(Self.file) == "theirs")
    #expect(try site.done("explain item B2").contains("it was not done, ask for it again"))
    #expect(site.folder.names(in: "exchange/wms/in/.wmsync-staging") == ["guard-wms-items"])
  }

  @Test func `an unknown number is not found and an ambiguous one is a usage error`() throws {
    let two = CornerShop.configuration().replacing(
      "alerts:",
      with: "  erp-items: {to: erp, entity: item, file: \"erp/in/items_{seq:8}.csv\", "
        + "dialect: plain, columns: {sku: sku, weight: weight_kg}}\nalerts:")
    let site = try CornerShop.running()
    #expect(try site.wmsync("push --resend 9").status == 65)
    #expect(try site.wmsync("push --resend 1 --stream none").status == 65)
    #expect(try site.wmsync("push --stream wms-items").status == 64)
    try site.folder.write("wmsync.yaml", two)
    _ = try site.query(
      """
      INSERT INTO outbox(stream, system, seq, name, bytes, sha256, records, message, state,
        created_at, run) VALUES('erp-items', 'erp', 1, 'erp/in/items_00000001.csv', X'31', 'aa',
        1, 'erp-items-00000001', 'published', '2026-11-23T06:00:00Z', 1)
      """)
    let ended = try site.wmsync("push --resend 1")
    #expect(ended.status == 64)
    #expect(ended.err.contains("erp-items, wms-items"))
    #expect(try site.wmsync("push --resend 1 --stream erp-items").status == 0)
    #expect(site.text("exchange/erp/in/items_00000001.csv") == "1")
  }
}

/// What becomes of a delivery that meets another file, or was interrupted.
@Suite struct DeliveryTroubleTests {
  private static let file = "exchange/wms/in/items_00000001.csv"

  private static func marked() throws -> TestSite {
    let site = try CornerShop.opened()
    try site.folder.write(
      "wmsync.yaml",
      CornerShop.configuration().replacing(
        "dialect: plain,\n", with: "dialect: plain, marker: \"{file}.ok\",\n"))
    return site
  }

  @Test func `the same bytes under the name are taken as sent, and that is said`() throws {
    let site = try CornerShop.opened()
    try site.folder.write(Self.file, "sku;name;weight\nB2;Bow;2\n")
    let ended = try site.wmsync("run")
    #expect(ended.status == 0)
    #expect(ended.err.contains("items_00000001.csv: the same bytes stood there already"))
    #expect(try site.query("SELECT state FROM outbound") == ["published"])
  }

  @Test func `other bytes stop their stream, and what waits goes out when they are gone`() throws {
    let site = try CornerShop.opened()
    try site.folder.write(Self.file, "theirs")
    #expect(try site.wmsync("run").status == 74)
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;1\n")
    #expect(try site.wmsync("run", at: TestSite.later).status == 74)
    #expect(site.text(Self.file) == "theirs")
    #expect(!site.folder.exists("exchange/wms/in/items_00000002.csv"))
    let log = site.text("state/sent.log") ?? ""
    #expect(log.split(separator: "\n").count { $0.hasPrefix("file\t") } == 1)
    unlink(site.folder.path(of: Self.file))
    try site.done("run", at: TestSite.later)
    #expect(site.text(Self.file) == "sku;name;weight\nB2;Bow;2\n")
  }

  @Test func `a staged file that is gone with its guard is never guessed about`() throws {
    let site = try CornerShop.opened()
    try site.folder.write(Self.file, "theirs")
    #expect(try site.wmsync("run").status == 74)
    let staging = "exchange/wms/in/.wmsync-staging"
    for name in site.folder.names(in: staging) {
      unlink(site.folder.path(of: staging + "/" + name))
    }
    rmdir(site.folder.path(of: staging))
    unlink(site.folder.path(of: Self.file))
    let ended = try site.wmsync("run", at: TestSite.later)
    #expect(ended.status == 78)
    #expect(ended.err.contains("find out whether the partner has it"))
    #expect(!site.folder.exists(Self.file))
    let told = try site.done("state restore state/state.db", at: TestSite.later)
    #expect(told.contains("items_00000001.csv"))
    try site.done("run", at: TestSite.later)
    #expect(!site.folder.exists(Self.file))
    try site.done("push --resend 1")
    #expect(site.text(Self.file) == "sku;name;weight\nB2;Bow;2\n")
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"))
  func `a marker that an interruption kept back is written while the file stands`() throws {
    for isTaken in [false, true] {
      let site = try Self.marked()
      let strace = try #require(LawTool.strace)
      let killed = try strace.run(
        [
          "-f", "-qq", "-o", "/dev/null", "-P", site.folder.path(of: Self.file + ".ok"), "-e",
          "inject=openat:signal=KILL", Program.wmsync.path, "run", "--at", TestSite.morning,
        ], in: site.folder.path)
      try #require(killed.status == 137, "\(killed.err)")
      #expect(site.folder.exists(Self.file))
      #expect(!site.folder.exists(Self.file + ".ok"))
      if isTaken { unlink(site.folder.path(of: Self.file)) }
      try site.done("run", at: TestSite.later)
      #expect(site.folder.exists(Self.file + ".ok") != isTaken)
    }
  }

  @Test func `halves that an interruption left in staging are removed`() throws {
    let site = try CornerShop.opened()
    let staging = "exchange/wms/in/.wmsync-staging/"
    try site.folder.write(staging + "items_00000007.csv.tmp", "sku;na")
    try site.folder.write(staging + "somebodys.tmp", "theirs")
    try site.done("run")
    #expect(site.folder.names(in: staging) == ["guard-wms-items", "somebodys.tmp"])
  }
}
