/// Takes one row after the other out of the text of a delimited file.
struct DelimitedRows {
  private var window: TextWindow
  private let syntax: DelimitedSyntax
  private let dialect: Dialect
  /// Physical line at the front of the window.
  private var line = 1
  var recognition: RowRecognition?
  /// The row that was recognised last.
  private var lastKnown: [UInt8] = []

  init(_ source: ByteSource, dialect: Dialect) throws(UnreadableFile) {
    self.dialect = dialect
    syntax = DelimitedSyntax(dialect)
    window = try TextWindow(source, dialect: dialect)
    for _ in 0..<max(0, dialect.skipLines) { try skipLine() }
  }

  mutating func next(_ row: inout RawRow) throws(UnreadableFile) -> RowResult {
    guard try skipToRow() else { return .end }
    row.line = line
    row.byteOffset = window.offset
    row.document = nil
    row.fingerprint = nil
    row.bytes.removeAll(keepingCapacity: true)
    row.ends.removeAll(keepingCapacity: true)
    if let recognition, recognizePlain(&row, recognition) { return .known }
    let consumed = window.withText { text in
      PlainRow.read(text, syntax, into: &row)
    }
    guard let consumed else { return try readAnyRow(&row) }
    let isKnown = row.fingerprint == nil && recognize(contentLength(consumed), &row)
    window.advance(consumed)
    line += 1
    return isKnown ? .known : .row
  }

  /// Recognises a row without quotes whose end is in the window, and passes over it; otherwise only
  /// notes what it is recognised by, if it is such a row.
  private mutating func recognizePlain(
    _ row: inout RawRow, _ recognition: RowRecognition
  ) -> Bool {
    let quote = syntax.quote
    let found = window.withText { text -> (length: Int, consumed: Int, RowFingerprint)? in
      guard let lineFeed = ByteSearch.first(ASCII.lineFeed, in: text) else { return nil }
      var length = lineFeed
      if length > 0, text[length - 1] == ASCII.carriageReturn { length -= 1 }
      let content = UnsafeBufferPointer(rebasing: text[..<length])
      guard ByteSearch.first(ASCII.carriageReturn, in: content) == nil,
        quote.map({ ByteSearch.first($0, in: content) == nil }) ?? true
      else { return nil }
      let fingerprint = RowFingerprint(UnsafeRawBufferPointer(content), seed: recognition.seed)
      return (length, lineFeed + 1, fingerprint)
    }
    guard let (length, consumed, fingerprint) = found else { return false }
    row.fingerprint = fingerprint
    guard let known = recognition.known, known.recognize(fingerprint) else { return false }
    keepLastKnown(length)
    window.advance(consumed)
    line += 1
    return true
  }

  /// Length of the row without its line end.
  private func contentLength(_ consumed: Int) -> Int {
    window.withText { text in
      let isPair =
        consumed > 1 && text[consumed - 1] == ASCII.lineFeed
        && text[consumed - 2] == ASCII.carriageReturn
      return consumed - (isPair ? 2 : 1)
    }
  }

  private mutating func keepLastKnown(_ length: Int) {
    lastKnown.removeAll(keepingCapacity: true)
    window.withText { lastKnown.append(contentsOf: $0[..<length]) }
  }

  func takeApartLastKnown(_ row: inout RawRow) throws(UnreadableFile) {
    var plain = dialect
    plain.encoding = .utf8
    plain.byteOrderMark = .allow
    plain.skipLines = 0
    var rows = try DelimitedRows(ByteSource(bytes: lastKnown), dialect: plain)
    let (line, offset) = (row.line, row.byteOffset)
    defer { (row.line, row.byteOffset) = (line, offset) }
    guard case .row = try rows.next(&row) else {
      // A row of a byte order mark alone is none on its own: whoever asks sees that it has no cells.
      row.bytes.removeAll()
      row.ends.removeAll()
      return
    }
  }

