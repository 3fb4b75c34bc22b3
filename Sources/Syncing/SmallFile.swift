internal import Glibc
internal import Sending

/// Reads and replaces files that fit into memory: configurations, reports.
enum SmallFile {
  /// The bytes of a file.
  static func bytes(of path: String) throws(SyncFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, "open") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path, "read")
      }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
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
