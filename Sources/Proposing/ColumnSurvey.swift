import Domain

/// What was found out about one column.
struct ColumnSurvey {
  enum Kind {
    case empty
    case integer
    case decimal
    /// With the form that reads all its cells.
    case time(TimeForm)
    case guid
    case text
  }

  /// Words that stand for nothing where the other cells are filled.
  private static let nulls: Set<String> = [
    "NULL", "null", "\\N", "N/A", "n/a", "NA", "None", "none", "NaN", "-", "(null)", "#N/A",
  ]

  let source: ColumnSource
  let kind: Kind
  /// Cells with content, and those without.
  let filled: Int
  let blank: Int
  let distinct: Int
  /// Cells that are numbers in any way of writing.
  let numbers: Int
  /// Whether codes begin with a zero, which a number would lose.
  let hasLeadingZeros: Bool
  let hasOuterSpaces: Bool
  /// Words for nothing that stand among numbers or times.
  let nullWords: [String]
  /// Numbers that a spreadsheet has made powers of ten.
  let powersOfTen: Int
  let longest: Int
  /// The first different cells, at most five.
  let examples: [String]
  /// Different cells in the order of their names, where they are few; `nil` where they are many.
  let choices: [String]?
  /// Other ways to read its times that say another day, and times that cannot be.
  let rivals: [TimeForm]
  let impossible: Int
  /// Whether its times are written as the dialect says; a file has one way for dates, one for times.
  var isReadable = true

  static let mostChoices = 40

  init(_ column: SampleColumn, isJSON: Bool) {
    source = column.source
    let all = column.filled
    let words = all.filter { Self.nulls.contains(String($0)) }
    let cells = words.count < all.count ? all.filter { !Self.nulls.contains(String($0)) } : all
    let time = TimeForms.form(of: cells)
    let numbers = cells.count { CellKind.isNumber($0.filter { $0 != "'" && $0 != " " }) }
    let integers = cells.count { CellKind.isInteger($0) }
    if cells.isEmpty {
      kind = .empty
    } else if let time, integers < cells.count || Self.isNamedAsTime(column.source) {
      kind = .time(time.form)
    } else if integers == cells.count {
      kind = .integer
    } else if numbers == cells.count {
      kind = .decimal
    } else if cells.allSatisfy({ CellKind.isGUID($0) }) {
      kind = .guid
    } else {
      kind = .text
    }
    let isExact =
      switch kind {
      case .text, .guid, .empty: false
      default: true
      }
    nullWords = isExact ? Array(Set(words.map(String.init))).sorted() : []
    self.numbers = numbers
    filled = isExact ? cells.count : all.count
    blank = column.cells.count - filled
    let different = Set(all)
    distinct = different.count
    choices = distinct <= Self.mostChoices ? different.map(String.init).sorted() : nil
    hasLeadingZeros = cells.contains {
      $0.utf8.count > 1 && $0.first == "0" && CellKind.isInteger($0)
    }
    hasOuterSpaces =
      !isJSON && column.cells.contains { $0.map { $0.trimmedSpaces != $0[...] } ?? false }
    powersOfTen = cells.count { CellKind.isPowerOfTen($0) }
    longest = cells.map(\.count).max() ?? 0
    examples = Self.firstDifferent(all)
    rivals = time?.rivals ?? []
    impossible = time?.impossible ?? 0
  }

  /// Eight digits are a day only in a column that is called so.
  private static func isNamedAsTime(_ source: ColumnSource) -> Bool {
    let name = source.heading.lowercased()
    let parts = ["date", "datum", "_at", "createdat", "changedat", "time", "day", "tag", "dat"]
    return name.isEmpty || parts.contains { name.contains($0) }
  }

  private static func firstDifferent(_ cells: [Substring]) -> [String] {
    var found: [String] = []
    for cell in cells where !found.contains(String(cell)) {
      found.append(String(cell))
      if found.count == 5 { break }
    }
    return found
  }

  /// What is in it, in a word.
  var kindName: String {
    switch kind {
    case .empty: "empty"
    case .integer: hasLeadingZeros ? "digits with leading zeros" : "whole numbers"
    case .decimal: "numbers"
    case .time(let form): form.pattern
    case .guid: "technical ids"
    case .text: "text"
    }
  }

  /// Whether each row has its own value.
  var isUnique: Bool { blank == 0 && distinct == filled && filled > 0 }

  /// Whether nearly all its cells are numbers; a wrong one is then held as a row at fault.
  var isNumeric: Bool {
    switch kind {
    case .integer, .decimal: true
    case .text: filled > 0 && numbers * 100 >= filled * 95
    default: false
    }
  }

  var isTime: Bool {
    if case .time = kind { return true }
    return false
  }

  /// Whether its cells could be codes: no decimals, no prose.
  var isCode: Bool {
    switch kind {
    case .integer, .guid: true
    case .text: longest <= 40 && powersOfTen == 0
    case .empty, .decimal, .time: false
    }
  }

  var isGUID: Bool {
    if case .guid = kind { return true }
    return false
  }
}
