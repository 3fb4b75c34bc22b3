internal import CLinux
internal import Glibc

/// A call on the file system that failed: on what, doing what, and the system's reason.
package struct FileFailure: Error, Equatable, Sendable {
  package let path: String
  package let action: String
  package let code: Int32

  package var message: String { "\(path): cannot \(action): \(String(cString: strerror(code)))" }
}

/// A folder that files are made in so that a power cut leaves them whole or absent.
package struct Folder {
  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// Opens the folder, making it and those above it where they are missing.
  package func make() throws(FileFailure) {
    var built = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      built += "/\(part)"
      guard mkdir(built, 0o750) != 0, errno != EEXIST else { continue }
      throw FileFailure(path: built, action: "make the folder", code: errno)
    }
  }

  /// Writes a file under a temporary name, syncs it, and renames it over the name.
  package func replace(_ name: String, with bytes: [UInt8]) throws(FileFailure) {
    let temporary = path + "/" + name + ".tmp"
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
    guard descriptor >= 0 else {
      throw FileFailure(path: temporary, action: "create", code: errno)
    }
    do {
      try write(bytes, to: descriptor, temporary)
      try sync(descriptor, temporary)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    try finish(descriptor, temporary, as: name)
  }

  /// Closes a temporary file that was written and synced, and renames it over its name; what
  /// could not be finished leaves nothing behind.
  func finish(
    _ descriptor: Int32, _ temporary: String, as name: String
  ) throws(FileFailure) {
    guard close(descriptor) == 0 else {
      let failure = FileFailure(path: temporary, action: "close", code: errno)
      unlink(temporary)
      throw failure
    }
    guard rename(temporary, path + "/" + name) == 0 else {
      let failure = FileFailure(
        path: path + "/" + name, action: "rename into place", code: errno)
      unlink(temporary)
      throw failure
    }
    try sync()
  }

  /// Writes all of some bytes to an open file.
  ///
  /// - Parameters:
  ///   - bytes: what is written.
  ///   - descriptor: of the file.
  ///   - name: what a failure calls it.
  /// - Throws: the system's reason; part of the bytes may have been written.
  package func write(
    _ bytes: [UInt8], to descriptor: Int32, _ name: String
  ) throws(FileFailure) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileFailure(path: name, action: "write", code: errno)
      }
      written += count
    }
  }

  /// Makes the content of an open file last.
  func sync(_ descriptor: Int32, _ name: String) throws(FileFailure) {
    guard fsync(descriptor) == 0 else {
      throw FileFailure(path: name, action: "sync", code: errno)
    }
  }

  /// Makes renames in the folder last.
  func sync() throws(FileFailure) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileFailure(path: path, action: "open the folder", code: errno)
    }
    let status = fsync(descriptor)
    let code = errno
    close(descriptor)
    guard status == 0 else { throw FileFailure(path: path, action: "sync the folder", code: code) }
  }

  /// The bytes of a file; `nil` only when there is none.
  package func bytes(of name: String) throws(FileFailure) -> [UInt8]? {
    let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FileFailure(path: path + "/" + name, action: "open", code: errno)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileFailure(path: path + "/" + name, action: "read", code: errno)
      }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  enum RenameOutcome {
    case renamed
    /// There is no file of the old name.
    case absent
    /// The new name is taken.
    case taken
  }

  /// Renames a file into another folder of the same file system, never over a file.
  func move(_ name: String, into folder: Folder) throws(FileFailure) -> RenameOutcome {
    let from = path + "/" + name
    let to = folder.path + "/" + name
    guard wmsync_rename_noreplace(AT_FDCWD, from, AT_FDCWD, to) != 0 else {
      try folder.sync()
      try sync()
      return .renamed
    }
    switch errno {
    case ENOENT: return .absent
    case EEXIST: return .taken
    default: throw FileFailure(path: to, action: "rename into place", code: errno)
    }
  }

  package func remove(_ name: String) throws(FileFailure) {
    guard unlink(path + "/" + name) == 0 || errno == ENOENT else {
      throw FileFailure(path: path + "/" + name, action: "remove", code: errno)
    }
    try sync()
  }
}
