import Domain

/// Parts the rows of a file by what they are.
struct PartSurvey {
  let fileName: String

  /// - Parameters:
  ///   - table: the rows.
  ///   - surveys: of its columns.
  ///   - children: arrays within the rows, with the surveys of their columns.
  /// - Returns: the rows themselves first; where a member names their kind, one part for each kind.
  func parts(
    _ table: SampleTable, _ surveys: [ColumnSurvey],
    _ children: [(table: SampleTable, surveys: [ColumnSurvey])]
  ) -> [ExportSurvey.Part] {
    if let kinds = DiscriminatorSurvey.column(of: table, surveys: surveys),
      let column = table.column(kinds.source)
    {
      let parts = kinds.values.map { value in
        let rows = table.rows { column.cells[$0] == value }
        var readable: [ColumnSource: Bool] = [:]
        for survey in surveys { readable[survey.source] = survey.isReadable }
        let own = rows.columns.map { column in
          var survey = ColumnSurvey(column, isJSON: true)
          survey.isReadable = readable[column.source] ?? true
          return survey
        }
        let rule = FieldProposal.sourceText(kinds.source)
        return part(
          rows, own, name: value,
          condition: "{\(rule), equals: \(YAMLText.quoted(value))}")
      }
      return Self.best(parts)
    }
    let whole = part(table, surveys, name: fileName, condition: nil)
    let inner = children.map { child in
      part(child.table, child.surveys, name: fileName + (child.table.each ?? ""), condition: nil)
    }
    return [whole] + inner.filter { $0.proposal != nil && isOwn($0) }
  }

  /// One part for each record type, the one that fits best; the others stay without.
  private static func best(_ parts: [ExportSurvey.Part]) -> [ExportSurvey.Part] {
    parts.map { part in
      guard let proposal = part.proposal else { return part }
      let isBeaten = parts.contains { other in
        guard let rival = other.proposal, rival.schema == proposal.schema else { return false }
        return (rival.score, other.table.rowCount) > (proposal.score, part.table.rowCount)
      }
      return isBeaten
        ? ExportSurvey.Part(
          table: part.table, surveys: part.surveys, condition: part.condition, proposal: nil,
          key: part.key) : part
    }
  }

  /// Whether what makes the lines is theirs, besides the document that stands around them.
  private func isOwn(_ part: ExportSurvey.Part) -> Bool {
    guard let proposal = part.proposal, proposal.form.canBeWithin else { return false }
    return proposal.form.required.allSatisfy { name in
      guard name != proposal.form.document, case .path(let path) = proposal.field(name)?.source
      else { return true }
      return !path.hasPrefix("..")
    }
  }

  private func part(
    _ table: SampleTable, _ surveys: [ColumnSurvey], name: String, condition: String?
  ) -> ExportSurvey.Part {
    let named = EntitySurvey(table: table, surveys: surveys, fileName: name).proposal()
    let key = KeySurvey.key(of: table, surveys: surveys)
    return ExportSurvey.Part(
      table: table, surveys: surveys, condition: condition,
      proposal: named ?? keyOnly(table, surveys, key, name), key: key)
  }

  /// What is said of a file without names of columns: its key alone, by the name of the file.
  private func keyOnly(
    _ table: SampleTable, _ surveys: [ColumnSurvey], _ key: KeySurvey?, _ name: String
  ) -> EntityProposal? {
    guard let key, key.columns.count == 1, case .number = key.columns[0],
      let survey = surveys.first(where: { $0.source == key.columns[0] }), survey.isCode
    else { return nil }
    let words = FieldNames.normal(name)
    let hits = EntityForm.all.map { form in (form, form.words.filter(words.contains)) }
    let best = hits.max { left, right in left.1.joined().count < right.1.joined().count }
    guard let (form, found) = best, !found.isEmpty,
      let schema = RecordSchema.named(form.entity),
      let field = schema.fields.first(where: { $0.name == form.required[0] }),
      form.required.count == 1, !words.contains("price"), !words.contains("detail")
    else { return nil }
    var fields = [FieldProposal(field, survey, isRequired: true)]
    for (name, constant) in form.constants.sorted(by: { $0.key < $1.key }) {
      guard let field = schema.fields.first(where: { $0.name == name }) else { continue }
      fields.insert(
        FieldProposal(field, constant: constant, note: "assumed for every row"), at: 0)
    }
    return EntityProposal(
      schema: schema, fields: fields, form: form,
      reason: "its name has \"\(found[0])\"; without names of columns only its key is proposed",
      confidence: .low, score: 0, keyRepeats: 0, isKeyOnly: true, key: key.columns)
  }

  /// What was found out about the parts of a file.
  static func evidence(_ parts: [ExportSurvey.Part]) -> [Evidence] {
    var evidence: [Evidence] = []
    for part in parts {
      let rows = counted(part.table.rowCount, "row")
      let place = part.condition.map { " where \($0)" } ?? part.table.each.map { " in \($0)" } ?? ""
      if let key = part.key {
        evidence.append(
          Evidence(
            "unique", key.columns.map(\.title).joined(separator: " + ") + place,
            "different in each of \(rows)", part.table.rowCount < 5 ? .low : .high))
      } else {
        evidence.append(
          Evidence("unique", "nothing" + place, "no three columns tell \(rows) apart", .medium))
      }
      guard let proposal = part.proposal else {
        evidence.append(
          Evidence("entity", "none" + place, "no record type fits its columns", .medium))
        continue
      }
      evidence.append(
        Evidence(
          "entity", proposal.schema.entity.text + place, proposal.reason, proposal.confidence))
      if proposal.keyRepeats > 0 {
        evidence.append(
          Evidence(
            "key", proposal.key.map(\.title).joined(separator: " + "),
            "repeated by \(counted(proposal.keyRepeats, "row")): look at it", .low))
      }
    }
    return evidence
  }
}
