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

  static let signals = [(name: "INT", status: Int32(130)), ("TERM", 143), ("KILL", 137)]

  @Test(arguments: signals)
  func `an interrupted run is rolled back and the next one completes it`(
    signal: (name: String, status: Int32)
  ) throws {
    let (site, ended) = try interrupted(by: signal.name)
    #expect(ended.status == signal.status)
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

  @Test(.enabled(if: LawTool.strace != nil))
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
}
