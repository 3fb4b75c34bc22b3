import Domain

/// Finds the end of an object or array without building it; can stop where the text is cut and go
/// on when more of it is there.
struct JSONSkim {
  private var position = 0
  private var depth = 0
  private var isInString = false
  private(set) var isComposite = true

  /// Bytes that mean something here: quotes, backslashes, brackets and braces.
  private static let kinds: [UInt8] = {
    var kinds = [UInt8](repeating: 0, count: 256)
    for byte in "{[".utf8 { kinds[Int(byte)] = 1 }
    for byte in "}]".utf8 { kinds[Int(byte)] = 2 }
    kinds[Int(UInt8(ascii: "\""))] = 3
    return kinds
  }()

  /// Scans on in the text, which begins where it began before.
  ///
  /// - Returns: length of the value; `nil` when it does not end here, or is none with an end of its
  ///   own: then `isComposite` is false, and there is nothing more to scan.
  mutating func advance(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    Self.kinds.withUnsafeBufferPointer { kinds in
      while position < text.count {
        if isInString {
          guard passString(text) else { return nil }
          continue
        }
        switch kinds[Int(text[position])] {
        case 1: depth += 1
        case 2: depth -= 1
        case 3: isInString = true
        default: break
        }
        position += 1
        if depth == 0 {
          if position > 1 { return position }
          isComposite = false
          return nil
        }
      }
      return nil
    }
  }

  /// Goes on behind the quote that ends the text at hand; `false` when it is not there yet.
  private mutating func passString(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        isInString = false
        return true
      }
      if byte == UInt8(ascii: "\\") {
        guard position + 1 < text.count else { return false }
        position += 1
      }
      position += 1
    }
    return false
  }
}

/// The bytes of the JSON record that was recognised last.
struct KnownDocument {
  private var bytes: [UInt8] = []

  mutating func keep(_ text: some Collection<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: text)
  }

  /// The record, as it was taken apart in the earlier file; `nil` when it is none.
  func document(_ limits: JSONLimits) -> JSONValue? {
    bytes.withUnsafeBufferPointer { text in
      var parser = JSONParser(text, limits, isLast: true)
      parser.skipWhitespace()
      return try? parser.value(depth: 0)
    }
  }
}
