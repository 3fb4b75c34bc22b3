internal import Glibc

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
    if let slash = path.lastIndex(of: "/") { try FolderMaker.make(String(path[..<slash])) }
    let temporary = path + ".tmp"
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
    guard descriptor >= 0 else { throw failure(temporary, "create") }
    do {
      try write(bytes, to: descriptor, temporary)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    guard close(descriptor) == 0 else { throw failure(temporary, "close") }
    guard rename(temporary, path) == 0 else { throw failure(path, "rename into place") }
  }

  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, _ path: String
  ) throws(SyncFailure) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path, "write")
      }
      written += count
    }
  }

  static func failure(_ path: String, _ action: String) -> SyncFailure {
    SyncFailure(.inputOutput, "\(path): cannot \(action): \(String(cString: strerror(errno)))")
  }
}
