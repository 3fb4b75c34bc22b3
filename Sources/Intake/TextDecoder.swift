/// Turns the bytes of an encoding other than UTF-8 into UTF-8, piece by piece.
struct TextDecoder {
  private let encoding: Dialect.Encoding
  private let isBigEndian: Bool
  /// Scalars of the bytes from 0x80; 0 where the encoding has none.
  private let upperHalf: [UInt16]
  /// Raw bytes taken so far, the byte order mark counted.
  private var offset: Int
  private var line = 1
  private var isAfterReturn = false
  /// First half of a UTF-16 unit whose second half is in the next piece.
  private var halfUnit: UInt8?
  private var highSurrogate: UInt16?

  init(_ encoding: Dialect.Encoding, isBigEndian: Bool, offset: Int) {
    self.encoding = encoding
    self.isBigEndian = isBigEndian
    self.offset = offset
    upperHalf = CodePage.upperHalf(of: encoding)
  }

  /// Appends the text of the next raw bytes.
  ///
  /// - Throws: `UnreadableFile` at bytes that mean nothing in this encoding; its offset is that of
  ///   the raw byte.
  mutating func decode(
    _ raw: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]
  ) throws(UnreadableFile) {
    if encoding == .utf16 {
      for byte in raw { try takeHalfUnit(byte, into: &text) }
    } else {
      try takeBytes(raw, into: &text)
    }
  }

  /// Checks that the file does not stop inside a character.
  func finish() throws(UnreadableFile) {
    if halfUnit != nil {
      throw fault("a UTF-16 file has an even number of bytes, one is left over")
    }
    if let highSurrogate { throw loneSurrogate(highSurrogate) }
  }

  private mutating func takeBytes(
    _ raw: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]
  ) throws(UnreadableFile) {
    var position = 0
    while position < raw.count {
      let run = position
      while position < raw.count, raw[position] < 0x80 {
        countLine(UInt16(raw[position]))
        position += 1
      }
      text.append(contentsOf: UnsafeBufferPointer(rebasing: raw[run..<position]))
      offset += position - run
      guard position < raw.count else { return }
      try takeUpperHalf(raw[position], into: &text)
      position += 1
    }
  }

  private mutating func takeUpperHalf(
    _ byte: UInt8, into text: inout [UInt8]
  ) throws(UnreadableFile) {
    let scalar = upperHalf[Int(byte) - 0x80]
    guard scalar != 0 else {
      throw fault("byte \(hexadecimal(byte)) at byte offset \(offset) is not \(encoding.rawValue)")
    }
    isAfterReturn = false
    Self.append(UInt32(scalar), to: &text)
    offset += 1
  }

  private mutating func takeHalfUnit(
    _ byte: UInt8, into text: inout [UInt8]
  ) throws(UnreadableFile) {
    guard let first = halfUnit else {
      halfUnit = byte
      return
    }
    let (high, low) = isBigEndian ? (first, byte) : (byte, first)
    try takeUnit(UInt16(high) << 8 | UInt16(low), into: &text)
    halfUnit = nil
    offset += 2
  }

  private mutating func takeUnit(_ unit: UInt16, into text: inout [UInt8]) throws(UnreadableFile) {
    if let high = highSurrogate {
      guard unit & 0xFC00 == 0xDC00 else { throw loneSurrogate(high) }
      Self.append(surrogatePair(high, unit), to: &text)
      highSurrogate = nil
      return
    }
    switch unit & 0xFC00 {
    case 0xD800: highSurrogate = unit
    case 0xDC00: throw loneSurrogate(unit)
    default:
      countLine(unit)
      Self.append(UInt32(unit), to: &text)
    }
  }

  private mutating func countLine(_ unit: UInt16) {
    if unit == 0x0D || unit == 0x0A && !isAfterReturn { line += 1 }
    isAfterReturn = unit == 0x0D
  }

  private func loneSurrogate(_ unit: UInt16) -> UnreadableFile {
    let name = String(unit, radix: 16, uppercase: true)
    return fault("surrogate U+\(name) without its other half at byte offset \(offset)")
  }

  private func fault(_ reason: String) -> UnreadableFile {
    UnreadableFile(line: line, byteOffset: offset, reason: reason)
  }

  /// Appends a scalar that is no surrogate.
  static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    func continuation(_ shift: UInt32) -> UInt8 { 0x80 | UInt8((scalar >> shift) & 0x3F) }
    switch scalar {
    case 0..<0x80: text.append(UInt8(scalar))
    case 0x80..<0x800:
      text.append(0xC0 | UInt8(scalar >> 6))
      text.append(continuation(0))
    case 0x800..<0x10000:
      text.append(0xE0 | UInt8(scalar >> 12))
      text.append(continuation(6))
      text.append(continuation(0))
    default:
      text.append(0xF0 | UInt8((scalar >> 18) & 0x07))
      text.append(continuation(12))
      text.append(continuation(6))
      text.append(continuation(0))
    }
  }
}

/// The scalar of a high and a low surrogate.
func surrogatePair(_ high: UInt16, _ low: UInt16) -> UInt32 {
  0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(low & 0x3FF))
}

/// The upper halves of the single-byte encodings, after the WHATWG and ISO tables.
private enum CodePage {
  static func upperHalf(of encoding: Dialect.Encoding) -> [UInt16] {
    var scalars = Array(UInt16(0x80)...0xFF)
    switch encoding {
    case .utf8, .utf16, .latin1: break
    case .windows1252: scalars.replaceSubrange(0..<32, with: windows1252)
    case .latin9:
      for (byte, scalar) in latin9 { scalars[byte - 0x80] = scalar }
    }
    return scalars
  }

  /// 0x80 to 0x9F; 81, 8D, 8F, 90 and 9D have no meaning and are refused.
  private static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]

  private static let latin9: [(Int, UInt16)] = [
    (0xA4, 0x20AC), (0xA6, 0x0160), (0xA8, 0x0161), (0xB4, 0x017D),
    (0xB8, 0x017E), (0xBC, 0x0152), (0xBD, 0x0153), (0xBE, 0x0178),
  ]
}
