internal import CLinux
internal import Domain
internal import Glibc

/// The exchange folder, opened once: whatever is listed or opened through it lies below it.
package final class ExportDirectory {
  private let root: String
  private let descriptor: Int32

  /// Endings of files that a sender is still writing.
  private static let unfinished = [
    ".tmp", ".part", ".partial", ".filepart", ".crdownload", "~", ".swp",
  ]

  /// `O_PATH`, which looks without opening and so never waits.
  private static let pathOnly: Int32 = 0o10_000_000

  /// - Parameter root: absolute path of the exchange folder.
  /// - Throws: when it cannot be opened.
  package init(root: String) throws(IntakeFailure) {
    self.root = root
    descriptor = Glibc.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw IntakeFailure(path: root, action: "open the exchange folder", code: errno)
    }
  }

  deinit { close(descriptor) }

  // MARK: Listing

  /// Files that match a pattern, by the bytes of their names.
  ///
  /// - Parameter pattern: glob below the root; dot files and unfinished files never match.
  /// - Returns: what was found; a folder that does not exist holds nothing, one that leads out of
  ///   the exchange folder is found in place of its files.
  /// - Throws: when a folder cannot be listed for another reason than that it is absent.
  package func files(matching pattern: String) throws(IntakeFailure) -> [FoundFile] {
    var folders = [""]
    var found: [FoundFile] = []
    let parts = pattern.split(separator: "/").map(String.init)
    guard let last = parts.last else { return [] }
    for part in parts.dropLast() {
      var matching: [String] = []
      for folder in folders {
        guard part.contains(where: { "*?[".contains($0) }) else {
          matching.append(folder + part + "/")
          continue
        }
        matching += try subfolders(of: folder, matching: part, &found)
      }
      folders = matching
    }
    for folder in folders {
      try list(folder, matching: last, &found) { status, shown in
        if Self.unfinished.contains(where: { shown.text.hasSuffix($0) }) { return nil }
        return Self.found(folder + shown.text, isPlain: shown.isPlain, status, matching: last)
      }
    }
    return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private func subfolders(
    of folder: String, matching part: String, _ found: inout [FoundFile]
  ) throws(IntakeFailure) -> [String] {
    var names: [String] = []
    try list(folder, matching: part, &found) { status, shown in
      guard shown.isPlain, [S_IFDIR, S_IFLNK].contains(status.st_mode & S_IFMT) else {
        return nil
      }
      names.append(folder + shown.text + "/")
      return nil
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private typealias Entry = (_ status: stat, _ shown: (text: String, isPlain: Bool)) -> FoundFile?

  /// Adds what `pick` makes of each entry of a folder that matches; what is gone again is none.
  private func list(
    _ folder: String, matching pattern: String, _ found: inout [FoundFile], _ pick: Entry
  ) throws(IntakeFailure) {
    let path = folder.isEmpty ? "." : folder
    let opened = descriptor(of: path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0, let directory = fdopendir(opened) else {
      let code = errno
      if opened >= 0 { close(opened) }
      if code == ENOENT { return }
      guard [EXDEV, ELOOP].contains(code) else {
        throw IntakeFailure(path: root + "/" + folder, action: "list", code: code)
      }
      found.append(Self.leadsOut(String(folder.dropLast())))
      return
    }
    defer { closedir(directory) }
    while true {
      errno = 0
      guard let entry = readdir(directory) else { break }
      let file = try withUnsafePointer(to: &entry.pointee.d_name) {
        (name) throws(IntakeFailure) -> FoundFile? in
        try name.withMemoryRebound(to: CChar.self, capacity: 256) {
          (name) throws(IntakeFailure) -> FoundFile? in
          fnmatch(pattern, name, FNM_PERIOD) == 0 ? try look(at: name, opened, folder, pick) : nil
        }
      }
      if let file { found.append(file) }
    }
    guard errno == 0 else {
      throw IntakeFailure(path: root + "/" + folder, action: "list", code: errno)
    }
  }

  private func look(
    at name: UnsafePointer<CChar>, _ opened: Int32, _ folder: String, _ pick: Entry
  ) throws(IntakeFailure) -> FoundFile? {
    if name[0] == CChar(bitPattern: UInt8(ascii: ".")) { return nil }
    let shown = UnsafeBufferPointer(start: name, count: strlen(name))
      .withMemoryRebound(to: UInt8.self) { ShownName.of($0) }
    var status = stat()
    guard fstatat(opened, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw IntakeFailure(path: folder + shown.text, action: "look at", code: errno)
    }
    return pick(status, shown)
  }

  private static func found(
    _ name: String, isPlain: Bool, _ status: stat, matching pattern: String
  ) -> FoundFile {
    FoundFile(
      name: name, kind: isPlain ? kind(of: status) : .unnameable, stamp: stamp(of: status),
      owner: status.st_uid, pattern: pattern)
  }

  private static func leadsOut(_ folder: String) -> FoundFile {
    FoundFile(
      name: folder, kind: .leadsOut,
      stamp: FileStamp(size: 0, modified: 0, changed: 0, inode: 0), owner: 0)
  }

  // MARK: Single files

  /// What stands at a path; `nil` when nothing does.
  package func look(at name: String) throws(IntakeFailure) -> FoundFile? {
    let opened = descriptor(of: name, Self.pathOnly | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else {
      if errno == ENOENT { return nil }
      throw IntakeFailure(path: name, action: "look at", code: errno)
    }
    defer { close(opened) }
    var status = stat()
    guard fstat(opened, &status) == 0 else {
      throw IntakeFailure(path: name, action: "look at", code: errno)
    }
    return Self.found(name, isPlain: true, status, matching: "")
  }

  /// Opens a file for reading: no link as its last part, none that leads out before it, and no
  /// waiting for a writer of a pipe.
  ///
  /// - Returns: the descriptor, which the caller closes; below 0 with `errno` set.
  func open(_ name: String) -> Int32 {
    descriptor(of: name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
  }

  private func descriptor(of path: String, _ flags: Int32) -> Int32 {
    for _ in 0..<100 {
      let opened = wmsync_open_beneath(descriptor, path, flags)
      // Something was renamed above the path meanwhile.
      if opened < 0 && errno == EAGAIN { continue }
      guard opened < 0, errno == ENOSYS || errno == EPERM else { return opened }
      return descriptorStepwise(of: path, flags)
    }
    return -1
  }

  /// For systems without the one call: folder by folder, links refused altogether.
  private func descriptorStepwise(of path: String, _ flags: Int32) -> Int32 {
    let parts = path.split(separator: "/").map(String.init)
    guard let last = parts.last, !parts.contains("..") else {
      errno = EXDEV
      return -1
    }
    var folder = descriptor
    defer { if folder != descriptor { close(folder) } }
    for part in parts.dropLast() {
      let next = openat(folder, part, Self.pathOnly | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let code = errno
      if folder != descriptor { close(folder) }
      folder = descriptor
      guard next >= 0 else {
        errno = code == ENOTDIR ? ELOOP : code
        return -1
      }
      folder = next
    }
    let opened = openat(folder, last, flags | O_NOFOLLOW)
    if opened < 0, errno == ENOTDIR { errno = ELOOP }
    return opened
  }

  static func stamp(of status: stat) -> FileStamp {
    FileStamp(
      size: Int64(status.st_size),
      modified: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec),
      changed: Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec),
      inode: Int64(bitPattern: UInt64(status.st_ino)))
  }

  static func kind(of status: stat) -> FoundFile.Kind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: status.st_nlink > 1 ? .hardLinked : .regular
    case S_IFLNK: .symbolicLink
    case S_IFDIR: .other("folder")
    case S_IFIFO: .other("pipe")
    case S_IFSOCK: .other("socket")
    default: .other("device")
    }
  }

  // MARK: Folders of our own

  /// Everything in a folder, by the bytes of the names.
  ///
  /// A name that is no valid UTF-8 is shown with `\xNN`; a folder that is absent holds nothing.
  package static func names(in folder: String) throws(IntakeFailure) -> [String] {
    guard let directory = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw IntakeFailure(path: folder, action: "list", code: errno)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else { break }
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: UInt8.self, capacity: 256) { name in
            ShownName.of(UnsafeBufferPointer(start: name, count: strlen(name))).text
          }
        })
    }
    guard errno == 0 else { throw IntakeFailure(path: folder, action: "list", code: errno) }
    return names.filter { $0 != "." && $0 != ".." }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }
}
