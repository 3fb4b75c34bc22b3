/// Finds columns that tell the rows of a table apart.
struct KeySurvey {
  /// The columns of a key; rows without a value in one of them count as equal.
  let columns: [ColumnSource]
  let rows: Int

  /// Columns that are looked at for keys of several.
  private static let mostColumns = 14

  /// The shortest key; of several the one that stands furthest left.
  ///
  /// Technical ids come last.
  ///
  /// - Returns: `nil` where no three columns tell all rows apart.
  static func key(of table: SampleTable, surveys: [ColumnSurvey]) -> KeySurvey? {
    guard table.rowCount > 0 else { return nil }
    let codes = surveys.indices.filter {
      surveys[$0].isCode && !surveys[$0].isGUID && surveys[$0].filled > 0
    }
    let single = codes.first {
      surveys[$0].isUnique && !isProse(surveys[$0]) && !isOutside(surveys[$0])
    }
    if let single {
      return KeySurvey(columns: [surveys[single].source], rows: table.rowCount)
    }
    let parts = Array(
      surveys.indices.filter { place in
        let survey = surveys[place]
        return (survey.isCode && !survey.isGUID || survey.isTime) && survey.blank == 0
          && survey.distinct > 1
      }.prefix(mostColumns))
    for size in 2...3 {
      for places in combinations(parts, size) {
        let columns = places.map { table.columns[$0] }
        if isUnique(columns, table.rowCount) {
          return KeySurvey(columns: columns.map(\.source), rows: table.rowCount)
        }
      }
    }
    let last = surveys.first { $0.isUnique }
    return last.map { KeySurvey(columns: [$0.source], rows: table.rowCount) }
  }

  /// How many rows share their values in some columns with a row before them.
  static func repeats(of columns: [SampleColumn], _ rows: Int) -> Int {
    var seen: Set<[String]> = []
    return (0..<rows).count { row in
      !seen.insert(columns.map { $0.cells[row].map { String($0.trimmedSpaces) } ?? "" }).inserted
    }
  }

  private static func isUnique(_ columns: [SampleColumn], _ rows: Int) -> Bool {
    repeats(of: columns, rows) == 0
  }

  /// What stands around the lines of a document is the same for all of them.
  private static func isOutside(_ survey: ColumnSurvey) -> Bool {
    survey.source.heading.hasPrefix("..")
  }

  /// Names and descriptions may be unique by chance.
  private static func isProse(_ survey: ColumnSurvey) -> Bool {
    guard case .text = survey.kind else { return false }
    return survey.examples.contains { $0.contains(" ") }
  }

  /// Places, the leftmost first.
  private static func combinations(_ places: [Int], _ size: Int) -> [[Int]] {
    guard size > 0 else { return [[]] }
    var found: [[Int]] = []
    for (index, place) in places.enumerated() {
      for rest in combinations(Array(places[(index + 1)...]), size - 1) {
        found.append([place] + rest)
      }
    }
    return found
  }
}
