internal import Domain

/// The first bytes of a key, for sorting without following references.
struct KeyStart {
  let bytes: (UInt64, UInt64, UInt64)
  let index: Int

  init(of record: Record, index: Int) {
    self.index = index
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var count = 0
    for position in 0..<record.schema.keyCount where count < 24 {
      guard case .text(var text) = record.values[position] else {
        count = Self.add(record.values[position].description.utf8, to: &words, from: count)
        continue
      }
      count = text.withUTF8 { Self.add($0, to: &words, from: count) }
    }
    bytes = words
  }

  /// Adds a part of the key and an end mark that sorts before every character.
  private static func add(
    _ part: some Sequence<UInt8>, to words: inout (UInt64, UInt64, UInt64), from start: Int
  ) -> Int {
    var count = start
    for byte in part {
      if count >= 24 { return count }
      put(byte, at: count, in: &words)
      count += 1
    }
    return count + 1
  }

  private static func put(
    _ byte: UInt8, at place: Int, in words: inout (UInt64, UInt64, UInt64)
  ) {
    let shifted = UInt64(byte) << UInt64(56 - place % 8 * 8)
    switch place / 8 {
    case 0: words.0 |= shifted
    case 1: words.1 |= shifted
    default: words.2 |= shifted
    }
  }

  func precedes(_ other: KeyStart) -> Bool { bytes < other.bytes }
}
