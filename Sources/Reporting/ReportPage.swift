internal import Domain

/// The situation of a site as one page that needs no network, no script and no other file.
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

  package let verdict: String
  package let feeds: [Feed]
  package let report: ExceptionReport

  /// - Parameters:
  ///   - verdict: `ACT`, `LOOK` or `ALL CLEAR`.
  ///   - feeds: in the order of the configuration.
  ///   - report: the exceptions, worst first.
  package init(verdict: String, feeds: [Feed], report: ExceptionReport) {
    self.verdict = verdict
    self.feeds = feeds
    self.report = report
  }

  /// Most bytes of a page, and what is kept for its end.
  private static let sizeLimit = 480_000
  /// Most characters of a cell: one value of a hostile file does not fill the page.
  private static let cellLimit = 400

  /// The page, at most 500,000 bytes.
  package var html: String {
    let title = SafeText.html("wmsync: " + Self.cut(report.site))
    var page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>
      <p class="verdict \(verdictClass)">\(SafeText.html(verdict))</p>
      <p>\(openCount) open exceptions. Made at \(SafeText.html(report.generatedAt.description)) \
      by run \(report.run).</p>
      </header>
      <main>

      """
    page += feedTable(upTo: Self.sizeLimit / 2)
    page += exceptionTables(upTo: Self.sizeLimit - page.utf8.count)
    return page + "</main>\n</body>\n</html>\n"
  }

  private var openCount: Int { report.exceptions.count { $0.state == .open } }

  private var verdictClass: String {
    switch verdict {
    case "ACT": "act"
    case "LOOK": "look"
    default: "clear"
    }
  }

  private func feedTable(upTo bytes: Int) -> String {
    let header = ["Feed", "State", "Last file", "Age", "Expected every", "Held rows"]
    let rows = feeds.map { feed in
      Self.row(
        [feed.name, feed.state, feed.lastFile, feed.age, feed.every, feed.held],
        marked: feed.needsAction)
    }
    return "<section>\n<h2>Feeds</h2>\n"
      + Self.table("Each feed against its rhythm", header, rows, upTo: bytes) + "</section>\n"
  }

  private func exceptionTables(upTo bytes: Int) -> String {
    var text = "<section>\n<h2>Exceptions</h2>\n"
    if report.exceptions.isEmpty { text += "<p>There are none.</p>\n" }
    let header = ["No.", "State", "Code", "About", "First seen", "Seen", "Message", "What to do"]
    for severity in Severity.allCases {
      let some = report.exceptions.filter { $0.exception.severity == severity }
      guard !some.isEmpty else { continue }
      text += "<h3>\(SafeText.html(severity.rawValue)): \(some.count)</h3>\n"
      let rows = some.lazy.map { booked in
        Self.row(
          [
            String(booked.id), booked.state.rawValue, booked.exception.code.rawValue,
            booked.exception.key, booked.firstSeen.description, String(booked.seen),
            booked.exception.message,
            booked.exception.hint + "; " + ExceptionReport.command(for: booked),
          ], marked: severity == .critical && booked.state == .open)
      }
      text += Self.table(
        "Exceptions of severity \(severity.rawValue)", header, rows, upTo: bytes - text.utf8.count)
    }
    return text + "</section>\n"
  }

  /// A table with as many rows as there is room for, and how many it does not show.
  private static func table(
    _ caption: String, _ header: [String], _ rows: some Collection<String>, upTo bytes: Int
  ) -> String {
    let titles = header.map { "<th scope=\"col\">\(SafeText.html($0))</th>" }.joined()
    var text = "<table>\n<caption>\(SafeText.html(caption))</caption>\n"
    text += "<thead><tr>\(titles)</tr></thead>\n<tbody>\n"
    var shown = 0
    for row in rows {
      guard text.utf8.count + row.utf8.count < bytes else { break }
      text += row
      shown += 1
    }
    text += "</tbody>\n</table>\n"
    guard shown < rows.count else { return text }
    return text + "<p>\(rows.count - shown) more are not shown here; see wmsync status and "
      + "wmsync exceptions.</p>\n"
  }

  private static func row(_ cells: [String], marked: Bool) -> String {
    let cells = cells.enumerated().map { column, cell in
      let text = SafeText.html(cut(cell))
      return column == 0 ? "<th scope=\"row\">\(text)</th>" : "<td>\(text)</td>"
    }
    return "<tr\(marked ? " class=\"act\"" : "")>\(cells.joined())</tr>\n"
  }

  private static func cut(_ text: String) -> String {
    guard text.unicodeScalars.count > cellLimit else { return text }
    var short = String.UnicodeScalarView()
    short.append(contentsOf: text.unicodeScalars.prefix(cellLimit))
    return String(short) + "…"
  }

  /// Dark on light with a contrast above 7:1; colour is never the only sign.
  private static let style = """
    body{font:16px/1.5 sans-serif;color:#111;background:#fff;margin:1.5rem}\
    table{border-collapse:collapse;width:100%;margin:0 0 1.5rem}caption{text-align:left}\
    th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;vertical-align:top;\
    overflow-wrap:anywhere;font-weight:normal}thead th{background:#eee;font-weight:bold}\
    .verdict{display:inline-block;font-size:1.75rem;font-weight:bold;padding:.25rem 1rem;margin:0;\
    border:3px solid}.verdict.act{color:#7a0000}.verdict.look{color:#5c3d00}\
    .verdict.clear{color:#00471b}tr.act th,tr.act td{background:#ffe9e9;font-weight:bold}\
    @media print{body{margin:0;font-size:11px}tr{break-inside:avoid}thead{display:table-header-group}}
    """
}
