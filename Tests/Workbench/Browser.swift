import Glibc

/// A browser without a window, and what a checker in it says of a page.
package struct Browser: Sendable {
  /// What axe-core says of a page.
  package struct Findings: Equatable, Sendable {
    /// Name of a rule and the first element that breaks it, a line for each rule.
    package let broken: [String]
    /// Names of rules that it could not decide.
    package let undecided: [String]
    /// How many rules the page keeps.
    package let kept: Int
  }

  /// The browser of the machine; `nil` with a loud line on standard error where there is none.
  package static let chromium: Browser? = Workbench.chromium.map { Browser(program: $0) }

  /// The checker, where `Scripts/setup tests` fetched it; `nil` with a loud line elsewhere.
  package static let axe: String? = {
    let script = Workbench.text(Workbench.root + "/.build-tools/axe.min.js")
    if !script.isEmpty { return script }
    let line = "NOT RUN: axe-core is missing, pages are not checked by it\n"
    _ = line.withCString { write(2, $0, strlen($0)) }
    return nil
  }()

  private let program: Program

  /// Starts the browser on a file.
  ///
  /// - Parameters:
  ///   - file: its name in the folder.
  ///   - flags: what it is asked for, such as `--dump-dom`.
  ///   - folder: where the browser keeps what is its own, too.
  /// - Returns: how it ended and what it said.
  /// - Throws: when it cannot be started or takes too long.
  package func open(
    _ file: String, _ flags: [String], in folder: ThrowawayFolder
  ) throws(WorkbenchError) -> Program.Outcome {
    try program.run(
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--hide-scrollbars", "--user-data-dir=" + folder.path(of: "browser"),
      ] + flags + ["file://" + folder.path(of: file)], in: folder.path,
      environment: ["HOME": folder.path])
  }

  /// Lets axe-core look at a page.
  ///
  /// - Parameters:
  ///   - page: what it says about who may run scripts on it is left out, since the checker is one.
  ///   - flags: how it is shown.
  ///   - axe: the checker.
  ///   - folder: where the page and what is the browser's own are kept.
  /// - Returns: what the page breaks and keeps.
  /// - Throws: when the browser fails or the checker does not end.
  package func findings(
    of page: String, shown flags: [String] = [], by axe: String, in folder: ThrowawayFolder
  ) throws(WorkbenchError) -> Findings {
    var page = page
    let rule = "<meta http-equiv=\"Content-Security-Policy\""
    if let start = page.firstRange(of: rule),
      let end = page[start.upperBound...].firstRange(of: ">\n")
    {
      page.removeSubrange(start.lowerBound..<end.upperBound)
    }
    let asking = """
      axe.run(document).then(function(r){var p=document.createElement('pre');p.id='axe';\
      function id(x){return x.id;}\
      p.textContent=[r.passes.length,r.incomplete.map(id).join(' ')].concat(\
      r.violations.map(function(x){return x.id+' '+x.nodes[0].html.slice(0,200).replace(/\\s+/g,' ');}))\
      .join('\\n');document.body.appendChild(p);});
      """
    let script = axe.replacing("</script", with: "<\\/script")
    page = page.replacing(
      "</body>", with: "<script>\(script)</script><script>\(asking)</script></body>")
    try folder.write("checked.html", page)
    let seen = try open(
      "checked.html", flags + ["--virtual-time-budget=60000", "--dump-dom"], in: folder)
    guard let start = seen.out.firstRange(of: "<pre id=\"axe\">"),
      let end = seen.out[start.upperBound...].firstRange(of: "</pre>")
    else { throw WorkbenchError("axe-core said nothing: \(seen.err.suffix(500))") }
    let lines = seen.out[start.upperBound..<end.lowerBound]
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 2, let kept = Int(lines[0]) else {
      throw WorkbenchError("axe-core said \(lines)")
    }
    return Findings(
      broken: Array(lines[2...]), undecided: lines[1].split(separator: " ").map(String.init),
      kept: kept)
  }
}
