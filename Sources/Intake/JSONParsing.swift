package import Domain

extension JSONValue {
  /// Parses one JSON text.
  ///
  /// - Throws: `UnreadableFile` with line and byte offset of the first fault; a name that stands
  ///   twice in one object is one.
  package init(parsing text: String) throws(UnreadableFile) {
    let bytes = Array(text.utf8)
    do throws(JSONFault) {
      self = try bytes.withUnsafeBufferPointer { (bytes) throws(JSONFault) -> JSONValue in
        var parser = JSONParser(bytes, JSONLimits(), isLast: true)
        parser.skipWhitespace()
        let value = try parser.value(depth: 0)
        try parser.end()
        return value
      }
    } catch {
      throw error.unreadable(bytes)
    }
  }
}

extension JSONFault {
  /// The fault as that of a whole text in memory.
  fileprivate func unreadable(_ text: [UInt8]) -> UnreadableFile {
    guard case .invalid(let reason, let offset) = self else {
      return UnreadableFile(line: 1, byteOffset: text.count, reason: "ends too early")
    }
    let line = 1 + text[..<offset].count { $0 == ASCII.lineFeed }
    return UnreadableFile(line: line, byteOffset: offset, reason: reason)
  }
}
