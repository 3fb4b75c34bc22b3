/// Takes a row apart cell by cell and can stop at any byte until more text is there.
struct QuotedRowScan {
  private enum Place {
    case cellStart
    case plain
    case quoted
    /// Behind a quote within a quoted cell: its end, or the first of two.
    case afterQuote
  }

  private let syntax: DelimitedSyntax
  private var place = Place.cellStart
  /// Text offset up to which the row was scanned.
  private(set) var offset: Int
  /// Physical line at `offset`.
  private(set) var line: Int
  /// What is wrong first; the row is scanned to its end all the same, to go on behind it.
  private(set) var fault: String?
  private var cells = 0
  private var cellBytes = 0
  private var quoteLine = 0
  private var quoteOffset = 0
  private var lastByte: UInt8 = 0
  private var hasGivenUp = false

  init(_ syntax: DelimitedSyntax, line: Int, offset: Int) {
    self.syntax = syntax
    self.line = line
    self.offset = offset
  }

  /// The whole file is lost where a quoted cell has no end.
  var neverClosed: UnreadableFile {
    UnreadableFile(
      line: quoteLine, byteOffset: quoteOffset,
      reason: "quoted field never closed (opened in line \(quoteLine))")
  }

  /// Scans on to the row's end without keeping its cells.
  mutating func giveUp() { hasGivenUp = true }

  /// Scans on in the text that starts at `offset`; with `isLast` nothing follows behind it.
  ///
  /// True when the row ended, at `offset`. Otherwise more text is needed, and with `isLast` that
  /// means that a quoted cell was never closed.
  mutating func advance(
    _ text: UnsafeBufferPointer<UInt8>, isLast: Bool, into row: inout RawRow
  ) -> Bool {
    var position = 0
    while true {
      let isEnded: Bool?
      switch place {
      case .cellStart: isEnded = startCell(text, &position, isLast, &row)
      case .plain: isEnded = scanPlain(text, &position, isLast, &row)
      case .quoted: isEnded = scanQuoted(text, &position, &row)
      case .afterQuote: isEnded = leaveQuotes(text, &position, isLast, &row)
      }
      guard let isEnded else { continue }
      offset += position
      return isEnded
    }
  }

  // Each of these scans one place and says `nil` to go on, `true` at the end of the row, and
  // `false` when more text is needed.

  private mutating func startCell(
    _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ isLast: Bool,
    _ row: inout RawRow
  ) -> Bool? {
    guard position < text.count else { return isLast ? endRow(&row) : false }
    guard text[position] == syntax.quote else {
      place = .plain
      return nil
    }
    (quoteLine, quoteOffset) = (line, offset + position)
    position += 1
    lastByte = 0
    place = .quoted
    return nil
  }

  private mutating func scanPlain(
    _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ isLast: Bool,
    _ row: inout RawRow
  ) -> Bool? {
    let from = position
    position = endOfPlain(text, from: from)
    keep(text[from..<position], &row)
    guard position < text.count else { return isLast ? endRow(&row) : false }
    if text[position] == ASCII.lineFeed || text[position] == ASCII.carriageReturn {
      return endRow(&row)
    }
    switch syntax.delimiterMatch(text, at: position) {
    case .yes:
      position += syntax.delimiter.count
      endCell(&row)
    case .cutShort where !isLast: return false
    case .no, .cutShort:
      keep(text[position..<position + 1], &row)
      position += 1
    }
    return nil
  }

  private mutating func scanQuoted(
    _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ row: inout RawRow
  ) -> Bool? {
    let from = position
    while position < text.count, text[position] != syntax.quote {
      let byte = text[position]
      if byte == ASCII.carriageReturn || byte == ASCII.lineFeed && lastByte != 0x0D { line += 1 }
      lastByte = byte
      position += 1
    }
    keep(text[from..<position], &row)
    guard position < text.count else { return false }
    position += 1
    place = .afterQuote
    return nil
  }

  private mutating func leaveQuotes(
    _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ isLast: Bool,
    _ row: inout RawRow
  ) -> Bool? {
    guard position < text.count else { return isLast ? endRow(&row) : false }
    if text[position] == syntax.quote {
      keep(text[position..<position + 1], &row)
      position += 1
      lastByte = 0
      place = .quoted
      return nil
    }
    let isEnd = text[position] == ASCII.lineFeed || text[position] == ASCII.carriageReturn
    if isEnd { return endRow(&row) }
    switch syntax.delimiterMatch(text, at: position) {
    case .yes:
      position += syntax.delimiter.count
      endCell(&row)
    case .cutShort where !isLast: return false
    case .no, .cutShort:
      note("text after the closing quote of cell \(cells + 1)")
      place = .plain
    }
    return nil
  }

  private func endOfPlain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    syntax.endsCell.withUnsafeBufferPointer { endsCell in
      var position = start
      while position < text.count, endsCell[Int(text[position])] == 0 { position += 1 }
      return position
    }
  }

  private mutating func keep(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ row: inout RawRow) {
    cellBytes += bytes.count
    if cellBytes > syntax.maxFieldBytes {
      note("cell \(cells + 1) longer than \(syntax.maxFieldBytes) bytes")
    }
    guard fault == nil, !hasGivenUp else { return }
    row.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes))
  }

  private mutating func endCell(_ row: inout RawRow) {
    cells += 1
    cellBytes = 0
    place = .cellStart
    if cells > syntax.maxFields { note("more than \(syntax.maxFields) cells") }
    guard fault == nil, !hasGivenUp else { return }
    row.ends.append(row.bytes.count)
  }

  private mutating func endRow(_ row: inout RawRow) -> Bool {
    endCell(&row)
    return true
  }

  private mutating func note(_ reason: String) {
    if fault == nil { fault = reason }
  }
}
