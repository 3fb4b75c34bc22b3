import Glibc
import Workbench

/// Which columns of the store's views a law compares.
enum LawColumns {
  /// Everything that a second run could change.
  case all
  /// Everything but the numbers of runs and what a feed did in the last of them.
  case withoutRuns
  /// Only the records themselves: no file, run or time of reading.
  case records
}

/// The state store as the sqlite3 shell shows it.
struct LawStore {
  let path: String

  /// Views that are not records.
  private static let other: Set<String> = [
    "files", "watermarks", "truth_rules", "decisions", "exceptions", "outbound", "runs",
    "agreed_base", "sent",
  ]

  /// One line per row of every view, sorted.
  func lines(_ columns: LawColumns) throws -> [String] {
    var wanted: [(view: String, columns: [String])] = []
    for row in try rows(
      """
      SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
      WHERE m.type = 'view' OR m.name IN ('agreed_base', 'sent') ORDER BY m.name, c.cid
      """)
    {
      if wanted.last?.view != row[0] { wanted.append((row[0], [])) }
      wanted[wanted.count - 1].columns.append(row[1])
    }
    let queries = wanted.compactMap { view, all in
      Self.query(view, Self.selected(all, of: view, columns))
    }
    return try shell(queries.joined(separator: "\n"))
      .split(separator: "\n").map(String.init).sorted()
  }

  /// The rows of a query; no column may be NULL.
  func rows(_ query: String) throws -> [[String]] {
    try shell(".mode ascii\n" + query + ";").split(separator: "\u{1e}").map {
      $0.split(separator: "\u{1f}", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static func selected(
    _ all: [String], of view: String, _ columns: LawColumns
  ) -> [String] {
    switch columns {
    // What a feed did in the last run is no state: a run without files is one more run.
    case .all:
      return view == "runs" || view == "watermarks" ? [] : all
    case .withoutRuns:
      if view == "runs" { return [] }
      return all.filter { $0 != "run" && !(view == "watermarks" && $0 == "state") }
    case .records:
      if other.contains(view) { return [] }
      let fields = Array(all[..<(all.lastIndex(of: "feed") ?? all.endIndex)])
      // Since when a figure holds depends on when somebody looked.
      return view == "channel_availability" ? fields.filter { $0 != "as_of" } : fields
    }
  }

  private static func query(_ view: String, _ columns: [String]) -> String? {
    guard !columns.isEmpty else { return nil }
    let cells = columns.map {
      "CASE WHEN \"\($0)\" IS NULL THEN '' ELSE ' \($0)=' || quote(\"\($0)\") END"
    }
    return "SELECT '\(view):' || \(cells.joined(separator: " || ")) FROM \"\(view)\";"
  }

  private func shell(_ text: String) throws -> String {
    guard let sqlite = LawTool.sqlite else {
      throw WorkbenchError("sqlite3 is missing; Scripts/setup tests installs it")
    }
    let outcome = try sqlite.run(["-batch", "-readonly", path], in: "/", stdin: text)
    guard outcome.status == 0, outcome.err.isEmpty else {
      throw WorkbenchError("sqlite3 \(path): \(outcome.err)")
    }
    return outcome.out
  }
}

/// Tools of the system that the laws need.
enum LawTool {
  static let sqlite = found("sqlite3")

  /// Nothing where it is missing or where the system forbids tracing.
  static let strace = Workbench.strace

  /// The minute before a time in UTC.
  static func minuteBefore(_ clock: String) throws -> String {
    guard let sqlite else { throw WorkbenchError("sqlite3 is missing") }
    let query = "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', '\(clock)', '-1 minute');"
    return try sqlite.run(["-batch", ":memory:", query], in: "/").out.filter { $0 != "\n" }
  }

  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// A line on standard error that nobody can miss in the log of the tests.
  static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(2, bytes, bytes.count)
  }

  private static func found(_ name: String) -> Program? {
    let places = ["/usr/bin/", "/usr/local/bin/", "/bin/"]
    return places.map { $0 + name }.first { access($0, X_OK) == 0 }.map { Program(path: $0) }
  }
}

/// What differs between two lists in which the order does not count.
enum LawDifference {
  private static let mostShown = 12

  /// Lines missing with `-` and lines too many with `+`; empty when the lists agree.
  static func between(_ expected: [String], _ found: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for line in expected { counts[line, default: 0] -= 1 }
    for line in found { counts[line, default: 0] += 1 }
    let lines = counts.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    return lines.prefix(mostShown).map { ($0.value < 0 ? "- " : "+ ") + $0.key }
      + (lines.count > mostShown ? ["… \(lines.count) differences"] : [])
  }
}
