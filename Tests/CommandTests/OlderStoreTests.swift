import Testing
import Workbench

/// A store of every layout that there ever was, as the program of its time left it, is brought up to
/// this program without a loss.
@Suite struct OlderStoreTests {
  static let stores = OlderStore.layouts.map { OlderStore(layout: $0) }

  @Test func `there is a store of every layout before the present one`() throws {
    let site = try CornerShop.running()
    let present = try #require(try site.query("PRAGMA user_version").first.flatMap(Int.init))
    #expect(
      OlderStore.layouts == Array(1..<present),
      "make the missing ones by Scripts/older-store with the program of their time")
    for store in Self.stores {
      #expect(try store.site().query("PRAGMA user_version") == ["\(store.layout)"])
    }
  }

  static let looking = [
    "status", "exceptions", "exceptions show 1", "rules", "rules history", "watermarks",
    "explain item B2", "explain stock HAM|A1", "explain item_unit none", "state verify",
  ]

  @Test(arguments: stores)
  func `looking at an older store answers as after the upgrade and leaves it as it is`(
    _ store: OlderStore
  ) throws {
    let site = try store.site()
    let before = site.tree("state")
    let expected = try TestSite(copyOf: site)
    try expected.done("state migrate")
    for command in Self.looking {
      let ended = try site.wmsync(command, at: OlderStore.after)
      let wanted = try expected.wmsync(command, at: OlderStore.after)
      #expect(ended.status == wanted.status, "\(command): \(ended.err)")
      if command != "state verify" { #expect(ended.out == wanted.out, "\(command)") }
    }
    let isAsBefore = site.tree("state", without: ["state/lock"]) == before
    #expect(isAsBefore)
  }

  @Test(arguments: stores)
  func `the upgrade keeps every record, exception, rule, mark and number`(
    _ store: OlderStore
  ) throws {
    let site = try store.site()
    let kept = try OlderRows(of: site)
    let before = try kept.rows(of: site)
    try #require(before.count > 20)
    let told = try site.done("state migrate", at: OlderStore.after)
    #expect(told.contains("\(store.layout)"), "\(told)")
    #expect(try kept.rows(of: site) == before)
    #expect(try site.done("state verify", at: OlderStore.after) != "")
    #expect(try kept.rows(in: store.backup, of: site) == before)
    try site.done("state verify", [store.backup], at: OlderStore.after)
    #expect(site.folder.names(in: "state/backups") == ["state-layout\(store.layout).db"])
  }

  /// What a run that has nothing new to say must leave alone.
  private static let settled = [
    "outbox", "sent", "sent_before", "rejection", "rule_override",
    "item", "partner", "sales_order", "sales_order_line", "purchase_order",
    "purchase_order_line", "stock", "receipt", "shipment", "ack",
  ]

  private static func exceptions(of site: TestSite) throws -> [String] {
    try site.query("SELECT id, state, code, severity, key, first_seen FROM exceptions ORDER BY id")
  }

  /// Rows that wait; under which key and with which configuration they were read changes with the
  /// program.
  private static func held(of site: TestSite) throws -> [String] {
    try site.query("SELECT id, feed, file, line, payload, code, reference_key FROM held_row")
  }

  private static func opened(_ exception: String) -> String {
    exception.split(separator: "|resolved|").joined(separator: "|open|")
  }

  @Test(arguments: stores, [false, true])
  func `a run after the upgrade sends nothing twice and takes no export twice`(
    _ store: OlderStore, isDeliveredAgain: Bool
  ) throws {
    let site = try store.site()
    let kept = try OlderRows(of: site, only: Self.settled)
    let before = try kept.rows(of: site)
    let exceptions = try Self.exceptions(of: site)
    let held = try Self.held(of: site)
    for clock in [OlderStore.after, OlderStore.later] {
      if isDeliveredAgain { try store.deliverAgain(to: site) }
      let ended = try site.wmsync("run", at: clock)
      #expect(ended.status == 0, "\(ended.err)")
      #expect(OlderStore.outgoing(site) == [])
      let now = try kept.rows(of: site)
      #expect(Set(now).symmetricDifference(before).sorted() == [])
      // What a person said was settled and is found again opens under its number.
      let expected = exceptions.map { $0.contains("RECEIPT_UNKNOWN_PO") ? Self.opened($0) : $0 }
      #expect(try Self.exceptions(of: site) == expected)
      #expect(try Self.held(of: site) == held)
    }
    #expect(site.folder.exists(store.backup))
    try site.done("state verify", at: OlderStore.later)
  }

  @Test(arguments: stores)
  func `after the upgrade what is new is sent once, under the next number`(
    _ store: OlderStore
  ) throws {
    let site = try store.site()
    let last = try #require(
      try site.query("SELECT max(seq) FROM outbound WHERE stream = 'wms-items'").first
        .flatMap(Int.init))
    let names = try site.query(
      "SELECT DISTINCT sku || ';' || name || ';' || weight_kg FROM item WHERE system = 'erp'")
    try site.write(
      "erp/out/items_9.csv",
      "sku;name;weight\n" + names.map { $0 + "\n" }.joined() + "N9;Net;0.8\n")
    for clock in [OlderStore.after, OlderStore.later] {
      try site.done("run", at: clock)
      #expect(OlderStore.outgoing(site) == ["wms/in/items_0000000\(last + 1).csv"])
    }
    #expect(
      site.text("exchange/wms/in/items_0000000\(last + 1).csv")
        == "sku;name;weight\nN9;Net;0.8\n")
    try site.done("state verify", at: OlderStore.later)
  }
}
