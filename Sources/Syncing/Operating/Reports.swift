package import Domain
internal import Glibc
internal import Persistence
internal import Reconciliation
package import Reporting

/// Writes the configured reports; they are made from the store and can always be made again.
package struct Reports {
  private let site: Site

  package init(site: Site) {
    self.site = site
  }

  /// Where the store keeps the hour of the newest report.
  private static let mark = "reported"

  /// What the reports show has changed; called in the transaction that changes it.
  static func outdate(in store: StateStore) throws {
    try store.set(mark, to: "outdated")
  }

  /// Writes the reports.
  ///
  /// While no exception moves they are written once an hour, for the ages in them: a cycle that
  /// finds nothing costs nothing.
  func write(run: Int64) throws {
    let pagePath = site.settings.alerts.reportHTML.map { $0 + "/index.html" }
    let paths = [site.settings.alerts.reportCSV, site.settings.alerts.reportJSON, pagePath]
      .compactMap { $0 }
    let hour = "\(site.now.date) \(site.now.secondOfDay / 3_600) \(paths)"
    let stands = try site.store.setting(Self.mark) == hour
    guard !stands || paths.contains(where: { access($0, F_OK) != 0 }) else { return }
    let report = try report(run: run, withHistories: site.settings.alerts.reportJSON != nil)
    if let path = site.settings.alerts.reportCSV {
      try SmallFile.replace(path, with: report.csvBytes)
    }
    if let path = site.settings.alerts.reportJSON {
      try SmallFile.replace(path, with: Array(report.json.utf8))
    }
    if let pagePath {
      try SmallFile.replace(pagePath, with: Array(try page(of: report).html.utf8))
    }
    try site.store.transaction { try site.store.set(Self.mark, to: hour) }
  }

  /// The page of a report, with the situation of now.
  func page(of report: ExceptionReport) throws -> ReportPage {
    let situation = try Situation(of: site)
    return ReportPage(
      verdict: situation.verdict,
      feeds: situation.feeds.map { feed in
        let cells = feed.cells
        return ReportPage.Feed(
          name: cells[0], state: cells[1], lastFile: feed.lastFile ?? "-", age: cells[3],
          every: cells[4], held: cells[5], needsAction: feed.needsAction)
      }, report: report, background: try background(situation))
  }

  private static let newest = 20
  /// Runs whose time is drawn.
  private static let timedRuns = 60

  private func background(_ situation: Situation) throws -> ReportPage.Background {
    var background = ReportPage.Background()
    background.load = situation.load
    background.staleSeconds = site.settings.alerts.stale
    background.undelivered = situation.undelivered.count
    background.waiting = (situation.undelivered + situation.unanswered).map {
      ($0.name, $0.state.rawValue)
    }
    background.agreement = try ProvedStock(site: site).last()
    background.orders = try orders()
    background.shadows = situation.shadows.map { [$0.stream.text, $0.file] }
    background.spans = try site.store.exceptionSpans()
    background.runs = try site.store.newestRuns(Self.timedRuns).compactMap { run in
      guard let end = run.finishedAt, let exit = run.exit else { return nil }
      return FinishedRun(
        id: run.id, command: run.command, at: end, exit: exit, milliseconds: run.milliseconds)
    }
    background.actions = try site.store.newestActions(Self.newest)
    let start = Timestamp(microseconds: site.now.microseconds - 168 * 3_600_000_000)
    let hours = try site.store.arrivalHours(since: start)
    background.arrivals = site.settings.feeds.map { feed in
      let places = (hours[feed.id] ?? []).compactMap { hour in
        Timestamp(rfc3339: hour + ":00:00Z").map { $0.seconds(since: start) / 3_600 }
      }
      return (feed.id.text, places.filter { $0 >= 0 })
    }
    let book = OwnershipBook(settings: site.settings, overrides: try site.store.overrides())
    background.rules = book.rules.map { rule in
      let place = [rule.warehouse?.text, rule.key].compactMap { $0 }.joined(separator: " ")
      return [rule.field, place.isEmpty ? "everywhere" : place, rule.owner.text, rule.source]
    }
    return background
  }

  /// Customer orders that are not done, in the order of their stages; `nil` where nobody tells how
  /// they go on, or no run has looked at all of them yet.
  private func orders() throws -> [ReportPage.OrderRow]? {
    guard site.settings.tellsStages, try site.store.setting(SalesProof.stages) != nil else {
      return nil
    }
    guard
      let staged = try site.store.stagedOrders(
        within: ReportPage.orderAges.map(\.seconds), at: site.now)
    else { return nil }
    return OrderStage.names.compactMap { name in
      staged.first { $0.stage == name }.map {
        ReportPage.OrderRow(stage: name, counts: $0.counts, oldest: $0.oldest)
      }
    }
  }

  /// A report of a run.
  ///
  /// - Parameters:
  ///   - run: its number.
  ///   - exceptions: what it shows; everything that is not resolved when left out.
  ///   - withHistories: whether it tells the life of each.
  /// - Returns: the report.
  /// - Throws: what the store, a file or a stage failed with.
  package func report(
    run: Int64, exceptions: [BookedException]? = nil, withHistories: Bool = true
  ) throws -> ExceptionReport {
    let shown = try exceptions ?? ExceptionDesk.sorted(site.store.liveExceptions())
    let histories = try withHistories ? site.store.histories(of: Set(shown.map(\.id))) : [:]
    return ExceptionReport(
      site: site.settings.site, generatedAt: site.now, run: run, exceptions: shown,
      histories: histories)
  }
}
