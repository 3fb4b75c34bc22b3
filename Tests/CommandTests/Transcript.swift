import Glibc
import Workbench

/// A page with files to write and commands to type, tried as a reader would.
///
/// A fence behind a line as `` `name`: `` is a file. A fence `console` is a terminal: lines that
/// begin with `$ ` are typed, the others are what is shown. `cd` holds on; a command that does not
/// end with 0 says so in a comment, as `$ wmsync check  # ends with 78`. Each section has a folder
/// of its own, the clock of the programs stands, and whoever types is called anna.
struct Transcript {
  /// A command with what is shown behind it.
  struct Step {
    let command: String
    /// Number of its line in the page, from 1.
    let line: Int
    var shown: [String]
  }

  /// What a command did otherwise than the page says.
  struct Difference: CustomStringConvertible {
    let step: Step
    let shown: [String]
    let status: Int32

    var description: String {
      "line \(step.line): $ \(step.command)\nthe page shows:\n"
        + step.shown.joined(separator: "\n") + "\nit said, and ended with \(status):\n"
        + shown.joined(separator: "\n")
    }
  }

  private enum Piece {
    case file(name: String, text: String)
    case steps([Step])
  }

  private static let clock = "2026-11-23T12:00:00Z"
  private let sections: [[Piece]]

  init(_ page: String) {
    var sections: [[Piece]] = [[]]
    var named: String?
    var fence: (info: String, start: Int, lines: [String])?
    for (place, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let open = fence {
        guard line == "```" else {
          fence?.lines.append(String(line))
          continue
        }
        if let piece = Self.piece(open, named) { sections[sections.count - 1].append(piece) }
        (fence, named) = (nil, nil)
      } else if line.hasPrefix("```") {
        fence = (String(line.dropFirst(3)), place + 2, [])
      } else if line.hasPrefix("## ") {
        sections.append([])
      } else if line.hasPrefix("`"), line.hasSuffix("`:") {
        named = String(line.dropFirst().dropLast(2))
      } else if !line.isEmpty {
        named = nil
      }
    }
    self.sections = sections
  }

  private static func piece(
    _ fence: (info: String, start: Int, lines: [String]), _ named: String?
  ) -> Piece? {
    if fence.info == "console" { return .steps(steps(fence.lines, from: fence.start)) }
    return named.map { .file(name: $0, text: fence.lines.map { $0 + "\n" }.joined()) }
  }

  private static func steps(_ lines: [String], from start: Int) -> [Step] {
    var steps: [Step] = []
    for (place, line) in lines.enumerated() {
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2)), line: start + place, shown: []))
      } else if !steps.isEmpty {
        steps[steps.count - 1].shown.append(line)
      }
    }
    return steps
  }

  var stepCount: Int {
    sections.joined().reduce(0) { count, piece in
      if case .steps(let steps) = piece { return count + steps.count }
      return count
    }
  }

  /// Types everything, and tells what is not as the page says.
  func differences() throws -> [Difference] {
    var found: [Difference] = []
    for section in sections {
      let folder = try ThrowawayFolder()
      var place = folder.path
      for piece in section {
        switch piece {
        case .file(let name, let text):
          try folder.write(String((place + "/" + name).dropFirst(folder.path.count + 1)), text)
        case .steps(let steps):
          for step in steps {
            if step.command.hasPrefix("cd ") {
              place += "/" + step.command.dropFirst(3)
            } else if let difference = try Self.difference(step, in: place) {
              found.append(difference)
            }
          }
        }
      }
    }
    return found
  }

  /// Who types, as the programs call them.
  private static let user: String =
    getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? ""

  private static func difference(_ step: Step, in folder: String) throws -> Difference? {
    let parts = step.command.components(separatedBy: "# ends with ")
    let wanted = parts.count == 2 ? Int32(parts[1]) : 0
    let programs = Program.wmsync.path.split(separator: "/").dropLast().joined(separator: "/")
    let outcome = try Program(path: "/bin/bash").run(
      ["-c", "exec 2>&1\n" + step.command], in: folder,
      environment: ["PATH": "/\(programs):/usr/bin:/bin", "WMSYNC_AT": clock])
    var shown = outcome.out.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        line.split(separator: " ", omittingEmptySubsequences: false)
          .map { word in word == user ? "anna" : String(word) }.joined(separator: " ")
      }
    if shown.last == "" { shown.removeLast() }
    guard shown != step.shown || outcome.status != wanted else { return nil }
    return Difference(step: step, shown: shown, status: outcome.status)
  }
}

extension Transcript {
  /// The page with what the commands have shown.
  static func corrected(_ page: String, by differences: [Difference]) -> String {
    var lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for difference in differences.reversed() {
      let start = difference.step.line
      lines.replaceSubrange(start..<start + difference.step.shown.count, with: difference.shown)
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.trimmingSpaces }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
