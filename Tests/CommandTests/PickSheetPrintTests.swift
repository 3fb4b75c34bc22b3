import Testing
import Workbench

/// The printed pick list, as a person and a scanner see it.
struct PickSheetPrintTests {
  /// Numbers of articles in what trade has for them: letters, digits in odd and even numbers, signs.
  private static let articles = [
    "4006381333931", "00310002", "PJJ123C", "A-1/7", "x", "99", "12345", "SKU 0815 (blue)",
    "LONG-ARTICLE-NUMBER-0001", "#%&$<>'", "7",
  ]

  @Test(
    .enabled(
      if: Browser.chromium != nil && Workbench.zbarimg != nil, "needs chromium and zbarimg"))
  func `every barcode of a printed pick list is read back by a scanner`() throws {
    let site = try PickShop.site("{method: batch, max_orders: 50}")
    var (orders, stock, items) = (PickShop.orderTitles, [(String, String, Int)](), "sku,name\n")
    for (number, sku) in Self.articles.enumerated() {
      orders += "O\(number % 3),\(number),\(Self.cell(sku)),2,,,,\n"
      stock.append((String("A\(number)-0\(number)-7"), Self.cell(sku), 5))
      items += "\(Self.cell(sku)),\(Self.cell("Name of <\(sku)>, \"quoted\""))\n"
    }
    try site.write("orders_1.csv", orders)
    try site.write("stock_1.csv", PickShop.stock(stock, at: "2026-11-23T05:00:00Z"))
    try site.write("items_1.csv", items)
    try site.done("run")
    let picture = site.folder.path(of: "sheet.png")
    let seen = try #require(Browser.chromium).open(
      "exchange/out/sheet_0001.html",
      ["--force-device-scale-factor=2", "--window-size=794,1700", "--screenshot=" + picture],
      in: site.folder)
    #expect(seen.status == 0, "\(seen.err)")
    let read = try #require(Workbench.zbarimg).run(
      ["--nodbus", "-q", "--raw", "-Sdisable", "-Scode128.enable", picture], in: "/")
    let found = Set(read.out.split(separator: "\n").map(String.init))
    let bins = Self.articles.indices.map { "A\($0)-0\($0)-7" }
    let wanted = Set(["HAM-20261123-2400-001"] + bins + Self.articles)
    #expect(found == wanted, "\(read.err)")
  }

  private static func cell(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
