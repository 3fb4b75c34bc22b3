/// The character encoding of an outbound file.
package enum OutboundEncoding: String, CaseIterable, Sendable {
  case utf8 = "utf-8"
  case windows1252 = "windows-1252"
  case latin1 = "iso-8859-1"
  case latin9 = "iso-8859-15"
  /// Little-endian.
  case utf16 = "utf-16"

  /// The bytes of a text; `nil` when the encoding lacks one of its characters.
  func bytes(_ text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .utf16: return text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    case .windows1252, .latin1, .latin9:
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.utf8.count)
      for scalar in text.unicodeScalars {
        guard let byte = byte(scalar) else { return nil }
        bytes.append(byte)
      }
      return bytes
    }
  }

  /// Byte order mark, for the encodings that have one.
  var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xef, 0xbb, 0xbf]
    case .utf16: [0xff, 0xfe]
    case .windows1252, .latin1, .latin9: []
    }
  }

  private func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value < 0x80 { return UInt8(scalar.value) }
    switch self {
    case .windows1252:
      if let byte = Self.windowsBytes[scalar.value] { return byte }
      return (0xa0...0xff).contains(scalar.value) ? UInt8(scalar.value) : nil
    case .latin9:
      if let byte = Self.latin9Bytes[scalar.value] { return byte }
      let replaced: Set<UInt32> = [0xa4, 0xa6, 0xa8, 0xb4, 0xb8, 0xbc, 0xbd, 0xbe]
      return scalar.value <= 0xff && !replaced.contains(scalar.value)
        ? UInt8(scalar.value) : nil
    case .latin1, .utf8, .utf16:
      return scalar.value <= 0xff ? UInt8(scalar.value) : nil
    }
  }

  /// What windows-1252 has where Latin-1 has control characters (WHATWG encoding index).
  private static let windowsBytes: [UInt32: UInt8] = [
    0x20ac: 0x80, 0x201a: 0x82, 0x0192: 0x83, 0x201e: 0x84, 0x2026: 0x85, 0x2020: 0x86,
    0x2021: 0x87, 0x02c6: 0x88, 0x2030: 0x89, 0x0160: 0x8a, 0x2039: 0x8b, 0x0152: 0x8c,
    0x017d: 0x8e, 0x2018: 0x91, 0x2019: 0x92, 0x201c: 0x93, 0x201d: 0x94, 0x2022: 0x95,
    0x2013: 0x96, 0x2014: 0x97, 0x02dc: 0x98, 0x2122: 0x99, 0x0161: 0x9a, 0x203a: 0x9b,
    0x0153: 0x9c, 0x017e: 0x9e, 0x0178: 0x9f,
  ]

  /// Where ISO 8859-15 differs from Latin-1.
  private static let latin9Bytes: [UInt32: UInt8] = [
    0x20ac: 0xa4, 0x0160: 0xa6, 0x0161: 0xa8, 0x017d: 0xb4, 0x017e: 0xb8, 0x0152: 0xbc,
    0x0153: 0xbd, 0x0178: 0xbe,
  ]
}