  /// Passes over blank lines and comments; `false` at the end of the file.
  private mutating func skipToRow() throws(UnreadableFile) -> Bool {
    while true {
      if window.count <= syntax.comment.count { try window.fill(to: syntax.comment.count + 1) }
      guard window.count > 0 else { return false }
      let isBlankOrComment = window.withText { text in
        text[0] == ASCII.lineFeed || text[0] == ASCII.carriageReturn
          || !syntax.comment.isEmpty && text.starts(with: syntax.comment)
      }
      guard isBlankOrComment else { return true }
      try skipLine()
    }
  }

  /// Passes over one physical line whatever stands in it.
  private mutating func skipLine() throws(UnreadableFile) {
    while true {
      let (content, hasEnd) = window.withText { text in
        let content = text.firstIndex { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }
        return (content ?? text.count, content != nil)
      }
      window.advance(content)
      if hasEnd { return try passLineEnd() }
      guard try window.fill() else { return }
    }
  }

  /// Passes over the line end at the front of the window: CR, LF or CR LF.
  private mutating func passLineEnd() throws(UnreadableFile) {
    if window.count < 2 { try window.fill(to: 2) }
    let length = window.withText { text in
      text.count > 1 && text[0] == ASCII.carriageReturn && text[1] == ASCII.lineFeed ? 2 : 1
    }
    window.advance(length)
    line += 1
  }

  /// Reads a row with quotes, faults, or an end beyond the window.
  private mutating func readAnyRow(_ row: inout RawRow) throws(UnreadableFile) -> RowResult {
    let start = window.offset
    var scan = QuotedRowScan(syntax, line: line, offset: start)
    /// Kept while the row's bytes are given up, because it passed the limit.
    var overlongExcerpt: String?
    while true {
      let behind = scan.offset - window.offset
      let isEnded = window.withText { text in
        let rest = UnsafeBufferPointer(rebasing: text.dropFirst(behind))
        return scan.advance(rest, isLast: window.isAtEnd, into: &row)
      }
      if isEnded { break }
      if window.isAtEnd { throw scan.neverClosed }
      if scan.offset - start > syntax.maxRowBytes, overlongExcerpt == nil {
        overlongExcerpt = excerpt(window.count)
        scan.giveUp()
      }
      if overlongExcerpt != nil { window.advance(scan.offset - window.offset) }
      _ = try window.fill()
    }
    let length = scan.offset - start
    let reason = reason(length: length, scan, isInWindow: overlongExcerpt == nil)
    let excerpt = reason == nil ? "" : overlongExcerpt ?? excerpt(length)
    let isKnown = reason == nil && recognize(length, &row)
    window.advance(scan.offset - window.offset)
    line = scan.line
    if window.count > 0 { try passLineEnd() }
    guard let reason else { return isKnown ? .known : .row }
    return .broken(
      BrokenRow(line: row.line, byteOffset: start, reason: reason, excerpt: excerpt))
  }

  /// Notes what a row that was taken apart is recognised by, and whether it is known.
  private mutating func recognize(_ length: Int, _ row: inout RawRow) -> Bool {
    guard let recognition else { return false }
    let fingerprint = window.withText { text in
      RowFingerprint(
        UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[..<length]),
        seed: recognition.seed)
    }
    row.fingerprint = fingerprint
    guard let known = recognition.known, known.recognize(fingerprint) else { return false }
    keepLastKnown(length)
    return true
  }

  /// Why a row that was scanned to its end is broken; `nil` when it is sound.
  private func reason(length: Int, _ scan: QuotedRowScan, isInWindow: Bool) -> String? {
    guard isInWindow, length <= syntax.maxRowBytes else {
      return "row longer than \(syntax.maxRowBytes) bytes"
    }
    if let fault = scan.fault { return fault }
    let start = window.offset
    return window.withText { text in
      UTF8Check.fault(in: UnsafeBufferPointer(rebasing: text.prefix(length)))
    }?.reason(startingAt: start)
  }

  private func excerpt(_ length: Int) -> String {
    window.withText { text in
      UTF8Check.excerpt(
        of: UnsafeBufferPointer(rebasing: text.prefix(length)), limit: syntax.maxRowBytes)
    }
  }
}

