import Glibc
import Testing
import Workbench

/// The first file of a feed is kept piece by piece: a load that was interrupted goes on where it
/// was, what it brings is the same as if it had been kept at once, and nothing of a load that is
/// not complete is ever used.
@Suite struct FirstLoadTests {
  private static let articles = 7
  private static let atOnce = CornerShop.configuration()
  private static let inPieces = atOnce + "limits: {load_rows: 2}\n"

  private static func articles(_ rows: ClosedRange<Int>, ending: String = "") -> String {
    "sku;name;weight\n" + rows.map { "S\($0);Article \($0);0.5\n" }.joined() + ending
  }

  /// The corner shop with articles enough for several pieces.
  private static func site(
    _ configuration: String = inPieces, articles: String = articles(1...articles)
  ) throws -> TestSite {
    let site = try TestSite(configuration)
    _ = try site.wmsync("run", at: "2026-11-23T05:00:00Z")
    try site.write("erp/out/items_1.csv", articles)
    try site.write("wms/out/items_1.csv", "sku;weight\nS1;0.5\nS2;2.5\nS3;0.5\n")
    try site.write("erp/out/stock_1.csv", "wh;sku;qty\n01;S1;10\n01;S2;20\n01;S9;1\n01;S3;1\n")
    try site.write("wms/out/stock_1.csv", "wh;sku;qty\nHH1;S1;9\nHH1;S2;20\nHH1;S3;1\n")
    return site
  }

  /// What a site holds and has written, without numbers of runs.
  private static func result(of site: TestSite) throws -> [String] {
    try LawStore(path: site.folder.path(of: "state/state.db")).lines(.withoutRuns)
      + site.tree("exchange", without: ["exchange/wms/in/.wmsync-staging"]).sorted {
        $0.key < $1.key
      }.map {
        "\($0.key): \(String(decoding: $0.value, as: UTF8.self))"
      } + report(of: site)
  }

  /// The report without the column that numbers the run.
  private static func report(of site: TestSite) -> [String] {
    (site.text("report/exceptions.csv") ?? "none").split(separator: "\n").map {
      "report: " + $0.prefix(upTo: $0.lastIndex(of: ",") ?? $0.endIndex)
    }
  }

  /// A copy of a site on which the run was killed when so many pieces had been kept.
  private static func killed(_ site: TestSite, pieces: Int) throws -> TestSite {
    let strace = try #require(LawTool.strace)
    for call in 1...200 {
      let copy = try TestSite(copyOf: site)
      let ended = try strace.run(
        [
          "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e",
          "inject=fdatasync:signal=KILL:when=\(call)", Program.wmsync.path, "run", "--at",
          TestSite.morning,
        ], in: copy.folder.path)
      try #require(ended.status == 137, "the run ended before so much was kept")
      let kept = try copy.query("SELECT rows FROM files WHERE state = 'loading'")
      if kept == ["\(pieces * 2)"] { return copy }
    }
    throw WorkbenchError("the run never kept \(pieces) pieces")
  }

