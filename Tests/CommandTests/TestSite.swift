import Glibc
import Testing
import Workbench

/// A configured site in a throw-away folder, worked with as an operator does: by the program, by
/// its files, and by the sqlite3 shell.
struct TestSite: Sendable {
  static let morning = "2026-11-23T06:00:00Z"
  static let later = "2026-11-23T07:00:00Z"

  let folder: ThrowawayFolder

  init(_ configuration: String) throws {
    folder = try ThrowawayFolder()
    try folder.write("wmsync.yaml", configuration)
    try folder.makeFolder("exchange")
  }

  /// A copy, byte by byte, of another site as it is now.
  init(copyOf other: TestSite) throws {
    folder = try ThrowawayFolder(copyOf: other.folder.path)
  }

  /// Runs the program in the site's folder.
  ///
  /// - Parameters:
  ///   - line: words, split at spaces.
  ///   - more: words that hold spaces.
  ///   - at: the fixed clock.
  ///   - seconds: how long it may take.
  /// - Returns: how it ended and what it said.
  /// - Throws: when it cannot be started or takes too long.
  func wmsync(
    _ line: String, _ more: [String] = [], at: String = morning, seconds: Int = 60
  ) throws -> Program.Outcome {
    let words = line.split(separator: " ").map(String.init)
    return try Program.wmsync.run(words + more + ["--at", at], in: folder.path, seconds: seconds)
  }

  /// As `wmsync`, where it must succeed.
  @discardableResult
  func done(
    _ line: String, _ more: [String] = [], at: String = morning,
    _ place: SourceLocation = #_sourceLocation
  ) throws -> String {
    let ended = try wmsync(line, more, at: at)
    try #require(ended.status == 0, "\(line): \(ended.err)", sourceLocation: place)
    return ended.out
  }

  /// The one document that a command answers with `--json`.
  func json(
    _ line: String, at: String = morning, _ place: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    try JSONTree(done(line + " --json", at: at, place))
  }

  /// Rows that the sqlite3 shell prints, cells parted by `|`.
  func query(_ sql: String, _ place: SourceLocation = #_sourceLocation) throws -> [String] {
    let ended = try Program(path: "/usr/bin/sqlite3").run(
      [folder.path(of: "state/state.db"), sql], in: folder.path)
    try #require(ended.status == 0 && ended.err.isEmpty, "\(ended.err)", sourceLocation: place)
    return ended.out.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  func write(_ file: String, _ text: String) throws {
    try folder.write("exchange/" + file, text)
  }

  func text(_ file: String) -> String? { folder.text(of: file) }

  /// Every file below a folder with its bytes; folders end with a stroke.
  func tree(_ top: String = "", without left: [String] = []) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in folder.names(in: top) {
      let path = top.isEmpty ? name : top + "/" + name
      if left.contains(path) { continue }
      var status = stat()
      guard lstat(folder.path(of: path), &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        found[path + "/"] = []
        found.merge(tree(path, without: left)) { $1 }
      } else {
        found[path] = Workbench.bytes(folder.path(of: path))
      }
    }
    return found
  }

  /// The name that the program writes into histories.
  static func user() throws -> String {
    let ended = try Program(path: "/usr/bin/id").run(["-un"], in: "/")
    return String(ended.out.dropLast())
  }
}
