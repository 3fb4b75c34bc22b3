/// A JSON document as the program wrote it: members in their order, numbers as their digits.
indirect enum JSONTree: Equatable, Sendable {
  struct Member: Equatable, Sendable {
    let name: String
    let value: JSONTree
  }

  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONTree])
  case object([Member])

  struct Malformed: Error {
    let offset: Int
  }

  /// Reads exactly one document; anything but white space behind it is an error.
  init(_ text: String) throws(Malformed) {
    var reading = JSONTreeReading(text)
    self = try reading.value()
    try reading.end()
  }

  subscript(name: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// Names of an object's members, in their order.
  var names: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.name)
  }

  var items: [JSONTree] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits)
  }

  /// Whether it says anything at all.
  var isEmpty: Bool { self == .object([]) || self == .array([]) || self == .null }
}

/// Recursive descent over RFC 8259.
private struct JSONTreeReading {
  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  private var next: UInt8 { at < bytes.count ? bytes[at] : 0 }

  private var malformed: JSONTree.Malformed { JSONTree.Malformed(offset: at) }

  private mutating func skipSpace() {
    while [0x20, 0x09, 0x0a, 0x0d].contains(next) { at += 1 }
  }

  private mutating func take(_ text: String) throws(JSONTree.Malformed) {
    for byte in text.utf8 {
      guard next == byte else { throw malformed }
      at += 1
    }
  }

  mutating func end() throws(JSONTree.Malformed) {
    skipSpace()
    guard at == bytes.count else { throw malformed }
  }

  mutating func value() throws(JSONTree.Malformed) -> JSONTree {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): try take("true")
    case UInt8(ascii: "f"):
      try take("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try take("null")
      return .null
    default: return try number()
    }
    return .bool(true)
  }

  private mutating func number() throws(JSONTree.Malformed) -> JSONTree {
    let start = at
    while "+-.eE0123456789".utf8.contains(next) { at += 1 }
    let digits = String(decoding: bytes[start..<at], as: UTF8.self)
    guard Double(digits) != nil else { throw malformed }
    return .number(digits)
  }

  private mutating func array() throws(JSONTree.Malformed) -> JSONTree {
    try take("[")
    var items: [JSONTree] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      at += 1
      return .array([])
    }
    while true {
      items.append(try value())
      skipSpace()
      guard next == UInt8(ascii: ",") else { break }
      at += 1
    }
    try take("]")
    return .array(items)
  }

  private mutating func object() throws(JSONTree.Malformed) -> JSONTree {
    try take("{")
    var members: [JSONTree.Member] = []
    skipSpace()
    if next == UInt8(ascii: "}") {
      at += 1
      return .object([])
    }
    while true {
      skipSpace()
      let name = try string()
      skipSpace()
      try take(":")
      members.append(JSONTree.Member(name: name, value: try value()))
      skipSpace()
      guard next == UInt8(ascii: ",") else { break }
      at += 1
    }
    try take("}")
    return .object(members)
  }

  private mutating func string() throws(JSONTree.Malformed) -> String {
    try take("\"")
    var text: [UInt8] = []
    while next != UInt8(ascii: "\"") {
      guard next >= 0x20 else { throw malformed }
      guard next == UInt8(ascii: "\\") else {
        text.append(next)
        at += 1
        continue
      }
      at += 1
      text += try escape()
    }
    at += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape() throws(JSONTree.Malformed) -> [UInt8] {
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "/"): 0x2f,
      UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a,
      UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
    ]
    if let byte = plain[next] {
      at += 1
      return [byte]
    }
    try take("u")
    guard at + 4 <= bytes.count,
      let code = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { throw malformed }
    at += 4
    // Half of a surrogate pair stands alone here; no expectation looks at one.
    let scalar = Unicode.Scalar(code) ?? "\u{fffd}"
    return Array(String(Character(scalar)).utf8)
  }
}
