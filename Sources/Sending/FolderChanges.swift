internal import CLinux
internal import Glibc

extension Folder {
  /// Writes a file part by part under a temporary name, syncs it, and renames it over the name.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - fill: is given what writes a part.
  /// - Throws: `FileFailure`, and what the closure throws; the file is then as it was.
  package func replace(
    _ name: String, filling fill: (_ write: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let temporary = path + "/" + name + ".tmp"
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
    guard descriptor >= 0 else {
      throw FileFailure(path: temporary, action: "create", code: errno)
    }
    do {
      try fill { try write($0, to: descriptor, temporary) }
      try sync(descriptor, temporary)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    try finish(descriptor, temporary, as: name)
  }

  /// Makes an empty file in the place of what has the name: it is whole from its first moment on,
  /// so that nothing half done can be left beside it.
  package func makeEmpty(_ name: String) throws(FileFailure) {
    let file = path + "/" + name
    // What stands there may be known elsewhere by another name: it is removed, never emptied.
    guard unlink(file) == 0 || errno == ENOENT else {
      throw FileFailure(path: file, action: "remove", code: errno)
    }
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
    guard descriptor >= 0 else { throw FileFailure(path: file, action: "create", code: errno) }
    defer { close(descriptor) }
    try sync(descriptor, file)
    try sync()
  }

  /// Adds lines at the end of a file and makes them last; a line that an interruption left
  /// unfinished is ended first.
  package func append(_ lines: [UInt8], to name: String) throws(FileFailure) {
    let file = path + "/" + name
    let descriptor = open(
      file, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw FileFailure(path: file, action: "open", code: errno) }
    defer { close(descriptor) }
    let end = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0x0a
    guard end >= 0, end == 0 || pread(descriptor, &last, 1, end - 1) == 1 else {
      throw FileFailure(path: file, action: "read", code: errno)
    }
    try write(last == 0x0a ? lines : [0x0a] + lines, to: descriptor, file)
    try sync(descriptor, file)
    if end == 0 { try sync() }
  }

  /// Moves a file to a path of the same file system, never over a file.
  ///
  /// - Returns: whether there was one to move.
  /// - Throws: `FileFailure`, also where the new name is taken.
  @discardableResult
  package func move(_ name: String, to target: String) throws(FileFailure) -> Bool {
    guard wmsync_rename_noreplace(AT_FDCWD, path + "/" + name, AT_FDCWD, target) != 0 else {
      try sync()
      return true
    }
    if errno == ENOENT { return false }
    throw FileFailure(path: target, action: "rename into place", code: errno)
  }

  /// Puts a file of another folder in the place of one of this folder in one step; that one then
  /// has its name there.
  package func exchange(
    _ name: String, with other: String, of folder: Folder
  ) throws(FileFailure) {
    let (from, to) = (folder.path + "/" + other, path + "/" + name)
    guard wmsync_rename_exchange(AT_FDCWD, from, AT_FDCWD, to) == 0 else {
      throw FileFailure(path: to, action: "rename into place", code: errno)
    }
    try sync()
    try folder.sync()
  }

  /// Lets only the owner read a file.
  package func makePrivate(_ name: String) throws(FileFailure) {
    guard chmod(path + "/" + name, 0o600) == 0 else {
      throw FileFailure(path: path + "/" + name, action: "make private", code: errno)
    }
  }

  /// What a copied file was laid down as.
  package enum Laying: Equatable, Sendable {
    case laid
    /// The same bytes stand there already.
    case same
    /// A file with other bytes has the name; it was left alone.
    case taken
  }

  /// Lays a copy of a file into the folder, never over another one; a reader sees all of it or
  /// nothing.
  package func lay(_ source: String, as name: String) throws -> Laying {
    let hidden = ".wmsync-" + name
    try copy(source, as: hidden)
    guard wmsync_rename_noreplace(AT_FDCWD, path + "/" + hidden, AT_FDCWD, path + "/" + name) != 0
    else {
      try sync()
      return .laid
    }
    let failure = FileFailure(path: path + "/" + name, action: "rename into place", code: errno)
    defer { unlink(path + "/" + hidden) }
    guard failure.code == EEXIST else { throw failure }
    return try bytes(of: hidden) == bytes(of: name) ? .same : .taken
  }

  /// Copies a regular file into the folder, over what has the name there.
  package func copy(_ source: String, as name: String) throws {
    try replace(name) { write in
      try Folder.read(source) { part in
        try write(part)
        return true
      }
    }
  }

  /// Reads a regular file part by part until the visitor has enough, without waiting for what is
  /// none.
  package static func read(_ source: String, _ visit: ([UInt8]) throws -> Bool) throws {
    let descriptor = open(source, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileFailure(path: source, action: "open", code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw FileFailure(path: source, action: "look at", code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileFailure(path: source, action: "read what is no regular file", code: EINVAL)
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileFailure(path: source, action: "read", code: errno)
      }
      guard count > 0 else { return }
      guard try visit(Array(chunk[..<count])) else { return }
    }
  }
}
