internal import Glibc

/// Fingerprints kept in a file between two runs: a cache that is believed only when every bit of it
/// is as it was written, for just what it was written for.
///
/// It is not synced and may be lost or old at any time; then rows are taken apart once more.
package struct FingerprintFile {
  package let path: String
  private let seed: UInt64
  private let binding: RowFingerprint

  /// "WMSROWS1" as bytes; another layout gets another number.
  private static let magic: UInt64 = 0x3153_574f_5253_4d57
  private static let headWords = 8

  /// - Parameters:
  ///   - path: absolute path of the file.
  ///   - seed: the store's own.
  ///   - binding: everything that must be the same for the fingerprints to mean what they meant.
  package init(path: String, seed: UInt64, binding: String) {
    self.path = path
    self.seed = seed
    var binding = binding
    self.binding = binding.withUTF8 { RowFingerprint(UnsafeRawBufferPointer($0), seed: seed) }
  }

  /// The fingerprints, and whether they tell of every live record of the feed; `nil` when the file
  /// is not there, cannot be read, is damaged, or was written for something else.
  package func read() -> (fingerprints: RowFingerprints, isWhole: Bool)? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var head = [UInt64](repeating: 0, count: Self.headWords)
    guard head.withUnsafeMutableBytes({ fill($0, from: descriptor) }),
      head[0] == Self.magic, head[2] <= 1, head[3] == binding.low, head[4] == binding.high,
      head[7] == 0
    else { return nil }
    let bytes = Int(status.st_size) - Self.headWords * 8
    guard bytes >= 0, bytes / 24 <= Int(UInt32.max), UInt64(bytes) == head[1] &* 24 else {
      return nil
    }
    let words = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: bytes / 8)
    guard fill(UnsafeMutableRawBufferPointer(words), from: descriptor),
      checksum(head, UnsafeRawBufferPointer(words)) == [head[5], head[6]],
      RowFingerprints.areSorted(words)
    else {
      words.deallocate()
      return nil
    }
    return (RowFingerprints(sorted: words), head[2] == 1)
  }

  /// Puts a new file in the place of the old one.
  ///
  /// - Parameters:
  ///   - fingerprints: what is to be known in the next run.
  ///   - isWhole: whether they tell of every live record of the feed.
  /// - Throws: why there is none now; it is not needed.
  package func write(
    _ fingerprints: RowFingerprints, isWhole: Bool
  ) throws(IntakeFailure) {
    var head: [UInt64] = [
      Self.magic, UInt64(fingerprints.count), isWhole ? 1 : 0, binding.low, binding.high, 0, 0, 0,
    ]
    let sum = checksum(head, fingerprints.bytes)
    (head[5], head[6]) = (sum[0], sum[1])
    let temporary = path + ".tmp"
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure("create") }
    let isWritten =
      head.withUnsafeBytes { drain($0, to: descriptor) }
      && drain(fingerprints.bytes, to: descriptor)
    let reason = errno
    guard close(descriptor) == 0, isWritten, rename(temporary, path) == 0 else {
      let code = isWritten ? errno : reason
      unlink(temporary)
      throw IntakeFailure(path: path, action: "write", code: code)
    }
  }

  /// Over the head without the sum itself, and all entries.
  private func checksum(_ head: [UInt64], _ entries: UnsafeRawBufferPointer) -> [UInt64] {
    let sum = RowFingerprint(entries, seed: seed ^ head[1] ^ head[2] << 63)
    return [sum.low, sum.high]
  }

  private func fill(_ target: UnsafeMutableRawBufferPointer, from descriptor: Int32) -> Bool {
    var filled = 0
    while filled < target.count {
      let count = Glibc.read(
        descriptor, target.baseAddress.map { $0 + filled }, min(target.count - filled, 1 << 26))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      filled += count
    }
    return true
  }

  private func drain(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(
        descriptor, bytes.baseAddress.map { $0 + written }, min(bytes.count - written, 1 << 26))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  private func failure(_ action: String) -> IntakeFailure {
    IntakeFailure(path: path, action: action, code: errno)
  }
}