  @Test func `what is kept piece by piece is what would have been kept at once`() throws {
    let files = [
      Self.articles(1...7),
      Self.articles(1...7, ending: "S3;Another name;0.5\nS8;Article 8;1\n"),
      Self.articles(1...7, ending: "S3;Article 3;0.5\n"),
      Self.articles(1...5, ending: "S6;Too light;-1\nS7;Article 7;heavy\nS8;Article 8;1\n"),
      Self.articles(1...6, ending: ";No number;1\nS8;Article 8;1\nS9;Article 9;1\n"),
      Self.articles(1...7, ending: "S8;\"Never closed;1\n"),
      Self.articles(1...7, ending: "S8;Article 8;1;more\n"),
      "sku;name;weight\n",
    ]
    for (number, articles) in files.enumerated() {
      let pair = try [Self.inPieces, Self.atOnce].map { try Self.site($0, articles: articles) }
      for at in [TestSite.morning, TestSite.later] {
        let said = try pair.map { try $0.wmsync("run --json", at: at) }
        #expect(said[0].status == said[1].status, "file \(number)")
        #expect(said[0].out == said[1].out, "file \(number)")
      }
      let results = try pair.map(Self.result)
      #expect(LawDifference.between(results[1], results[0]) == [], "file \(number)")
      #expect(try pair[0].query("SELECT count(*) FROM first_load") == ["0"])
    }
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"), arguments: [1, 2, 3])
  func `a load that was killed goes on where it was`(pieces: Int) throws {
    let undisturbed = try Self.site()
    try undisturbed.done("run")
    let site = try Self.killed(try Self.site(), pieces: pieces)
    #expect(try site.query("SELECT count(*) FROM item") == ["\(pieces * 2)"])
    let run = try site.query("SELECT DISTINCT run FROM item")
    try site.done("run")
    #expect(
      try site.query("SELECT count(*) FROM item WHERE system = 'erp' AND run = \(run[0])")
        == ["\(pieces * 2)"], "read again what was kept")
    #expect(
      LawDifference.between(try Self.result(of: undisturbed), try Self.result(of: site)) == [])
    // What comes next is compared with all of it.
    for each in [undisturbed, site] {
      try each.write("erp/out/items_2.csv", Self.articles(1...6))
      try each.done("run", at: TestSite.later)
    }
    #expect(
      LawDifference.between(try Self.result(of: undisturbed), try Self.result(of: site)) == [])
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"))
  func `nothing of a load that nobody goes on with is left`() throws {
    let begun = try Self.killed(try Self.site(), pieces: 2)

    // The partner takes the file back.
    let withdrawn = try TestSite(copyOf: begun)
    unlink(withdrawn.folder.path(of: "exchange/erp/out/items_1.csv"))
    _ = try withdrawn.wmsync("run")
    #expect(try withdrawn.query("SELECT count(*) FROM item WHERE system = 'erp'") == ["0"])
    #expect(try withdrawn.query("SELECT count(*) FROM files WHERE name LIKE 'erp/out/i%'") == ["0"])

    // A command that reads no exports comes in between.
    let asked = try TestSite(copyOf: begun)
    _ = try asked.wmsync("reconcile")
    #expect(try asked.query("SELECT count(*) FROM item") == ["0"])
    #expect(try asked.query("SELECT count(*) FROM first_load") == ["0"])

    // The partner writes it anew.
    let rewritten = try TestSite(copyOf: begun)
    try rewritten.write("erp/out/items_1.csv", Self.articles(3...5))
    try rewritten.done("run")
    #expect(
      try rewritten.query("SELECT sku FROM item WHERE system = 'erp' ORDER BY sku")
        == ["S3", "S4", "S5"])

    // The feed means something else now.
    let remapped = try TestSite(copyOf: begun)
    try remapped.folder.write(
      "wmsync.yaml",
      Self.inPieces.replacing("name: {column: name}", with: "name: {column: name, case: upper}"))
    try remapped.done("run")
    #expect(
      try remapped.query(
        "SELECT count(*) FROM item WHERE system = 'erp' AND name LIKE 'Art%'"
          + " AND name <> upper(name)") == ["0"])

    // The feed is not configured any more.
    let removed = try TestSite(copyOf: begun)
    let start = try #require(Self.inPieces.firstRange(of: "  erp-items:\n"))
    let end = try #require(Self.inPieces.firstRange(of: "  wms-items:\n    entity"))
    try removed.folder.write(
      "wmsync.yaml",
      String(Self.inPieces[..<start.lowerBound] + Self.inPieces[end.lowerBound...]))
    _ = try removed.wmsync("run")
    #expect(try removed.query("SELECT count(*) FROM item WHERE system = 'erp'") == ["0"])
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"))
  func `a load that turns out to be unusable is taken back, also what was kept before`() throws {
    let broken = Self.articles(1...7, ending: "S8;\"Never closed;1\n")
    let site = try Self.killed(try Self.site(articles: broken), pieces: 3)
    _ = try site.wmsync("run")
    let atOnce = try Self.site(Self.atOnce, articles: broken)
    _ = try atOnce.wmsync("run")
    let results = try [atOnce, site].map(Self.result)
    #expect(LawDifference.between(results[0], results[1]) == [])
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"))
  func `a rehearsal changes nothing of a load that is under way`() throws {
    let site = try Self.killed(try Self.site(), pieces: 2)
    _ = try site.wmsync("run --dry-run")
    #expect(try site.query("SELECT rows FROM files WHERE state = 'loading'") == ["4"])
    #expect(try site.query("SELECT count(*) FROM item") == ["4"])
  }
}
