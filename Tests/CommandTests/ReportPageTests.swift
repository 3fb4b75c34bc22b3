import Testing
import Workbench

/// The page for people: one file that shows what hostile files say and never does it.
@Suite struct ReportPageTests {
  private static let hostile = "<script>alert(1)</script>\" onload='x' &amp; <img src=//evil.test>"

  private func opened() throws -> TestSite {
    let site = try CornerShop.opened()
    try site.folder.write(
      "wmsync.yaml",
      CornerShop.configuration().replacing(
        "report: {csv: ", with: "report: {html: report, csv: "))
    return site
  }

  @Test func `the page says first whether a person is needed, then feeds and exceptions`() throws {
    let site = try opened()
    try site.done("run")
    let page = try #require(site.text("report/index.html"))
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
    #expect(page.contains("<p class=\"verdict act\">ACT</p>"))
    #expect(page.contains("2 open exceptions. Made at 2026-11-23T06:00:00Z by run 1."))
    for text in ["erp-items", "erp/out/items_1.csv", "STOCK_UNEXPLAINED", "OWNER_VIOLATION"] {
      #expect(page.contains(text), "\(text)")
    }
    let worst = try #require(page.firstRange(of: "STOCK_UNEXPLAINED"))
    let other = try #require(page.firstRange(of: "OWNER_VIOLATION"))
    #expect(worst.lowerBound < other.lowerBound)
    let listing = try Program(path: "/usr/bin/stat").run(
      ["-c", "%a", "report/index.html"], in: site.folder.path)
    #expect(listing.out == "640\n")
  }

  @Test func `nothing that stands in a file becomes part of the page's own text`() throws {
    let site = try opened()
    let name = Self.hostile.replacing("\"", with: "\"\"")
    try site.write(
      "erp/out/items_1.csv",
      "sku;name;weight\n\"\(name)\";Axe;heavy\nB2;\u{1b}[2J\u{202e};2\nA1;x;1\n")
    try site.write("erp/out/items_<b>'\".csv", "sku;name\n")
    _ = try site.wmsync("run")
    let page = try #require(site.text("report/index.html"))
    #expect(page.contains("&lt;script&gt;"))
    for text in ["<script", "<img", "<b>", "onload='", "<a", "\u{1b}", "\u{202e}"] {
      #expect(!page.lowercased().contains(text), "\(text)")
    }
    #expect(page.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
  }

  @Test func `a page of very many exceptions stays small and says what it leaves out`() throws {
    let site = try opened()
    var export = "sku;name;weight\n"
    for number in 1...3_000 { export += "S\(number);Article;heavy\(number)\n" }
    try site.write("erp/out/items_1.csv", export)
    _ = try site.wmsync("run")
    let page = try #require(site.text("report/index.html"))
    #expect(page.utf8.count < 500_000)
    #expect(page.contains(" more are not shown here"))
    #expect(page.hasSuffix("</main>\n</body>\n</html>\n"))
  }

  @Test func `the page is left alone while nothing changes and made again when it is gone`() throws
  {
    let site = try opened()
    try site.done("run")
    let first = site.text("report/index.html")
    try site.done("run", at: "2026-11-23T06:05:00Z")
    #expect(site.text("report/index.html") == first)
    _ = try Program(path: "/bin/rm").run(["report/index.html"], in: site.folder.path)
    try site.done("run", at: "2026-11-23T06:10:00Z")
    #expect(site.text("report/index.html")?.contains("2026-11-23T06:10:00Z") == true)
  }
}
