internal import Domain
internal import Mapping
internal import Persistence
internal import Planning
internal import Reconciliation

/// Finds what had happened by the end of a day and was not posted by then.
///
/// What the ERP has posted is judged as for the equation of stock, as if it had looked at its stock at
/// the end of that day.
struct Accruals {
  /// What was found, and what could not be judged.
  struct Findings {
    var accruals: [Accrual] = []
    /// Record types that are told, and of which nothing tells whether they were posted.
    var unproved: [EntityID] = []
    /// Record types that the ERP is sent, and of which it answers nothing.
    var unanswered: [EntityID] = []
    /// Nothing tells of anything whether it was posted.
    var isBlind = false
    /// When the ERP's ledger was delivered last, where that was before the end of the day.
    var ledgerTaken: Timestamp?
    /// Events without a time.
    var timeless = 0
  }

  private let session: Session
  private let erp: SystemID
  private let end: Timestamp
  private let movements: StockMovements?
  private let postings: StockPostings
  private let costs: UnitCosts
  private let clock: ZoneClock
  /// Those that tell what moves; what the ERP itself moves it has posted.
  private let systems: [SystemID]

  /// Record types that become entries in the books.
  private static let kinds: [EntityID: AccrualKind] = [
    RecordSchema.receipt.entity: .received, RecordSchema.shipment.entity: .shipped,
    RecordSchema.returnReceipt.entity: .returned, RecordSchema.adjustment.entity: .adjusted,
    RecordSchema.transferLeg.entity: .dispatched,
  ]

  /// - Parameters:
  ///   - session: where.
  ///   - erp: whose books are closed.
  ///   - day: the last day of the period, in the zone of the site.
  /// - Throws: what the store failed with.
  init(session: Session, erp: SystemID, day: CalendarDate) throws {
    self.session = session
    self.erp = erp
    clock = ZoneClock(session.settings.timezone)
    systems = session.settings.systems.map(\.id).filter { $0 != erp }
    end = Timestamp(
      microseconds: clock.start(of: CalendarDate(days: day.days + 1)).microseconds - 1)
    movements = try StockMovements(session: session, erp: erp)
    postings = try StockPostings(session: session, erp: erp)
    costs = try UnitCosts(session: session)
  }

  /// Everything that lacks, in the order of reports.
  func find() throws -> Findings {
    var findings = Findings()
    var provable: Set<EntityID> = []
    for kind in StockMovementKind.all where Self.kinds[kind.schema.entity] != nil {
      let entity = kind.schema.entity
      let table = try session.store.table(kind.schema)
      guard try systems.contains(where: { try !table.isEmpty(for: $0) }) else { continue }
      switch postings.proof(of: entity) {
      case .ledger, .answers: provable.insert(entity)
      case .sending:
        provable.insert(entity)
        findings.unanswered.append(entity)
      case .nothing: findings.unproved.append(entity)
      }
    }
    for article in try articles(provable, &findings.timeless) {
      findings.accruals += try accruals(of: article, provable)
    }
    let invoices = session.settings.liveStreams.filter {
      $0.to == erp && $0.entity == RecordSchema.invoiceTrigger.entity
    }
    if !invoices.isEmpty, !invoices.contains(where: { $0.acknowledgement != nil }) {
      findings.unanswered.append(RecordSchema.invoiceTrigger.entity)
    }
    if postings.hasLedger {
      findings.ledgerTaken = postings.ledgerTaken.flatMap { $0 < end ? $0 : nil }
    }
    findings.isBlind = provable.isEmpty && invoices.isEmpty
    findings.accruals += try notInvoiced(invoices)
    findings.accruals = Accrual.sorted(findings.accruals)
    return findings
  }

  /// An article in a warehouse, and the system that tells what moves there.
  private struct Article: Hashable {
    let warehouse: String
    let sku: String
    let system: SystemID
  }

  /// Those of which anything had happened, in any order.
  private func articles(_ provable: Set<EntityID>, _ timeless: inout Int) throws -> Set<Article> {
    var found: Set<Article> = []
    for kind in StockMovementKind.all where provable.contains(kind.schema.entity) {
      try session.store.table(kind.schema).scan(system: nil) { stored in
        guard systems.contains(stored.system) else { return true }
        guard let time = stored.record[kind.time].time else {
          timeless += 1
          return true
        }
        if time <= end {
          found.insert(
            Article(
              warehouse: stored.record["warehouse"].description,
              sku: stored.record["sku"].description, system: stored.system))
        }
        return true
      }
    }
    return found
  }

