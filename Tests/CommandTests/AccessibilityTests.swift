import Testing
import Workbench

/// What a checker for people with other eyes and ears finds on the pages that wmsync makes.
@Suite(
  .enabled(
    if: Browser.chromium != nil && Browser.axe != nil, "needs chromium and axe-core"))
struct AccessibilityTests {
  static let looks: [(name: String, flags: [String])] = [
    ("light", ["--window-size=1280,900"]),
    ("dark", ["--window-size=1280,900", "--blink-settings=preferredColorScheme=0"]),
    ("phone", ["--window-size=500,900"]),
  ]

  private func findings(
    of page: String, shown flags: [String] = []
  ) throws -> Browser.Findings {
    let browser = try #require(Browser.chromium)
    let axe = try #require(Browser.axe)
    return try browser.findings(of: page, shown: flags, by: axe, in: ThrowawayFolder())
  }

  private func requireClean(_ found: Browser.Findings) {
    #expect(found.broken == [])
    // Contrast on boxes that scroll is computed from the colours, see `PageStyleTests`.
    #expect(Set(found.undecided).isSubset(of: ["color-contrast"]), "\(found.undecided)")
    #expect(found.kept >= 20)
  }

  @Test(arguments: looks)
  func `nothing on the dashboard keeps anybody out`(_ look: (name: String, flags: [String])) throws
  {
    let site = try TestSite(copyOf: Demo.ran)
    try site.done("exceptions ack 1 --note", ["seen"], at: TestSite.later)
    _ = try site.wmsync("reconcile", at: TestSite.later)
    let page = try #require(site.text("report/index.html"))
    for section in ["Exceptions", "Stock", "Over time", "What people did", "Runs"] {
      try #require(page.contains("<h2>\(section)</h2>"))
    }
    requireClean(try findings(of: page, shown: look.flags))
  }

  @Test func `nothing on a pick list keeps anybody out`() throws {
    let sheet =
      "Fixtures/scenarios/two-orders-one-walk/expected/02-before-the-carrier/out/wms/print/"
      + "picks_0001.html"
    let page = Workbench.text(Workbench.root + "/" + sheet)
    try #require(page.contains("<table class=\"stops\">"))
    requireClean(try findings(of: page))
  }

  @Test func `a page that keeps people out is found`() throws {
    let page = try #require(Demo.ran.text("report/index.html"))
    let broken = page.replacing("<html lang=\"en\">", with: "<html>")
      .replacing("<select id=\"bad\">", with: "</label><select id=\"bad\">")
      .replacing("<main>", with: "<div>").replacing("</main>", with: "</div>")
    let rules = try findings(of: broken).broken.map { $0.split(separator: " ")[0] }
    #expect(Set(["html-has-lang", "select-name", "landmark-one-main"]).isSubset(of: rules))
  }
}
