package import Domain

/// A file that matches a feed's pattern, as the folder listed it.
package struct FoundFile: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case regular
    case symbolicLink
    /// A folder, pipe, socket or device, by its name.
    case other(String)
    /// Its name is no valid UTF-8 or holds control characters; `name` shows those as `\xNN`.
    case unnameable
    /// A regular file with several names, of which another could be changed unnoticed.
    case hardLinked
    /// A folder of the feed's path that is a link out of the exchange folder.
    case leadsOut
  }

  /// Path below the exchange folder.
  package let name: String
  package let kind: Kind
  package let stamp: FileStamp
  /// Number of the user it belongs to.
  package let owner: UInt32
  /// What the manifest beside it says, or why that cannot be read; both `nil` without a manifest.
  package var manifest: Manifest?
  package var manifestFault: String?

  /// The number in its name.
  package let numberInName: Int?

  /// The number its manifest gives it, else the one in its name.
  package var sequence: Int? { manifest?.sequence ?? numberInName }

  package init(
    name: String, kind: Kind, stamp: FileStamp, owner: UInt32, pattern: String = ""
  ) {
    self.name = name
    self.kind = kind
    self.stamp = stamp
    self.owner = owner
    numberInName = Self.sequence(of: name, matching: pattern)
  }

  /// The last number in a file's name, before what the pattern ends with or else before the
  /// extension; `nil` without one.
  package static func sequence(of name: String, matching pattern: String = "") -> Int? {
    let base = name.utf8.split(separator: UInt8(ascii: "/")).last ?? name.utf8[...]
    let end = ending(of: pattern)
    let stem =
      !end.isEmpty && base.reversed().starts(with: end.reversed())
      ? base.dropLast(end.count)
      : base.lastIndex(of: UInt8(ascii: ".")).map { base[..<$0] } ?? base
    let digits = stem.reversed().drop { !isDigit($0) }.prefix { isDigit($0) }
    return Int(String(decoding: digits.reversed(), as: UTF8.self))
  }

  /// What stands in a pattern behind its last wildcard; nothing where it has none.
  private static func ending(of pattern: String) -> Substring.UTF8View {
    let wildcards = Array("*?]\\".utf8)
    guard let last = pattern.utf8.lastIndex(where: { wildcards.contains($0) }),
      pattern.utf8[last] != UInt8(ascii: "\\")
    else { return "".utf8[...] }
    return pattern.utf8[pattern.utf8.index(after: last)...]
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

/// A call on the file system that failed while reading exports.
package struct IntakeFailure: Error, Equatable, Sendable {
  package let path: String
  package let code: Int32
  package let action: String

  package init(path: String, action: String, code: Int32) {
    self.path = path
    self.action = action
    self.code = code
  }

  package var message: String { "\(path): cannot \(action): \(SystemReason.text(of: code))" }
}

/// How names are shown that a terminal or another program would take for something else.
enum ShownName {
  /// The name, and whether it is what it is shown as.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> (text: String, isPlain: Bool) {
    if let name = String(validating: bytes, as: UTF8.self),
      !name.unicodeScalars.contains(where: isUnsafe)
    {
      return (name, true)
    }
    var shown = ""
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = plainLength(rest)
      if length > 0 {
        shown += String(decoding: rest.prefix(length), as: UTF8.self)
        rest = rest.dropFirst(length)
      } else if let byte = rest.popFirst() {
        shown += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return (shown, false)
  }

  /// How many bytes at the front are one character that can be shown; 0 for a byte that is not.
  private static func plainLength(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    for length in 1...4 {
      guard let text = String(validating: bytes.prefix(length), as: UTF8.self) else { continue }
      return text.unicodeScalars.contains(where: isUnsafe) ? 0 : min(length, bytes.count)
    }
    return 0
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x61c, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x2069, 0xfeff:
      true
    default: false
    }
  }
}
