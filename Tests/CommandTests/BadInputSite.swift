import Testing
import Workbench

/// A bad input at work: a throw-away site of its own, and what an operator sees there.
struct BadInputSite {
  private let input: BadInput
  private let site: TestSite
  private var hour = 6

  init(_ input: BadInput) throws {
    self.input = input
    site = try TestSite(input.site)
  }

  /// What each command answers.
  mutating func answers() throws -> [[String]] {
    var answers: [[String]] = []
    for step in input.steps {
      switch step {
      case .lay(let path, let bytes): try site.folder.write(path, bytes: bytes)
      case .shell(let line):
        let ended = try Program(path: "/bin/sh").run(["-c", line], in: site.folder.path)
        try #require(ended.status == 0, "\(input.name): \(line): \(ended.err)")
      case .command(let line, _): answers.append(try answer(to: line))
      }
    }
    return answers
  }

  private mutating func answer(to line: String) throws -> [String] {
    var words = Self.words(of: line)
    let isRun = words.first == "run"
    if isRun { words.append("--json") }
    let clock = ["WMSYNC_AT": "2026-11-23T\(hour < 10 ? "0" : "")\(hour):00:00Z"]
    hour += 1
    let ended = try Program.wmsync.run(
      words, in: site.folder.path, environment: clock, seconds: 20)
    var answer = ["exit \(ended.status)"]
    if isRun, let summary = try? JSONTree(ended.out) {
      answer += try feeds(of: summary)
      answer += try report()
    } else {
      answer += said(ended.out, prefix: "out: ")
    }
    // What the program says of its options belongs to no case.
    let errors = said(ended.err, prefix: "err: ")
    return answer + (ended.status == 64 ? Array(errors.prefix(1)) : errors)
  }

  /// Words parted by blanks; `''` is an empty one, `\u{…}` and the like a character.
  private static func words(of line: String) -> [String] {
    line.split(separator: " ").map { word in
      var bytes = BadBytes(.utf8)
      let isText = (try? bytes.take(String(word), of: line)) != nil
      return word == "''"
        ? "" : isText ? String(decoding: bytes.bytes, as: UTF8.self) : String(word)
    }
  }

  private func said(_ text: String, prefix: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
      text.hasSuffix("\n") ? 1 : 0
    )
    .filter { !$0.isEmpty }
    .map { prefix + Self.plain($0.replacing(site.folder.path, with: "SITE")) }
  }

  private static let outcomes = ["skipped", "new", "changed", "unchanged", "held"]

  private func feeds(of summary: JSONTree) throws -> [String] {
    try (summary["feeds"]?.items ?? []).compactMap { feed in
      let count = { (name: String) in feed[name]?.integer ?? 0 }
      let rows = count("rows")
      #expect(rows == Self.outcomes.map(count).reduce(0, +), "\(input.name): rows do not add up")
      let state = try #require(feed["state"]?.text)
      guard count("files") > 0 || state != "idle" else { return nil }
      let parts = (Self.outcomes + ["vanished"]).filter { count($0) > 0 }.map {
        "\($0) \(count($0))"
      }
      return "feed \(feed["feed"]?.text ?? ""): \(state), "
        + (["rows \(rows)"] + parts).joined(separator: ", ")
    }
  }

  /// The report's rows; cells that are empty are left out.
  private func report() throws -> [String] {
    guard let text = site.text("exceptions.csv") else { return ["no report"] }
    let isClean = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && !(0x7f...0x9f).contains($0.value))
    }
    #expect(isClean, "\(input.name): a control character in the report")
    let rows = CSVCells.rows(of: text)
    let titles = try #require(rows.first)
    return rows.dropFirst().flatMap { row in
      let cells = Dictionary(zip(titles, row.map(Self.plain))) { first, _ in first }
      let cell = { (title: String) in cells[title] ?? "" }
      let subject = ["entity", "key", "field"].map(cell).filter { !$0.isEmpty }
      let place = [cell("file"), cell("line")].filter { !$0.isEmpty }.joined(separator: ":")
      let head = ([cell("severity"), cell("code")] + subject).joined(separator: " ")
      let rest = ["expected", "actual", "message", "hint", "command"]
        .filter { !cell($0).isEmpty }.map { "  \($0): \(cell($0))" }
      return [head] + (place.isEmpty ? [] : ["  at: \(place)"]) + rest
    }
  }

  /// A text with what cannot be seen written down, so that a golden is all there is to look at.
  private static func plain(_ text: some StringProtocol) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      let isSeen =
        !properties.isDefaultIgnorableCodePoint && !properties.isBidiControl
        && ![.control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator]
          .contains(properties.generalCategory)
        && (scalar == " " || properties.generalCategory != .spaceSeparator)
      if scalar == "\\" {
        plain += "\\\\"
      } else if isSeen {
        plain.unicodeScalars.append(scalar)
      } else {
        plain += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return plain
  }
}
