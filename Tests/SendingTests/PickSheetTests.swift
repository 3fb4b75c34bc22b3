import Domain
import Sending
import Testing

@Suite struct PickSheetTests {
  private static let titles = [
    "pick_list", "stop", "part", "warehouse", "wave", "order", "order_line", "bin", "sku", "lot",
    "qty", "uom", "name", "tote", "fallback_bin", "walk_m",
  ]

  private func page(_ rows: [[String: String]]) -> String {
    let numbers = ["stop", "qty", "tote", "walk_m"]
    let values = rows.map { row in
      Self.titles.map { title -> Value in
        guard let text = row[title] else { return .null }
        return numbers.contains(title)
          ? ExactDecimal(text).map { .decimal($0) } ?? .null : .text(text)
      }
    }
    let file = OutboundFile(
      entity: "pick_list", message: "sheets-1", sequence: 1,
      createdAt: Timestamp(microseconds: 0), titles: Self.titles,
      types: Self.titles.map { _ in .text }, rows: values)
    return String(decoding: file.sheetBytes, as: UTF8.self)
  }

  private func row(
    _ stop: String, _ bin: String, _ more: [String: String] = [:]
  ) -> [String: String] {
    let usual = [
      "pick_list": "HAM-1", "stop": stop, "warehouse": "HAM", "wave": "HAM", "order": "4711",
      "order_line": "10", "bin": bin, "sku": "CUP", "qty": "2", "name": "Cup", "uom": "EA",
    ]
    return usual.merging(more) { $1 }
  }

  private func places(_ texts: [String], in page: String) -> [String.Index] {
    texts.compactMap { page.firstRange(of: $0)?.lowerBound }
  }

  @Test func `stops follow each other as numbers, not as texts`() {
    let page = page([row("10", "BIN-TEN"), row("2", "BIN-TWO"), row("1", "BIN-ONE")])
    let found = places([">BIN-ONE<", ">BIN-TWO<", ">BIN-TEN<"], in: page)
    #expect(found.count == 3 && found == found.sorted())
    #expect(page.contains("3 stops, 1 order"))
  }

  @Test func `what several orders take at a stop is added up, each with its tote`() {
    let page = page([
      row("1", "A1", ["part": "2", "order": "4712", "qty": "3", "tote": "2", "walk_m": "40.8"]),
      row("1", "A1", ["part": "1", "tote": "1", "fallback_bin": "B7", "lot": "L5"]),
    ])
    #expect(page.contains("<span class=\"large\">5</span>EA"))
    #expect(page.contains("1 stop, 2 orders, walk of 40.8 m"))
    #expect(page.contains("tote <b>1</b>: 2") && page.contains("tote <b>2</b>: 3"))
    #expect(page.contains("if short: <b>B7</b>") && page.contains("lot <b>L5</b>"))
    #expect(page.contains("<tr><td><b>2</b></td><td>4712</td></tr>"))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='x", "&lt;b&gt;",
    "</style><b>", "a\u{0}b\u{202e}c\u{2066}d\u{1b}[31m",
  ])
  func `a hostile name stands in the page as text`(name: String) {
    let fields = ["name", "sku", "bin", "lot", "order", "uom", "fallback_bin", "wave"]
    let page = page([
      row("1", "A1", Dictionary(uniqueKeysWithValues: fields.map { ($0, name) }))
    ])
    let innocent = self.page([
      row("1", "A1", Dictionary(uniqueKeysWithValues: fields.map { ($0, "x") }))
    ])
    for tag in ["<script", "<img", "<b>", "</style>", "onerror=alert(1)>"] {
      #expect(page.ranges(of: tag).count == innocent.ranges(of: tag).count, "\(tag)")
    }
    for quote in ["\"", "'"] {
      #expect(quotesInText(page, quote) == quotesInText(innocent, quote), "\(quote)")
    }
    #expect(
      !page.unicodeScalars.contains { ["\u{0}", "\u{1b}", "\u{202e}", "\u{2066}"].contains($0) })
  }

  /// Outside of barcodes, of which a code that has none leaves out one.
  private func quotesInText(_ page: String, _ quote: String) -> Int {
    page.split(separator: "<svg").enumerated().map { index, part in
      index == 0 ? part : part.firstRange(of: "</svg>").map { part[$0.upperBound...] } ?? part
    }.reduce(0) { $0 + $1.ranges(of: quote).count }
  }

  @Test func `the page needs nothing but itself`() {
    let page = page([row("1", "A1")])
    for foreign in ["<script", "http:", "https:", "url(", "@import", "<img", "src="] {
      #expect(!page.contains(foreign), "\(foreign)")
    }
  }

  @Test func `what no barcode can say is printed all the same`() {
    let page = page([row("1", "Ölfaß", ["sku": "Größe 5"])])
    #expect(page.contains(">Ölfaß<") && page.contains(">Größe 5<"))
    // The list alone.
    #expect(page.ranges(of: "<svg").count == 1)
  }
}
