/// Reads the records of one JSON document (RFC 8259): the elements of an array, or the document.
///
/// Only the record at hand is held in memory. The document is checked to its last byte.
package final class JSONReader: RowReader {
  private enum Place {
    case start
    /// In the array of records, before the first or behind a comma.
    case records
    /// Behind the records.
    case behind
    case end
  }

  package let header: [String]? = nil
  private var cursor: JSONCursor
  private var outline: JSONOutline
  private var place = Place.start
  private var records = 0
  package var recognition: RowRecognition?
  private var lastKnown = KnownDocument()
  private let limits: JSONLimits

  package init(dialect: Dialect, source: ByteSource) throws(UnreadableFile) {
    cursor = try JSONCursor(source, dialect: dialect)
    limits = JSONLimits(dialect)
    outline = try JSONOutline(dialect)
  }

  package func next(_ row: inout RawRow) throws(UnreadableFile) -> RowResult {
    row.bytes.removeAll(keepingCapacity: true)
    row.ends.removeAll(keepingCapacity: true)
    if place == .start, try !start() {
      place = .behind
      return try read(into: &row, depth: 0)
    }
    if place == .records {
      let result = try read(into: &row, depth: outline.depth)
      try passSeparator()
      return result
    }
    if place == .behind { try finish() }
    return .end
  }

  /// Moves to the first record; `false` when the document itself is the record.
  private func start() throws(UnreadableFile) -> Bool {
    guard let first = try cursor.nextByte() else {
      throw cursor.fault("empty file, a JSON document was expected")
    }
    if outline.isDocument, first != UInt8(ascii: "[") { return false }
    try outline.moveToRecords(&cursor)
    if try cursor.nextByte() == UInt8(ascii: "]") {
      try cursor.take { (text) throws(JSONFault) in text.skip() }
      leaveRecords()
    } else {
      place = .records
    }
    return true
  }

  package func takeApartLastKnown(_ row: inout RawRow) {
    row.document = lastKnown.document(limits)
  }

  /// Notes what the record at the front is recognised by; a known one is passed over.
  private func recognize(_ row: inout RawRow) throws(UnreadableFile) -> Bool {
    row.fingerprint = nil
    guard let recognition, let length = try cursor.lengthOfComposite() else { return false }
    let fingerprint = cursor.withText(length) { RowFingerprint($0, seed: recognition.seed) }
    row.fingerprint = fingerprint
    guard let known = recognition.known, known.recognize(fingerprint) else { return false }
    cursor.withText(length) { lastKnown.keep($0) }
    cursor.pass(length)
    return true
  }

  private func read(
    into row: inout RawRow, depth: Int
  ) throws(UnreadableFile) -> RowResult {
    _ = try cursor.nextByte()
    let offset = cursor.offset
    row.lineOfRecord = cursor.line
    if try recognize(&row) {
      records += 1
      row.line = records
      row.byteOffset = offset
      return .known
    }
    let (document, longText) = try cursor.take { (text) throws(JSONFault) in
      (try text.value(depth: depth), text.longText)
    }
    row.document = document
    records += 1
    row.line = records
    row.byteOffset = offset
    guard let longText else { return .row }
    return .broken(
      BrokenRow(
        line: records, byteOffset: offset, reason: longText.reason + row.whereabouts,
        excerpt: longText.excerpt))
  }

  /// Takes the comma or the closing bracket behind a record.
  private func passSeparator() throws(UnreadableFile) {
    _ = try cursor.nextByte()
    let isLast = try cursor.take { (text) throws(JSONFault) in
      try text.closes(with: UInt8(ascii: "]"))
    }
    if isLast { leaveRecords() }
  }

  private func leaveRecords() {
    place = .behind
    outline.leaveRecords()
  }

  /// Checks what stands behind the records.
  private func finish() throws(UnreadableFile) {
    try outline.finish(&cursor)
    place = .end
  }
}
