import Domain

extension RawRow {
  /// The row as one line of JSON, from which it can be read again: an array of the cells, or the
  /// JSON record.
  ///
  /// A record that is itself an array is led by a space, since a bare array stands for cells.
  package var payload: String {
    if let document {
      if case .array = document { return " " + document.jsonText }
      return document.jsonText
    }
    var bytes: [UInt8] = []
    JSONText.appendList(0..<cellCount, in: ("[", "]"), to: &bytes) { index, bytes in
      JSONText.append(cell(index) ?? "", to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a payload again; `nil` when it is none.
  package init?(payload: String, line: Int, byteOffset: Int) {
    guard let value = try? JSONValue(parsing: payload) else { return nil }
    self.init()
    self.line = line
    self.byteOffset = byteOffset
    guard payload.utf8.first == UInt8(ascii: "["), case .array(let elements) = value else {
      document = value
      return
    }
    for element in elements {
      guard case .string(let cell) = element else { return nil }
      bytes.append(contentsOf: cell.utf8)
      ends.append(bytes.count)
    }
  }
}
