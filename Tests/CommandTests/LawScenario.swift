import Glibc
import Testing
import Workbench

/// A scenario folder as the four laws use it: its cycles and its configuration.
///
/// The laws hold for every scenario; a new folder is tested without naming it anywhere.
struct LawScenario: Sendable, CustomTestStringConvertible {
  let name: String
  let cycles: [LawCycle]
  let configuration: LawConfiguration

  static let all: [LawScenario] = {
    let folder = Workbench.root + "/Fixtures/scenarios"
    return Workbench.names(in: folder).compactMap { LawScenario(folder: folder, name: $0) }
  }()

  var testDescription: String { name }

  private init?(folder: String, name: String) {
    let own = folder + "/" + name
    let text = Workbench.text(own + "/wmsync.yaml")
    let cycles = Workbench.names(in: own + "/cycles").compactMap {
      LawCycle(folder: own + "/cycles/" + $0, name: $0)
    }
    guard !text.isEmpty, !cycles.isEmpty else { return nil }
    self.name = name
    self.cycles = cycles
    configuration = LawConfiguration(text: text)
  }
}

/// One cycle of a scenario: its clock and the files that arrive before it.
struct LawCycle: Sendable {
  let name: String
  let clock: String
  /// Guarded files that a person accepted, as `feed@hash`.
  let accept: [String]
  /// Path below the exchange folder to content.
  var files: [String: [UInt8]]

  /// Reads a cycle's folder; `nil` without a card that names the clock.
  init?(folder: String, name: String) {
    var files = LawTree.files(in: folder)
    guard let card = files.removeValue(forKey: "cycle.yaml") else { return nil }
    let lines = String(decoding: card, as: UTF8.self).split(separator: "\n")
    func value(_ key: String) -> Substring? {
      lines.first { $0.hasPrefix(key + ":") }?.dropFirst(key.count + 1)
    }
    guard let clock = value("clock") else { return nil }
    self.name = name
    self.clock = String(clock.filter { $0 != " " })
    accept = (value("accept") ?? "").split { "[], \"'".contains($0) }.map(String.init)
    self.files = files
  }
}

/// Files below a folder.
enum LawTree {
  /// Path below the folder to content, hidden files included.
  static func files(in folder: String) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in Workbench.names(in: folder) {
      let path = folder + "/" + name
      if isFolder(path) {
        for (below, bytes) in files(in: path) { found[name + "/" + below] = bytes }
      } else {
        found[name] = Workbench.bytes(path)
      }
    }
    return found
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// One line per file, in the order of the paths: what two trees are compared by.
  static func lines(_ files: [String: [UInt8]]) -> [String] {
    files.sorted { $0.key < $1.key }.map { path, bytes in
      "\(path): \(bytes.count) bytes: \(String(decoding: bytes, as: UTF8.self))"
    }
  }
}

/// The few settings that the laws must know, found in the text of `wmsync.yaml`.
struct LawConfiguration: Sendable {
  let text: String
  private let lines: [Substring]

  init(text: String) {
    self.text = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  var exchange: String { topLevel("exchange") ?? "exchange" }
  var state: String { topLevel("state") ?? "state" }

  /// The part of the file that describes a feed, with that of the feed it is like.
  func feed(_ name: String) -> String {
    let own = block(name, in: "feeds")
    guard let other = Self.value("like", in: own) else { return own }
    return own + "\n" + block(other, in: "feeds")
  }

  func stream(_ name: String) -> String { block(name, in: "outbound") }
  func dialect(_ name: String) -> String { block(name, in: "dialects") }

  /// The dialect that a feed or a stream names.
  func dialect(of part: String) -> String {
    dialect(Self.value("dialect", in: part) ?? "")
  }

  private func topLevel(_ key: String) -> String? {
    lines.first { $0.hasPrefix(key + ":") }.flatMap { Self.value(key, in: String($0)) }
  }

  /// Lines of one entry of a section; entries are indented by two.
  private func block(_ name: String, in section: String) -> String {
    var isInside = false
    var found: [Substring] = []
    for line in lines.drop(while: { !$0.hasPrefix(section + ":") }).dropFirst() {
      if let first = line.first, first != " ", first != "#" { break }
      if line.hasPrefix("  "), !line.hasPrefix("   "), !line.hasPrefix("  #") {
        isInside = line.dropFirst(2).hasPrefix(name + ":")
      }
      if isInside { found.append(line) }
    }
    return found.joined(separator: "\n")
  }

  /// The value after a key, quotes taken off; `nil` where the key is absent.
  static func value(_ key: String, in part: String) -> String? {
    var rest = part[...]
    while let range = rest.firstRange(of: key + ":") {
      let before =
        range.lowerBound > part.startIndex ? part[part.index(before: range.lowerBound)] : " "
      rest = rest[range.upperBound...]
      guard " {,\n".contains(before) else { continue }
      let value = rest.drop { $0 == " " }
      if let quote = value.first, quote == "\"" || quote == "'" {
        return String(value.dropFirst().prefix { $0 != quote })
      }
      return String(value.prefix { !",}\n #".contains($0) })
    }
    return nil
  }
}
