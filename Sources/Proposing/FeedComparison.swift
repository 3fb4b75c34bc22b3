import Domain

/// Compares the keys of different feeds, and adjusts how they are read where that makes them meet.
struct FeedComparison {
  private(set) var evidence: [Evidence] = []

  /// Which masters are referred to, by the field that does.
  private static let references: [(field: String, entity: EntityID)] = [
    ("sku", "item"), ("supplier", "partner"), ("customer", "partner"),
  ]

  init(_ drafts: inout [FeedDraft]) {
    compareSides(&drafts)
    compareReferences(&drafts)
  }

  /// The different keys of the rows, in the order of the columns; blanks are left out.
  static func keys(of table: SampleTable, _ columns: [ColumnSource]) -> Set<[String]> {
    let found = columns.compactMap { table.column($0) }
    guard found.count == columns.count, !found.isEmpty else { return [] }
    var keys: Set<[String]> = []
    for row in 0..<table.rowCount {
      let key = found.map { $0.cells[row].map { String($0.trimmedSpaces) } ?? "" }
      if !key.contains("") { keys.insert(key) }
    }
    return keys
  }

  private static func withoutZeros(_ key: [String]) -> [String] {
    key.map { text in
      let rest = text.drop { $0 == "0" }
      return rest.isEmpty ? text : String(rest)
    }
  }

  /// Notes whether the keys of masters that two systems keep meet as written, or without zeros.
  private mutating func compareSides(_ drafts: inout [FeedDraft]) {
    for (left, right) in pairs(drafts.count) where drafts[left].system != drafts[right].system {
      for leftPart in drafts[left].parts.indices {
        for rightPart in drafts[right].parts.indices {
          guard let one = drafts[left].parts[leftPart].proposal,
            let other = drafts[right].parts[rightPart].proposal,
            one.schema == other.schema, one.schema.nature == .master,
            drafts[left].preset == nil, drafts[right].preset == nil
          else { continue }
          let ours = Self.keys(of: drafts[left].parts[leftPart].table, one.key)
          let theirs = Self.keys(of: drafts[right].parts[rightPart].table, other.key)
          let needsStripping = tell(
            one.schema.entity.text, (drafts[left].name, ours), (drafts[right].name, theirs))
          guard needsStripping, let field = one.form.required.first else { continue }
          drafts[left].parts[leftPart].strip(field)
          drafts[right].parts[rightPart].strip(field)
        }
      }
    }
  }

  /// Notes how many keys meet; whether they do only without their leading zeros.
  private mutating func tell(
    _ entity: String, _ one: (name: String, keys: Set<[String]>),
    _ other: (name: String, keys: Set<[String]>)
  ) -> Bool {
    let plain = one.keys.intersection(other.keys).count
    let bare = Set(one.keys.map(Self.withoutZeros))
      .intersection(Set(other.keys.map(Self.withoutZeros))).count
    let strips = bare > plain && bare * 2 >= min(one.keys.count, other.keys.count)
    var reason =
      "\(plain) of \(one.keys.count) and \(other.keys.count) are the same as written"
    if strips { reason += ", \(bare) without leading zeros: strip_leading" }
    evidence.append(
      Evidence(
        "same \(entity)", "\(one.name), \(other.name)", reason,
        max(plain, bare) * 2 >= min(one.keys.count, other.keys.count) ? .high : .low))
    return strips
  }

