/// Finds a member that says what kind of record each record of a file is, as `/model`.
enum DiscriminatorSurvey {
  private static let usual: Set<String> = [
    "model", "type", "kind", "entity", "recordtype", "object", "doctype", "table", "class",
  ]

  /// The column and its values, those with most rows first; `nil` where all records are alike.
  static func column(
    of table: SampleTable, surveys: [ColumnSurvey]
  ) -> (source: ColumnSource, values: [String])? {
    for survey in surveys where survey.blank == 0 && survey.distinct > 1 {
      guard let choices = survey.choices, case .path(let pointer) = survey.source,
        usual.contains(FieldNames.normal(pointer)),
        let column = table.column(survey.source), table.rowCount >= choices.count * 2
      else { continue }
      let shapes = Set(
        choices.map { value in
          Set(table.rows { column.cells[$0] == value }.columns.map(\.source))
        })
      guard shapes.count * 2 > choices.count else { continue }
      let counts = Dictionary(column.cells.map { ($0 ?? "", 1) }, uniquingKeysWith: +)
      return (
        survey.source,
        choices.sorted { (counts[$1] ?? 0, $0) < (counts[$0] ?? 0, $1) }
      )
    }
    return nil
  }
}
