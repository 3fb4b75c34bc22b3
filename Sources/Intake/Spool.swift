internal import CLinux
package import Domain
internal import Glibc

/// A private copy of an export, hashed while it was copied: what is read is what was hashed.
package struct SpooledFile: Equatable, Sendable {
  /// Absolute path of the copy.
  package let path: String
  /// SHA-256 of the bytes, lower-case hexadecimal.
  package let sha256: String
  package let stamp: FileStamp
}

/// Takes private copies of export files.
package struct Spool: Sendable {
  package let folder: String

  package enum Failure: Error, Equatable, Sendable {
    case file(IntakeFailure)
    /// The sender changed it while it was copied; it is taken in a later run.
    case changedWhileReading
    /// Its sender has it open for writing or holds a lock on it; it is taken in a later run.
    case beingWritten
    /// It belongs to a user of whom nothing is taken, of that number.
    case foreign(UInt32)
    /// It is gone again.
    case gone
    /// It is larger than the feed allows.
    case tooLarge(Int64)
    /// It became something else than a regular file since it was listed.
    case notRegular
  }

  /// What is left of a file that was hashed.
  package enum Copy: Sendable {
    /// Only its hash is wanted.
    case nothing
    /// A copy that lasts as long as the run.
    case passing
    /// A copy that outlives a power cut, because it becomes the archive.
    case durable
  }

  /// - Parameter folder: absolute path of a folder of our own on the store's file system.
  package init(folder: String) {
    self.folder = folder
  }

  /// Copies a file and hashes it on the way.
  ///
  /// - Parameters:
  ///   - file: the file as it was listed; it must still be the same.
  ///   - directory: the exchange folder.
  ///   - maxBytes: the largest size that is taken.
  ///   - owners: whose files are taken.
  ///   - copy: what is to be left of it.
  /// - Returns: the copy, under its hash; without one, where it would be.
  /// - Throws: why nothing of it can be used.
  package func take(
    _ file: FoundFile, in directory: ExportDirectory, maxBytes: Int64, owners: FileOwners,
    keeping copy: Copy
  ) throws(Failure) -> SpooledFile {
    let source = directory.open(file.name)
    guard source >= 0 else {
      if errno == ENOENT { throw .gone }
      if [ELOOP, EXDEV, ENXIO].contains(errno) { throw .notRegular }
      throw .file(IntakeFailure(path: file.name, action: "open", code: errno))
    }
    defer { close(source) }
    let before = try status(source, file.name)
    guard ExportDirectory.kind(of: before) == .regular else { throw .notRegular }
    guard owners.include(before.st_uid) else { throw .foreign(before.st_uid) }
    guard before.st_size <= maxBytes else { throw .tooLarge(Int64(before.st_size)) }
    guard ExportDirectory.stamp(of: before) == file.stamp else { throw .changedWhileReading }
    guard !isHeld(source) else { throw .beingWritten }
    let temporary = folder + "/incoming.tmp"
    let sha256 =
      switch copy {
      case .nothing: try digest(source, file.name)
      case .passing, .durable:
        try self.copy(source, file.name, to: temporary, isDurable: copy == .durable)
      }
    guard isSame(before, try status(source, file.name)) else {
      unlink(temporary)
      throw .changedWhileReading
    }
    let path = folder + "/" + sha256
    guard copy == .nothing || rename(temporary, path) == 0 else {
      throw .file(IntakeFailure(path: path, action: "rename", code: errno))
    }
    return SpooledFile(path: path, sha256: sha256, stamp: file.stamp)
  }

  /// A lock of the sender is honoured; a file that somebody can still write is not finished.
  private func isHeld(_ source: Int32) -> Bool {
    if flock(source, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK { return true }
    return wmsync_has_writer(source) != 0
  }

  /// Whether a file is what it was before it was read; one that was only removed meanwhile was
  /// read whole.
  private func isSame(_ before: stat, _ after: stat) -> Bool {
    let (one, two) = (ExportDirectory.stamp(of: before), ExportDirectory.stamp(of: after))
    if one == two { return true }
    return after.st_nlink == 0 && one.size == two.size && one.modified == two.modified
  }

  private func status(_ descriptor: Int32, _ name: String) throws(Failure) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .file(IntakeFailure(path: name, action: "look at", code: errno))
    }
    return status
  }

  private func digest(_ source: Int32, _ name: String) throws(Failure) -> String {
    var hash = ContentDigest()
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try fill(&chunk, from: source, name)
      if count == 0 { return hash.text() }
      chunk.withUnsafeBytes { hash.add(.init(rebasing: $0[..<count])) }
    }
  }

  private func copy(
    _ source: Int32, _ name: String, to path: String, isDurable: Bool
  ) throws(Failure) -> String {
    let target = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard target >= 0 else {
      throw .file(IntakeFailure(path: path, action: "create", code: errno))
    }
    var hash = ContentDigest()
    // Small enough to stay in the processor's cache between reading, hashing and writing.
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    do throws(Failure) {
      while true {
        let count = try fill(&chunk, from: source, name)
        if count == 0 { break }
        chunk.withUnsafeBytes { hash.add(.init(rebasing: $0[..<count])) }
        try drain(chunk, count, to: target, path)
      }
      guard !isDurable || fsync(target) == 0 else {
        throw Failure.file(IntakeFailure(path: path, action: "sync", code: errno))
      }
    } catch {
      close(target)
      unlink(path)
      throw error
    }
    guard close(target) == 0 else {
      throw .file(IntakeFailure(path: path, action: "close", code: errno))
    }
    return hash.text()
  }

  private func fill(
    _ chunk: inout [UInt8], from source: Int32, _ name: String
  ) throws(Failure) -> Int {
    while true {
      let count = chunk.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw .file(IntakeFailure(path: name, action: "read", code: errno))
      }
    }
  }

  private func drain(
    _ chunk: [UInt8], _ count: Int, to target: Int32, _ path: String
  ) throws(Failure) {
    var written = 0
    while written < count {
      let step = chunk[written..<count].withUnsafeBytes {
        write(target, $0.baseAddress, $0.count)
      }
      if step < 0 {
        if errno == EINTR { continue }
        throw .file(IntakeFailure(path: path, action: "write", code: errno))
      }
      written += step
    }
  }
}

/// Whose files are taken: names or numbers of users; of everybody when none is given.
package struct FileOwners: Hashable, Sendable {
  private let users: [String]

  package init(_ users: [String] = []) {
    self.users = users
  }

  package func include(_ user: UInt32) -> Bool {
    users.isEmpty || users.contains(String(user)) || users.contains(Self.name(of: user))
  }

  /// The name of a user, or the number where it has none.
  package static func name(of user: UInt32) -> String {
    guard let entry = getpwuid(user) else { return String(user) }
    return String(cString: entry.pointee.pw_name)
  }
}
