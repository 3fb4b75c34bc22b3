internal import Glibc

/// The file of a store, as the file system sees it; SQLite is not asked.
enum StoreFile {
  /// Size of the file; `nil` only when there is none.
  ///
  /// - Throws: `inputOutput` for anything but a regular file with one name: SQLite would wait for
  ///   a pipe, and what has a second name could be changed unnoticed.
  static func size(at path: String) throws(StoreError) -> Int64? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw failure(path, "look at")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFLNK:
      throw refusal(path, "is a symbolic link; put the state store itself there")
    case S_IFDIR: throw refusal(path, "is a folder, not a state store; move it away")
    default: throw refusal(path, "is no regular file; move it away")
    }
    guard status.st_nlink == 1 else {
      throw refusal(
        path, "has \(status.st_nlink) names (hard links), a state store has one; remove the others")
    }
    return Int64(status.st_size)
  }

  /// The path with its folder resolved: a linked folder is the operator's wish, a linked store not.
  static func resolved(_ path: String) -> String {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard let found = realpath(folder, nil) else { return path }
    defer { free(found) }
    let whole = String(cString: found)
    return whole == "/" ? "/" + name : whole + "/" + name
  }

  /// Makes an empty file that only the owner may read; one that stands there is removed.
  static func makeEmpty(_ path: String) throws(StoreError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure(path, "remove") }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path, "create") }
    close(descriptor)
  }

  /// Makes a finished file last under its final name.
  static func publish(_ temporary: String, as path: String) throws(StoreError) {
    try sync(temporary, O_RDONLY)
    guard rename(temporary, path) == 0 else { throw failure(path, "rename into place") }
    try sync(folder(of: path), O_RDONLY | O_DIRECTORY)
  }

  static func makeFolder(_ path: String) throws(StoreError) {
    guard mkdir(path, 0o750) == 0 || errno == EEXIST else { throw failure(path, "make the folder") }
  }

  static func exists(_ path: String) throws(StoreError) -> Bool {
    var status = stat()
    if lstat(path, &status) == 0 { return true }
    guard errno == ENOENT else { throw failure(path, "look at") }
    return false
  }

  /// Whether two files have the same bytes.
  static func isSame(_ path: String, as other: String) throws(StoreError) -> Bool {
    let one = try opened(path)
    defer { close(one) }
    let two = try opened(other)
    defer { close(two) }
    var left = [UInt8](repeating: 0, count: 1 << 16)
    var right = left
    var isAtEnd = false
    while !isAtEnd {
      let count = try filled(&left, from: one, path)
      guard try filled(&right, from: two, other) == count, left[..<count] == right[..<count] else {
        return false
      }
      isAtEnd = count < left.count
    }
    return true
  }

  private static func opened(_ path: String) throws(StoreError) -> Int32 {
    // A pipe of that name must not be waited for.
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, "open") }
    return descriptor
  }

  /// Reads until the buffer is full or the file ends; how many bytes.
  private static func filled(
    _ buffer: inout [UInt8], from descriptor: Int32, _ path: String
  ) throws(StoreError) -> Int {
    var total = 0
    while total < buffer.count {
      let count = buffer.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress.map { $0 + total }, $0.count - total)
      }
      if count == 0 { break }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(path, "read") }
      total += count
    }
    return total
  }

  static func remove(_ path: String) {
    unlink(path)
  }

  /// The folder of a path, without the slash at its end.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func sync(_ path: String, _ flags: Int32) throws(StoreError) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, "open") }
    let status = fsync(descriptor)
    let code = errno
    close(descriptor)
    errno = code
    guard status == 0 else { throw failure(path, "sync") }
  }

  private static func refusal(_ path: String, _ what: String) -> StoreError {
    StoreError(.inputOutput, "\(path): it \(what); nothing was done")
  }

  private static func failure(_ path: String, _ action: String) -> StoreError {
    StoreError(.inputOutput, "\(path): cannot \(action): \(String(cString: strerror(errno)))")
  }
}
