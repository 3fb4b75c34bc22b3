import Glibc
import Testing
import Workbench

/// A backup or a restore that is killed can simply be repeated: no store is lost and no number is
/// sent twice.
///
/// strace kills the program on entering a system call that changes the disk, before the call is
/// done. Every such call is tried, those that write one page after the other in steps.
@Suite(.enabled(if: LawTool.strace != nil)) struct StoreKillTests {
  private static let restore = "state restore old.db"
  private static let parts = [0, 1]

  /// The site after a second run, with a backup from before it; the partner took every file.
  private static func site() throws -> TestSite {
    let site = try CornerShop.running()
    try site.done("state backup old.db")
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;1\n")
    try site.done("run", at: TestSite.later)
    for name in outbound(site) { unlink(site.folder.path(of: "exchange/wms/in/" + name)) }
    return site
  }

  private static func outbound(_ site: TestSite) -> [String] {
    site.folder.names(in: "exchange/wms/in").filter { !$0.hasPrefix(".") }
  }

  /// Runs a command below strace and says what strace saw; `nil` when it was killed.
  private static func traced(
    _ command: String, _ options: [String], on site: TestSite
  ) throws -> String? {
    let strace = try #require(LawTool.strace)
    let words = command.split(separator: " ").map(String.init)
    let trace = try ThrowawayFolder()
    let ended = try strace.run(
      ["-f", "-qq", "-o", trace.path(of: "trace")] + options + [Program.wmsync.path] + words
        + ["--at", TestSite.later], in: site.folder.path)
    if ended.status == 137 { return nil }
    try #require(ended.status == 0, "\(command): \(ended.err)")
    return trace.text(of: "trace") ?? ""
  }

  /// A share of the calls at which a command can be killed.
  private static func points(of command: String, part: Int, on site: TestSite) throws
    -> [LawKillPoint]
  {
    let undisturbed = try TestSite(copyOf: site)
    let seen = try traced(command, ["-e", "trace=" + LawKillPoint.calls], on: undisturbed)
    let all = LawKillPoint.all(in: try #require(seen), cycle: 0)
    try #require(all.count > 20, "hardly a call that changes the disk was seen")
    let isWhole = LawTool.variable("WMSYNC_KILL_POINTS") == "all"
    let chosen = all.filter { isWhole || $0.call != "pwrite64" || $0.number % 8 == 1 }
    return chosen.enumerated().filter { $0.offset % parts.count == part }.map(\.element)
  }

  /// A copy of a site on which a command was killed.
  private static func killed(
    _ command: String, at point: LawKillPoint, on site: TestSite
  ) throws -> TestSite {
    let copy = try TestSite(copyOf: site)
    #expect(try traced(command, point.options, on: copy) == nil, "not killed at \(point)")
    return copy
  }

  /// What must hold whatever was done to the store.
  private static func expectSound(_ site: TestSite, _ point: LawKillPoint) throws {
    _ = try site.wmsync("run", at: TestSite.later)
    #expect(outbound(site) == [], "sent again: \(point)")
    #expect(try site.done("state verify").contains(": sound"), "\(point)")
    #expect(
      try site.query("SELECT seq, state FROM outbound") == ["1|published", "2|published"],
      "\(point)")
    #expect(
      try site.query("SELECT count(*) FROM item WHERE sku = 'C3' AND system = 'erp'") == ["1"],
      "\(point)")
  }

  @Test(arguments: parts)
  func `a killed restore is finished by repeating it and keeps the store of before`(
    part: Int
  ) throws {
    let site = try Self.site()
    let before = Workbench.bytes(site.folder.path(of: "state/state.db"))
    for point in try Self.points(of: Self.restore, part: part, on: site) {
      let copy = try Self.killed(Self.restore, at: point, on: site)
      try copy.done(Self.restore, at: TestSite.later)
      let isKept = copy.folder.names(in: "state/backups").contains {
        $0.hasPrefix("replaced-")
          && Workbench.bytes(copy.folder.path(of: "state/backups/" + $0)) == before
      }
      #expect(isKept, "the store of before is lost: \(point)")
      try Self.expectSound(copy, point)
    }
  }

  @Test(arguments: parts)
  func `after a killed restore a run sends nothing twice and loses nothing`(part: Int) throws {
    let site = try Self.site()
    for point in try Self.points(of: Self.restore, part: part, on: site) {
      try Self.expectSound(try Self.killed(Self.restore, at: point, on: site), point)
    }
  }

  @Test func `a killed backup harms no store and leaves no half behind the next one`() throws {
    let site = try Self.site()
    for part in Self.parts {
      for point in try Self.points(of: "state backup", part: part, on: site) {
        let copy = try Self.killed("state backup", at: point, on: site)
        try copy.done("state backup", at: "2026-11-23T07:05:00Z")
        let names = copy.folder.names(in: "state/backups")
        #expect(names.contains("state-20261123T070500Z.db"))
        for name in names {
          #expect(name.hasSuffix("Z.db"), "\(point) leaves \(name)")
          #expect(
            try copy.done("state verify state/backups/" + name).contains(": sound"), "\(point)")
        }
        try Self.expectSound(copy, point)
      }
    }
  }
}
