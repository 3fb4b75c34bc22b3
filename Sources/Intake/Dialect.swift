/// How a file is written: everything a reader must know, nothing is guessed at run time.
package struct Dialect: Hashable, Sendable {
  package enum Format: String, CaseIterable, Hashable, Sendable {
    case csv
    case json
    case ndjson
  }

  package enum Encoding: String, CaseIterable, Hashable, Sendable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    case latin9 = "iso-8859-15"
    /// Byte order from the mark; little-endian without one.
    case utf16 = "utf-16"
  }

  /// What a byte order mark at the start means; written files carry one only with `require`.
  package enum ByteOrderMark: String, CaseIterable, Hashable, Sendable {
    case allow
    case require
    case forbid
  }

  package enum Header: String, CaseIterable, Hashable, Sendable {
    case required
    case none
    /// A first line is a header when it names one of the mapped columns.
    case optional
  }

  /// Columns that the feed did not have before, and cells beyond the header.
  package enum ExtraColumns: String, CaseIterable, Hashable, Sendable {
    case error
    case warn
    case ignore
  }

  package enum ShortRows: String, CaseIterable, Hashable, Sendable {
    case hold
    /// Missing cells at the end are empty.
    case pad
  }

  package enum DuplicateKeys: String, CaseIterable, Hashable, Sendable {
    case error
    case last
  }

  package var name: String
  package var format: Format = .csv
  package var encoding: Encoding = .utf8
  package var byteOrderMark: ByteOrderMark = .allow
  /// One or more characters.
  package var delimiter = ","
  /// One ASCII character; `nil` when nothing is quoted.
  package var quote: Character? = "\""
  package var header: Header = .required
  package var skipLines = 0
  /// Lines that start with this are no rows.
  package var comment: String?
  /// Cell contents that mean "empty", compared after trimming.
  package var nulls: [String] = [""]
  package var decimalMark: Character = "."
  package var thousandsMark: Character?
  /// As `dd.MM.yyyy`.
  package var datePattern = "yyyy-MM-dd"
  /// As `dd.MM.yyyy HH:mm:ss`, or `rfc3339`.
  package var timePattern = "rfc3339"
  /// The zone of times without an offset; the site's zone when `nil`.
  package var timezone: String?
  package var trim = false
  package var extraColumns: ExtraColumns = .warn
  package var shortRows: ShortRows = .hold
  /// JSON pointer to the array of records; `nil` when the document itself is the array or the
  /// record.
  package var records: String?
  package var duplicateKeys: DuplicateKeys = .error
  package var maxRowBytes = 1 << 20
  package var maxDepth = 64
  /// The most that `maxDepth` may be: the stack a JSON value needs grows with its depth.
  package static let deepest = 512
  package var maxFields = 512
  package var maxFieldBytes = 1 << 16

  package init(name: String) {
    self.name = name
  }
}
