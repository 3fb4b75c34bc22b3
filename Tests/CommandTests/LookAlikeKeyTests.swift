import Testing
import Workbench

/// Keys that look alike and are written with other bytes are other keys, from end to end.
@Suite struct LookAlikeKeyTests {
  static let composed = "\u{c4}1"
  static let decomposed = "A\u{308}1"

  /// The lines of an outbound file; text would be compared as people see it.
  private func lines(of file: String, _ site: TestSite) -> [[UInt8]]? {
    site.text("exchange/wms/in/" + file)?.utf8.split(separator: UInt8(ascii: "\n"))
      .map { Array($0) }
  }

  @Test func `articles whose numbers only look alike are both sent, and both sent again`() throws {
    let site = try TestSite(CornerShop.configuration())
    try site.write("wms/out/items_1.csv", "sku;weight\n")
    for (run, names) in [(1, ["Axe", "Bow"]), (2, ["Axt", "Bogen"])] {
      try site.write(
        "erp/out/items_\(run).csv",
        "sku;name;weight\n\(Self.composed);\(names[0]);1\n\(Self.decomposed);\(names[1]);2\n")
      try site.done("run", at: "2026-11-23T0\(run + 5):00:00Z")
      let wanted = [
        "sku;name;weight", "\(Self.decomposed);\(names[1]);2", "\(Self.composed);\(names[0]);1",
      ]
      #expect(lines(of: "items_0000000\(run).csv", site) == wanted.map { Array($0.utf8) })
    }
  }

  @Test func `each of two articles whose numbers only look alike keeps its own exception`() throws {
    let site = try TestSite(CornerShop.configuration())
    let numbers = [Self.composed, Self.decomposed]
    let text = { (weight: Int) in
      "sku;weight\n" + numbers.map { "\($0);\(weight)\n" }.joined()
    }
    try site.write("erp/out/items_1.csv", "sku;name;weight\n\(numbers[0]);A;1\n\(numbers[1]);A;1\n")
    try site.write("wms/out/items_1.csv", text(2))
    try site.done("run")
    let open = "SELECT hex(key) FROM exceptions WHERE state = 'open' ORDER BY 1"
    #expect(try site.query(open) == ["41CC8831", "C38431"])
    try site.write("wms/out/items_2.csv", "sku;weight\n\(numbers[0]);1\n\(numbers[1]);2\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query(open) == ["41CC8831"])
  }
}
