import Testing
import Workbench

/// What a replay says of an output that is not as expected: key, column, old and new value, and the
/// rule and the input line that made the new one.
@Suite struct ReplayDifferenceTests {
  private let folder: ThrowawayFolder

  init() throws {
    folder = try ThrowawayFolder()
  }

  /// A copy of a scenario in which one expectation says something else.
  private func copy(
    _ scenario: String, changing file: String, _ text: String, to other: String
  ) throws {
    let copied = try Program(path: "/bin/cp").run(
      ["-r", Workbench.root + "/Fixtures/scenarios/" + scenario, folder.path], in: "/")
    try #require(copied.status == 0, "\(copied.err)")
    let path = "\(scenario)/expected/\(file)"
    let before = try #require(folder.text(of: path))
    try folder.write(path, before.replacing(text, with: other))
    try #require(folder.text(of: path) != before)
  }

  private func replay(_ scenario: String) throws -> [String] {
    let ended = try Program.wmsync.run(
      ["replay", scenario, "--junit", "junit.xml"], in: folder.path)
    #expect(ended.status == 2, "\(ended.err)")
    #expect(ended.out.hasSuffix("0 passed, 1 failed\n"))
    return ended.out.split(separator: "\n").map { String($0.drop { $0 == " " }) }
  }

  @Test func `a row of an outbound file names the line that was read`() throws {
    let file = "01-first-order/out/wms/in/orders_00000001.json"
    try copy("acknowledgements", changing: file, "\"qty\":2", to: "\"qty\":7")
    let lines = try replay("acknowledgements")
    #expect(lines.contains { $0.hasPrefix("\(file):2: expected \"") })
    let line = "\(file): X-1|1: qty \"7\" → \"2\", erp/out/order_0001.json:1"
    #expect(lines.contains(line))
    #expect(
      folder.text(of: "junit.xml")?.contains(line.replacing("\"", with: "&quot;")) == true)
  }

  @Test func `a row of a master names the rule too`() throws {
    let file = "02-edits/out/wms/in/items_00000001.json"
    try copy("non-owner-edit", changing: file, "Eiche", to: "Buche")
    #expect(
      try replay("non-owner-edit").contains(
        "\(file): S-1: text \"Stuhl Buche\" → \"Stuhl Eiche\" "
          + "by item.name owner erp (wmsync.yaml:29), erp/out/items_001.csv:2"))
  }

  @Test func `rows too many and too few are named, and what wmsync made itself`() throws {
    let file = "01-two-orders/out/shop/in/status_00000001.csv"
    try copy("order-to-invoice", changing: file, "T-100,2,", to: "T-999,2,")
    let lines = try replay("order-to-invoice")
    #expect(
      lines.contains(
        "\(file): + T-100|2: written, not expected, made by wmsync after erp/out/orders_0001.json:1"
      ))
    #expect(lines.contains("\(file): - T-999|2: expected, not written"))
  }

  @Test func `an exception is told by its columns`() throws {
    let file = "02-both-change/exceptions.csv"
    try copy("both-sides-changed", changing: file, ",0.98,0.99,", to: ",0.97,0.99,")
    #expect(
      try replay("both-sides-changed").contains(
        "\(file): FIELD_CONFLICT|item|P-24|weight_kg: expected \"0.97\" → \"0.98\", "
          + "wms/out/items_002.tsv:2"))
  }

  @Test func `the summary is told by its names`() throws {
    let file = "01-first-order/summary.json"
    try copy("acknowledgements", changing: file, "\"records\": 1", to: "\"records\": 4")
    #expect(
      try replay("acknowledgements").contains(
        "\(file): outbound.wms-orders.records \"4\" → \"1\""))
  }
}
