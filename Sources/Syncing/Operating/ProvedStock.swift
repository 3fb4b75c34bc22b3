internal import Domain
internal import Intake
internal import Persistence
internal import Reporting

/// How far stock agreed when all of it was proved last; kept for the dashboard.
struct ProvedStock {
  private static let mark = "agreement"
  private let site: Site

  init(site: Site) {
    self.site = site
  }

  /// Keeps the figures of a proof of everything.
  func keep(_ agreement: StockAgreement) throws {
    let warehouses = agreement.warehouses.map { id, one in
      JSONValue.array(
        [id.text, one.unexplained.units.description, one.unexplained.value.description]
          .map { .string($0) }
          + [one.matched, one.tolerated, one.explained, one.unexplained]
          .map { .number(String($0.articles)) })
    }
    let document = JSONValue.object([
      .init("at", .string(site.now.description)), .init("warehouses", .array(warehouses)),
    ])
    try site.store.transaction {
      try site.store.set(Self.mark, to: document.jsonText)
      try Reports.outdate(in: site.store)
    }
  }

  /// `nil` where all of the stock was never proved.
  func last() throws -> ReportPage.Agreement? {
    guard let text = try site.store.setting(Self.mark) else { return nil }
    let document = try JSONValue(parsing: text)
    guard case .string(let at) = document["at"], case .array(let rows) = document["warehouses"]
    else { return nil }
    return ReportPage.Agreement(at: at, warehouses: rows.compactMap(Self.warehouse))
  }

  private static func warehouse(_ row: JSONValue) -> ReportPage.Agreement.Warehouse? {
    guard case .array(let cells) = row else { return nil }
    let texts = cells.compactMap { cell -> String? in
      if case .string(let text) = cell { return text }
      return nil
    }
    let counts = cells.compactMap { cell -> Int? in
      if case .number(let text) = cell { return Int(text) }
      return nil
    }
    guard texts.count == 3, counts.count == 4 else { return nil }
    return .init(
      name: texts[0], matched: counts[0], tolerated: counts[1], explained: counts[2],
      unexplained: counts[3], units: texts[1], value: texts[2])
  }
}
