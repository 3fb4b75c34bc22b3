internal import Glibc

/// Finds bytes as fast as the machine can.
enum ByteSearch {
  /// Where a byte stands first; `nil` when it is not there.
  @inline(__always)
  static func first(_ byte: UInt8, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = text.baseAddress, let found = memchr(base, Int32(byte), text.count) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
