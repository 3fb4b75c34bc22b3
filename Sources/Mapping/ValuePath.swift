import Domain
import Intake

/// A JSON pointer (RFC 6901) relative to a record or to an element of its `each` array.
struct ValuePath: Hashable {
  /// How many `../` lead out of an `each`.
  let stepsOut: Int
  let tokens: [String]

  /// Reads `/a/b`, `../a`, or a bare member name; an empty text is the whole value.
  init(_ text: String) {
    var rest = Substring(text)
    var steps = 0
    while rest.utf8.starts(with: "../".utf8) || rest == ".." {
      steps += 1
      rest = rest.dropFirst(3)
    }
    stepsOut = steps
    guard !rest.isEmpty else {
      tokens = []
      return
    }
    let pointer = rest.utf8.first == UInt8(ascii: "/") ? rest.dropFirst() : rest
    tokens = pointer.split(separator: "/", omittingEmptySubsequences: false).map(Self.unescaped)
  }

  /// A member of the record by its plain name.
  init(member name: String) {
    stepsOut = 0
    tokens = [name]
  }

  private static func unescaped(_ token: Substring) -> String {
    guard token.utf8.contains(UInt8(ascii: "~")) else { return String(token) }
    var bytes: [UInt8] = []
    var isEscape = false
    for byte in token.utf8 {
      switch (isEscape, byte) {
      case (true, UInt8(ascii: "1")): bytes.append(UInt8(ascii: "/"))
      case (true, UInt8(ascii: "0")): bytes.append(UInt8(ascii: "~"))
      case (true, _): bytes += [UInt8(ascii: "~"), byte]
      case (false, UInt8(ascii: "~")):
        isEscape = true
        continue
      case (false, _): bytes.append(byte)
      }
      isEscape = false
    }
    if isEscape { bytes.append(UInt8(ascii: "~")) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The value at the end of the path; `nil` when a step does not exist.
  func value(in scope: RowScope) -> JSONValue? {
    var place = 0
    return value(in: scope, near: &place)
  }

  /// As above; `place` is where the last member of the path stood last.
  func value(in scope: RowScope, near place: inout Int) -> JSONValue? {
    guard var value = scope.value(stepsOut: stepsOut) else { return nil }
    for token in tokens.dropLast() {
      guard let next = value[token] else { return nil }
      value = next
    }
    return tokens.last.map { value.member($0, near: &place) } ?? value
  }
}

/// What a rule can see: a row, and the element of its `each` array if the rule has one.
struct RowScope {
  let row: RawRow
  var element: JSONValue?

  func value(stepsOut: Int) -> JSONValue? {
    switch (element, stepsOut) {
    case (.some(let element), 0): element
    case (.some, 1), (.none, 0): row.document
    default: nil
    }
  }
}
