import Domain

/// How one field of ours is proposed to be filled.
struct FieldProposal {
  let field: FieldSchema
  /// What stands behind the field's name in the configuration, as `column: "ArtNr"`.
  var parts: [String]
  /// The column, where it is read from one.
  let source: ColumnSource?
  /// What a person should know of it; `nil` where there is nothing to say.
  var note: String?
  /// Whether a person must fill something in before it can be used; it is then a comment.
  let isOpen: Bool

  /// As `{column: "ArtNr", required: true}`.
  var rule: String { "{" + parts.joined(separator: ", ") + "}" }
}

/// What the rows of a table are proposed to be.
struct EntityProposal {
  let schema: RecordSchema
  var fields: [FieldProposal]
  let form: EntityForm
  let reason: String
  let confidence: Confidence
  /// How well it fits, against other parts of the same file.
  let score: Int
  /// Rows that repeat the key of a row before them.
  let keyRepeats: Int
  /// Whether only its key is known, because the columns have no names.
  let isKeyOnly: Bool
  /// Columns of the key, as far as it is read from columns.
  let key: [ColumnSource]

  func field(_ name: String) -> FieldProposal? { fields.first { $0.field.name == name } }
}

/// Finds out which records the rows of a table are, by the names of its columns, by the name of
/// the file, and by whether the key holds.
struct EntitySurvey {
  let table: SampleTable
  let surveys: [ColumnSurvey]
  /// The file's name as words are looked for in it.
  let fileName: String

  private struct Rating {
    let form: EntityForm
    let columns: [String: Int]
    var score: Int
    var repeats = 0
    var words: [String] = []
  }

  /// - Returns: `nil` where no type fits.
  func proposal() -> EntityProposal? {
    let rated = EntityForm.all.compactMap { rating($0) }
      .sorted { ($1.score, $0.form.entity.text) < ($0.score, $1.form.entity.text) }
    guard let best = rated.first, best.score > 0,
      let schema = RecordSchema.named(best.form.entity)
    else { return nil }
    let margin = best.score - (rated.dropFirst().first?.score ?? 0)
    let confidence: Confidence =
      margin >= 6 && !best.words.isEmpty && best.repeats == 0
      ? .high : (margin >= 3 ? .medium : .low)
    var reason = "its columns tell "
    reason += best.columns.keys.sorted().joined(separator: ", ")
    if let word = best.words.first { reason += "; its name has \"\(word)\"" }
    if let second = rated.dropFirst().first {
      reason += "; next would be \(second.form.entity.text)"
    }
    return EntityProposal(
      schema: schema, fields: fields(best, schema), form: best.form, reason: reason,
      confidence: confidence, score: best.score, keyRepeats: best.repeats, isKeyOnly: false,
      key: keyColumns(best, schema).map { table.columns[$0].source })
  }

  private func rating(_ form: EntityForm) -> Rating? {
    guard let schema = RecordSchema.named(form.entity) else { return nil }
    let columns = assigned(schema, form)
    guard form.required.allSatisfy({ columns[$0] != nil }) else { return nil }
    guard form.oneOf.isEmpty || form.oneOf.contains(where: { columns[$0] != nil }) else {
      return nil
    }
    let words = form.words.filter { FieldNames.normal(fileName).contains($0) }
    var rating = Rating(form: form, columns: columns, score: 0)
    rating.words = words
    rating.score = form.required.count * 4
    rating.score += form.typical.count { columns[$0] != nil } * 2
    rating.score += words.isEmpty ? 0 : 5 + words.count
    let lastWord = fileName.split { !$0.isLetter }.last?.lowercased() ?? ""
    if words.contains(lastWord) || words.contains(String(lastWord.dropLast())) { rating.score += 3 }
    let key = keyColumns(rating, schema)
    let isKeyWhole = schema.keyFields.allSatisfy {
      columns[$0.name] != nil || $0.isOptionalInKey || form.constants[$0.name] != nil
        || $0.name == "version"
    }
    if isKeyWhole, !key.isEmpty {
      rating.repeats = KeySurvey.repeats(of: key.map { table.columns[$0] }, table.rowCount)
      if rating.repeats > 0 { rating.score -= 8 }
    }
    if form.strange.contains(where: { column(for: $0) != nil }) { rating.score -= 10 }
    return rating
  }

  private func keyColumns(_ rating: Rating, _ schema: RecordSchema) -> [Int] {
    schema.keyFields.compactMap { rating.columns[$0.name] }
  }

  private func column(for field: String) -> Int? {
    surveys.indices.first {
      let heading = surveys[$0].source.heading
      return FieldNames.concepts(of: heading).first == field && surveys[$0].filled > 0
        && !heading.hasPrefix("..")
    }
  }

  /// Each field's column: the nearest names first, each column for one field.
  private func assigned(_ schema: RecordSchema, _ form: EntityForm) -> [String: Int] {
    var pairs: [(distance: Int, field: Int, column: Int)] = []
    for (place, field) in schema.fields.enumerated() {
      for (column, survey) in surveys.enumerated() where survey.filled > 0 {
        guard FieldProposal.fits(survey, field) else { continue }
        let heading = survey.source.heading
        if let distance = FieldNames.distance(of: heading, to: field.name) {
          // A wanted field goes before one that is not missed.
          let bonus = form.required.contains(field.name) ? -60 : 0
          pairs.append((distance + bonus, place, column))
        } else if FieldNames.isID(heading), field.name == form.idField,
          !heading.hasPrefix("..")
        {
          pairs.append((150, place, column))
        }
      }
    }
    var columns: [String: Int] = [:]
    var taken: Set<Int> = []
    let sorted = pairs.sorted {
      ($0.distance, $0.field, $0.column) < ($1.distance, $1.field, $1.column)
    }
    for pair in sorted {
      let name = schema.fields[pair.field].name
      guard columns[name] == nil, taken.insert(pair.column).inserted else { continue }
      columns[name] = pair.column
    }
    return columns
  }

  /// The value of a field that no column tells.
  private func constant(_ field: String, _ form: EntityForm) -> String? {
    let name = FieldNames.normal(fileName)
    if field == "role",
      ["vendor", "supplier", "lieferant", "kreditor"].contains(where: name.contains)
    {
      return "supplier"
    }
    return form.constants[field]
  }

  private func fields(_ rating: Rating, _ schema: RecordSchema) -> [FieldProposal] {
    let required = Set(rating.form.required)
    return schema.fields.enumerated().compactMap { place, field in
      let isKey = place < schema.keyCount
      if let column = rating.columns[field.name] {
        return FieldProposal(
          field, surveys[column],
          isRequired: isKey && !field.isOptionalInKey || required.contains(field.name))
      }
      if let constant = constant(field.name, rating.form) {
        return FieldProposal(
          field, constant: constant,
          note: "no column tells it; \"\(constant)\" is assumed for every row")
      }
      if field.name == "line", let document = rating.form.document,
        let column = rating.columns[document]
      {
        return FieldProposal(field, ordinalWithin: surveys[column].source)
      }
      if field.name == "parcel", let column = rating.columns["tracking"] {
        return FieldProposal(field, surveys[column], isRequired: true)
      }
      return nil
    }
  }
}
