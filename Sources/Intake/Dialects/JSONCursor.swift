/// Moves through a JSON text of any length and parses one small piece of it after the other.
struct JSONCursor {
  private var window: TextWindow
  private let limits: JSONLimits
  private let maxRecordBytes: Int
  /// Physical line of the next byte, from 1.
  private(set) var line = 1

  init(_ source: ByteSource, dialect: Dialect) throws(UnreadableFile) {
    window = try TextWindow(source, dialect: dialect, countsLines: true)
    limits = JSONLimits(dialect)
    maxRecordBytes = dialect.maxRowBytes
  }

  /// Offset in the decoded text.
  var offset: Int { window.offset }

  /// Passes over white space of any length; `nil` at the end of the file, else the next byte.
  mutating func nextByte() throws(UnreadableFile) -> UInt8? {
    while true {
      let (blanks, byte) = window.withText { text in
        var parser = JSONParser(text, limits, isLast: true)
        parser.skipWhitespace()
        return (parser.position, parser.position < text.count ? text[parser.position] : nil)
      }
      advance(blanks)
      if let byte { return byte }
      guard try window.fill() else { return nil }
    }
  }

  /// Length of the object or array at the front, found by its brackets and quotes alone; `nil` for
  /// anything else, and for what has no end within the limit.
  mutating func lengthOfComposite() throws(UnreadableFile) -> Int? {
    var skim = JSONSkim()
    while true {
      let length = window.withText { skim.advance($0) }
      if let length { return length <= maxRecordBytes ? length : nil }
      guard skim.isComposite, window.count <= maxRecordBytes, try window.fill() else { return nil }
    }
  }

  /// Looks at the first bytes of what comes next.
  func withText<Answer>(_ count: Int, _ body: (UnsafeRawBufferPointer) -> Answer) -> Answer {
    window.withText { body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer($0)[..<count])) }
  }

  /// Passes over bytes that were looked at.
  mutating func pass(_ count: Int) { advance(count) }

  /// Parses a piece that lies in the window or can be brought there, and passes over it.
  ///
  /// The piece is tried again only when twice the text is there, so that the work stays
  /// proportional to its length.
  mutating func take<Piece>(
    _ parse: (inout JSONParser) throws(JSONFault) -> Piece
  ) throws(UnreadableFile) -> Piece {
    while true {
      do throws(JSONFault) {
        let (piece, length) = try window.withText {
          (text) throws(JSONFault) -> (Piece, Int) in
          // Nothing behind the limit is looked at, so that of two faults the first one is told.
          let piece = UnsafeBufferPointer(rebasing: text.prefix(maxRecordBytes + 1))
          let isLast = window.isAtEnd && piece.count == text.count
          var parser = JSONParser(piece, limits, isLast: isLast)
          return (try parse(&parser), parser.position)
        }
        guard length <= maxRecordBytes else { throw .overlong }
        advance(length)
        return piece
      } catch {
        try provide(error)
      }
    }
  }

  private mutating func advance(_ count: Int) {
    line += window.withText { text in
      var lineFeeds = 0
      for byte in text.prefix(count) { lineFeeds &+= byte == ASCII.lineFeed ? 1 : 0 }
      return lineFeeds
    }
    window.advance(count)
  }

  /// Brings more text for a piece that is incomplete; any other fault is the file's.
  private mutating func provide(_ reason: JSONFault) throws(UnreadableFile) {
    switch reason {
    case .incomplete where window.count <= maxRecordBytes:
      try window.fill(to: min(2 * window.count, maxRecordBytes) + 1)
    case .incomplete, .overlong: throw fault("record longer than \(maxRecordBytes) bytes")
    case .invalid(let reason, let offset): throw fault(reason, at: window.offset + offset)
    }
  }

  func fault(_ reason: String) -> UnreadableFile { fault(reason, at: window.offset) }

  func fault(_ reason: String, at offset: Int) -> UnreadableFile {
    UnreadableFile(line: window.line(at: offset), byteOffset: offset, reason: reason)
  }
}
