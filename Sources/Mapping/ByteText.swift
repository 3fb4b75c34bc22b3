internal import Domain

/// A text that equals another only byte for byte, since codes that merely look alike are not the
/// same code; `String` alone takes composed and decomposed letters for equal.
struct ByteText: Hashable {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  static func == (left: Self, right: Self) -> Bool {
    left.text.hasSameBytes(as: right.text)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension Dictionary where Key == ByteText {
  init(byBytes values: [String: Value]) {
    self.init()
    reserveCapacity(values.count)
    for (name, value) in values { self[ByteText(name)] = value }
  }
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }

  /// Space, tab, line feed, vertical tab, form feed, carriage return.
  var isSpace: Bool { self == 0x20 || self &- 0x09 < 5 }
}

extension StringProtocol {
  /// Whether the text consists of ASCII digits, at least one.
  var isAllDigits: Bool { !isEmpty && utf8.allSatisfy(\.isDigit) }
}

/// The bytes without white space and no-break spaces at both ends.
func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
  var start = range.lowerBound
  var end = range.upperBound
  while start < end {
    if bytes[start].isSpace {
      start += 1
    } else if bytes[start] == 0xC2, start + 1 < end, bytes[start + 1] == 0xA0 {
      start += 2
    } else {
      break
    }
  }
  while start < end {
    if bytes[end - 1].isSpace {
      end -= 1
    } else if bytes[end - 1] == 0xA0, end - 2 >= start, bytes[end - 2] == 0xC2 {
      end -= 2
    } else {
      break
    }
  }
  return start..<end
}

/// The text without white space and no-break spaces at both ends.
func trimmed(_ text: String) -> String {
  guard let first = text.utf8.first, let last = text.utf8.last else { return text }
  guard first.isSpace || last.isSpace || first == 0xC2 || last == 0xA0 else { return text }
  let bytes = Array(text.utf8)
  return String(decoding: bytes[trimmed(bytes, bytes.indices)], as: UTF8.self)
}

/// At most the first 200 bytes, cut between two characters.
func excerpt(_ text: String) -> String {
  guard text.utf8.count > 200 else { return text }
  var count = 0
  var excerpt = ""
  for scalar in text.unicodeScalars {
    count += UTF8.width(scalar)
    guard count <= 200 else { break }
    excerpt.unicodeScalars.append(scalar)
  }
  return excerpt
}
