import Domain
import Intake

/// Finds out whether the first row of a delimited file names its columns.
enum HeaderSurvey {
  static func header(of rows: [[String]]) -> Found<Dialect.Header> {
    guard let first = rows.first else {
      return Found(.required, "the file is empty", .low)
    }
    let names = first.map { String($0.trimmedSpaces) }
    if let value = names.first(where: isValue) {
      return Found(.none, "the first row has a value, \(JSONText.quoted(value))", .high)
    }
    let filled = names.filter { !$0.isEmpty }
    if let twice = firstRepeated(filled) {
      return Found(
        .none, "the first row has \(JSONText.quoted(twice)) twice, which no header may", .medium)
    }
    let below = rows.dropFirst()
    if let column = repeated(names, in: below) {
      return Found(
        .none, "\(JSONText.quoted(names[column])) of the first row stands in the same column below",
        .medium)
    }
    let known = filled.filter { FieldNames.concepts(of: $0).isEmpty == false }
    if known.count * 3 >= filled.count, known.count > 1 {
      return Found(
        .required,
        "\(known.count) of \(counted(filled.count, "name")) in the first row are usual "
          + "names of columns", .high)
    }
    if let column = contrast(names, below) {
      return Found(
        .required, "below \(JSONText.quoted(names[column])) stand values of another kind", .high)
    }
    return Found(.required, "the first row has a different text in each column", .low)
  }

  /// Whether a text is content and no name: a number, a time, a serial id.
  private static func isValue(_ text: String) -> Bool {
    guard !text.isEmpty else { return false }
    return CellKind.isNumber(text) || CellKind.isGUID(text)
      || TimeForms.common.contains { $0.reads(text) }
  }

  private static func firstRepeated(_ names: [String]) -> String? {
    var seen: Set<String> = []
    return names.first { !seen.insert($0).inserted }
  }

  private static func repeated(_ names: [String], in rows: ArraySlice<[String]>) -> Int? {
    names.indices.first { column in
      !names[column].isEmpty
        && rows.contains { column < $0.count && $0[column].trimmedSpaces == names[column] }
    }
  }

  /// A column whose cells mostly have digits where the first row has none.
  private static func contrast(_ names: [String], _ rows: ArraySlice<[String]>) -> Int? {
    names.indices.first { column in
      guard !names[column].isEmpty, !names[column].contains(where: \.isNumber) else { return false }
      let cells = rows.compactMap { row -> Substring? in
        guard column < row.count, !row[column].trimmedSpaces.isEmpty else { return nil }
        return row[column].trimmedSpaces
      }
      let digits = cells.count { $0.contains(where: \.isNumber) }
      return !cells.isEmpty && digits * 10 >= cells.count * 9
    }
  }
}
