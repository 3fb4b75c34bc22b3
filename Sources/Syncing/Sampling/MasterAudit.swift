internal import Domain
internal import Mapping

/// Compares what the files of the systems say of articles, partners and bins.
struct MasterAudit {
  /// Findings in sentences, in the order of record types and systems.
  private(set) var findings: [String] = []
  /// By record type, system and code.
  private(set) var candidates: [(entity: EntityID, candidate: AliasCandidate)] = []

  private static let mostExamples = 5

  init(_ masters: MasterSightings, settings: Settings, tables: [String: CrossReference]) {
    for entity in MasterSightings.entities {
      let systems = settings.systems.compactMap { system in
        masters.seen[entity]?[system.id].map { (system, $0) }
      }
      for (_, sightings) in systems { addDoubles(entity, sightings) }
      // The ERP leads; without one the system that stands first.
      guard let lead = systems.first(where: { $0.0.role == .erp }) ?? systems.first else {
        continue
      }
      for (system, sightings) in systems where system.id != lead.0.id {
        compare(entity, (lead.0.id, lead.1), (system.id, sightings))
      }
    }
    addDeadReferences(masters, settings, tables)
  }

  private mutating func compare(
    _ entity: EntityID, _ lead: (id: SystemID, seen: AliasSearch.Sightings),
    _ other: (id: SystemID, seen: AliasSearch.Sightings)
  ) {
    let both = other.seen.keys.filter { lead.seen[$0] != nil }.count
    findings.append("\(entity.text): \(both) are known to \(lead.id) and to \(other.id)")
    addOneSided(entity, lead, other)
    addOneSided(entity, other, lead)
    let found = AliasSearch.candidates(other.seen, lead.seen, system: other.id)
    candidates += found.map { (entity, $0) }
  }

  private mutating func addOneSided(
    _ entity: EntityID, _ one: (id: SystemID, seen: AliasSearch.Sightings),
    _ other: (id: SystemID, seen: AliasSearch.Sightings)
  ) {
    let only = one.seen.filter { other.seen[$0.key] == nil }.sorted { $0.key < $1.key }
    guard !only.isEmpty else { return }
    let examples = only.prefix(Self.mostExamples).map { "\($0.key) (\($0.value.place))" }
    findings.append(
      "\(entity.text): \(only.count) are known to \(one.id) and not to \(other.id): "
        + examples.joined(separator: ", ") + (only.count > examples.count ? ", …" : ""))
  }

  /// Partners of one system that share a mail address, or name and postcode.
  private mutating func addDoubles(_ entity: EntityID, _ sightings: AliasSearch.Sightings) {
    guard entity == "partner" else { return }
    let marks: [(String, KeyPath<MasterSightings.Sighting, String>)] = [
      ("e-mail address", \.email), ("name and postcode", \.address),
    ]
    for (word, mark) in marks {
      let groups = Dictionary(grouping: sightings.filter { !$0.value[keyPath: mark].isEmpty }) {
        $0.value[keyPath: mark]
      }
      for (_, members) in groups.sorted(by: { $0.key < $1.key }) where members.count > 1 {
        let names = members.map { "\($0.key) (\($0.value.place))" }.sorted()
        findings.append("partner: \(names.joined(separator: ", ")) have the same \(word)")
      }
    }
  }

  /// Entries of cross references that lead to an article nobody describes.
  private mutating func addDeadReferences(
    _ masters: MasterSightings, _ settings: Settings, _ tables: [String: CrossReference]
  ) {
    let described = Set(
      (masters.seen["item"] ?? [:]).values.flatMap { sightings in
        sightings.filter(\.value.isDescribed).keys
      })
    guard !described.isEmpty else { return }
    let rules = settings.feeds.flatMap(\.mapping.emits).flatMap(\.fields)
    let names = Set(rules.filter { $0.field == "sku" }.compactMap(\.xref))
    for name in names.sorted() {
      let dead = (tables[name]?.values ?? [:]).filter { !described.contains($0.value) }
        .sorted { $0.key < $1.key }
      guard !dead.isEmpty else { continue }
      let examples = dead.prefix(Self.mostExamples).map { "\($0.key) → \($0.value)" }
      findings.append(
        "cross reference \(name): \(dead.count) of its codes lead to articles that no system has: "
          + examples.joined(separator: ", ") + (dead.count > examples.count ? ", …" : ""))
    }
  }
}
