internal import Domain
internal import Persistence
internal import Reconciliation
internal import Reporting

/// What other source-of-truth rules would do to the records in a store: found by the code that
/// reconciles and sends, and rolled back.
struct RuleDifference {
  /// A field that another rule would decide about.
  struct Field {
    let entity: EntityID
    let key: RecordKey
    let warehouse: WarehouseID?
    let field: String
    /// `nil` where no record carries the field.
    let now: HoldingValue?
    let then: HoldingValue?
    /// Streams that the record would go out on because of it.
    var streams: [StreamID] = []

    /// Another value would hold.
    var isOtherValue: Bool { now?.value != then?.value }
  }

  /// A rule by what it is about; of an override and a rule of the configuration about the same, the
  /// override counts.
  private typealias Scope = [String?]

  private(set) var added: [OwnershipRule] = []
  private(set) var removed: [OwnershipRule] = []
  private(set) var changed: [(now: OwnershipRule, then: OwnershipRule)] = []
  /// By record type, key and field.
  private(set) var fields: [Field] = []
  /// Records that would go out, by stream, beside what goes out anyway.
  private(set) var sent: [(stream: StreamID, records: Int)] = []
  /// Exceptions that would open and close, beside those that do anyway.
  private(set) var opened = 0
  private(set) var closed = 0
  let ruleSet: Int64

  var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  /// - Parameters:
  ///   - rules: those that would hold.
  ///   - site: opened for a change; its store is left as it is.
  /// - Throws: what the store or a stage failed with.
  init(of rules: OwnershipBook, at site: Site) throws {
    let inForce = try OwnershipBook(recordedIn: site.store)
    ruleSet = inForce.ruleSet
    compare(Self.effective(inForce), Self.effective(rules))
    guard !isEmpty else { return }
    let now = try Self.rehearse(inForce, at: site)
    let then = try Self.rehearse(rules, at: site)
    opened = then.opened - now.opened
    closed = then.closed - now.closed
    var keys: [StreamID: Set<RecordKey>] = [:]
    for stream in site.settings.outbound {
      let anyway = Set(now.rehearsal?.sent[stream.id] ?? [])
      let own = Set(then.rehearsal?.sent[stream.id] ?? []).subtracting(anyway)
      guard !own.isEmpty else { continue }
      sent.append((stream.id, own.count))
      keys[stream.id] = Set(own.map(stream.candidate))
    }
    site.assumedRules = inForce
    defer { site.assumedRules = nil }
    let session = try Session(site: site, run: 0, accepted: [], isRehearsal: true)
    for schema in allRecordSchemas where concerns(schema) {
      let streams = site.settings.outbound.filter { $0.entity == schema.entity }
      try compareRecords(of: schema, rules, session) { key in
        streams.map(\.id).filter { keys[$0]?.contains(key) ?? false }
      }
    }
  }

  private static func rehearse(_ rules: OwnershipBook, at site: Site) throws -> RunSummary {
    site.assumedRules = rules
    defer { site.assumedRules = nil }
    var request = CycleRequest(command: "rules diff", stages: [.reconcile, .push])
    request.isRehearsal = true
    return try Cycle(site).run(request)
  }

  // MARK: Rules

  private static func effective(_ book: OwnershipBook) -> [(scope: Scope, rule: OwnershipRule)] {
    var found: [(scope: Scope, rule: OwnershipRule)] = []
    for rule in book.rules {
      let scope = [rule.field, rule.warehouse?.text, rule.key]
      if !found.contains(where: { $0.scope == scope }) { found.append((scope, rule)) }
    }
    return found
  }

  private mutating func compare(
    _ now: [(scope: Scope, rule: OwnershipRule)], _ then: [(scope: Scope, rule: OwnershipRule)]
  ) {
    for (scope, rule) in now where !then.contains(where: { $0.scope == scope }) {
      removed.append(rule)
    }
    for (scope, rule) in then {
      guard let before = now.first(where: { $0.scope == scope })?.rule else {
        added.append(rule)
        continue
      }
      if !rule.decides(as: before) { changed.append((before, rule)) }
    }
  }

  /// Whether any rule about a record type differs.
  private func concerns(_ schema: RecordSchema) -> Bool {
    guard schema.nature != .event, schema.nature != .derived else { return false }
    return (added + removed + changed.map(\.then)).contains {
      $0.field.hasPrefix("\(schema.entity).")
    }
  }

  // MARK: Records

  private mutating func compareRecords(
    of schema: RecordSchema, _ rules: OwnershipBook, _ session: Session,
    streams: (RecordKey) -> [StreamID]
  ) throws {
    let library = try MasterLibrary(session: session, schema: schema)
    try library.forEveryKey { key in
      try Interruption.check()
      let view = try library.view(of: key)
      let other = view.under(rules)
      for field in schema.fields[schema.keyCount...].map(\.name) {
        let now = try view.holding(field, in: session)
        let then = try other.holding(field, in: session)
        guard !(now?.value.isNull ?? true && then?.value.isNull ?? true) else { continue }
        let isSame = now?.rule.map { then?.rule?.decides(as: $0) ?? false } ?? (then?.rule == nil)
        if isSame { continue }
        var found = Field(
          entity: schema.entity, key: key, warehouse: view.warehouse, field: field, now: now,
          then: then)
        found.streams = streams(key)
        fields.append(found)
      }
    }
  }
}

extension OwnershipRule {
  /// Whether it says the same about the same, wherever it stands.
  func decides(as other: OwnershipRule) -> Bool {
    field == other.field && warehouse == other.warehouse && key == other.key
      && owner == other.owner && fallback == other.fallback && onDrift == other.onDrift
  }
}
