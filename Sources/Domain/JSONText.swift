/// Writes JSON values as text that reads back to the same values.
package enum JSONText {
  /// A text in quotes, escaped after RFC 8259.
  ///
  /// Controls that JSON lets pass, U+007F to U+009F, are escaped too: a terminal obeys them.
  package static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  package static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var isAfterC2 = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7F: appendControl(byte, to: &bytes)
      case 0x80..<0xA0 where isAfterC2:
        bytes.removeLast()
        appendControl(byte, to: &bytes)
      default: bytes.append(byte)
      }
      isAfterC2 = byte == 0xC2
    }
    bytes.append(UInt8(ascii: "\""))
  }

  package static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let isTrue): bytes += (isTrue ? "true" : "false").utf8
    case .number(let text): bytes += text.utf8
    case .string(let text): append(text, to: &bytes)
    case .array(let elements):
      appendList(elements, in: ("[", "]"), to: &bytes) { append($0, to: &$1) }
    case .object(let members):
      appendList(members, in: ("{", "}"), to: &bytes) { member, bytes in
        append(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(member.value, to: &bytes)
      }
    }
  }

  package static func appendList<Element>(
    _ elements: some Sequence<Element>, in brackets: (String, String), to bytes: inout [UInt8],
    _ appendElement: (Element, inout [UInt8]) -> Void
  ) {
    bytes += brackets.0.utf8
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      appendElement(element, &bytes)
    }
    bytes += brackets.1.utf8
  }

  private static func appendControl(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case 0x08: bytes += "\\b".utf8
    case 0x09: bytes += "\\t".utf8
    case 0x0A: bytes += "\\n".utf8
    case 0x0C: bytes += "\\f".utf8
    case 0x0D: bytes += "\\r".utf8
    default: bytes += ((byte < 16 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8
    }
  }
}

extension JSONValue {
  /// The value as compact JSON on one line, members in their order, numbers as they were written.
  package var jsonText: String {
    var bytes: [UInt8] = []
    JSONText.append(self, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The value as JSON indented by two spaces for people; empty lists and small ones stay short.
  package var indentedText: String { indented(by: "") }

  private func indented(by margin: String) -> String {
    let inner = margin + "  "
    switch self {
    case .array(let elements) where !elements.isEmpty:
      let lines = elements.map { inner + $0.indented(by: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(margin)]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map {
        inner + JSONText.quoted($0.name) + ": " + $0.value.indented(by: inner)
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
    default:
      return jsonText
    }
  }
}
