package import Domain

/// The situation of a site as one page that needs no network, no other file, and no script to be read.
package struct ReportPage: Sendable {
  /// One feed against its rhythm, as texts for people.
  package struct Feed: Sendable {
    package var name: String
    package var state: String
    package var lastFile: String
    package var age: String
    package var every: String
    package var held: String
    /// The feed waits for a person.
    package var needsAction: Bool

    package init(
      name: String, state: String, lastFile: String, age: String, every: String, held: String,
      needsAction: Bool
    ) {
      self.name = name
      self.state = state
      self.lastFile = lastFile
      self.age = age
      self.every = every
      self.held = held
      self.needsAction = needsAction
    }
  }

  /// What happened before and what holds, beside feeds and exceptions.
  package struct Background: Sendable {
    package var load = ExceptionLoad()
    /// How many outbound files could not be delivered.
    package var undelivered = 0
    /// Names and states of outbound files that were not sent or not answered.
    package var waiting: [(file: String, state: String)] = []
    /// Streams that nobody gets, with their paths below the state folder.
    package var shadows: [[String]] = []
    package var spans: [ExceptionSpan] = []
    /// Hours of the last week in which files came, counted from its start, by feed.
    package var arrivals: [(feed: String, hours: [Int])] = []
    /// `nil` where all of the stock was never proved.
    package var agreement: Agreement?
    /// Customer orders that are not done; `nil` where nobody tells how they go on.
    package var orders: [OrderRow]?
    /// Newest first.
    package var runs: [FinishedRun] = []
    /// Newest first.
    package var actions: [(exception: Int64, event: ExceptionEvent)] = []
    /// Field, where it holds, owner, where it stands.
    package var rules: [[String]] = []
    /// A page that is older than so many seconds says so where scripts run.
    package var staleSeconds = 7_200

    package init() {}
  }

  package let verdict: String
  package let feeds: [Feed]
  package let report: ExceptionReport
  package let background: Background

  /// - Parameters:
  ///   - verdict: `ACT`, `LOOK` or `ALL CLEAR`.
  ///   - feeds: in the order of the configuration.
  ///   - report: the exceptions, worst first.
  ///   - background: what else the page tells.
  package init(
    verdict: String, feeds: [Feed], report: ExceptionReport, background: Background = .init()
  ) {
    self.verdict = verdict
    self.feeds = feeds
    self.report = report
    self.background = background
  }

  /// Most bytes of a page, and what is kept for its end.
  private static let sizeLimit = 480_000
  /// Bytes that the exceptions leave to what stands below them.
  private static let rest = 140_000

  /// The page, at most 500,000 bytes.
  package var html: String {
    let title = "wmsync: " + PageTable.cell(report.site)
    var page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; script-src '\(PageStyle.scriptHash)'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(SafeText.html(verdict)) \(title)</title>
      <style>\(PageStyle.css)</style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>
      \(summary)</header>
      <main>

      """
    page += feedTable(upTo: Self.sizeLimit / 4)
    page += codeTable
    page += exceptionTable(upTo: Self.sizeLimit - Self.rest - page.utf8.count)
    page += waitingTable(upTo: 20_000) + shadowTable(upTo: 10_000) + agreementSection
    page += orderTable + charts
    page += actionTable(upTo: 20_000) + runTable + ruleTable(upTo: 30_000)
    return page + "</main>\n<script>\(PageStyle.script)</script>\n</body>\n</html>\n"
  }

  // MARK: The first five seconds

  private func open(_ severity: Severity? = nil) -> Int {
    report.exceptions.count {
      $0.state == .open && (severity == nil || $0.exception.severity == severity)
    }
  }

  private var today: CalendarDate { report.generatedAt.date }

  private func count(_ severity: Severity? = nil, _ counts: (ExceptionSpan) -> Bool) -> Int {
    background.spans.reduce(0) { sum, span in
      (severity == nil || span.severity == severity) && counts(span) ? sum + span.count : sum
    }
  }

  private var summary: String {
    let verdictClass = verdict == "ACT" ? "act" : verdict == "LOOK" ? "look" : "clear"
    let made = SafeText.html(report.generatedAt.description)
    let items = figures.map { figure in
      "<li\(figure.isBad ? " class=\"bad\"" : "")><strong>\(SafeText.html(figure.value))</strong>"
        + "\(SafeText.html(figure.label))</li>"
    }
    return """
      <p class="verdict \(verdictClass)">\(SafeText.html(verdict)) \
      <span class="why">\(SafeText.html(reasons))</span></p>
      <p class="soft">\(open()) open exceptions. Made at \(made) by run \(report.run).</p>
      <p id="stale" data-made="\(made)" data-after="\(background.staleSeconds)" hidden>This page is \
      old: no run has made it anew. Look whether wmsync still runs.</p>
      <ul class="figures">
      \(items.joined(separator: "\n"))
      </ul>

      """
  }

  /// Why the verdict is as it is.
  private var reasons: String {
    func many(_ count: Int, _ one: String, _ more: String) -> String? {
      count == 0 ? nil : "\(count) \(count == 1 ? one : more)"
    }
    let reasons = [
      many(open(.critical), "critical exception", "critical exceptions"),
      many(feeds.count { $0.needsAction }, "feed needs somebody", "feeds need somebody"),
      many(background.undelivered, "file cannot be delivered", "files cannot be delivered"),
    ].compactMap { $0 }
    if !reasons.isEmpty { return reasons.joined(separator: ", ") }
    let rest = open(.error) + open(.warning)
    return many(rest, "exception waits", "exceptions wait") ?? "nothing waits for anybody"
  }

  private var figures: [(label: String, value: String, isBad: Bool)] {
    var figures = Severity.allCases.map { severity in
      let found = count(severity) { $0.found == today }
      let settled = count(severity) { $0.closed == today }
      let count = open(severity)
      return (
        "\(severity.rawValue), today \(found) found, \(settled) settled", String(count),
        severity == .critical && count > 0
      )
    }
    let load = background.load
    figures.append(("without an owner", String(load.unowned), false))
    figures.append(("overdue", String(load.overdue), load.overdue > 0))
    figures.append(("value at risk", load.valueAtRisk.description, false))
    figures.append(
      (
        "files not sent or not answered", String(background.waiting.count),
        !background.waiting.isEmpty
      ))
    return figures
  }

  // MARK: Tables

  private func feedTable(upTo bytes: Int) -> String {
    let rows = feeds.map { feed in
      PageTable.Row(
        cells: [feed.name, feed.state, feed.lastFile, feed.age, feed.every, feed.held]
          .map(PageTable.cell), isMarked: feed.needsAction)
    }
    let table = PageTable(
      caption: "Each feed against its rhythm",
      titles: ["Feed", "State", "Last file", "Age", "Expected every", "Held rows"], id: "feeds")
    return "<section>\n<h2>Feeds</h2>\n" + table.html(rows, upTo: bytes) + "</section>\n"
  }

  private func exceptionTable(upTo bytes: Int) -> String {
    var text = "<section>\n<h2>Exceptions</h2>\n"
    guard !report.exceptions.isEmpty else { return text + "<p>There are none.</p>\n</section>\n" }
    let choices = Severity.allCases.map { "<option>\($0.rawValue)</option>" }.joined()
    text += """
      <p id="filters" hidden><label>Text <input id="text" type="search"></label>\
      <label>Severity <select id="bad"><option value="">all</option>\(choices)</select></label>\
      <span id="count" role="status"></span></p>

      """
    let table = PageTable(
      caption: "What is not settled, worst first",
      titles: [
        "No.", "Severity", "State", "Code", "About", "First seen", "Seen", "Owner, due",
        "What is wrong, what to do",
      ],
      id: "exceptions")
    return text + table.html(report.exceptions.lazy.map(row), upTo: bytes - text.utf8.count)
      + "</section>\n"
  }

  private func row(of booked: BookedException) -> PageTable.Row {
    let one = booked.exception
    let owner = [booked.assignedTo, booked.due].compactMap { $0 }.joined(separator: ", ")
    let cells = [
      String(booked.id), one.severity.rawValue, booked.state.rawValue, one.code.rawValue, one.key,
      Self.minute(booked.firstSeen), String(booked.seen), owner,
    ]
    let advice =
      PageTable.cell(one.message) + "<br>" + PageTable.cell(one.hint) + "<br><code>"
      + SafeText.html(ExceptionReport.command(for: booked)) + "</code>"
    return PageTable.Row(
      cells: cells.map(PageTable.cell) + [advice],
      isMarked: one.severity == .critical && booked.state == .open,
      attributes: " data-s=\"\(one.severity.rawValue)\"")
  }

  /// As `2026-11-27 19:00Z`.
  static func minute(_ time: Timestamp) -> String {
    let text = time.description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))Z"
  }

  private func waitingTable(upTo bytes: Int) -> String {
    guard !background.waiting.isEmpty else { return "" }
    let rows = background.waiting.map {
      PageTable.Row(cells: [$0.file, $0.state].map(PageTable.cell))
    }
    return "<section>\n<h2>Not sent or not answered</h2>\n"
      + PageTable(caption: "Outbound files", titles: ["File", "State"]).html(rows, upTo: bytes)
      + "</section>\n"
  }

  private func shadowTable(upTo bytes: Int) -> String {
    guard !background.shadows.isEmpty else { return "" }
    let rows = background.shadows.map { PageTable.Row(cells: $0.map(PageTable.cell)) }
    let table = PageTable(
      caption: "Streams whose files nobody gets",
      titles: ["Stream", "Files below the state folder"])
    return "<section>\n<h2>In shadow</h2>\n" + table.html(rows, upTo: bytes) + "</section>\n"
  }

  private func actionTable(upTo bytes: Int) -> String {
    guard !background.actions.isEmpty else { return "" }
    let rows = background.actions.map { action in
      PageTable.Row(
        cells: [
          action.event.at, action.event.who, String(action.exception), action.event.action,
          action.event.note ?? "",
        ].map(PageTable.cell))
    }
    let table = PageTable(
      caption: "What people did, the newest first", titles: ["When", "Who", "No.", "What", "Note"])
    return "<section>\n<h2>What people did</h2>\n" + table.html(rows, upTo: bytes) + "</section>\n"
  }

  private func ruleTable(upTo bytes: Int) -> String {
    guard !background.rules.isEmpty else { return "" }
    let rows = background.rules.map { PageTable.Row(cells: $0.map(PageTable.cell)) }
    let table = PageTable(
      caption: "Who decides about which field", titles: ["Field", "Where", "Owner", "From"])
    return "<section>\n<h2>Rules in force</h2>\n" + table.html(rows, upTo: bytes) + "</section>\n"
  }

  // MARK: Charts

  private static let days: Int32 = 30

  private var charts: String {
    let past = (0..<Self.days).reversed().map { CalendarDate(days: today.days - $0) }
    let history = PageChart(
      id: "chart-open", title: "Exceptions that were there, 30 days", titles: ("Day", "Exceptions")
    ).bars(
      past.map { day in .init(label: day.description, value: count { $0.isLive(on: day) }) },
      summary: "\(count { $0.isLive(on: today) }) now")
    let age = PageChart(
      id: "chart-age", title: "How old the exceptions are", titles: ("Age", "Exceptions")
    ).bars(ages, summary: "\(report.exceptions.count) in all")
    return "<section>\n<h2>Over time</h2>\n<div class=\"charts\">\n" + history + age + arrivals
      + durations + "</div>\n</section>\n"
  }

  private var ages: [PageChart.Bar] {
    let limits: [(label: String, hours: Int)] = [
      ("up to 1 h", 1), ("4 h", 4), ("1 day", 24), ("3 days", 72), ("1 week", 168),
      ("30 days", 720), ("older", .max),
    ]
    var counts = [Int](repeating: 0, count: limits.count)
    for booked in report.exceptions {
      let hours = report.generatedAt.seconds(since: booked.since) / 3_600
      if let place = limits.firstIndex(where: { hours < $0.hours }) { counts[place] += 1 }
    }
    return zip(limits, counts).map { .init(label: $0.label, value: $1) }
  }

  private static let mostStrips = 40

  private var arrivals: String {
    guard !background.arrivals.isEmpty else { return "" }
    let strips = background.arrivals.prefix(Self.mostStrips).map {
      (name: $0.feed, places: $0.hours)
    }
    let first = CalendarDate(days: today.days - 7)
    return PageChart(
      id: "chart-files", title: "When files came, 7 days", titles: ("Feed", "Hours with files")
    ).strips(strips, length: 168, ends: (first.description, today.description))
  }
}
