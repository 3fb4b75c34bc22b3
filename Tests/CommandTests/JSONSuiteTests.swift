import Testing
import Workbench

/// The files of JSONTestSuite that no parser may accept, dropped by a system.
@Suite(.enabled(if: Workbench.sharedFolder != nil, "needs ../shared"))
struct JSONSuiteTests {
  private static let folder = (Workbench.sharedFolder ?? "") + "/data/JSONTestSuite/test_parsing"
  private static let broken = Workbench.names(in: folder).filter { $0.hasPrefix("n_") }

  private static func site(_ dialect: String) throws -> TestSite {
    let site = try TestSite(
      """
      version: 1
      site: broken
      timezone: Europe/Berlin
      state: state
      exchange: exchange
      systems:
        erp: {role: erp}
      dialects:
        theirs: {\(dialect)}
      feeds:
        items:
          entity: item
          from: {system: erp, files: "in/*.json", dialect: theirs, order: name}
          ready: {rename: true}
          mode: delta
          fields:
            sku: {path: /sku, required: true}

      """)
    for name in broken {
      try site.folder.write("exchange/in/" + name, bytes: Workbench.bytes(folder + "/" + name))
    }
    return site
  }

  @Test(arguments: ["format: json", "format: json, records: /records"])
  func `every document that is no JSON is refused under its name`(dialect: String) throws {
    let site = try Self.site(dialect)
    #expect(Self.broken.count > 180)
    let ended = try site.wmsync("run --json")
    #expect(ended.status == 3)
    #expect(ended.err == "")
    let reported = try site.query(
      "SELECT file FROM exceptions WHERE code = 'FILE_UNREADABLE' AND state = 'open'")
    #expect(Set(reported) == Set(Self.broken.map { "in/" + $0 }))
    #expect(reported.count == Self.broken.count)
    #expect(try site.query("SELECT count(*) FROM item") == ["0"])
    #expect(
      try site.query("SELECT count(*) FROM files WHERE state = 'accepted'") == ["0"])
  }

  @Test func `every line that is no JSON is held or its file refused`() throws {
    let site = try Self.site("format: ndjson")
    let ended = try site.wmsync("run --json")
    #expect([0, 3].contains(ended.status))
    #expect(ended.err == "")
    let silent = try site.query(
      "SELECT name FROM files WHERE name NOT IN (SELECT file FROM exceptions) ORDER BY name")
    let empty = ["n_single_space", "n_structure_UTF8_BOM_no_data", "n_structure_no_data"]
    #expect(silent == empty.map { "in/\($0).json" }, "a file without lines is no mistake")
    #expect(try site.query("SELECT count(*) FROM item") == ["0"])
    #expect(
      try site.query(
        "SELECT count(*) FROM files WHERE rows <> skipped + new + changed + unchanged + held")
        == ["0"])
    #expect(
      try site.query("SELECT sum(held) FROM files WHERE state = 'accepted'")
        == site.query("SELECT count(*) FROM exceptions WHERE code = 'ROW_INVALID'"))
  }
}
