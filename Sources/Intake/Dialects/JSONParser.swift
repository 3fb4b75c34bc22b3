import Domain

/// Why a JSON text could not be read on.
enum JSONFault: Error {
  /// The text ends before the value does, and more may follow.
  case incomplete
  /// The value passes the limit of its length.
  case overlong
  /// - Parameter offset: within the text that was parsed.
  case invalid(_ reason: String, offset: Int)
}

/// What a JSON reader may accept beyond the grammar.
struct JSONLimits {
  let maxDepth: Int
  /// A longer text is read, and told by `JSONParser.longText`.
  let maxTextBytes: Int
  let duplicateKeys: Dialect.DuplicateKeys

  /// As for a text of our own making.
  init() {
    (maxDepth, maxTextBytes, duplicateKeys) = (Dialect.deepest, .max, .error)
  }

  init(_ dialect: Dialect) {
    maxDepth = min(dialect.maxDepth, Dialect.deepest)
    maxTextBytes = dialect.maxFieldBytes
    duplicateKeys = dialect.duplicateKeys
  }
}

/// Parses JSON values after RFC 8259, nothing more lenient, from text in memory.
struct JSONParser {
  private let text: UnsafeBufferPointer<UInt8>
  private let limits: JSONLimits
  /// Nothing follows behind `text`.
  private let isLast: Bool
  private(set) var position = 0
  /// Where the first text stands that passes its limit, as a JSON pointer from the value read.
  private var longPath: String?

  init(_ text: UnsafeBufferPointer<UInt8>, _ limits: JSONLimits, isLast: Bool) {
    self.text = text
    self.limits = limits
    self.isLast = isLast
  }

  /// Why the value cannot be taken although it could be read, and its front, if it holds a text
  /// past its limit.
  var longText: (reason: String, excerpt: String)? {
    longPath.map { path in
      let place = path.isEmpty ? "the record" : JSONText.quoted(path)
      let read = UnsafeBufferPointer(rebasing: text[..<position])
      return (
        "\(place) longer than \(limits.maxTextBytes) bytes",
        UTF8Check.excerpt(of: read, limit: .max)
      )
    }
  }

  /// The byte at the position; `nil` at the end of the last text.
  func peek() throws(JSONFault) -> UInt8? {
    if position < text.count { return text[position] }
    if isLast { return nil }
    throw .incomplete
  }

  mutating func skip() { position += 1 }

