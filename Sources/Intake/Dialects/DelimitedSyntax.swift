/// What a delimited dialect means for single bytes, worked out once per file.
struct DelimitedSyntax {
  enum DelimiterMatch {
    case yes
    case no
    /// The text ends within what may become a delimiter.
    case cutShort
  }

  let delimiter: [UInt8]
  let quote: UInt8?
  let comment: [UInt8]
  let maxRowBytes: Int
  let maxFields: Int
  let maxFieldBytes: Int
  /// 1 for the bytes at which an unquoted cell can end.
  let endsCell: [UInt8]

  init(_ dialect: Dialect) {
    delimiter = Array(dialect.delimiter.utf8)
    quote = dialect.quote?.asciiValue
    comment = Array((dialect.comment ?? "").utf8)
    maxRowBytes = dialect.maxRowBytes
    maxFields = dialect.maxFields
    maxFieldBytes = dialect.maxFieldBytes
    var endsCell = [UInt8](repeating: 0, count: 256)
    endsCell[Int(ASCII.lineFeed)] = 1
    endsCell[Int(ASCII.carriageReturn)] = 1
    if let first = delimiter.first { endsCell[Int(first)] = 1 }
    self.endsCell = endsCell
  }

  /// Whether a delimiter starts at a position.
  func delimiterMatch(
    _ text: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> DelimiterMatch {
    guard delimiter.first == text[position] else { return .no }
    for index in 1..<max(1, delimiter.count) {
      guard position + index < text.count else { return .cutShort }
      guard text[position + index] == delimiter[index] else { return .no }
    }
    return .yes
  }
}

/// Bytes with a meaning of their own in every dialect.
enum ASCII {
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
}
