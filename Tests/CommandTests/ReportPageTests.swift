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
    #expect(
      page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"))
    #expect(page.contains("<title>ACT wmsync: corner</title>"))
    #expect(
      page.contains(
        "<p class=\"verdict act\">ACT <span class=\"why\">1 critical exception</span></p>"))
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

  @Test func `stock agreement is shown once all of it was proved, exceptions by their code`() throws
  {
    let site = try opened()
    try site.done("run")
    let first = try #require(site.text("report/index.html"))
    #expect(!first.contains("<h2>Stock</h2>"))
    #expect(first.contains("<td>wmsync exceptions --code STOCK_UNEXPLAINED</td>"))
    try site.done("reconcile", at: TestSite.later)
    let page = try #require(site.text("report/index.html"))
    #expect(page.contains("<h2>Stock</h2>"))
    #expect(page.contains("as proved at \(TestSite.later)"))
    let start = try #require(page.firstRange(of: "<h2>Stock</h2>"))
    let row = page[start.lowerBound...].split(separator: "\n").first { $0.contains(">HAM<") }
    let counts = try site.json("reconcile", at: TestSite.later)["stock"]?["warehouses"]?.items.first
    #expect(counts?["unexplained"]?["articles"] == .number("1"))
    #expect(row?.contains("<td>1</td>") == true, "\(row ?? "")")
  }

  @Test func `the page tells how long runs took, where nobody told them the clock`() throws {
    let site = try opened()
    try site.done("run")
    let told = try #require(site.text("report/index.html"))
    #expect(!told.contains("chart-runs"))
    #expect(told.contains("<td>\(TestSite.morning)</td><td></td><td>0</td>"))
    let real = try Program.wmsync.run(["run"], in: site.folder.path)
    #expect([0, 3].contains(real.status), "\(real.err)")
    let times = try site.query("SELECT milliseconds FROM runs ORDER BY id").map { Int($0) }
    #expect(times.count == 2 && times.first == .some(nil))
    let taken = try #require(times.last ?? nil)
    #expect((0..<60_000).contains(taken))
    let page = try #require(site.text("report/index.html"))
    #expect(page.contains("<title>run 2: \(taken)</title>"))
    let digits = String(taken % 1000 + 1000).dropFirst()
    let shown = "\(taken / 1000).\(digits) s"
    #expect(page.contains("How long runs took: the last \(shown), the longest \(shown)<"))
    #expect(page.contains("<td>\(shown)</td>"))
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
    #expect(page.ranges(of: "<script").count == 1)
    for text in ["<script>alert", "<img", "<b>", "onload='", "<a", "\u{1b}", "\u{202e}"] {
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
    #expect(page.hasSuffix("</script>\n</body>\n</html>\n"))
    #expect(page.contains("<h2>Rules in force</h2>"))
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

  // MARK: In a browser

  /// What stands on a page after a browser has shown it.
  private func shown(
    _ page: String, in site: TestSite
  ) throws -> String {
    try site.folder.write("shown.html", page)
    let seen = try #require(Browser.chromium).open(
      "shown.html", ["--enable-logging=stderr", "--dump-dom"], in: site.folder)
    #expect(seen.status == 0)
    #expect(!seen.err.contains("Content Security Policy"), "\(seen.err)")
    #expect(!seen.err.contains("CONSOLE"), "\(seen.err)")
    return seen.out
  }

  @Test(.enabled(if: Browser.chromium != nil, "needs chromium"))
  func `everything can be read without scripts, and with them the page says that it is old`() throws
  {
    let site = try opened()
    try site.done("run")
    let page = try #require(site.text("report/index.html"))
    let script = try #require(page.firstRange(of: "<script>"))
    let end = try #require(page.firstRange(of: "</script>"))
    let still = try shown(
      page.replacingCharacters(in: script.lowerBound..<end.upperBound), in: site)
    #expect(still.contains("id=\"filters\" hidden=\"\""))
    #expect(still.contains("data-after=\"7200\" hidden=\"\""))
    for text in [
      "STOCK_UNEXPLAINED", "wmsync exceptions show 2", "erp-items", "<title id=\"chart-open\">",
    ] {
      #expect(still.contains(text), "\(text)")
    }
    let moving = try shown(page, in: site)
    #expect(moving.contains(">2 of 2 shown<"))
    #expect(moving.contains("data-after=\"7200\">This page is"))
  }

  @Test(.enabled(if: Browser.chromium != nil, "needs chromium"))
  func `exceptions are sorted by a title and filtered by text and severity`() throws {
    let site = try opened()
    try site.done("run")
    let page = try #require(site.text("report/index.html"))
    // The page lets nobody else's script in: what acts on it stands in a copy without that rule.
    let rule = try #require(page.firstRange(of: "<meta http-equiv=\"Content-Security-Policy\""))
    let end = try #require(page[rule.upperBound...].firstRange(of: ">\n"))
    let open = page.replacingCharacters(in: rule.lowerBound..<end.upperBound)
    func after(_ steps: String) throws -> String {
      let acting = open.replacing("</body>", with: "<script>\(steps)</script></body>")
      return try shown(acting, in: site)
    }
    let sorted = try after(
      "var b=document.querySelectorAll('#exceptions thead button');b[3].click();")
    let first = try #require(sorted.firstRange(of: "<td>OWNER_VIOLATION</td>"))
    let second = try #require(sorted.firstRange(of: "<td>STOCK_UNEXPLAINED</td>"))
    #expect(first.lowerBound < second.lowerBound)
    #expect(sorted.contains("aria-sort=\"ascending\""))
    let filtered = try after(
      "var t=document.getElementById('text');t.value='unexpl';t.dispatchEvent(new Event('input'));")
    #expect(filtered.contains(">1 of 2 shown<"))
    #expect(filtered.contains("<tr data-s=\"warning\" hidden=\"\">"))
    let bad = try after(
      "var s=document.getElementById('bad');s.value='warning';s.dispatchEvent(new Event('change'));"
    )
    #expect(bad.contains(">1 of 2 shown<"))
    #expect(bad.contains("<tr class=\"act\" data-s=\"critical\" hidden=\"\">"))
  }

  @Test func `headings go down one by one, and every column and row has its title`() throws {
    let site = try opened()
    try site.done("run")
    try site.done("exceptions ack 2 --note", ["seen"])
    let page = try #require(site.text("report/index.html"))
    #expect(page.ranges(of: "<h1>").count == 1 && page.ranges(of: "<main>").count == 1)
    #expect(page.ranges(of: "<h2>").count == 7 && !page.contains("<h3"))
    let tables = page.ranges(of: "<table").count
    #expect(tables > 5)
    #expect(page.ranges(of: "<caption>").count == tables)
    #expect(page.ranges(of: "<thead>").count == tables)
    #expect(!page.contains("<th>") && !page.contains("<tr><td>"))
    #expect(page.ranges(of: "role=\"img\" aria-labelledby=").count == page.ranges(of: "<svg").count)
    #expect(page.contains("<td>acknowledged</td><td>seen</td>"))
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>) -> String {
    String(self[..<range.lowerBound] + self[range.upperBound...])
  }
}