  private func accruals(of article: Article, _ provable: Set<EntityID>) throws -> [Accrual] {
    let warehouse = WarehouseID(article.warehouse)
    let moment = SnapshotMoment(earliest: end, latest: end)
    let frame = StockFrame(
      warehouse: warehouse, sku: article.sku, bookSystem: erp, physicalSystem: article.system,
      book: moment, physical: moment, since: nil, windowSeconds: 0,
      agedSeconds: session.tolerance(of: "stock.on_hand", in: warehouse).agedSeconds, levels: [])
    return try (movements?.events(frame, provedAt: end) ?? []).compactMap { event in
      guard provable.contains(event.kind.schema.entity), let time = event.at else { return nil }
      return try accrual(event, at: time)
    }
  }

  /// `nil` where all of it was posted, as far as is likely.
  private func accrual(_ event: StockEvent, at time: Timestamp) throws -> Accrual? {
    let record = event.stored.record
    let open = event.legs.reduce(ExactDecimal.zero) { sum, leg in
      leg.posted.filter { $0.now.isInside }.reduce(sum + leg.quantity) { $0 - $1.quantity }
    }
    guard open != .zero, let kind = Self.kinds[record.schema.entity] else { return nil }
    var accrual = Accrual(
      record["leg"].text == "receive" ? .arrived : kind, "\(record.schema.entity) \(record.key)",
      day: clock.local(of: time).date, warehouse: record.warehouse,
      sku: record["sku"].description, quantity: open)
    if let cost = try costs.cost(of: record) {
      accrual.amount = open.product(with: cost.amount, places: CurrencyPlaces.of(cost.currency))
      accrual.currency = cost.currency
    }
    if [.rejected, .waiting].contains(event.bucket) { accrual.reason = event.bucket.title }
    return accrual
  }

  // MARK: Invoices

  /// What was shipped and is to be invoiced, and was not taken over by then; at its price.
  private func notInvoiced(_ streams: [OutboundSettings]) throws -> [Accrual] {
    guard !streams.isEmpty else { return [] }
    var found: [Accrual] = []
    var shipment: [Record] = []
    func settle() throws {
      let lines = Dictionary(grouping: shipment) { $0["line"].description }
      for (_, versions) in lines.sorted(by: { $0.key.precedesByBytes($1.key) }) {
        if let accrual = try notInvoiced(versions, streams) { found.append(accrual) }
      }
      shipment.removeAll(keepingCapacity: true)
    }
    try session.store.table(.invoiceTrigger).scan(system: Session.ourselves) { stored in
      let record = stored.record
      if let last = shipment.last, last.values[..<2] != record.values[..<2] { try settle() }
      shipment.append(record)
      return true
    }
    try settle()
    return found
  }

  /// A later version of a shipment takes the place of the one before.
  private func notInvoiced(
    _ versions: [Record], _ streams: [OutboundSettings]
  ) throws -> Accrual? {
    guard
      let due = versions.last(where: { ($0["shipped_at"].time).map { $0 <= end } ?? false }),
      let time = due["shipped_at"].time
    else { return nil }
    let taken = try versions.last { try isTaken($0, streams) }
    let lacking = { (field: String) in
      (due[field].decimal ?? .zero) - (taken?[field].decimal ?? .zero)
    }
    guard lacking("qty") != .zero else { return nil }
    var accrual = Accrual(
      .notInvoiced, "invoice_trigger \(due.key)", day: clock.local(of: time).date,
      warehouse: try warehouse(of: due), sku: due["sku"].description, quantity: lacking("qty"))
    accrual.amount = due["amount"].isNull ? nil : lacking("amount")
    accrual.currency = due["currency"].text
    return accrual
  }

  /// The ERP had taken it over by then; where it answers nothing, it had been sent.
  private func isTaken(_ trigger: Record, _ streams: [OutboundSettings]) throws -> Bool {
    guard
      let sent = try session.store.sentRecords(trigger.key, on: streams.map(\.id)).first
    else { return false }
    let stream = streams.first { $0.id == sent.stream }
    let answers = !sent.isShadow && stream?.acknowledgement != nil
    guard !answers || sent.answer == SentState.accepted.rawValue else { return false }
    let answered = answers ? try postings.answerTime(sent, erp) : nil
    return (answered ?? Timestamp(rfc3339: sent.createdAt)).map { $0 <= end } ?? false
  }

  private func warehouse(of trigger: Record) throws -> WarehouseID? {
    let fields = [
      ("order", trigger["order"].description), ("order_line", trigger["line"].description),
    ]
    return try session.store.table(.shipment).records(where: fields)
      .first { $0.record["shipment"] == trigger["shipment"] }?.record.warehouse
  }
}
