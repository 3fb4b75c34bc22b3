package import Domain

/// Parts of the page that gather: exceptions by their codes, and stock by warehouses.
extension ReportPage {
  /// How far book and warehouse agreed when all of the stock was proved last.
  package struct Agreement: Sendable {
    /// Articles of one warehouse, by how far they agree.
    package struct Warehouse: Sendable {
      package let name: String
      package let matched: Int
      package let tolerated: Int
      package let explained: Int
      package let unexplained: Int
      /// Units and value that nothing explains, as texts.
      package let units: String
      package let value: String

      package init(
        name: String, matched: Int, tolerated: Int, explained: Int, unexplained: Int,
        units: String, value: String
      ) {
        self.name = name
        self.matched = matched
        self.tolerated = tolerated
        self.explained = explained
        self.unexplained = unexplained
        self.units = units
        self.value = value
      }

      /// Articles that agree, that may differ, or whose difference is explained, in percent.
      var percent: Int {
        let all = matched + tolerated + explained + unexplained
        return all == 0 ? 100 : (all - unexplained) * 100 / all
      }
    }

    /// When it was proved.
    package let at: String
    package let warehouses: [Warehouse]

    package init(at: String, warehouses: [Warehouse]) {
      self.at = at
      self.warehouses = warehouses
    }
  }

  /// A row for each code, in the order of the worst exception of each.
  var codeTable: String {
    guard report.exceptions.count > 1 else { return "" }
    let rows = CodeGroup.groups(of: report.exceptions).map { group in
      PageTable.Row(
        cells: [
          group.code.rawValue, group.first.exception.severity.rawValue, String(group.count),
          String(group.oldest.description.prefix(10)),
          group.valueAtRisk == .zero ? "" : group.valueAtRisk.description,
          "wmsync exceptions --code \(group.code.rawValue)",
        ].map(PageTable.cell))
    }
    let table = PageTable(
      caption: "The codes, worst first",
      titles: ["Code", "Severity", "Exceptions", "Oldest since", "Value at risk", "To see them"],
      id: "codes")
    return "<section>\n<h2>By code</h2>\n" + table.html(rows, upTo: 20_000) + "</section>\n"
  }

  /// How far stock agrees, warehouse by warehouse; empty where all of it was never proved.
  var agreementSection: String {
    guard let agreement = background.agreement, !agreement.warehouses.isEmpty else { return "" }
    let rows = agreement.warehouses.map { one in
      PageTable.Row(
        cells: [
          one.name, String(one.matched), String(one.tolerated), String(one.explained),
          String(one.unexplained), one.units, one.value,
        ].map(PageTable.cell), isMarked: one.unexplained > 0)
    }
    let table = PageTable(
      caption: "Articles by how far book and warehouse agree, as proved at \(agreement.at)",
      titles: [
        "Warehouse", "Matched", "Tolerated", "Explained", "Unexplained", "Units unexplained",
        "Value unexplained",
      ])
    let chart = PageChart(
      id: "chart-stock", title: "Articles that agree or are explained, percent",
      titles: ("Warehouse", "Percent")
    ).bars(
      agreement.warehouses.map { .init(label: $0.name, value: $0.percent) },
      summary: agreement.warehouses.map { "\($0.name) \($0.percent) %" }.joined(separator: ", "))
    return "<section>\n<h2>Stock</h2>\n" + table.html(rows, upTo: 20_000)
      + "<div class=\"charts\">\n" + chart + "</div>\n</section>\n"
  }

  /// Customer orders that stand in one stage.
  package struct OrderRow: Sendable {
    package let stage: String
    /// By `orderAges`, and one more for what is older.
    package let counts: [Int]
    package let oldest: Timestamp

    package init(stage: String, counts: [Int], oldest: Timestamp) {
      self.stage = stage
      self.counts = counts
      self.oldest = oldest
    }
  }

  /// Up to which ages orders are counted apart.
  package static let orderAges: [(label: String, seconds: Int)] = [
    ("Up to 4 h", 14_400), ("1 day", 86_400), ("3 days", 259_200), ("1 week", 604_800),
  ]

  /// Where customer orders stand that are not done, and for how long.
  var orderTable: String {
    guard let orders = background.orders else { return "" }
    let text = "<section>\n<h2>Orders</h2>\n"
    guard !orders.isEmpty else { return text + "<p>None is open.</p>\n</section>\n" }
    let rows = orders.map { row in
      let numbers = [row.counts.reduce(0, +)] + row.counts
      return PageTable.Row(
        cells: ([row.stage] + numbers.map { String($0) } + [Self.minute(row.oldest)])
          .map(PageTable.cell))
    }
    let table = PageTable(
      caption: "Customer orders that are not done, by how long they have stood in a stage",
      titles: ["Stage", "Orders"] + Self.orderAges.map(\.label) + ["Older", "Oldest since"])
    return text + table.html(rows, upTo: 10_000) + "</section>\n"
  }

  private static let listedRuns = 20

  /// The newest runs, and how each ended.
  var runTable: String {
    guard !background.runs.isEmpty else { return "" }
    let rows = background.runs.prefix(Self.listedRuns).map { run in
      PageTable.Row(
        cells: [
          String(run.id), run.command, run.at, run.milliseconds.map(Self.took) ?? "",
          String(run.exit),
        ].map(PageTable.cell),
        isMarked: run.exit != 0)
    }
    let table = PageTable(
      caption: "Runs, the newest first", titles: ["Run", "Command", "Ended", "Took", "Exit status"])
    return "<section>\n<h2>Runs</h2>\n" + table.html(Array(rows), upTo: 20_000) + "</section>\n"
  }

  /// How long whole cycles took, the oldest first; empty before the first that was timed.
  var durations: String {
    let timed = background.runs.reversed().filter { $0.command == "run" }.compactMap { run in
      run.milliseconds.map { PageChart.Bar(label: "run \(run.id)", value: $0) }
    }
    guard let last = timed.last, let longest = timed.map(\.value).max() else { return "" }
    return PageChart(
      id: "chart-runs", title: "How long runs took", titles: ("Run", "Milliseconds")
    ).bars(
      timed, summary: "the last \(Self.took(last.value)), the longest \(Self.took(longest))")
  }

  /// As `0.043 s`.
  private static func took(_ milliseconds: Int) -> String {
    let digits = String(milliseconds % 1000 + 1000).dropFirst()
    return "\(milliseconds / 1000).\(digits) s"
  }
}
