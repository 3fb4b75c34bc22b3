internal import Domain
internal import Intake

/// The same bytes read twice, in one piece and in small ones; both must say the same.
struct TwinReading {
  private var whole: OneReading
  private var pieces: OneReading
  private let isDecoded: Bool

  init(_ bytes: [UInt8], _ dialect: Dialect, mappedColumns: Set<String> = [], pieceBytes: Int) {
    isDecoded = dialect.encoding != .utf8
    whole = OneReading(bytes, dialect, mappedColumns, bytes.count)
    pieces = OneReading(bytes, dialect, mappedColumns, pieceBytes)
  }

  /// The header, and why the file was refused; known at the end.
  var header: [String]? { whole.reader?.header }
  var refusal: UnreadableFile? { whole.refusal }

  /// Reads to the end and looks at every row.
  mutating func fault(_ look: (RawRow) -> String?) -> String? {
    if let one = whole.reader, let other = pieces.reader, one.header != other.header {
      return "headers \(shown(one.header)) and \(shown(other.header))"
    }
    while true {
      switch (whole.next(), pieces.next()) {
      case (nil, _), (_, nil): return refusalFault()
      case (.row, .row):
        if let fault = rowFault() ?? look(whole.row) { return fault }
      case (.broken(let one), .broken(let other)):
        guard one == other else { return "broken rows \(one) and \(other)" }
        if let fault = brokenFault(one) { return fault }
      case (.end, .end): return nil
      case (let one, let other): return "\(shown(one)) and \(shown(other))"
      }
    }
  }

  /// Bytes of another encoding are decoded ahead of the row at hand: of two faults in such a file
  /// the one behind can be noticed first.
  private var mayDiffer: Bool {
    isDecoded && whole.refusal != nil && pieces.refusal != nil
  }

  /// A fault may be noticed rows earlier when all bytes are there at once, but it is the same one.
  private mutating func refusalFault() -> String? {
    whole.drain()
    pieces.drain()
    guard whole.refusal == pieces.refusal || mayDiffer else {
      return "refused as \(shown(whole.refusal)) and as \(shown(pieces.refusal))"
    }
    guard let refusal = whole.refusal, refusal.line >= 0, refusal.byteOffset >= 0,
      !refusal.reason.isEmpty, isOneLine(refusal.reason)
    else { return "refused with \(shown(whole.refusal))" }
    return nil
  }

  private mutating func rowFault() -> String? {
    let (one, other) = (whole.row, pieces.row)
    guard one.line == other.line, one.byteOffset == other.byteOffset, one.bytes == other.bytes,
      one.ends == other.ends, one.document == other.document
    else { return "rows \(one) and \(other)" }
    guard one.line >= whole.line, one.byteOffset >= whole.offset else {
      return "line \(one.line) at \(one.byteOffset) behind line \(whole.line) at \(whole.offset)"
    }
    whole.line = one.line
    whole.offset = one.byteOffset
    return nil
  }

  private func isOneLine(_ text: String) -> Bool {
    !text.utf8.contains { $0 < 0x20 }
  }

  private func brokenFault(_ row: BrokenRow) -> String? {
    guard row.line >= 1, row.byteOffset >= 0, !row.reason.isEmpty, isOneLine(row.reason),
      row.excerpt.utf8.count <= 4096
    else { return "broken row \(row)" }
    return nil
  }

  private func shown(_ value: some Any) -> String { String(describing: value) }
}

/// One reader and what it said last.
private struct OneReading {
  private(set) var reader: (any RowReader)?
  private(set) var refusal: UnreadableFile?
  private(set) var row = RawRow()
  var line = 0
  var offset = -1

  init(_ bytes: [UInt8], _ dialect: Dialect, _ columns: Set<String>, _ pieceBytes: Int) {
    let source = ByteSource(bytes: bytes, chunkBytes: pieceBytes)
    do throws(UnreadableFile) {
      reader = try rowReader(for: dialect, mappedColumns: columns, source: source)
    } catch {
      refusal = error
    }
  }

  /// `nil` when the file is refused.
  mutating func next() -> RowResult? {
    guard refusal == nil, let reader else { return nil }
    do throws(UnreadableFile) {
      return try reader.next(&row)
    } catch {
      refusal = error
      return nil
    }
  }

  mutating func drain() {
    while let result = next() {
      if case .end = result { return }
    }
  }
}
