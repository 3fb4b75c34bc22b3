import Testing
import Workbench

/// No clock, zone or language of the machine changes a byte of what is sent.
@Suite struct ClockMatrixTests {
  static let clocks = [
    "1970-01-01T00:00:01Z", "1999-12-31T23:59:59Z", "2024-02-29T12:00:00Z",
    "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T00:30:00Z",
    "2026-10-25T01:30:00Z", "2026-11-23T06:00:00Z", "2026-12-31T23:59:59Z",
    "2027-01-01T00:00:00Z", "2038-01-19T03:14:08Z", "2099-12-31T23:59:59Z",
  ]
  static let zones = [
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland",
    "Pacific/Kiritimati", "America/St_Johns", ":/nowhere",
  ]
  static let languages = ["C", "tr_TR.UTF-8"]

  /// The guard names the store, which no other run repeats.
  private static func sent(by site: TestSite) -> [String: [UInt8]] {
    site.tree("exchange/wms/in", without: ["exchange/wms/in/.wmsync-staging"])
  }

  @Test(arguments: clocks)
  func `the same files are sent, byte by byte, whatever clock and surroundings say`(
    clock: String
  ) throws {
    let opened = try CornerShop.opened(after: "keep")
    var first: (sent: [String: [UInt8]], reports: [String: [UInt8]])?
    for zone in Self.zones {
      for language in Self.languages {
        let site = try TestSite(copyOf: opened)
        let ended = try Program.wmsync.run(
          ["run", "--at", clock], in: site.folder.path,
          environment: ["TZ": zone, "LANG": language, "LC_ALL": language])
        try #require(ended.status == 0, "\(zone) \(language): \(ended.err)")
        let sent = Self.sent(by: site)
        let reports = site.tree("report")
        #expect(sent == (first?.sent ?? sent), "\(zone) \(language)")
        #expect(reports == (first?.reports ?? reports), "\(zone) \(language)")
        first = first ?? (sent, reports)
      }
    }
    let usual = try CornerShop.running(after: "keep")
    #expect(first?.sent == Self.sent(by: usual))
    #expect(first?.sent.isEmpty == false)
  }

  @Test func `a clock that goes back and forth skips no file and sends nothing twice`() throws {
    let site = try CornerShop.opened(after: "keep")
    for (number, clock) in Self.clocks.reversed().enumerated() {
      try site.write(
        "erp/out/items_2\(number < 10 ? "0" : "")\(number).csv",
        "sku;name;weight\nA1;Axe \(number);1.5\nB2;Bow;2\n")
      try site.done("run", at: clock)
    }
    #expect(
      try site.query("SELECT name FROM item WHERE sku = 'A1' AND system = 'erp'") == ["Axe 11"])
    #expect(
      try site.query("SELECT count(*) FROM files WHERE feed = 'erp-items' AND state = 'accepted'")
        == ["13"])
    let numbers = try site.query("SELECT seq FROM outbound WHERE stream = 'wms-items' ORDER BY seq")
    #expect(numbers == (1...numbers.count).map { "\($0)" })
  }
}
