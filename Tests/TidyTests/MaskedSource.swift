/// Swift source with the content of comments, strings and quoted names blanked out.
///
/// Lines and columns stay where they are, so that what is found can be named by its place. Code
/// inside an interpolation is code and stays. Regular expression literals are not known to it:
/// the sources have none.
struct MaskedSource {
  /// UTF-8 bytes, a space for each byte that is not code.
  private(set) var bytes: [UInt8] = []

  private enum Context {
    /// Code; counts the parentheses open inside an interpolation, and nothing outside of one.
    case code(parentheses: Int?)
    case text(hashes: Int, isMultiline: Bool)
  }

  private let source: [UInt8]
  private var index = 0
  private var contexts: [Context] = [.code(parentheses: nil)]

  init(_ source: [UInt8]) {
    self.source = source
    bytes.reserveCapacity(source.count)
    while index < source.count { step() }
  }

  private mutating func step() {
    switch contexts.last {
    case .text(let hashes, let isMultiline): stepInText(hashes, isMultiline)
    case .code(let parentheses): stepInCode(parentheses)
    case nil: keep(1)
    }
  }

  private mutating func stepInCode(_ parentheses: Int?) {
    if at("//") {
      while index < source.count, source[index] != UInt8(ascii: "\n") { blank(1) }
    } else if at("/*") {
      skipComment()
    } else if source[index] == UInt8(ascii: "`") {
      skipQuotedName()
    } else if let (hashes, isMultiline) = openingQuote() {
      contexts.append(.text(hashes: hashes, isMultiline: isMultiline))
    } else {
      count(parentheses)
    }
  }

  /// Keeps one byte and leaves the interpolation with its closing parenthesis.
  private mutating func count(_ parentheses: Int?) {
    let byte = source[index]
    keep(1)
    guard let open = parentheses else { return }
    if byte == UInt8(ascii: "(") {
      contexts[contexts.count - 1] = .code(parentheses: open + 1)
    } else if byte == UInt8(ascii: ")") {
      contexts[contexts.count - 1] = .code(parentheses: open - 1)
      if open == 1 { contexts.removeLast() }
    }
  }

  private mutating func stepInText(_ hashes: Int, _ isMultiline: Bool) {
    let marks = String(repeating: "#", count: hashes)
    let quote = (isMultiline ? "\"\"\"" : "\"") + marks
    if at("\\" + marks + "(") {
      blank(1 + hashes)
      keep(1)
      contexts.append(.code(parentheses: 1))
    } else if at("\\" + marks) {
      blank(2 + hashes)
    } else if at(quote) {
      keep(quote.utf8.count)
      contexts.removeLast()
    } else if source[index] == UInt8(ascii: "\n"), !isMultiline {
      contexts.removeLast()
    } else {
      blank(1)
    }
  }

  /// Passes a quote with the number signs before it; `nil` where none stands here.
  private mutating func openingQuote() -> (hashes: Int, isMultiline: Bool)? {
    var end = index
    while end < source.count, source[end] == UInt8(ascii: "#") { end += 1 }
    guard end < source.count, source[end] == UInt8(ascii: "\"") else { return nil }
    let hashes = end - index
    keep(hashes)
    let isMultiline = at("\"\"\"")
    keep(isMultiline ? 3 : 1)
    return (hashes, isMultiline)
  }

  private mutating func skipComment() {
    var depth = 0
    while index < source.count {
      if at("/*") {
        depth += 1
        blank(2)
      } else if at("*/") {
        depth -= 1
        blank(2)
      } else {
        blank(1)
      }
      if depth == 0 { return }
    }
  }

  private mutating func skipQuotedName() {
    keep(1)
    while index < source.count, source[index] != UInt8(ascii: "`") { blank(1) }
    keep(1)
  }

  private func at(_ text: String) -> Bool {
    source[index...].starts(with: text.utf8)
  }

  private mutating func keep(_ count: Int) {
    for _ in 0..<count where index < source.count {
      bytes.append(source[index])
      index += 1
    }
  }

  private mutating func blank(_ count: Int) {
    for _ in 0..<count where index < source.count {
      bytes.append(source[index] == UInt8(ascii: "\n") ? source[index] : UInt8(ascii: " "))
      index += 1
    }
  }
}
