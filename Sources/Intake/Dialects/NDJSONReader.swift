import Domain

/// Reads files with one JSON record on each line; a line that is no JSON costs only that line.
package final class NDJSONReader: RowReader {
  package let header: [String]? = nil
  private var lines: NDJSONLines

  package init(dialect: Dialect, source: ByteSource) throws(UnreadableFile) {
    lines = try NDJSONLines(source, dialect: dialect)
  }

  package var recognition: RowRecognition? {
    get { lines.recognition }
    set { lines.recognition = newValue }
  }

  package func takeApartLastKnown(_ row: inout RawRow) {
    row.document = lines.lastKnownDocument
  }

  package func next(_ row: inout RawRow) throws(UnreadableFile) -> RowResult {
    row.bytes.removeAll(keepingCapacity: true)
    row.ends.removeAll(keepingCapacity: true)
    return try lines.next(&row)
  }
}

/// Takes one line after the other out of the text of a file.
private struct NDJSONLines {
  private enum Content {
    case blank
    case record(JSONValue)
    case fault(String)
  }

  private var window: TextWindow
  private let limits: JSONLimits
  private let maxRowBytes: Int
  /// Physical line at the front of the window.
  private var line = 1
  var recognition: RowRecognition?
  private var lastKnown = KnownDocument()

  init(_ source: ByteSource, dialect: Dialect) throws(UnreadableFile) {
    window = try TextWindow(source, dialect: dialect)
    limits = JSONLimits(dialect)
    maxRowBytes = dialect.maxRowBytes
  }

  var lastKnownDocument: JSONValue? { lastKnown.document(limits) }

  mutating func next(_ row: inout RawRow) throws(UnreadableFile) -> RowResult {
    while true {
      row.line = line
      row.byteOffset = window.offset
      guard let length = try nextLineLength() else { return try passOverlong() }
      guard window.count > 0 else { return .end }
      if recognize(length, &row) {
        window.advance(length + 1)
        line += 1
        return .known
      }
      let content = parse(length)
      let excerpt = if case .fault = content { excerpt(length) } else { "" }
      window.advance(length + 1)
      line += 1
      switch content {
      case .blank: continue
      case .record(let document):
        row.document = document
        return .row
      case .fault(let reason):
        return .broken(
          BrokenRow(
            line: row.line, byteOffset: row.byteOffset, reason: reason, excerpt: excerpt))
      }
    }
  }

  /// Brings a whole line into the window; `nil` when it passes the limit.
  private mutating func nextLineLength() throws(UnreadableFile) -> Int? {
    var searched = 0
    while true {
      let found = window.withText { text in
        text.dropFirst(searched).firstIndex(of: ASCII.lineFeed)
      }
      let length = found ?? window.count
      guard length <= maxRowBytes else { return nil }
      searched = window.count
      if found != nil { return length }
      guard try window.fill() else { return length }
    }
  }

  /// Notes what a line is recognised by, and whether it is known.
  private mutating func recognize(_ length: Int, _ row: inout RawRow) -> Bool {
    row.fingerprint = nil
    guard let recognition else { return false }
    let fingerprint = window.withText {
      RowFingerprint(
        UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer($0)[..<length]),
        seed: recognition.seed)
    }
    row.fingerprint = fingerprint
    guard let known = recognition.known, known.recognize(fingerprint) else { return false }
    window.withText { lastKnown.keep($0[..<length]) }
    return true
  }

  private mutating func passOverlong() throws(UnreadableFile) -> RowResult {
    let broken = BrokenRow(
      line: line, byteOffset: window.offset, reason: "record longer than \(maxRowBytes) bytes",
      excerpt: excerpt(window.count))
    while true {
      let found = window.withText { $0.firstIndex(of: ASCII.lineFeed) }
      window.advance(found.map { $0 + 1 } ?? window.count)
      guard found == nil, try window.fill() else { break }
    }
    line += 1
    return .broken(broken)
  }

  private func parse(_ length: Int) -> Content {
    window.withText { text in
      var parser = JSONParser(
        UnsafeBufferPointer(rebasing: text[..<length]), limits, isLast: true)
      parser.skipWhitespace()
      if parser.position == length { return .blank }
      do throws(JSONFault) {
        let value = try parser.value(depth: 0)
        try parser.end()
        if let longText = parser.longText { return .fault(longText.reason) }
        return .record(value)
      } catch {
        return .fault(reason(error))
      }
    }
  }

  private func reason(_ fault: JSONFault) -> String {
    switch fault {
    case .incomplete, .overlong: "ends too early"
    case .invalid(let reason, let offset): reason + " (byte offset \(window.offset + offset))"
    }
  }

  private func excerpt(_ length: Int) -> String {
    window.withText { text in
      UTF8Check.excerpt(
        of: UnsafeBufferPointer(rebasing: text.prefix(length)), limit: maxRowBytes)
    }
  }
}
