/// Where the cells of a column come from, as a mapping names it.
package enum ColumnSource: Hashable, Sendable {
  case name(String)
  /// From 1.
  case number(Int)
  /// JSON pointer into the record, or into an element of `each`.
  case path(String)

  /// What a person calls it.
  package var title: String {
    switch self {
    case .name(let name): name
    case .number(let number): "column \(number)"
    case .path(let path): path
    }
  }

  /// The text by which its meaning is guessed; empty for a column without a name.
  var heading: String {
    switch self {
    case .name(let name): name
    case .number: ""
    case .path(let path): path
    }
  }
}

/// A column of a sample with its cells.
struct SampleColumn {
  let source: ColumnSource
  /// One per row, as written; `nil` where a JSON record has none or null.
  var cells: [String?]

  /// What is in it, blanks left out, without outer spaces.
  var filled: [Substring] {
    cells.compactMap { cell in
      guard let text = cell?.trimmedSpaces, !text.isEmpty else { return nil }
      return text
    }
  }
}

/// The rows of a sample, or the elements of an array within them.
struct SampleTable {
  /// JSON pointer to the array within a record; `nil` for the rows themselves.
  var each: String?
  var columns: [SampleColumn]
  var rowCount: Int
  /// Arrays of objects within the records.
  var children: [SampleTable] = []

  func column(_ source: ColumnSource) -> SampleColumn? {
    columns.first { $0.source == source }
  }

  /// The table of some of its rows, without their arrays.
  func rows(where isWanted: (Int) -> Bool) -> SampleTable {
    let wanted = (0..<rowCount).filter(isWanted)
    var table = self
    table.rowCount = wanted.count
    table.columns = columns.map { column in
      SampleColumn(source: column.source, cells: wanted.map { column.cells[$0] })
    }.filter { column in column.cells.contains { $0 != nil } }
    table.children = []
    return table
  }
}

extension StringProtocol {
  /// Without spaces and tabs at both ends.
  var trimmedSpaces: SubSequence {
    var rest = self[...]
    while let first = rest.first, first == " " || first == "\t" || first == "\u{A0}" {
      rest = rest.dropFirst()
    }
    while let last = rest.last, last == " " || last == "\t" || last == "\u{A0}" {
      rest = rest.dropLast()
    }
    return rest
  }
}
