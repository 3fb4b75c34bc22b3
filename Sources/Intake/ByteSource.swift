import Glibc

/// The bytes of one file, handed out piece by piece in file order.
package final class ByteSource {
  /// Largest number of bytes asked of the system at once.
  package static let chunkBytes = 1 << 20
  private static let smallChunkBytes = 1 << 16

  private enum Origin {
    case descriptor(Int32, isOurs: Bool)
    case memory([UInt8], chunkBytes: Int)
  }

  private let origin: Origin
  /// How many bytes are worth asking for at first; a small text in memory needs no large room.
  let firstChunkBytes: Int
  /// Bytes handed out so far.
  private(set) var offset = 0

  /// Opens a file for reading; it is closed with the source.
  ///
  /// - Throws: `UnreadableFile` with the system's reason and line 0, since no line was reached.
  package init(path: String) throws(UnreadableFile) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw UnreadableFile(
        line: 0, byteOffset: 0, reason: "cannot be opened: " + SystemReason.text(of: errno),
        isSystemFault: true)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let reason = "cannot be looked at: " + SystemReason.text(of: errno)
      close(descriptor)
      throw UnreadableFile(line: 0, byteOffset: 0, reason: reason, isSystemFault: true)
    }
    guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
      close(descriptor)
      throw UnreadableFile(line: 0, byteOffset: 0, reason: "is a pipe or a device, not a file")
    }
    origin = .descriptor(descriptor, isOurs: true)
    firstChunkBytes = Self.smallChunkBytes
  }

  /// Reads an open file from its present position; closing stays with the caller.
  package init(descriptor: Int32) {
    origin = .descriptor(descriptor, isOurs: false)
    firstChunkBytes = Self.smallChunkBytes
  }

  /// Reads bytes in memory in pieces of at most `chunkBytes`.
  package init(bytes: [UInt8], chunkBytes: Int = ByteSource.chunkBytes) {
    origin = .memory(bytes, chunkBytes: max(1, chunkBytes))
    firstChunkBytes = min(Self.smallChunkBytes, max(64, min(chunkBytes, bytes.count + 1)))
  }

  deinit {
    if case .descriptor(let descriptor, isOurs: true) = origin { close(descriptor) }
  }

  /// Fills the front of `target`; 0 only at the end of the file.
  func read(into target: UnsafeMutableRawBufferPointer) throws(UnreadableFile) -> Int {
    let count =
      switch origin {
      case .descriptor(let descriptor, _): try readSystem(descriptor, into: target)
      case .memory(let bytes, let limit): copy(bytes, limit: limit, into: target)
      }
    offset += count
    return count
  }

  private func readSystem(
    _ descriptor: Int32, into target: UnsafeMutableRawBufferPointer
  ) throws(UnreadableFile) -> Int {
    while true {
      let count = Glibc.read(descriptor, target.baseAddress, min(target.count, Self.chunkBytes))
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw UnreadableFile(
          line: 0, byteOffset: offset, reason: "cannot be read: " + SystemReason.text(of: errno),
          isSystemFault: true)
      }
    }
  }

  private func copy(
    _ bytes: [UInt8], limit: Int, into target: UnsafeMutableRawBufferPointer
  ) -> Int {
    let count = min(target.count, limit, bytes.count - offset)
    target.copyBytes(from: bytes[offset..<offset + count])
    return count
  }
}

/// What the system says of an error number.
enum SystemReason {
  static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}
