internal import Domain
internal import Persistence
internal import Reconciliation

/// Finds masters that were entered twice: keys spelt in two ways, barcodes that lead to two
/// articles, business partners under two numbers.
///
/// Runs before masters are compared, and looks at what they touched. Records that are alike form a
/// group, of which one stays and every other is named; nothing is ever merged.
struct MasterCleaning {
  let session: Session

  func run() throws {
    for search in LikenessSearch.all {
      try LikenessJudgement(session: session, search: search).run()
    }
  }
}

/// A kind of likeness, and where it is looked for.
private struct LikenessSearch {
  let kind: AlikeFacts.Kind
  let code: ExceptionCode
  let entity: EntityID
  /// What records may share, with the words for it; marks of one name are compared with each other.
  let aspects: [(name: String, likenesses: [Likeness])]

  static let all = [
    LikenessSearch(
      kind: .spelling, code: .keyVariant, entity: "item",
      aspects: [(name: "key", likenesses: [.itemKey])]),
    LikenessSearch(
      kind: .spelling, code: .keyVariant, entity: "partner",
      aspects: [(name: "key", likenesses: [.partnerKey])]),
    LikenessSearch(
      kind: .barcode, code: .barcodeDuplicate, entity: "item",
      aspects: [(name: "barcode", likenesses: [.itemBarcode, .unitBarcode])]),
    LikenessSearch(
      kind: .partner, code: .partnerDuplicate, entity: "partner",
      aspects: [
        (name: "e-mail address", likenesses: [.partnerMail]),
        (name: "tax number", likenesses: [.partnerTaxNumber]),
        (name: "name and postcode", likenesses: [.partnerAddress]),
      ]),
  ]

  var schemas: Set<EntityID> { Set(aspects.flatMap(\.likenesses).map(\.schema.entity)) }
}

/// Judges the groups to which touched records belong, or belonged.
private struct LikenessJudgement {
  let session: Session
  let search: LikenessSearch

  /// What more things than this share is no sign of one thing, but a word that stands for none.
  private static let mostAlike = 50
  private static let mostMembers = 200

  func run() throws {
    var wanted: Set<RecordKey> = []
    for entity in search.schemas.sorted() {
      guard let keys = try session.store.touched(Touched.master(entity)) else {
        return try judge(try everything())
      }
      wanted.formUnion(keys.map { identity(RecordKey(text: $0), of: entity) })
    }
    guard !wanted.isEmpty else { return }
    // Whoever leaves a group may leave a single one behind.
    var groups: [RecordKey: Set<RecordKey>] = [:]
    for known in try known() { groups[known.survivor, default: []].insert(known.key) }
    for (survivor, members) in groups {
      let group = members.union([survivor])
      if !wanted.isDisjoint(with: group) { wanted.formUnion(group) }
    }
    try judge(wanted)
  }

  private func identity(_ key: RecordKey, of entity: EntityID) -> RecordKey {
    entity == RecordSchema.itemUnit.entity ? RecordKey(parts: [key.parts[0]]) : key
  }

  /// What was found before.
  private func known() throws -> [(key: RecordKey, survivor: RecordKey)] {
    try session.desk.live(search.code, of: search.entity).map {
      (key: RecordKey(text: $0.key), survivor: RecordKey(text: $0.expected ?? ""))
    }
  }

  /// Everything that is alike, and everything that was.
  private func everything() throws -> Set<RecordKey> {
    var wanted = Set(try known().flatMap { [$0.key, $0.survivor] })
    for (_, likenesses) in search.aspects {
      for likeness in likenesses {
        wanted.formUnion(try session.store.table(likeness.schema).alikeThings(likeness))
      }
      for other in likenesses.dropFirst() {
        let table = try session.store.table(likenesses[0].schema)
        wanted.formUnion(try table.alikeThings(likenesses[0], and: other))
      }
    }
    return wanted
  }

  private func judge(_ wanted: Set<RecordKey>) throws {
    var judged: Set<RecordKey> = []
    for key in wanted.sorted() where judged.insert(key).inserted {
      let group = try group(of: key)
      judged.formUnion(group.keys)
      let members = try group.keys.map { try Member(session, search.entity, $0) }
        .sorted(by: Member.stays)
      for member in members {
        try judge(
          member, survivor: members[0], shared: group[member.key] ?? [], count: members.count)
      }
    }
  }

  /// Everything that is alike, directly or through others, with what each record shares.
  private func group(of key: RecordKey) throws -> [RecordKey: Set<String>] {
    var group: [RecordKey: Set<String>] = [key: []]
    var open = [key]
    while let next = open.popLast() {
      for (name, likenesses) in search.aspects {
        for mark in try marks(likenesses, of: next).sorted() {
          let alike = try things(likenesses, marked: mark).sorted()
          guard alike.count <= Self.mostAlike else { continue }
          for other in alike where other != next {
            group[next]?.insert(name)
            if group[other] != nil {
              group[other]?.insert(name)
            } else if group.count < Self.mostMembers {
              group[other] = [name]
              open.append(other)
            }
          }
        }
      }
    }
    return group
  }

  private func marks(_ likenesses: [Likeness], of key: RecordKey) throws -> Set<String> {
    var marks: Set<String> = []
    for likeness in likenesses {
      marks.formUnion(
        try session.store.table(likeness.schema).marks(
          likeness, of: key, in: session.settings.systems.map(\.id)))
    }
    return marks
  }

  private func things(_ likenesses: [Likeness], marked mark: String) throws -> Set<RecordKey> {
    var things: Set<RecordKey> = []
    for likeness in likenesses {
      things.formUnion(
        try session.store.table(likeness.schema).things(
          likeness, marked: mark, most: Self.mostAlike + 1))
    }
    return things
  }

  private func judge(
    _ member: Member, survivor: Member, shared: Set<String>, count: Int
  ) throws {
    var facts = AlikeFacts(
      search.kind, entity: search.entity, key: member.key, survivor: survivor.key,
      shared: search.aspects.map(\.name).filter(shared.contains), count: count)
    facts.system = member.stored?.system
    facts.origin = try member.stored.flatMap { try session.origin(of: $0) }
    try session.desk.judge(
      Subject.alike(search.code, search.entity, member.key), findings: findings(in: .alike(facts)))
  }
}

/// One record of a group.
private struct Member {
  let key: RecordKey
  /// The record of the first system that has one; `nil` where only packs of an item are known.
  let stored: RecordTable.Stored?
  private let isBooked: Bool
  private let filled: Int

  init(_ session: Session, _ entity: EntityID, _ key: RecordKey) throws {
    self.key = key
    let table = try RecordSchema.named(entity).map { try session.store.table($0) }
    var found: [RecordTable.Stored] = []
    for system in session.settings.systems {
      if let stored = try table?.record(key, in: system.id) { found.append(stored) }
    }
    stored = found.first { $0.system == session.erp } ?? found.first
    isBooked = found.contains { $0.system == session.erp }
    filled = found.map { $0.record.values.count { !$0.isNull } }.max() ?? 0
  }

  static func stays(_ left: Member, _ right: Member) -> Bool {
    if left.isBooked != right.isBooked { return left.isBooked }
    return left.filled == right.filled ? left.key < right.key : left.filled > right.filled
  }
}
