/// A function, initialiser, subscript or computed property and how many lines it takes.
struct FunctionLength: Equatable {
  let name: String
  /// Index of the line with its keyword, from 0.
  let line: Int
  /// Lines from the keyword to the closing brace, both counted.
  let length: Int
}

/// Finds the bodies of functions in code whose strings and comments are blanked.
struct FunctionScan {
  private let bytes: [UInt8]
  private var lineStarts: [Int] = [0]

  init(_ source: [UInt8]) {
    bytes = MaskedSource(source).bytes
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lineStarts.append(index + 1)
    }
  }

  /// Every function with a body, in the order of the file; nested ones count for themselves too.
  func lengths() -> [FunctionLength] {
    words().compactMap { word in
      let text = String(decoding: bytes[word], as: UTF8.self)
      guard let opening = body(after: word.upperBound, of: text, at: word.lowerBound),
        let closing = closing(of: opening)
      else { return nil }
      let first = line(of: word.lowerBound)
      return FunctionLength(name: text, line: first, length: line(of: closing) - first + 1)
    }
  }

  /// The brace that opens the body of what the keyword declares; `nil` without a body.
  private func body(after end: Int, of keyword: String, at start: Int) -> Int? {
    let before = start > 0 ? bytes[start - 1] : UInt8(ascii: "\n")
    guard before != UInt8(ascii: ".") else { return nil }
    switch keyword {
    case "func", "init", "subscript":
      guard let parameters = firstParenthesis(from: end), let past = closing(of: parameters)
      else { return nil }
      return openingBrace(from: past + 1)
    case "deinit":
      return openingBrace(from: end)
    case "var":
      return propertyBrace(from: end)
    default:
      return nil
    }
  }

  /// The `(` of a parameter list, past the name and its generic parameters.
  private func firstParenthesis(from start: Int) -> Int? {
    var isQuoted = false
    for index in start..<bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "`"): isQuoted.toggle()
      case UInt8(ascii: "(") where !isQuoted: return index
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "="): return nil
      default: continue
      }
    }
    return nil
  }

  /// The `{` after a parameter list; `nil` where the next declaration or the end comes first, as
  /// in a protocol.
  private func openingBrace(from start: Int) -> Int? {
    let others: Set<String> = [
      "func", "init", "var", "let", "static", "package", "private", "mutating", "subscript",
      "associatedtype", "struct", "enum", "extension", "case", "typealias", "deinit", "import",
    ]
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"): return index
      case UInt8(ascii: "}"), UInt8(ascii: "@"), UInt8(ascii: "="): return nil
      case UInt8(ascii: "("):
        guard let closing = closing(of: index) else { return nil }
        index = closing + 1
      case let byte where Self.isWord(byte):
        let end = wordEnd(from: index)
        if others.contains(String(decoding: bytes[index..<end], as: UTF8.self)) { return nil }
        index = end
      default: index += 1
      }
    }
    return nil
  }

  /// The `{` at the end of the line of a property, as in `var total: Int {`.
  private func propertyBrace(from start: Int) -> Int? {
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let rest = bytes[start..<end]
    guard let last = rest.lastIndex(where: { $0 != UInt8(ascii: " ") }),
      bytes[last] == UInt8(ascii: "{")
    else { return nil }
    return last
  }

  /// The end of the bracket that opens here; `nil` when it never closes.
  private func closing(of opening: Int) -> Int? {
    var depth = 0
    for index in opening..<bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return index }
      default: continue
      }
    }
    return nil
  }

  private func words() -> [Range<Int>] {
    var words: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      let end = wordEnd(from: index)
      if end > index { words.append(index..<end) }
      index = max(end, index + 1)
    }
    return words
  }

  private func wordEnd(from start: Int) -> Int {
    bytes[start...].firstIndex { !Self.isWord($0) } ?? bytes.count
  }

  private func line(of index: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return low
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
