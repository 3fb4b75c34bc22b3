package import Domain
internal import Glibc

/// A file that matches a feed's pattern, as the folder listed it.
package struct FoundFile: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case regular
    case symbolicLink
    /// A folder, pipe, socket or device, by its name.
    case other(String)
    /// Its name is no valid UTF-8, so nothing could name it again.
    case unnameable
    /// A regular file with several names, of which another could be changed unnoticed.
    case hardLinked
  }

  /// Path below the exchange folder.
  package let name: String
  package let kind: Kind
  package let stamp: FileStamp

  /// The last number in the file's name, before its extension; `nil` without one.
  package var sequence: Int? { Self.sequence(of: name) }

  /// The last number in a file's name, before its extension; `nil` without one.
  package static func sequence(of name: String) -> Int? {
    let base = name.utf8.split(separator: UInt8(ascii: "/")).last ?? name.utf8[...]
    let stem =
      base.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).first ?? base
    let digits = stem.reversed().drop { !isDigit($0) }.prefix { isDigit($0) }
    return Int(String(decoding: digits.reversed(), as: UTF8.self))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

/// A call on the file system that failed while reading exports.
package struct IntakeFailure: Error, Equatable, Sendable {
  package let path: String
  package let code: Int32
  package let action: String

  package init(path: String, action: String, code: Int32) {
    self.path = path
    self.action = action
    self.code = code
  }

  package var message: String { "\(path): cannot \(action): \(String(cString: strerror(code)))" }
}

/// Lists the export files of a feed.
package enum ExportDirectory {
  /// Endings of files that a sender is still writing.
  private static let unfinished = [
    ".tmp", ".part", ".partial", ".filepart", ".crdownload", "~", ".swp",
  ]

  /// Files that match a pattern, by the bytes of their names.
  ///
  /// - Parameters:
  ///   - pattern: glob below the root; dot files and unfinished files never match.
  ///   - root: absolute path of the exchange folder.
  /// - Returns: what was found; a folder that does not exist holds nothing.
  /// - Throws: when a folder cannot be listed for another reason than that it is absent.
  package static func files(
    matching pattern: String, in root: String
  ) throws(IntakeFailure) -> [FoundFile] {
    var folders = [""]
    let parts = pattern.split(separator: "/").map(String.init)
    guard let last = parts.last else { return [] }
    for part in parts.dropLast() {
      var matching: [String] = []
      for folder in folders {
        guard part.contains(where: { "*?[".contains($0) }) else {
          matching.append(folder + part + "/")
          continue
        }
        for name in try names(in: root + "/" + folder) where matches(name, part) {
          matching.append(folder + name + "/")
        }
      }
      folders = matching
    }
    var found: [FoundFile] = []
    for folder in folders {
      for name in try names(in: root + "/" + folder)
      where matches(name, last) && !unfinished.contains(where: { name.hasSuffix($0) }) {
        if let file = try look(at: folder + name, in: root) {
          found.append(file)
        } else if name.contains("\\x") {
          found.append(
            FoundFile(
              name: folder + name, kind: .unnameable,
              stamp: FileStamp(size: 0, modified: 0, changed: 0, inode: 0)))
        }
      }
    }
    return found
  }

  /// What stands at a path; `nil` when nothing does.
  package static func look(at name: String, in root: String) throws(IntakeFailure) -> FoundFile? {
    var status = stat()
    guard lstat(root + "/" + name, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw IntakeFailure(path: name, action: "look at", code: errno)
    }
    return FoundFile(name: name, kind: kind(of: status), stamp: stamp(of: status))
  }

  static func stamp(of status: stat) -> FileStamp {
    FileStamp(
      size: Int64(status.st_size),
      modified: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec),
      changed: Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec),
      inode: Int64(bitPattern: UInt64(status.st_ino)))
  }

  private static func kind(of status: stat) -> FoundFile.Kind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: status.st_nlink > 1 ? .hardLinked : .regular
    case S_IFLNK: .symbolicLink
    case S_IFDIR: .other("folder")
    case S_IFIFO: .other("pipe")
    case S_IFSOCK: .other("socket")
    default: .other("device")
    }
  }

  private static func matches(_ name: String, _ pattern: String) -> Bool {
    fnmatch(pattern, name, FNM_PERIOD) == 0
  }

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
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { name(at: $0) }
        })
    }
    guard errno == 0 else { throw IntakeFailure(path: folder, action: "list", code: errno) }
    return names.filter { $0 != "." && $0 != ".." }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  private static func name(at start: UnsafePointer<CChar>) -> String {
    if let name = String(validatingCString: start) { return name }
    var shown = ""
    for byte in UnsafeBufferPointer(start: start, count: strlen(start)).map(UInt8.init(bitPattern:))
    {
      if byte < 0x80 {
        shown.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        shown += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return shown
  }
}
