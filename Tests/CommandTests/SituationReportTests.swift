import Testing
import Workbench

/// The situation of now, asked for without a run.
@Suite struct SituationReportTests {
  @Test func `the dashboard that is asked for is the one that a run wrote`() throws {
    let site = try TestSite(
      CornerShop.configuration().replacing("report: {", with: "report: {html: report, "))
    try site.write("erp/out/items_1.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\n")
    try site.write("wms/out/items_1.csv", "sku;weight\nA1;1.5\nB2;2.5\n")
    try site.done("run")
    #expect(try site.done("report --html mine").contains("mine/index.html: written"))
    #expect(site.folder.text(of: "mine/index.html") == site.folder.text(of: "report/index.html"))
    try site.done("report --csv mine.csv")
    #expect(site.folder.text(of: "mine.csv") == site.folder.text(of: "report/exceptions.csv"))
  }

  @Test func `text tells verdict, feeds and exceptions by code`() throws {
    let told = try CornerShop.running().done("report")
    #expect(told.hasPrefix("corner: ACT, 2 exceptions\n"))
    #expect(told.contains("erp-items  ok"))
    #expect(told.contains("STOCK_UNEXPLAINED  critical           1"))
    let json = try CornerShop.running().json("report")
    #expect(json["exceptions"]?.items.count == 2)
  }

  @Test func `Markdown tells the same and nothing in it becomes markup`() throws {
    let told = try CornerShop.running().done("report --format markdown")
    #expect(told.hasPrefix("# corner: ACT, 2 exceptions\n"))
    #expect(told.contains("| code | severity | exceptions |"))
    #expect(told.contains("| STOCK\\_UNEXPLAINED | critical | 1 |"))
  }

  @Test func `only what opened since a day is told where one is given`() throws {
    let site = try CornerShop.running()
    let told = try site.wmsync("report --since 2026-11-24", at: "2026-11-25T06:00:00Z")
    #expect(told.status == 0)
    #expect(told.out.contains("0 exceptions"))
  }

  @Test(arguments: [
    "report --accruals 2026-10-31 --kpi", "report --html x --kpi", "report --format pdf",
    "report --accruals 2026-10-31 --since 2026-10-01", "report --since soon",
  ])
  func `what does not go together is a mistake of usage`(line: String) throws {
    #expect(try CornerShop.running().wmsync(line).status == 64)
  }
}
