internal import Domain
internal import Persistence
internal import Planning
internal import Reconciliation

/// Proposes to the books what stock movements are worth, where a stream carries journals.
///
/// Each version of an event is one journal over what it adds to the versions before; what was
/// proposed stays as it is.
struct StockJournals {
  private let session: Session
  private let journals: RecordTable
  private let costs: UnitCosts
  private let transfers: RecordTable
  private let approval: AdjustmentApproval?
  private let clock: LocalClock
  /// What files up to this one told had happened before the books were told anything.
  private let since: Int64

  private static let causes: [EntityID: StockCause] = [
    RecordSchema.receipt.entity: .received, RecordSchema.shipment.entity: .issued,
    RecordSchema.returnReceipt.entity: .returned, RecordSchema.adjustment.entity: .adjusted,
    RecordSchema.transferLeg.entity: .dispatched, RecordSchema.stockCorrection.entity: .adjusted,
  ]

  /// - Returns: `nil` where no stream carries journals.
  /// - Throws: what the store failed with.
  init?(session: Session) throws {
    guard Self.isCarried(in: session) else { return nil }
    self.session = session
    journals = try session.store.table(.journal)
    costs = try UnitCosts(session: session)
    transfers = try session.store.table(.transferLine)
    approval = try AdjustmentApproval(session: session)
    since = try Self.start(in: session)
    clock = LocalClock(timezone: session.settings.timezone)
  }

  /// Kept when the books are told for the first time.
  private static func start(in session: Session) throws -> Int64 {
    let mark = "journals_since"
    if let kept = try session.store.setting(mark) { return Int64(kept) ?? 0 }
    let start = try session.reconciledFile()
    try session.store.set(mark, to: String(start))
    return start
  }

  private static func isCarried(in session: Session) -> Bool {
    session.settings.outbound.contains { $0.entity == RecordSchema.journal.entity }
  }

  /// Record types of which the books are told on this site.
  static func schemas(in session: Session) -> [RecordSchema] {
    guard isCarried(in: session) else { return [] }
    return StockMovementKind.all.map(\.schema).filter { causes[$0.entity] != nil }
  }

  /// What an event is looked at under, whatever its version.
  static func subject(_ record: Record) -> RecordKey {
    RecordKey(parts: [record.schema.entity.text, eventKey(record).text])
  }

  private static func eventKey(_ record: Record) -> RecordKey {
    let isVersioned = record.schema.keyFields.last?.name == "version"
    return isVersioned
      ? RecordKey(record.values[..<(record.schema.keyCount - 1)]) : record.key
  }

  func run() throws {
    var waiting: Set<RecordKey> = []
    var lacking: [String: Int] = [:]
    for key in try session.store.touched(Touched.journals) ?? everything() {
      let parts = RecordKey(text: key).parts
      guard parts.count == 2,
        let kind = StockMovementKind.all.first(where: { $0.schema.entity.text == parts[0] })
      else { continue }
      let outcome = try propose(kind, RecordKey(text: parts[1]))
      if outcome != .done { waiting.insert(RecordKey(text: key)) }
      if case .lacksCost(let sku) = outcome { lacking[sku, default: 0] += 1 }
    }
    try session.store.clearTouched(Touched.journals)
    // What waits is looked at in every run until it is proposed.
    try session.store.touch(Touched.journals, waiting.sorted().map(\.text))
    try judge(lacking)
  }

  private func judge(_ lacking: [String: Int]) throws {
    var present: Set<SubjectID> = []
    for (sku, count) in lacking.sorted(by: { $0.key.precedesByBytes($1.key) }) {
      let subject = Subject.costs + sku
      present.insert(SubjectID(subject))
      var facts = CostFacts(sku: sku, movements: count)
      facts.owner = session.erp
      try session.desk.judge(subject, findings: findings(in: .cost(facts)))
    }
    try session.desk.closeSubjects(startingWith: Subject.costs, except: present)
  }

  /// Too many were touched to note them one by one.
  private func everything() throws -> [String] {
    var keys: Set<RecordKey> = []
    for schema in Self.schemas(in: session) {
      try session.store.table(schema).scan(system: nil) {
        keys.insert(Self.subject($0.record))
        return true
      }
    }
    return keys.sorted().map(\.text)
  }

