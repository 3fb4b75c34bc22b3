internal import Glibc
internal import Sending

/// Reads and replaces files that fit into memory: configurations, reports.
enum SmallFile {
  /// A file as it was when it was opened.
  struct Opened {
    let bytes: [UInt8]
    let status: stat
  }

  /// The bytes of a regular file.
  ///
  /// - Parameters:
  ///   - path: its path; a link to it will do.
  ///   - limit: the most bytes it may have.
  /// - Returns: the bytes, with owner and mode of what was read.
  /// - Throws: `inputOutput`; what is no regular file is refused without waiting for a writer.
  static func read(_ path: String, atMost limit: Int = .max) throws(SyncFailure) -> Opened {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw failure(path, "open") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, "look at") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SyncFailure(.inputOutput, "\(path): cannot read: it is \(kind(of: status)), no file")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path, "read")
      }
      guard count > 0 else { return Opened(bytes: bytes, status: status) }
      bytes += chunk[..<count]
      guard bytes.count <= limit else {
        throw SyncFailure(
          .inputOutput, "\(path): cannot read: it is larger than \(limit >> 20) MiB")
      }
    }
  }

  /// The bytes of a regular file of any size.
  static func bytes(of path: String) throws(SyncFailure) -> [UInt8] {
    try read(path).bytes
  }

  /// Whether anything stands at a path; only its absence means that nothing does.
  static func exists(_ path: String) throws(SyncFailure) -> Bool {
    var status = stat()
    if lstat(path, &status) == 0 { return true }
    guard errno == ENOENT else { throw failure(path, "look at") }
    return false
  }

  private static func kind(of status: stat) -> String {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }

  /// Writes a file whole under another name and renames it into place.
  static func replace(_ path: String, with bytes: [UInt8]) throws(SyncFailure) {
    let above = path.folderPart
    let folder = Folder(path: !above.isEmpty ? above : path.hasPrefix("/") ? "/" : ".")
    do {
      try folder.make()
      try folder.replace(path.namePart, with: bytes)
    } catch {
      throw SyncFailure(error)
    }
  }

  static func failure(_ path: String, _ action: String) -> SyncFailure {
    SyncFailure(.inputOutput, "\(path): cannot \(action): \(String(cString: strerror(errno)))")
  }
}
