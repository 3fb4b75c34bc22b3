import Glibc
import Workbench

/// A file of the repository as the tidy tests see it.
struct SourceFile: Sendable {
  /// The path from the repository's top folder.
  let path: String
  let lines: [Substring]
  /// The lines without comments and the content of strings; only of Swift files.
  let code: [Substring]

  init(path: String) {
    let bytes = Workbench.bytes(Workbench.root + "/" + path)
    self.init(path: path, bytes: bytes)
  }

  init(path: String, bytes: [UInt8]) {
    self.path = path
    lines = Self.lines(of: bytes)
    code = path.hasSuffix(".swift") ? Self.lines(of: MaskedSource(bytes).bytes) : lines
  }

  /// `file:line`, from 1.
  func place(_ index: Int) -> String { "\(path):\(index + 1)" }

  /// The top folder below `Sources`, empty for other files.
  var room: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : ""
  }

  private static func lines(of bytes: [UInt8]) -> [Substring] {
    var lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0.isNewline }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Swift files below `Sources`.
  static let ofSources = files(below: "Sources").filter { $0.path.hasSuffix(".swift") }
  /// Swift files below `Tests`.
  static let ofTests = files(below: "Tests").filter { $0.path.hasSuffix(".swift") }

  /// Every file below a folder in order of its path.
  static func files(below folder: String) -> [SourceFile] {
    paths(below: folder).map { SourceFile(path: $0) }
  }

  static func paths(below folder: String) -> [String] {
    Workbench.names(in: Workbench.root + "/" + folder).flatMap { name -> [String] in
      let path = folder + "/" + name
      return isFolder(path) ? paths(below: path) : [path]
    }
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(Workbench.root + "/" + path, &status) == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(Workbench.root + "/" + path, &status) == 0
  }
}
