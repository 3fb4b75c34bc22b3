internal import Domain
internal import Persistence
internal import Reporting

/// `report`: the situation and the exceptions of now, made anew from the store without a run.
package enum ReportOperation {
  /// - Parameters:
  ///   - html: a folder for `index.html`; `nil` for none.
  ///   - csv: a file for the exceptions; `nil` for none.
  ///   - since: only exceptions that opened since then, as `exceptions --since` takes it.
  ///   - format: `text` or `markdown`.
  ///   - place: where the command works.
  /// - Returns: verdict, feeds and exceptions by code; as JSON the exceptions report.
  /// - Throws: `usage` for a format or a time that is none, `inputOutput` for files.
  package static func perform(
    html: String?, csv: String?, since: String?, format: String, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    guard ["text", "markdown"].contains(format) else {
      throw SyncFailure(.usage, "--format \(format): write text or markdown")
    }
    let site = try place.open(.look)
    return try wrapped {
      let run = try site.store.lastRun()?.id ?? 0
      var filter = ExceptionFilter()
      filter.since = since
      try filter.check(against: site.settings, at: site.now)
      let live = ExceptionDesk.sorted(try site.store.liveExceptions())
      let shown = live.filter { filter.selects($0, newestRun: run) }
      let reports = Reports(site: site)
      let report = try reports.report(run: run, exceptions: shown)
      var lines = try Summary(site: site, shown: shown, isMarkdown: format == "markdown").lines
      if let html {
        let path = html + "/index.html"
        try SmallFile.replace(path, with: Array(try reports.page(of: report).html.utf8))
        lines.append("\(path): written")
      }
      if let csv {
        try SmallFile.replace(csv, with: report.csvBytes)
        lines.append("\(csv): \(shown.count) exceptions written")
      }
      return Answer(lines: lines, json: report.document)
    }
  }

  /// Verdict, feeds and exceptions by code, for a terminal or for a page.
  private struct Summary {
    let site: Site
    let shown: [BookedException]
    let isMarkdown: Bool

    var lines: [String] {
      get throws {
        let situation = try Situation(of: site)
        let count = shown.count == 1 ? "1 exception" : "\(shown.count) exceptions"
        let headline = "\(site.settings.site): \(situation.verdict), \(count)"
        let feeds =
          [["feed", "state", "last file", "age"]]
          + situation.feeds.map { Array($0.cells.prefix(4)) }
        if isMarkdown {
          return ["# " + Self.markdown(headline), ""] + Self.table(feeds) + [""]
            + Self.table(byCode)
        }
        return [headline, ""] + TextTable(feeds).lines + [""]
          + TextTable(byCode, numeric: [2, 3, 4]).lines
      }
    }

    /// A row for each code, worst first.
    private var byCode: [[String]] {
      let header = ["code", "severity", "exceptions", "days", "value at risk", "the first of them"]
      return [header]
        + CodeGroup.groups(of: shown).map { group in
          [
            group.code.rawValue, group.first.exception.severity.rawValue, String(group.count),
            String(site.now.seconds(since: group.oldest) / 86_400),
            group.valueAtRisk == .zero ? "-" : group.valueAtRisk.description,
            SafeText.shown(group.first.exception.message),
          ]
        }
    }

    private static func table(_ rows: [[String]]) -> [String] {
      func line(_ cells: [String]) -> String {
        "| " + cells.map(markdown).joined(separator: " | ") + " |"
      }
      guard let header = rows.first else { return [] }
      return [line(header), "|" + header.map { _ in "---|" }.joined()] + rows.dropFirst().map(line)
    }

    /// Nothing of a cell may end it, link somewhere or become markup.
    private static func markdown(_ text: String) -> String {
      var safe = ""
      for character in text {
        if "\\|`*_[]<>#".contains(character) { safe.append("\\") }
        safe.append(character)
      }
      return safe
    }
  }
}
