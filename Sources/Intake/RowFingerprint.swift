/// What the bytes of a row are recognised by: 128 bits, keyed with a seed of the store's own, so
/// that no sender can aim at a collision.
///
/// Two lanes of multiply and fold over 16 bytes at a time (the way of wyhash); the same on every
/// machine, never for security.
package struct RowFingerprint: Hashable, Sendable {
  package let low: UInt64
  package let high: UInt64

  package init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The fingerprint of these bytes.
  package init(_ bytes: UnsafeRawBufferPointer, seed: UInt64) {
    var one = seed ^ Self.secrets.0
    var two = (seed ^ Self.secrets.3) &* Self.secrets.1 ^ UInt64(bytes.count)
    var position = 0
    while position + 16 <= bytes.count {
      let first = Self.word(bytes, position)
      let second = Self.word(bytes, position + 8)
      one = Self.fold(first ^ Self.secrets.1, second ^ one)
      two = Self.fold(first ^ two, second ^ Self.secrets.2)
      position += 16
    }
    let (first, second) = Self.rest(bytes, from: position)
    one = Self.fold(first ^ Self.secrets.1, second ^ one)
    two = Self.fold(first ^ two, second ^ Self.secrets.2)
    low = Self.fold(one ^ Self.secrets.3, two ^ UInt64(bytes.count))
    high = Self.fold(two ^ Self.secrets.0, one ^ Self.secrets.3)
  }

  /// The fingerprint that stands for a record whose row must be looked at every time: no row has
  /// it, because rows have it by their bytes.
  package static func unrecognizable(record: UInt64) -> RowFingerprint {
    RowFingerprint(
      low: fold(record ^ secrets.2, secrets.3), high: fold(record ^ secrets.1, secrets.0))
  }

  /// Odd numbers without a pattern (binary digits of pi behind the point).
  private static let secrets: (UInt64, UInt64, UInt64, UInt64) = (
    0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345, 0xa409_3822_299f_31d1, 0x082e_fa98_ec4e_6c89
  )

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  /// The last bytes, fewer than sixteen, in two words; their number is told by the length.
  @inline(__always)
  private static func rest(
    _ bytes: UnsafeRawBufferPointer, from position: Int
  ) -> (UInt64, UInt64) {
    let count = bytes.count - position
    if count > 8 {
      return (word(bytes, position), shortWord(bytes, position + 8, count - 8))
    }
    return (shortWord(bytes, position, count), 0)
  }

  @inline(__always)
  private static func shortWord(
    _ bytes: UnsafeRawBufferPointer, _ position: Int, _ count: Int
  ) -> UInt64 {
    // Where eight bytes end here, those before them are shifted away.
    if position + count >= 8, count > 0 {
      return word(bytes, position + count - 8) >> UInt64(64 - 8 * count)
    }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[position + index]) << UInt64(8 * index) }
    return value
  }

  @inline(__always)
  private static func fold(_ one: UInt64, _ two: UInt64) -> UInt64 {
    let product = one.multipliedFullWidth(by: two)
    return product.high ^ product.low
  }
}
