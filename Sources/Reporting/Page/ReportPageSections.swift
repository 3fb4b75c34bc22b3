import Domain

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
}
