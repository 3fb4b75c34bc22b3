internal import Domain

/// The order in which people count codes: numbers in them as numbers, the rest by its bytes.
///
/// `A2` comes before `A10`. Codes that differ only in leading zeros follow the order of their bytes.
struct NaturalOrder: Comparable {
  let text: String
  private let parts: [Part]

  /// A run of digits or of anything else.
  private enum Part: Comparable {
    /// Without leading zeros, so that the longer one is the greater.
    case number(digits: Int, String)
    case other(String)

    static func < (left: Part, right: Part) -> Bool {
      switch (left, right) {
      case (.number(let fewer, let one), .number(let more, let other)):
        fewer == more ? one.precedesByBytes(other) : fewer < more
      case (.number, .other): true
      case (.other, .number): false
      case (.other(let one), .other(let other)): one.precedesByBytes(other)
      }
    }

    static func == (left: Part, right: Part) -> Bool {
      switch (left, right) {
      case (.number(_, let one), .number(_, let other)): one.hasSameBytes(as: other)
      case (.other(let one), .other(let other)): one.hasSameBytes(as: other)
      default: false
      }
    }
  }

  init(_ text: String) {
    self.text = text
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    var parts: [Part] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      let isNumber = digits.contains(first)
      let run = rest.prefix { digits.contains($0) == isNumber }
      rest = rest.dropFirst(run.count)
      let kept = isNumber ? run.drop { $0 == UInt8(ascii: "0") } : run
      let part = String(decoding: kept, as: UTF8.self)
      parts.append(isNumber ? .number(digits: kept.count, part) : .other(part))
    }
    self.parts = parts
  }

  static func < (left: Self, right: Self) -> Bool {
    for (one, other) in zip(left.parts, right.parts) where one != other { return one < other }
    guard left.parts.count == right.parts.count else {
      return left.parts.count < right.parts.count
    }
    return left.text.precedesByBytes(right.text)
  }

  static func == (left: Self, right: Self) -> Bool { left.text.hasSameBytes(as: right.text) }
}
