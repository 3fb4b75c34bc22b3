import Glibc

/// A folder for one test: made under `TMPDIR` (else `/tmp`), gone when nobody holds it any more.
///
/// Paths given to it are relative to it. Hold the folder as long as a program works inside it.
package final class ThrowawayFolder: Sendable {
  /// The absolute path, symbolic links resolved.
  package let path: String

  package init() throws(WorkbenchError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((parent + "/wmsync-test-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil, let resolved = realpath(template, nil) else {
      throw WorkbenchError("mkdtemp", parent)
    }
    defer { free(resolved) }
    path = String(cString: resolved)
  }

  /// A folder with all that is in another one now: content, permissions and times.
  package convenience init(copyOf folder: String) throws(WorkbenchError) {
    try self.init()
    let copied = try Program(path: "/bin/cp").run(["-a", folder + "/.", path], in: "/")
    guard copied.status == 0 else { throw WorkbenchError(copied.err) }
  }

  deinit {
    Self.remove(path)
  }

  /// The absolute path of a file or folder in it.
  package func path(of relative: String) -> String { path + "/" + relative }

  /// Writes a file, replacing it where it stands, and makes the folders on the way.
  package func write(_ relative: String, _ text: String) throws(WorkbenchError) {
    try write(relative, bytes: Array(text.utf8))
  }

  /// Writes a file of any bytes; see `write(_:_:)`.
  package func write(_ relative: String, bytes: [UInt8]) throws(WorkbenchError) {
    let folders = relative.split(separator: "/").dropLast()
    if !folders.isEmpty { try makeFolder(folders.joined(separator: "/")) }
    let file = path(of: relative)
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw WorkbenchError("open", file) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw WorkbenchError("write", file) }
      rest = rest.dropFirst(count)
    }
  }

  /// Makes a folder and those above it; one that is there already is fine.
  package func makeFolder(_ relative: String) throws(WorkbenchError) {
    var folder = path
    for part in relative.split(separator: "/") {
      folder += "/" + part
      guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
        throw WorkbenchError("mkdir", folder)
      }
    }
  }

  /// Removes a file; one that is not there is fine.
  package func remove(_ relative: String) throws(WorkbenchError) {
    let file = path(of: relative)
    guard unlink(file) == 0 || errno == ENOENT else { throw WorkbenchError("unlink", file) }
  }

  /// The content of a file as text; `nil` where there is no such file.
  package func text(of relative: String) -> String? {
    exists(relative) ? Workbench.text(path(of: relative)) : nil
  }

  /// Names in a folder of it, sorted by bytes, dot files included; empty where there is none.
  package func names(in relative: String = "") -> [String] {
    Workbench.names(in: path(of: relative))
  }

  package func exists(_ relative: String) -> Bool {
    var status = stat()
    return lstat(path(of: relative), &status) == 0
  }

  private static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    chmod(path, 0o700)
    for name in Workbench.names(in: path) { remove(path + "/" + name) }
    rmdir(path)
  }
}
