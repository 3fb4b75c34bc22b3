/// Bytes written down as lines of text.
///
/// `\xNN` is a byte, `\u{N}` a character or half of a surrogate pair, `\t`, `\r`, `\n`, `\0` and `\\`
/// are as usual, `\{TEXT*N}` is a text N times. A line ends with a line feed unless its last
/// character is a single backslash.
struct BadBytes: Sendable {
  enum Encoding: String, Sendable {
    case utf8
    case utf16le
    case utf16be
  }

  private(set) var bytes: [UInt8] = []
  private let encoding: Encoding

  init(_ encoding: Encoding) {
    self.encoding = encoding
  }

  mutating func takeLine(_ line: String, of name: String) throws(BadInput.Malformed) {
    let strokes = line.reversed().prefix { $0 == "\\" }.count
    try take(strokes % 2 == 1 ? String(line.dropLast()) : line, of: name)
    if strokes % 2 == 0 { put(0x0a) }
  }

  mutating func take(_ line: String, of name: String) throws(BadInput.Malformed) {
    var rest = Array(line.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        put(scalar.value)
        continue
      }
      guard escape(&rest) else {
        throw BadInput.Malformed(description: "\(name): not readable: \(line.prefix(60))")
      }
    }
  }

  private mutating func escape(_ rest: inout ArraySlice<Unicode.Scalar>) -> Bool {
    switch rest.popFirst() {
    case "t": put(0x09)
    case "r": put(0x0d)
    case "n": put(0x0a)
    case "0": put(0)
    case "\\": put(0x5c)
    case "x":
      guard let byte = UInt8(Self.text(rest.prefix(2)), radix: 16) else { return false }
      rest = rest.dropFirst(2)
      bytes.append(byte)
    case "u":
      guard let digits = Self.braced(&rest), let value = UInt32(digits, radix: 16) else {
        return false
      }
      put(value)
    case "{": return repetition(&rest)
    default: return false
    }
    return true
  }

  private mutating func repetition(_ rest: inout ArraySlice<Unicode.Scalar>) -> Bool {
    guard let end = rest.firstIndex(of: "}"),
      let star = rest[..<end].lastIndex(of: "*"),
      let count = Int(Self.text(rest[(star + 1)..<end]))
    else { return false }
    var part = BadBytes(encoding)
    var inner = rest[..<star]
    while let scalar = inner.popFirst() {
      if scalar != "\\" { part.put(scalar.value) } else if !part.escape(&inner) { return false }
    }
    for _ in 0..<count { bytes += part.bytes }
    rest = rest[(end + 1)...]
    return true
  }

  private mutating func put(_ value: UInt32) {
    guard encoding != .utf8 else {
      // UTF-8 by hand, since half of a surrogate pair is no character.
      bytes += Self.utf8(value)
      return
    }
    let units: [UInt16] =
      value < 0x10000
      ? [UInt16(value)]
      : [0xd800 + UInt16((value - 0x10000) >> 10), 0xdc00 + UInt16((value - 0x10000) & 0x3ff)]
    for unit in units {
      let pair = [UInt8(unit & 0xff), UInt8(unit >> 8)]
      bytes += encoding == .utf16le ? pair : pair.reversed()
    }
  }

  private static func utf8(_ value: UInt32) -> [UInt8] {
    let low = { (shift: UInt32) in UInt8(0x80 | (value >> shift) & 0x3f) }
    switch value {
    case ..<0x80: return [UInt8(value)]
    case ..<0x800: return [UInt8(0xc0 | value >> 6), low(0)]
    case ..<0x10000: return [UInt8(0xe0 | value >> 12), low(6), low(0)]
    default: return [UInt8(0xf0 | (value >> 18) & 7), low(12), low(6), low(0)]
    }
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalars { text.append(scalar) }
    return String(text)
  }

  private static func braced(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
    guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return nil }
    defer { rest = rest[(end + 1)...] }
    return text(rest[rest.startIndex + 1..<end])
  }
}