/// The short way for a row without quoted cells and without faults that lies in the window whole.
private enum PlainRow {
  /// Fills the row; `nil` when the row needs the long way.
  ///
  /// - Returns: bytes consumed, the line end counted.
  static func read(
    _ text: UnsafeBufferPointer<UInt8>, _ syntax: DelimitedSyntax, into row: inout RawRow
  ) -> Int? {
    guard let length = split(text, syntax, ends: &row.ends), length <= syntax.maxRowBytes,
      row.ends.count <= syntax.maxFields
    else { return giveUp(&row) }
    let content = UnsafeBufferPointer(rebasing: text[..<length])
    guard UTF8Check.fault(in: content) == nil else { return giveUp(&row) }
    row.bytes.append(contentsOf: content)
    removeDelimiters(syntax.delimiter.count, from: &row)
    if length > syntax.maxFieldBytes, widestCell(row) > syntax.maxFieldBytes {
      return giveUp(&row)
    }
    return length + lineEndLength(text, at: length)
  }

  private static func giveUp(_ row: inout RawRow) -> Int? {
    row.bytes.removeAll(keepingCapacity: true)
    row.ends.removeAll(keepingCapacity: true)
    return nil
  }

  /// Notes where each cell ends, the delimiters not counted.
  ///
  /// - Returns: length of the row; `nil` when a cell is quoted or the row's end is not in `text`.
  private static func split(
    _ text: UnsafeBufferPointer<UInt8>, _ syntax: DelimitedSyntax, ends: inout [Int]
  ) -> Int? {
    let delimiterBytes = syntax.delimiter.count
    let quote = syntax.quote.map(Int.init) ?? -1
    return syntax.endsCell.withUnsafeBufferPointer { endsCell in
      var position = 0
      var delimiters = 0
      if let first = text.first, Int(first) == quote { return nil }
      while true {
        while position < text.count, endsCell[Int(text[position])] == 0 { position += 1 }
        guard position < text.count else { return nil }
        if isLineEnd(text, at: position) {
          ends.append(position - delimiters)
          return hasWholeLineEnd(text, at: position) ? position : nil
        }
        switch syntax.delimiterMatch(text, at: position) {
        case .cutShort: return nil
        case .no: position += 1
        case .yes:
          ends.append(position - delimiters)
          position += delimiterBytes
          delimiters += delimiterBytes
          if position < text.count, Int(text[position]) == quote { return nil }
        }
      }
    }
  }

  private static func isLineEnd(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
    text[position] == ASCII.lineFeed || text[position] == ASCII.carriageReturn
  }

  /// A CR at the end of the window may have its LF behind it.
  private static func hasWholeLineEnd(
    _ text: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> Bool {
    text[position] == ASCII.lineFeed || position + 1 < text.count
  }

  private static func lineEndLength(
    _ text: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> Int {
    let isPair =
      text[position] == ASCII.carriageReturn && position + 1 < text.count
      && text[position + 1] == ASCII.lineFeed
    return isPair ? 2 : 1
  }

  /// Closes the gaps that the delimiters leave between the cells.
  private static func removeDelimiters(_ delimiterBytes: Int, from row: inout RawRow) {
    let cells = row.ends.count
    guard cells > 1 else { return }
    let ends = row.ends
    row.bytes.withUnsafeMutableBufferPointer { bytes in
      for cell in 1..<cells {
        let shift = cell * delimiterBytes
        for index in ends[cell - 1]..<ends[cell] { bytes[index] = bytes[index + shift] }
      }
    }
    row.bytes.removeLast((cells - 1) * delimiterBytes)
  }

  private static func widestCell(_ row: RawRow) -> Int {
    var start = 0
    var widest = 0
    for end in row.ends {
      widest = max(widest, end - start)
      start = end
    }
    return widest
  }
}
