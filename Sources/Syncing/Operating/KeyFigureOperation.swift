internal import Domain
internal import Mapping
internal import Planning
internal import Reporting

/// `report --kpi`: how fast and how well customers are served, and how the stock turns.
package enum KeyFigureOperation {
  /// Days that orders are looked at where nobody says since when.
  private static let usualDays: Int32 = 30

  /// - Parameters:
  ///   - since: the first day of orders and shipments, as `2026-10-01`; `nil` for 30 days ago.
  ///   - deadDays: days without any movement after which stock is dead.
  ///   - file: where the figures are written to as CSV; `nil` for nowhere.
  ///   - place: where the command works.
  /// - Returns: the figures.
  /// - Throws: `usage` for a day that is none, or that has not come.
  package static func perform(
    since: String?, deadDays: Int, csv file: String?, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    let first = since.map { CalendarDate($0) }
    if let since, first == .some(nil) {
      throw SyncFailure(.usage, "--since \(since): write a date as 2026-10-31")
    }
    guard (1...36_500).contains(deadDays) else {
      throw SyncFailure(.usage, "--dead-days \(deadDays): write days from 1 to 36500")
    }
    let site = try place.open(.look)
    return try wrapped {
      let session = try Session(site: site, run: 0, accepted: [], isRehearsal: true)
      let today = ZoneClock(session.settings.timezone).local(of: session.now).date
      let span = FigureSpan(
        first: (first ?? nil) ?? CalendarDate(days: today.days - usualDays), today: today,
        deadDays: deadDays)
      guard span.days > 0 else {
        throw SyncFailure(.usage, "--since \(span.first): write a day before \(today)")
      }
      let report = KeyFigureReport(
        span: span, orders: try OrderFigureReader(session: session, span: span).read(),
        stocks: try StockFigureReader(session: session, span: span).read(),
        walks: try WalkFigureReader(session: session, span: span).read())
      if let file { try SmallFile.replace(file, with: report.csv) }
      return Answer(lines: report.lines, json: report.document)
    }
  }
}

/// The days that key figures are about.
struct FigureSpan {
  let first: CalendarDate
  /// It has not ended, and is not among them.
  let today: CalendarDate
  let deadDays: Int

  /// How many days lie between the first and today.
  var days: Int { Int(today.days - first.days) }

  /// What has not moved since this day is dead.
  var deadSince: CalendarDate { CalendarDate(days: today.days - Int32(deadDays)) }
}

/// Key figures for people, programs and spreadsheets.
struct KeyFigureReport {
  /// One figure with what it was counted from.
  private struct Row {
    let figure: String
    /// The step, the warehouse or the currency that it is about.
    var of = ""
    var value: ExactDecimal?
    let unit: String
    /// Cases that count, and all cases.
    var part: ExactDecimal?
    var whole: ExactDecimal?

    init(_ figure: String, of subject: String = "", _ value: ExactDecimal?, _ unit: String) {
      self.figure = figure
      of = subject
      self.value = value
      self.unit = unit
    }

    /// A share in percent.
    init(_ figure: String, of subject: String = "", _ share: Share) {
      self.init(figure, of: subject, share.percent, "%")
      part = share.part
      whole = share.whole
    }

    var cells: [String] {
      [
        figure, of, value?.description ?? "", unit, part?.description ?? "",
        whole?.description ?? "",
      ]
    }
  }

  let span: FigureSpan
  let orders: OrderFigures
  let stocks: [WarehouseFigures]
  let walks: [WalkFigures]

  private static let columns = ["figure", "of", "value", "unit", "part", "whole"]

  private var rows: [Row] {
    var rows = orders.cycleTimes.flatMap { time in
      [("median", time.spread.median), ("p90", time.spread.ninetieth)].map { name, seconds in
        var row = Row(
          "cycle_time_\(name)", of: "\(time.from.rawValue) to \(time.to.rawValue)",
          ExactDecimal(seconds), "s")
        row.whole = ExactDecimal(time.spread.count)
        return row
      }
    }
    rows += [
      Row("fill_rate_lines", orders.service.filledLines),
      Row("fill_rate_pieces", orders.service.filledPieces),
      Row("on_time", orders.service.onTime), Row("split_rate", orders.service.split),
    ]
    for stock in stocks {
      let name = stock.warehouse.text
      if let agreed = stock.agreed { rows.append(Row("inventory_accuracy", of: name, agreed)) }
      let dead = Share(
        ExactDecimal(stock.figures.dead.count), of: ExactDecimal(stock.figures.articles))
      rows.append(Row("dead_stock", of: name, dead))
      for (currency, amount) in stock.figures.deadValue {
        rows.append(Row("dead_stock_value", of: name, amount, currency))
      }
      if stock.figures.deadWithoutCost > 0 {
        rows.append(
          Row(
            "dead_stock_without_cost", of: name, ExactDecimal(stock.figures.deadWithoutCost),
            "articles"))
      }
      rows.append(Row("days_of_cover", of: name, stock.figures.medianDaysOfCover, "d"))
    }
    return rows + walks.map { Row("pick_walk_saved", of: $0.warehouse.text, $0.saved) }
  }

  // MARK: Text

  var lines: [String] {
    let cells = rows.map { row in row.cells.map { $0.isEmpty ? "-" : SafeText.shown($0) } }
    return [
      "orders placed and goods shipped from \(span.first) to the day before \(span.today);"
        + " stock without movement for \(span.deadDays) days is dead"
    ] + TextTable([Self.columns] + cells, numeric: [2, 4, 5]).lines
  }

  // MARK: CSV

  var csv: [UInt8] {
    SheetText.bytes(
      columns: Self.columns, numeric: ["value", "part", "whole"], rows.map(\.cells))
  }

  // MARK: JSON

  var document: JSONValue {
    .object([
      .init("schema", .string("wmsync.kpi/1")), .init("since", .string(span.first.description)),
      .init("until", .string(span.today.description)),
      .init("dead_days", .number(String(span.deadDays))),
      .init("figures", .array(rows.map(Self.document))),
      .init("dead_stock", .array(stocks.flatMap(\.figures.dead).map(Self.document))),
    ])
  }

  private static func document(_ row: Row) -> JSONValue {
    .object([
      .init("figure", .string(row.figure)),
      .init("of", row.of.isEmpty ? .null : .string(row.of)),
      .init("value", number(row.value)), .init("unit", .string(row.unit)),
      .init("part", number(row.part)), .init("whole", number(row.whole)),
    ])
  }

  private static func document(_ article: StockedArticle) -> JSONValue {
    .object([
      .init("warehouse", .string(article.warehouse.text)), .init("sku", .string(article.sku)),
      .init("on_hand", number(article.onHand)), .init("unit_cost", number(article.unitCost)),
      .init("currency", article.currency.map { .string($0) } ?? .null),
      .init("last_moved", article.lastMoved.map { .string($0.description) } ?? .null),
    ])
  }

  private static func number(_ value: ExactDecimal?) -> JSONValue {
    value.map { .number($0.description) } ?? .null
  }
}
