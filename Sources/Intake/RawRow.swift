package import Domain

/// One row of an export as it was written: cells of a delimited file, or one JSON record.
///
/// A reader refills the same row again and again, so that a million rows cost no million
/// allocations; copy out what must last.
package struct RawRow: Sendable {
  /// Physical line of the row's start, from 1; for a JSON array the number of the record.
  package var line = 0
  /// Physical line in which a record of a JSON document begins; `nil` where `line` is that.
  package var lineOfRecord: Int?
  /// Where the row starts in the decoded (UTF-8) text.
  package var byteOffset = 0
  /// The JSON record; `nil` for a delimited row.
  package var document: JSONValue?
  /// All cells one after the other, unquoted, valid UTF-8.
  package var bytes: [UInt8] = []
  /// Where each cell ends in `bytes`; its count is the number of cells.
  package var ends: [Int] = []
  /// What the row is recognised by in the next file; `nil` where the reader was not asked to.
  package var fingerprint: RowFingerprint?

  package init() {}

  package var cellCount: Int { ends.count }

  /// What a message says behind the fault of a record whose number is not its line.
  package var whereabouts: String {
    guard let lineOfRecord, lineOfRecord != line else { return "" }
    return " (record \(line) begins in line \(lineOfRecord))"
  }

  /// The cell at a position from 0; `nil` when the row is shorter.
  package func cell(_ index: Int) -> String? {
    guard index < ends.count else { return nil }
    let start = index == 0 ? 0 : ends[index - 1]
    return String(decoding: bytes[start..<ends[index]], as: UTF8.self)
  }
}

/// What a reader found at a place of a file.
package enum RowResult: Sendable {
  /// The row passed in was filled.
  case row
  /// The row stood in the earlier file with the same bytes; only its place was filled in.
  case known
  /// These bytes are no row; reading goes on behind them.
  case broken(BrokenRow)
  case end
}

/// A row that could not be taken apart, with its place and the reason.
package struct BrokenRow: Equatable, Sendable {
  package let line: Int
  package let byteOffset: Int
  /// As `text after the closing quote`.
  package let reason: String
  /// The row as far as it can be shown: at most 4,096 bytes, valid UTF-8.
  package let excerpt: String

  package init(line: Int, byteOffset: Int, reason: String, excerpt: String) {
    self.line = line
    self.byteOffset = byteOffset
    self.reason = reason
    self.excerpt = excerpt
  }
}

/// The whole file cannot be trusted; nothing of it may be used.
package struct UnreadableFile: Error, Equatable, Sendable {
  package let line: Int
  package let byteOffset: Int
  /// As `quoted field never closed (opened in line 12)`.
  package let reason: String
  /// What is missing of it, where it says itself that something is.
  package let shortfall: Shortfall?
  /// The system refused to read it, which says nothing about the file.
  package let isSystemFault: Bool

  package init(
    line: Int, byteOffset: Int, reason: String, shortfall: Shortfall? = nil,
    isSystemFault: Bool = false
  ) {
    self.line = line
    self.byteOffset = byteOffset
    self.reason = reason
    self.shortfall = shortfall
    self.isSystemFault = isSystemFault
  }
}

/// Reads the rows of one file, one after the other, in bounded memory.
package protocol RowReader: AnyObject {
  /// The column names of a delimited file that has a header; known after `init`.
  var header: [String]? { get }
  /// How rows of an earlier file are recognised; `nil` when none are.
  var recognition: RowRecognition? { get set }
  /// Fills `row`, or says why there is none.
  func next(_ row: inout RawRow) throws(UnreadableFile) -> RowResult
  /// Takes apart the row that was recognised last, as `next` would have.
  func takeApartLastKnown(_ row: inout RawRow) throws(UnreadableFile)
}
