internal import Domain
internal import Glibc

/// `replay`: runs scenario folders and compares what they write with what is expected.
package enum ReplayOperation {
  /// - Parameters:
  ///   - folders: scenario folders, or folders of scenario folders.
  ///   - rewrites: whether the expectations are rewritten instead of compared.
  ///   - junit: path of a JUnit report.
  /// - Returns: a line per scenario and the totals; findings when one differs.
  /// - Throws: what the store, a file or a stage failed with.
  package static func perform(
    folders: [String], rewrites: Bool, junit: String?
  ) throws(SyncFailure) -> Answer {
    if rewrites && Environment.isCI {
      throw SyncFailure(.usage, "--update is refused where CI is set: expectations are reviewed")
    }
    var outcomes: [ScenarioOutcome] = []
    for folder in try scenarios(in: folders) {
      outcomes.append(try Scenario(folder: folder).play(rewrites: rewrites))
    }
    guard !outcomes.isEmpty else {
      throw SyncFailure(.notFound, "\(folders.joined(separator: ", ")): no scenario folders")
    }
    if let junit { try SmallFile.replace(junit, with: Array(report(outcomes).utf8)) }
    let failed = outcomes.count { !$0.differences.isEmpty }
    var lines = outcomes.flatMap(\.lines)
    lines.append("\(outcomes.count - failed) passed, \(failed) failed")
    return Answer(
      lines: lines, json: document(outcomes), status: failed == 0 ? .done : .findings)
  }

  private static func scenarios(in folders: [String]) throws(SyncFailure) -> [String] {
    var found: [String] = []
    for folder in folders {
      if isScenario(folder) {
        found.append(folder)
      } else {
        found += try FileTree.names(in: folder).map { folder + "/" + $0 }.filter(isScenario)
      }
    }
    return found
  }

  private static func isScenario(_ folder: String) -> Bool {
    access(folder + "/wmsync.yaml", F_OK) == 0 && access(folder + "/cycles", F_OK) == 0
  }

  private static func document(_ outcomes: [ScenarioOutcome]) -> JSONValue {
    .object([
      .init("schema", .string("wmsync.replay/1")),
      .init(
        "scenarios",
        .array(
          outcomes.map { outcome in
            .object([
              .init("name", .string(outcome.name)),
              .init("passed", .bool(outcome.differences.isEmpty)),
              .init("differences", .array(outcome.differences.map { .string($0) })),
            ])
          })),
    ])
  }

  private static func report(_ outcomes: [ScenarioOutcome]) -> String {
    let failed = outcomes.count { !$0.differences.isEmpty }
    let cases = outcomes.map { outcome in
      let failure =
        outcome.differences.isEmpty
        ? ""
        : "<failure>" + escaped(outcome.differences.joined(separator: "\n")) + "</failure>"
      return
        "  <testcase classname=\"replay\" name=\"\(escaped(outcome.name))\">\(failure)</testcase>\n"
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<testsuite name=\"wmsync replay\" tests=\"\(outcomes.count)\" failures=\"\(failed)\">\n"
      + cases.joined() + "</testsuite>\n"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default:
        if scalar.value >= 0x20 { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}

/// How one scenario went.
struct ScenarioOutcome: Sendable {
  let name: String
  /// What differs, with place; empty when nothing does.
  var differences: [String] = []
  /// Expectations that were rewritten.
  var rewritten: [String] = []

  var lines: [String] {
    (differences.isEmpty ? ["ok   \(name)"] : ["FAIL \(name)"])
      + differences.map { "     " + $0 } + rewritten.map { "     wrote \($0)" }
  }
}
