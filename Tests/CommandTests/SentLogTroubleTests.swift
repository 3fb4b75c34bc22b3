import Testing
import Workbench

/// The log of sent files tells a restored store every key as it was.
@Suite struct SentLogTroubleTests {
  @Test func `a key with a backslash is learnt by a restore and not sent again`() throws {
    let site = try CornerShop.running()
    try site.done("state backup mine.db")
    let rows = "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC\\t3;Cap;1\nC\\\\4;Cup;1\n"
    try site.write("erp/out/items_2.csv", rows)
    try site.done("run", at: TestSite.later)
    let sent = try site.query("SELECT stream, key, hash, row FROM sent ORDER BY key")
    #expect(sent.count == 3)
    try site.done("state restore mine.db", at: TestSite.later)
    #expect(try site.query("SELECT stream, key, hash, row FROM sent ORDER BY key") == sent)
    _ = try site.wmsync("run", at: "2026-11-23T08:00:00Z")
    let names = site.folder.names(in: "exchange/wms/in").filter { $0.hasPrefix("items") }
    #expect(names == ["items_00000001.csv", "items_00000002.csv"])
  }
}
