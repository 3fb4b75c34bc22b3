/// The first byte of a text that may not stand there.
struct ByteFault: Equatable {
  let offset: Int
  let byte: UInt8

  /// As `byte 0xE9 at byte offset 812 is not UTF-8`, for a text that starts at `start` in the
  /// file's decoded text.
  func reason(startingAt start: Int) -> String {
    let place = "byte \(hexadecimal(byte)) at byte offset \(start + offset) "
    return place + (byte == 0 ? "is not allowed in a row" : "is not UTF-8")
  }
}

/// As `0xE9`.
func hexadecimal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return byte < 16 ? "0x0" + digits : "0x" + digits
}

/// Checks text for NUL and for bytes that are not UTF-8 as RFC 3629 defines it.
enum UTF8Check {
  /// The first fault; `nil` when the text may be used as it is.
  static func fault(in text: UnsafeBufferPointer<UInt8>) -> ByteFault? {
    var position = 0
    while position < text.count {
      position = endOfPlain(text, from: position)
      guard position < text.count else { return nil }
      guard text[position] != 0, let length = scalarLength(text, at: position) else {
        return ByteFault(offset: position, byte: text[position])
      }
      position += length
    }
    return nil
  }

  /// Where the run of non-zero ASCII ends, eight bytes at a time.
  private static func endOfPlain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    var position = start
    while position + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      // Borrowing sets the top bit of a zero byte, so one mask finds both kinds.
      guard ((word &- 0x0101_0101_0101_0101) | word) & 0x8080_8080_8080_8080 == 0 else { break }
      position += 8
    }
    while position < raw.count, text[position] != 0, text[position] < 0x80 { position += 1 }
    return position
  }

  /// Bytes of the scalar at a position; `nil` when it is cut short, overlong, a surrogate or
  /// beyond U+10FFFF.
  static func scalarLength(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
    let first = text[position]
    var second: ClosedRange<UInt8> = 0x80...0xBF
    let length: Int
    switch first {
    case 0..<0x80: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard position + length <= text.count, second.contains(text[position + 1]) else { return nil }
    for index in position + 2..<max(position + 2, position + length)
    where text[index] & 0xC0 != 0x80 { return nil }
    return length
  }

  /// Bytes as far as they can be shown: at most 4,096 and at most `limit` bytes of valid UTF-8.
  static func excerpt(of text: UnsafeBufferPointer<UInt8>, limit: Int) -> String {
    let limit = max(0, min(limit, 4096))
    let front = UnsafeBufferPointer(rebasing: text.prefix(limit))
    var repaired = String(decoding: front, as: UTF8.self)
    while repaired.utf8.count > limit || (front.count < text.count && repaired.last == "\u{FFFD}") {
      repaired.unicodeScalars.removeLast()
    }
    return repaired
  }
}
