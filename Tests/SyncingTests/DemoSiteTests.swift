import Domain
import Syncing
import Testing

@Suite("The demo retailer and the empty site")
struct DemoSiteTests {
  @Test func `the demo is made of the same bytes every time`() {
    let first = DemoSite.files()
    let second = DemoSite.files()
    #expect(first.map(\.path) == second.map(\.path))
    #expect(first.map(\.bytes) == second.map(\.bytes))
    #expect(
      first.map(\.path)
        == first.map(\.path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(Set(first.map(\.path)).count == first.count)
  }

  @Test func `the empty site has a configuration that is accepted, and its folders`() throws {
    let files = EmptySite.files()
    let text = try #require(files.first { $0.path == "wmsync.yaml" }).bytes
    let settings = try Settings.read(
      text: String(decoding: text, as: UTF8.self), path: "/site/wmsync.yaml")
    #expect(settings.feeds.count == 1)
    #expect(settings.outbound.count == 1)
    let folders = files.filter { $0.path.hasSuffix("/") }
    #expect(folders.allSatisfy { $0.bytes.isEmpty })
    for path in settings.feeds.map(\.files) + settings.outbound.map(\.file) {
      let folder = "exchange/" + path.split(separator: "/").dropLast().joined(separator: "/") + "/"
      #expect(folders.contains { $0.path == folder })
    }
  }

  @Test func `every feed of the demo has a file and every file a feed`() throws {
    let demo = try DemoReading()
    #expect(demo.settings.feeds.count == 21)
    for feed in demo.settings.feeds {
      #expect(demo.filesOfFeed[feed.id]?.isEmpty == false, "\(feed.id) has no file")
    }
    let read = demo.settings.feeds.flatMap { demo.filesOfFeed[$0.id] ?? [] }
    #expect(Set(read).count == read.count)
    let others = demo.paths.filter { !read.contains($0) }
    #expect(others == ["erp/out/lagerbestand_20261120.csv.ok", "xref/tpl_sku.csv"])
  }

  @Test func `a feed with a marker finds it beside each file, the others need none`() throws {
    let demo = try DemoReading()
    var marked = 0
    for feed in demo.settings.feeds {
      switch feed.ready {
      case .rename: continue
      case .stable, .manifest, .trailer:
        Issue.record("\(feed.id) would wait on the first run")
      case .marker(let pattern):
        marked += 1
        let ending = pattern.dropFirst("{file}".count)
        for file in demo.filesOfFeed[feed.id] ?? [] { #expect(demo.paths.contains(file + ending)) }
      }
    }
    #expect(marked == 1)
  }

  @Test func `the ERP writes windows-1252 with umlauts and decimal commas`() throws {
    let demo = try DemoReading()
    let paths = demo.paths.filter { $0.hasPrefix("erp/out/") && $0.hasSuffix(".csv") }
    #expect(paths.count == 8)
    for path in paths {
      let bytes = demo.bytes(path)
      #expect(!bytes.contains { (0x80..<0xA0).contains($0) }, "\(path) has control characters")
      #expect(!bytes.contains(UInt8(ascii: "?")), "\(path) has lost a character")
      #expect(String(validating: bytes.filter { $0 < 0x80 }, as: UTF8.self) != nil)
    }
    let items = demo.bytes("erp/out/artikel_20261120.csv")
    for umlaut in "äöüßÄÖÜ".unicodeScalars {
      let isWritten = paths.contains { demo.bytes($0).contains(UInt8(umlaut.value)) }
      #expect(isWritten, "no file has \(umlaut)")
    }
    let text = String(String.UnicodeScalarView(items.map { Unicode.Scalar($0) }))
    #expect(text.contains(/;\d{1,3},\d{2};EUR;\d{1,2},\d{3};/))
    #expect(text.contains(/;\d\.\d{3},\d{2};EUR;/))
  }

  @Test func `the demo is as large as its story says`() throws {
    let demo = try DemoReading()
    #expect(demo.records("item").count == 500)
    #expect(demo.records("partner").count == 40)
    #expect(demo.records("sales_order").count == 300)
    #expect(demo.records("sales_order_line").count == 800)
    #expect(demo.records("purchase_order").count == 60)
    #expect(demo.records("purchase_order_line").count == 200)
    #expect(Set(demo.records("item").map { $0["item_group"] }).count == 4)
    #expect(Set(demo.records("sales_order").compactMap(\.warehouse)).count == 3)
    #expect(demo.records("item").contains { $0["hazmat"].flag == true })
    #expect(demo.records("item").contains { $0["lot_tracked"].flag == true })
    #expect(demo.records("parcel").count > 210)
  }

  @Test func `three faults are planted, each of its own kind`() {
    let faults = DemoSite.plantedFaults
    #expect(
      Set(faults.map(\.code)) == [.skuUnknown, .receiptOver, .stockUnexplained])
    #expect(faults.count == 3)
    #expect(faults.allSatisfy { !$0.key.isEmpty && !$0.story.isEmpty })
  }
}