  mutating func skipWhitespace() {
    while position < text.count {
      switch text[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// One value of any kind; `depth` is the number of arrays and objects it stands in.
  mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
    switch try byte("a value") {
    case UInt8(ascii: "\""): return .string(limited(try string()))
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(limited(try number()))
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw unexpected("a value")
    }
  }

  /// Nothing but white space may follow.
  mutating func end() throws(JSONFault) {
    skipWhitespace()
    guard try peek() == nil else { throw unexpected("the end") }
  }

  // MARK: Arrays and objects

  private mutating func array(depth: Int) throws(JSONFault) -> [JSONValue] {
    try enter(depth)
    var elements: [JSONValue] = []
    skipWhitespace()
    if try byte("a value or \"]\"") == UInt8(ascii: "]") {
      skip()
      return elements
    }
    while true {
      skipWhitespace()
      let wasShort = longPath == nil
      elements.append(try value(depth: depth))
      if wasShort { leadLongPath(by: String(elements.count - 1)) }
      if try closes(with: UInt8(ascii: "]")) { return elements }
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> [JSONValue.Member] {
    try enter(depth)
    var members = JSONMembers(limits.duplicateKeys)
    skipWhitespace()
    if try byte("a name or \"}\"") == UInt8(ascii: "}") {
      skip()
      return members.all
    }
    while true {
      skipWhitespace()
      let start = position
      let name = try name()
      skipWhitespace()
      let wasShort = longPath == nil
      let member = JSONValue.Member(name, try value(depth: depth))
      if wasShort { leadLongPath(by: name) }
      guard members.add(member) else { throw doubled(name, at: start) }
      if try closes(with: UInt8(ascii: "}")) { return members.all }
    }
  }

  private mutating func limited(_ text: String) -> String {
    if text.utf8.count > limits.maxTextBytes, longPath == nil { longPath = "" }
    return text
  }

  private mutating func leadLongPath(by token: String) {
    guard let longPath else { return }
    var escaped = "/"
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": escaped += "~0"
      case "/": escaped += "~1"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    self.longPath = escaped + longPath
  }

  func checkDepth(_ depth: Int) throws(JSONFault) {
    guard depth <= limits.maxDepth else {
      throw .invalid("nested deeper than \(limits.maxDepth)", offset: position)
    }
  }

  /// Takes the opening bracket at the position.
  private mutating func enter(_ depth: Int) throws(JSONFault) {
    try checkDepth(depth)
    skip()
  }

  /// A member's name with the colon behind it.
  mutating func name() throws(JSONFault) -> String {
    guard try byte("a name") == UInt8(ascii: "\"") else { throw unexpected("a name") }
    let name = try string()
    skipWhitespace()
    guard try byte("\":\"") == UInt8(ascii: ":") else { throw unexpected("\":\"") }
    skip()
    return name
  }

  /// Takes the comma or the closing bracket behind an element; `true` for the bracket.
  mutating func closes(with bracket: UInt8) throws(JSONFault) -> Bool {
    skipWhitespace()
    let wanted = bracket == UInt8(ascii: "]") ? "\",\" or \"]\"" : "\",\" or \"}\""
    let found = try byte(wanted)
    guard found == bracket || found == UInt8(ascii: ",") else { throw unexpected(wanted) }
    skip()
    return found == bracket
  }

  func doubled(_ name: String, at offset: Int) -> JSONFault {
    .invalid("name \(JSONText.quoted(name)) stands twice in one object", offset: offset)
  }

  // MARK: Scalars

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONFault) -> JSONValue {
    for index in 0..<word.utf8CodeUnitCount {
      guard try byte("\(word)") == word.utf8Start[index] else { throw unexpected("\(word)") }
      skip()
    }
    return value
  }

  private mutating func number() throws(JSONFault) -> String {
    let start = position
    if text[position] == UInt8(ascii: "-") { skip() }
    if try byte("a digit") == UInt8(ascii: "0") { skip() } else { try digits() }
    if try peek() == UInt8(ascii: ".") {
      skip()
      try digits()
    }
    if let letter = try peek(), letter | 0x20 == UInt8(ascii: "e") {
      skip()
      let sign = try byte("a digit")
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { skip() }
      try digits()
    }
    return String(decoding: UnsafeBufferPointer(rebasing: text[start..<position]), as: UTF8.self)
  }

  /// One digit or more.
  private mutating func digits() throws(JSONFault) {
    guard try isDigit(byte("a digit")) else { throw unexpected("a digit") }
    while let next = try peek(), isDigit(next) { skip() }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  mutating func string() throws(JSONFault) -> String {
    skip()
    let start = position
    var escaped: [UInt8]?
    while true {
      let run = position
      try skipPlain()
      escaped?.append(contentsOf: text[run..<position])
      switch try byte("the closing quote") {
      case UInt8(ascii: "\""):
        defer { skip() }
        if let escaped { return String(decoding: escaped, as: UTF8.self) }
        return String(
          decoding: UnsafeBufferPointer(rebasing: text[start..<position]), as: UTF8.self)
      case UInt8(ascii: "\\"):
        var text = escaped ?? Array(self.text[start..<position])
        try escape(into: &text)
        escaped = text
      case let control:
        throw .invalid(
          "control character \(hexadecimal(control)) in a string", offset: position)
      }
    }
  }

  /// Passes over characters that stand for themselves.
  private mutating func skipPlain() throws(JSONFault) {
    while position < text.count {
      let byte = text[position]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
      if byte < 0x80 {
        position += 1
      } else if let length = UTF8Check.scalarLength(text, at: position) {
        position += length
      } else {
        // A character can be cut by the end of the text; four bytes behind it none is.
        guard isLast || position + 4 <= text.count else { throw .incomplete }
        throw .invalid("byte \(hexadecimal(byte)) is not UTF-8", offset: position)
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    skip()
    let letter = try byte("an escape")
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): return TextDecoder.append(try unicodeEscape(), to: &text)
    default: throw unexpected("an escape")
    }
    skip()
  }

  /// The scalar of `uXXXX`, or of two such escapes for a character beyond U+FFFF.
  private mutating func unicodeEscape() throws(JSONFault) -> UInt32 {
    let start = position - 1
    let unit = try hexadecimalUnit()
    guard unit & 0xF800 == 0xD800 else { return UInt32(unit) }
    let lone = JSONFault.invalid("half of a surrogate pair in a string", offset: start)
    guard unit < 0xDC00, try byte("an escape") == UInt8(ascii: "\\") else { throw lone }
    skip()
    guard try byte("an escape") == UInt8(ascii: "u") else { throw lone }
    let low = try hexadecimalUnit()
    guard low & 0xFC00 == 0xDC00 else { throw lone }
    return surrogatePair(unit, low)
  }

  private mutating func hexadecimalUnit() throws(JSONFault) -> UInt16 {
    skip()
    var unit: UInt16 = 0
    for _ in 0..<4 {
      let byte = try byte("a hexadecimal digit")
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46, 0x61...0x66: digit = (byte | 0x20) - 0x61 + 10
      default: throw unexpected("a hexadecimal digit")
      }
      unit = unit << 4 | UInt16(digit)
      skip()
    }
    return unit
  }

  // MARK: Faults

  /// The byte at the position; the end of the file is a fault here.
  func byte(_ wanted: @autoclosure () -> String) throws(JSONFault) -> UInt8 {
    if position < text.count { return text[position] }
    guard isLast else { throw .incomplete }
    throw .invalid("ends where \(wanted()) was expected", offset: position)
  }

  /// The byte at the position stands where something else was expected.
  func unexpected(_ wanted: String) -> JSONFault {
    guard position < text.count else {
      return .invalid("ends where \(wanted) was expected", offset: position)
    }
    let byte = text[position]
    let isVisible = byte > 0x20 && byte < 0x7F
    let found = isVisible ? "\"\(Character(UnicodeScalar(byte)))\"" : "byte \(hexadecimal(byte))"
    return .invalid("\(found) stands where \(wanted) was expected", offset: position)
  }
}

/// The members of an object while it is read.
private struct JSONMembers {
  /// Up to here names are compared one by one, which is faster than hashing.
  private static let fewMembers = 16

  private(set) var all: [JSONValue.Member] = []
  private let duplicateKeys: Dialect.DuplicateKeys
  /// Positions by the bytes of the names, once there are many.
  private var positions: [[UInt8]: Int] = [:]

  init(_ duplicateKeys: Dialect.DuplicateKeys) {
    self.duplicateKeys = duplicateKeys
  }

  /// Adds a member, or replaces the one of that name; `false` when that is an error.
  mutating func add(_ member: JSONValue.Member) -> Bool {
    guard let earlier = position(of: member.name) else {
      if all.isEmpty { all.reserveCapacity(8) }
      all.append(member)
      if all.count > Self.fewMembers { index() }
      return true
    }
    guard duplicateKeys == .last else { return false }
    all[earlier] = member
    return true
  }

  private func position(of name: String) -> Int? {
    if all.count > Self.fewMembers { return positions[Array(name.utf8)] }
    // Names are the same only byte for byte; `==` is faster and rules most out.
    return all.firstIndex { $0.name.hasSameBytes(as: name) }
  }

  private mutating func index() {
    let start = positions.isEmpty ? 0 : all.count - 1
    for position in start..<all.count { positions[Array(all[position].name.utf8)] = position }
  }
}