  private enum Outcome: Equatable {
    case done
    /// The order with its price, or somebody's approval, has not come.
    case waits
    case lacksCost(of: String)
  }

  /// Proposes what the versions of an event add.
  private func propose(_ kind: StockMovementKind, _ key: RecordKey) throws -> Outcome {
    let table = try session.store.table(kind.schema)
    let fields = zip(kind.schema.keyFields.map(\.name), key.parts).map { ($0, $1) }
    for system in session.tellers(of: kind) {
      let versions = try table.records(system: system, where: fields)
      var total = ExactDecimal.zero
      var open: [Record] = []
      for version in versions {
        if let proposed = try quantity(proposedFor: version.record) {
          total += proposed
        } else if !kind.isOurs, version.file <= since {
          total = quantity(of: version.record, kind)
        } else {
          open.append(version.record)
          continue
        }
        // Newer versions that were told stand for the older ones.
        open.removeAll()
      }
      if kind.schema == .adjustment, let approval,
        try versions.contains(where: { try approval.isAwaited($0) })
      {
        return .waits
      }
      for version in open {
        let quantity = quantity(of: version, kind)
        guard quantity != total else { continue }
        if try costs.awaitsOrder(version) { return .waits }
        guard let cost = try costs.cost(of: version) else {
          return .lacksCost(of: version["sku"].description)
        }
        var movement = ValuedMovement(
          try cause(of: version), quantity - total, unitCost: cost.amount, currency: cost.currency,
          day: clock.local(version[kind.time].time ?? session.now).date)
        if movement.currency?.isEmpty == true { movement.currency = nil }
        try keep(movement, for: version)
        total = quantity
      }
    }
    return .done
  }

  /// What a version moves in all.
  private func quantity(of version: Record, _ kind: StockMovementKind) -> ExactDecimal {
    kind.legs(version).reduce(.zero) { $0 + $1.quantity }
  }

  private static func name(_ record: Record) -> String { "\(record.schema.entity) \(record.key)" }

  /// How much was proposed for a version; `nil` when nothing was.
  private func quantity(proposedFor record: Record) throws -> ExactDecimal? {
    let key = RecordKey(parts: [Self.name(record), "1"])
    return try journals.record(key, in: Session.ourselves)?.record["qty"].decimal
  }

  private func cause(of record: Record) throws -> StockCause {
    if record.schema == .adjustment, let transfer = record["reference"].text {
      for system in session.settings.systems
      where try transfers.contains(keyStart: [transfer], in: system.id) { return .lostOnTheWay }
    }
    return Self.causes[record.schema.entity] ?? .adjusted
  }

  private func keep(_ movement: ValuedMovement, for event: Record) throws {
    let finance = session.settings.finance
    guard let proposal = JournalProposal(for: movement, closedUntil: finance.closedUntil) else {
      return
    }
    for (index, line) in proposal.lines.enumerated() {
      var record = Record(.journal)
      record["journal"] = .text(Self.name(event))
      record["line"] = .text(String(index + 1))
      record["posting_date"] = .date(proposal.postingDate)
      record["event_date"] = .date(proposal.eventDate)
      record["account"] = finance.accounts[line.role].map { .text($0) } ?? .null
      record["debit"] = line.debit.map { .decimal($0) } ?? .null
      record["credit"] = line.credit.map { .decimal($0) } ?? .null
      record["currency"] = movement.currency.map { .text($0) } ?? .null
      record["warehouse"] = event["warehouse"]
      record["sku"] = event["sku"]
      record["qty"] = .decimal(movement.quantity)
      record["reference_entity"] = .text(event.schema.entity.text)
      record["reference"] = .text(Self.eventKey(event).text)
      record["late"] = .flag(proposal.isLate)
      try session.keepDerived(record)
    }
    guard proposal.isLate, let closedUntil = finance.closedUntil else { return }
    var facts = ClosedPeriodFacts(
      entity: event.schema.entity, key: event.key, eventDate: proposal.eventDate,
      postingDate: proposal.postingDate, closedUntil: closedUntil)
    facts.warehouse = event.warehouse
    facts.owner = session.erp
    facts.amount = proposal.lines[0].debit
    try session.desk.judge(
      "period|\(Self.name(event))", findings: findings(in: .closedPeriod(facts)))
  }
}
