import Testing

/// A feed is alive as long as files come, whatever they say.
@Suite struct RhythmTests {
  private static let items = "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\n"

  private func stalled(_ site: TestSite) throws -> [String] {
    try site.query("SELECT key FROM exceptions WHERE code = 'FEED_STALLED' AND state = 'open'")
  }

  @Test func `a full export that never changes comes in time`() throws {
    let site = try CornerShop.running()
    for day in 24...26 {
      try site.write("erp/out/items_\(day).csv", Self.items)
      try site.done("run", at: "2026-11-\(day)T06:00:00Z")
      try site.done("run", at: "2026-11-\(day)T18:00:00Z")
      #expect(try stalled(site) == [])
    }
    let feed = try #require(
      try site.json("status", at: "2026-11-26T18:00:00Z")["feeds"]?.items.first)
    #expect(feed["state"] == .string("ok"))
    #expect(feed["last_file"] == .string("erp/out/items_26.csv"))
    #expect(feed["age_seconds"] == .number("43200"))
  }

  @Test func `a feed whose exports were alike stalls when none comes any more`() throws {
    let site = try CornerShop.running()
    try site.write("erp/out/items_2.csv", Self.items)
    try site.done("run", at: "2026-11-24T06:00:00Z")
    try site.done("run", at: "2026-11-25T07:59:59Z")
    #expect(try stalled(site) == [])
    try site.done("run", at: "2026-11-25T08:00:00Z")
    #expect(try stalled(site) == ["erp-items"])
    #expect(
      try site.query("SELECT message FROM exceptions WHERE code = 'FEED_STALLED'").first?
        .contains("the last was erp/out/items_2.csv at 2026-11-24T06:00:00Z") == true)
    try site.write("erp/out/items_3.csv", Self.items)
    try site.done("run", at: "2026-11-25T08:05:00Z")
    #expect(try stalled(site) == [])
  }
}