  /// Whether what lines refer to is among the masters.
  private mutating func compareReferences(_ drafts: inout [FeedDraft]) {
    for (name, entity) in Self.references {
      var masters = Masters(drafts, entity, role: name)
      guard !masters.keys.isEmpty else { continue }
      if !masters.isStripped, Self.meetOnlyBare(drafts, name, entity, masters) {
        for place in drafts.indices where drafts[place].preset == nil {
          for part in drafts[place].parts.indices {
            guard let proposal = drafts[place].parts[part].proposal,
              proposal.schema.entity == entity, let field = proposal.form.required.first
            else { continue }
            drafts[place].parts[part].strip(field)
          }
        }
        masters = Masters(drafts, entity, role: name)
      }
      for place in drafts.indices where drafts[place].preset == nil {
        for part in drafts[place].parts.indices {
          guard let proposal = drafts[place].parts[part].proposal,
            proposal.schema.entity != entity, let source = proposal.field(name)?.source
          else { continue }
          let used = Self.keys(of: drafts[place].parts[part].table, [source])
          guard !used.isEmpty else { continue }
          let bare = Set(used.map(Self.withoutZeros)).intersection(masters.bareKeys).count
          let known = masters.isStripped ? bare : used.intersection(masters.keys).count
          evidence.append(
            Evidence(
              "reference", "\(drafts[place].name) \(name)",
              "\(known) of \(used.count) are known as \(entity.text)"
                + (masters.isStripped
                  ? " without leading zeros: strip_leading"
                  : bare > known ? ", \(bare) without leading zeros" : ""),
              known * 2 >= used.count ? .high : .low))
          if masters.isStripped { drafts[place].parts[part].strip(name) }
          if known * 2 >= used.count, masters.canBeDemanded {
            drafts[place].parts[part].demand(name, entity)
          }
        }
      }
    }
  }

  /// Whether most of what refers to masters is known only without leading zeros.
  private static func meetOnlyBare(
    _ drafts: [FeedDraft], _ name: String, _ entity: EntityID, _ masters: Masters
  ) -> Bool {
    var used: Set<[String]> = []
    for part in drafts.filter({ $0.preset == nil }).flatMap(\.parts) {
      guard let proposal = part.proposal, proposal.schema.entity != entity,
        let source = proposal.field(name)?.source
      else { continue }
      used.formUnion(keys(of: part.table, [source]))
    }
    let known = used.intersection(masters.keys).count
    let bare = Set(used.map(withoutZeros)).intersection(masters.bareKeys).count
    return bare * 2 >= used.count && bare > known * 2 && !used.isEmpty
  }

  /// What is told of one kind of masters.
  private struct Masters {
    private(set) var keys: Set<[String]> = []
    /// Whether they are read without leading zeros.
    private(set) var isStripped = false
    /// Whether the role that a reference asks for is the one that they are read with.
    private(set) var canBeDemanded: Bool

    var bareKeys: Set<[String]> { Set(keys.map(FeedComparison.withoutZeros)) }

    init(_ drafts: [FeedDraft], _ entity: EntityID, role: String) {
      canBeDemanded = entity == "item"
      for part in drafts.flatMap(\.parts) {
        guard let proposal = part.proposal, proposal.schema.entity == entity else { continue }
        keys.formUnion(FeedComparison.keys(of: part.table, proposal.key))
        let key = proposal.form.required.first.flatMap { proposal.field($0) }
        if key?.parts.contains(where: { $0.hasPrefix("strip_leading") }) == true {
          isStripped = true
        }
        if proposal.field("role")?.parts == ["constant: \(YAMLText.quoted(role))"] {
          canBeDemanded = true
        }
      }
    }
  }

  private func pairs(_ count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { left in (left..<count).dropFirst().map { (left, $0) } }
  }
}

extension ExportSurvey.Part {
  /// Reads a code without its leading zeros.
  fileprivate mutating func strip(_ field: String) {
    change(field) { proposal in
      guard !proposal.parts.contains(where: { $0.hasPrefix("strip_leading") }) else { return }
      proposal.parts.append("strip_leading: \"0\"")
      proposal.note = "the other side writes it with other leading zeros"
    }
  }

  /// Holds rows that refer to a master nobody knows.
  fileprivate mutating func demand(_ field: String, _ entity: EntityID) {
    change(field) { $0.parts.append("exists_in: \(entity.text)") }
  }

  private mutating func change(_ name: String, _ body: (inout FieldProposal) -> Void) {
    guard var changed = proposal,
      let place = changed.fields.firstIndex(where: { $0.field.name == name })
    else { return }
    body(&changed.fields[place])
    self = ExportSurvey.Part(
      table: table, surveys: surveys, condition: condition, proposal: changed, key: key)
  }
}
