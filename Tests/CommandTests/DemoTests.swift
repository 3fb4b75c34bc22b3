import Testing
import Workbench

/// A whole retailer in one folder: what a newcomer sees first must be right to the byte.
@Suite struct DemoTests {
  @Test func `the demo makes the same files every time and its configuration is right`() throws {
    let site = try Demo.made()
    #expect(try site.tree() == Demo.fresh.tree())
    #expect(try site.done("check").contains("no errors"))
  }

  @Test func `the first run finds the planted faults and nothing else`() throws {
    let found = try Demo.ran.query("SELECT code, key FROM exceptions ORDER BY code")
    #expect(found == Demo.faults)
    #expect(
      try Demo.summary["exceptions"]?["by_code"]?.names
        == ["RECEIPT_OVER", "SKU_UNKNOWN", "STOCK_UNEXPLAINED"])
  }

  @Test func `the rows of every feed add up to those in its files`() throws {
    let site = try Demo.ran
    let feeds = try #require(Demo.summary["feeds"]).items
    #expect(feeds.count == 21)
    for feed in feeds {
      let counts = ["skipped", "new", "changed", "unchanged", "held"].map {
        feed[$0]?.integer ?? -1
      }
      let name = feed["feed"]?.text ?? ""
      #expect(feed["rows"]?.integer == counts.reduce(0, +), "\(name)")
      #expect(
        try site.query("SELECT total(rows), total(held) FROM files WHERE feed = '\(name)'")
          == ["\(feed["rows"]?.integer ?? -1).0|\(counts[4]).0"])
      #expect(feed["state"] == .string("ok"))
    }
    let lines = try Demo.fresh.text("exchange/erp/out/artikel_20261120.csv")?.utf8
      .count { $0 == 0x0a }
    #expect(feeds[1]["rows"]?.integer == (lines ?? 0) - 1)
  }

  @Test func `what was read is moved to the archive unchanged`() throws {
    let site = try Demo.ran
    let dropped = try Demo.fresh.tree("exchange").filter { $0.key.contains("/out/") }
      .filter { !$0.key.hasSuffix("/") && !$0.key.hasSuffix(".ok") }
    let archived = site.tree("state/archive").filter { !$0.key.hasSuffix("/") }
    #expect(dropped.count == 23)
    #expect(Set(archived.values) == Set(dropped.values))
    #expect(archived.count == dropped.count)
    for system in ["erp", "wms", "tpl"] {
      #expect(site.folder.names(in: "exchange/\(system)/out") == [])
    }
    #expect(site.folder.names(in: "state/spool") == [])
  }

  @Test func `outbound files are numbered without a gap and marked as complete`() throws {
    let site = try Demo.ran
    let streams = try site.query(
      "SELECT stream, count(*), min(seq), max(seq), count(DISTINCT seq) FROM outbound GROUP BY 1")
    #expect(streams.count >= 13)
    for stream in streams {
      let parts = stream.split(separator: "|")
      #expect(parts[2] == "1" && parts[1] == parts[3] && parts[1] == parts[4], "\(stream)")
    }
    let listed = try site.query("SELECT name FROM outbound ORDER BY name")
    var found: [String] = []
    for system in ["erp", "tpl", "wms"] {
      let names = site.folder.names(in: "exchange/\(system)/in").filter { !$0.hasPrefix(".") }
      found += names.filter { !$0.hasSuffix(".ok") }.map { "\(system)/in/" + $0 }
      let marked = names.filter { $0.hasSuffix(".ok") }.map { String($0.dropLast(3)) }
      #expect(marked == (system == "erp" ? names.filter { !$0.hasSuffix(".ok") } : []))
    }
    #expect(found == listed)
  }

  @Test func `every file that was sent has the bytes the store remembers`() throws {
    let site = try Demo.ran
    for row in try site.query("SELECT name, sha256 FROM outbound") {
      let parts = row.split(separator: "|").map(String.init)
      let ended = try Program(path: "/usr/bin/sha256sum").run(
        ["exchange/" + parts[0]], in: site.folder.path)
      #expect(ended.out.hasPrefix(parts[1]), "\(parts[0])")
    }
  }

  @Test func `the ERP's files are Windows-1252 with a decimal comma`() throws {
    let site = try Demo.ran
    let receipts = Workbench.bytes(
      site.folder.path(of: "exchange/erp/in/wareneingang_00000001.csv"))
    let header = receipts.prefix { $0 != 0x0a }
    #expect(header.contains(0xe4) && header.contains(0xfc))
    #expect(!header.contains(0xc3))
    let parcels = site.text("exchange/erp/in/pakete_00000001.csv") ?? ""
    #expect(parcels.hasPrefix("Lieferschein;Paket;Sendungsnummer;Spediteur;Gewicht kg\n"))
    let weights = parcels.split(separator: "\n").dropFirst()
      .compactMap { $0.split(separator: ";").last.map(String.init) }
    #expect(weights.contains { $0.contains(",") } && !weights.contains { $0.contains(".") })
    let sum = weights.reduce(0) { $0 + (Double($1.replacing(",", with: ".")) ?? .nan) }
    let stored = try site.query("SELECT round(sum(weight_kg), 6) FROM parcel").first
    #expect(stored.flatMap(Double.init).map { abs($0 - sum) < 0.000_001 } == true)
  }

  @Test func `the warehouse's files are documents with a number and a message`() throws {
    let site = try Demo.ran
    let orders = try JSONTree(
      try #require(site.text("exchange/wms/in/orders_HH1_00000001.json")))
    #expect(orders.names == ["schema", "message", "seq", "created_at", "records"])
    #expect(orders["schema"] == .string("wmsync.sales_order_line/1"))
    #expect(orders["seq"] == .number("1"))
    #expect(orders["created_at"] == .string(TestSite.morning))
    let messages = orders["records"]?.items.compactMap { $0["message"]?.text } ?? []
    #expect(messages.count == 300 && Set(messages).count == 300)
    #expect(orders["records"]?.items.allSatisfy { $0["site"] == .string("HH1") } == true)
    let keys = orders["records"]?.items.map { "\($0["order"]?.text ?? "")" } ?? []
    #expect(keys == keys.sorted())
  }

  @Test func `a second run reads nothing, sends nothing and changes no file`() throws {
    let site = try TestSite(copyOf: Demo.ran)
    let before = site.tree(without: ["state/state.db", "report"])
    let again = try site.wmsync("run", at: "2026-11-23T06:05:00Z")
    #expect(again.status == 0 && again.out == "" && again.err == "")
    #expect(site.tree(without: ["state/state.db", "report"]) == before)
    #expect(
      try site.query("SELECT code, key FROM exceptions WHERE state = 'open' ORDER BY code")
        == Demo.faults)
  }

  @Test func `an article code that arrives lets the waiting row flow`() throws {
    let site = try TestSite(copyOf: Demo.ran)
    let sku = try #require(site.query("SELECT sku FROM item ORDER BY sku LIMIT 1").first)
    let codes = site.text("exchange/xref/tpl_sku.csv") ?? ""
    let line = codes.hasSuffix("\n") ? "B99041,\(sku)\n" : "\nB99041,\(sku)\n"
    try site.write("xref/tpl_sku.csv", codes + line)
    let summary = try site.json("run", at: "2026-11-23T06:05:00Z")
    #expect(try site.query("SELECT state FROM exceptions WHERE key='B99041'") == ["resolved"])
    #expect(summary["exceptions"]?["by_code"]?["SKU_UNKNOWN"] == nil)
    #expect(try site.query("SELECT count(*) FROM shipment WHERE system = 'tpl'") == ["146"])
  }
}
