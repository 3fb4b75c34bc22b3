import Glibc
import Testing
import Workbench

/// How far each feed was read, and reading again without sending again.
@Suite struct WatermarkCommandTests {
  @Test func `each feed's newest file is listed with its keys`() throws {
    let site = try CornerShop.running()
    let marks = try site.json("watermarks list").items
    #expect(
      marks.compactMap { $0["feed"]?.text }
        == ["erp-items", "wms-items", "erp-stock", "wms-stock"])
    #expect(marks.first?["file"] == .string("erp/out/items_1.csv"))
    #expect(
      try site.query(
        "SELECT file, rows, first_key, last_key, taken_at FROM watermarks WHERE feed='erp-items'")
        == ["erp/out/items_1.csv|2|A1|B2|\(TestSite.morning)"])
    #expect(try site.done("watermarks").contains("erp/out/items_1.csv"))
  }

  @Test func `a rewind shows first what would be read again and does nothing`() throws {
    let site = try CornerShop.running(after: "keep")
    let before = site.tree(without: ["state/lock"])
    let shown = try site.done("watermarks rewind erp-items --to start")
    #expect(shown.contains("erp/out/items_1.csv: 2 rows"))
    #expect(shown.contains("--yes"))
    #expect(site.tree(without: ["state/lock"]) == before)
  }

  static let dispositions = ["keep", "archive"]

  @Test(arguments: dispositions)
  func `what a rewind names is read again by the next run and sends nothing twice`(
    after: String
  ) throws {
    let site = try CornerShop.running(after: after)
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;1\n")
    try site.done("run", at: TestSite.later)
    let sent = site.tree("exchange/wms/in")
    let told = try site.done("watermarks rewind erp-items --to items_1.csv --yes")
    #expect(told.contains("erp/out/items_2.csv: 3 rows"))
    #expect(!told.contains("items_1.csv"))
    let next = try site.json("run", at: "2026-11-23T08:00:00Z")
    let feed = try #require(next["feeds"]?.items.first)
    #expect(["files", "rows", "unchanged", "new"].map { feed[$0]?.integer } == [1, 3, 3, 0])
    #expect(next["outbound"]?.items.first?["records"] == .number("0"))
    #expect(site.tree("exchange/wms/in") == sent)
    #expect(
      try site.query("SELECT file FROM watermarks WHERE feed = 'erp-items'")
        == ["erp/out/items_2.csv"])
  }

  @Test func `a rewind names the files that are not there any more`() throws {
    let site = try CornerShop.running(after: "delete")
    let line = "erp/out/items_1.csv: 2 rows, not there any more; ask its sender for it again\n"
    #expect(try site.done("watermarks rewind erp-items --to start").hasSuffix(line))
    #expect(try site.done("watermarks rewind erp-items --to start --yes").hasSuffix(line))
    #expect(try site.done("watermarks rewind erp-items --to start").contains("nothing was taken"))
  }

  @Test func `a rewind that cannot look into the archive is an error and changes nothing`() throws {
    let site = try CornerShop.running()
    let archive = site.folder.path(of: "state/archive")
    #expect(rename(archive, archive + ".away") == 0 && symlink("archive", archive) == 0)
    let before = try site.query("SELECT * FROM files")
    let ended = try site.wmsync("watermarks rewind erp-items --to start --yes")
    #expect(ended.status == 74)
    #expect(ended.err.contains("items_1.csv: cannot look at: Too many levels of symbolic links"))
    #expect(try site.query("SELECT * FROM files") == before)
  }

  @Test func `a rewind never lays an archived file over a newer one`() throws {
    let site = try CornerShop.running()
    try site.write("erp/out/items_1.csv", "newer")
    try site.done("watermarks rewind erp-items --to start --yes")
    #expect(site.text("exchange/erp/out/items_1.csv") == "newer")
  }

  @Test func `a rewind to the newest file has nothing to do`() throws {
    let site = try CornerShop.running(after: "keep")
    let before = try site.query("SELECT * FROM watermarks")
    #expect(
      try site.done("watermarks rewind erp-items --to items_1.csv --yes")
        .contains("nothing was taken after"))
    #expect(try site.query("SELECT * FROM watermarks") == before)
  }

  @Test func `a rewound feed leaves the open exceptions as they were`() throws {
    let site = try CornerShop.running(after: "keep")
    let before = try site.query("SELECT id, state, code FROM exceptions ORDER BY id")
    try site.done("watermarks rewind wms-stock --to start --yes")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT id, state, code FROM exceptions ORDER BY id") == before)
  }
}
