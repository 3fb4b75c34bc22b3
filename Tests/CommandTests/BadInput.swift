import Glibc
import Testing
import Workbench

/// One bad input as a file tells it.
///
/// The site, what is laid there, the commands, and what each of them must say;
/// Fixtures/bad-inputs/README.txt describes the form.
struct BadInput: Sendable, CustomTestStringConvertible {
  enum Step: Sendable {
    /// A file of the site, by its path and content.
    case lay(String, [UInt8])
    /// A command of the shell in the site's folder.
    case shell(String)
    /// A command of wmsync with the lines that it must answer.
    case command(String, answer: [String])
  }

  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  /// Area and name, as `numbers/word-for-a-number`.
  let name: String
  let story: String
  let site: String
  let steps: [Step]
  private let lines: [String]

  var testDescription: String { "\(name): \(story)" }

  init(name: String, text: String) throws(Malformed) {
    self.name = name
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    story = lines.first ?? ""
    guard story.hasSuffix(".") else { throw Malformed(description: "\(name): no sentence first") }
    var reading = Reading(name: name)
    for line in lines.dropFirst() { try reading.take(line) }
    try reading.end()
    site = reading.site ?? "version: 1\nsite: none\n"
    steps = reading.steps
  }

  /// The file's text with other answers.
  func text(with answers: [[String]]) -> String {
    var answers = answers[...]
    var text: [String] = []
    for line in lines where !line.hasPrefix("  ") {
      text.append(line)
      if line.hasPrefix("$ ") { text += (answers.popFirst() ?? []).map { "  " + $0 } }
    }
    return text.joined(separator: "\n")
  }

  /// Writes other answers into its fixture.
  func rewrite(with answers: [[String]]) throws {
    let path = Self.folder + "/\(name).txt"
    let bytes = Array(text(with: answers).utf8)
    let file = try #require(fopen(path, "w"), "\(path)")
    let written = fwrite(bytes, 1, bytes.count, file)
    try #require(fclose(file) == 0 && written == bytes.count, "\(path)")
  }

  /// One laid file and one run, on the site as it is: such cases can share one site.
  var isOneFile: Bool {
    guard steps.count == 2, case .lay = steps[0], case .command("run", _) = steps[1] else {
      return false
    }
    return true
  }
}

extension BadInput {
  static let folder = Workbench.root + "/Fixtures/bad-inputs"

  /// All of them, by area and name.
  static let all = Result<[BadInput], Malformed> { () throws(Malformed) in
    var all: [BadInput] = []
    for area in Workbench.names(in: folder) where area != "sites" && area != "README.txt" {
      for file in Workbench.names(in: folder + "/" + area) {
        let name = area + "/" + file.replacing(".txt", with: "")
        all.append(try BadInput(name: name, text: Workbench.text(folder + "/\(area)/\(file)")))
      }
    }
    return all
  }

  static func site(_ name: String) -> String { Workbench.text(folder + "/sites/\(name).yaml") }
}

/// Reads a case line by line.
private struct Reading {
  let name: String
  private(set) var site: String?
  private(set) var steps: [BadInput.Step] = []
  private var path: String?
  private var content: BadBytes?
  private var old: String?

  init(name: String) {
    self.name = name
  }

  mutating func take(_ line: String) throws(BadInput.Malformed) {
    let rest = String(line.drop { $0 != " " }.dropFirst())
    let mark = line.prefix { $0 != " " }
    switch mark {
    case "": try takeAnswer(line)
    case "|": try takeContent(rest)
    case "site": site = BadInput.site(rest)
    case "-": old = try text(rest)
    case "+": try patch(text(rest))
    case "==": open(rest)
    case "!":
      close()
      steps.append(.shell(rest))
    case "$":
      close()
      steps.append(.command(rest, answer: []))
    default: throw BadInput.Malformed(description: "\(name): unknown line: \(line)")
    }
  }

  mutating func end() throws(BadInput.Malformed) {
    close()
    if let old { throw BadInput.Malformed(description: "\(name): nothing replaces \(old)") }
  }

  private func text(_ line: String) throws(BadInput.Malformed) -> String {
    var bytes = BadBytes(.utf8)
    try bytes.take(line, of: name)
    return String(decoding: bytes.bytes, as: UTF8.self)
  }

  private mutating func takeAnswer(_ line: String) throws(BadInput.Malformed) {
    guard !line.isEmpty else { return }
    guard case .command(let command, var answer) = steps.last, content == nil else {
      throw BadInput.Malformed(description: "\(name): an answer to no command: \(line)")
    }
    answer.append(String(line.dropFirst(2)))
    steps[steps.count - 1] = .command(command, answer: answer)
  }

  private mutating func takeContent(_ rest: String) throws(BadInput.Malformed) {
    guard content != nil else {
      throw BadInput.Malformed(description: "\(name): content of no file: \(rest)")
    }
    try content?.takeLine(rest, of: name)
  }

  private mutating func patch(_ new: String) throws(BadInput.Malformed) {
    guard let text = site, let old,
      text.split(separator: old, omittingEmptySubsequences: false).count == 2
    else {
      throw BadInput.Malformed(description: "\(name): not once in the site: \(old ?? new)")
    }
    site = text.replacing(old, with: new)
    self.old = nil
  }

  private mutating func open(_ rest: String) {
    close()
    let words = rest.split(separator: " as ").map(String.init)
    path = words.first
    content = BadBytes(words.count > 1 ? BadBytes.Encoding(rawValue: words[1]) ?? .utf8 : .utf8)
  }

  private mutating func close() {
    if let path, let content { steps.append(.lay(path, content.bytes)) }
    path = nil
    content = nil
  }
}
