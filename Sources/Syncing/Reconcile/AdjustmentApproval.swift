internal import Domain
internal import Persistence
internal import Reconciliation

/// Holds back what a warehouse adjusted without a reason, or beyond its limit, until somebody approves
/// it.
struct AdjustmentApproval {
  private let session: Session
  private let adjustments: RecordTable
  private let costs: UnitCosts
  /// Those that carry adjustments.
  private let streams: [StreamID]

  /// - Returns: `nil` where nothing needs approval.
  /// - Throws: what the store failed with.
  init?(session: Session) throws {
    guard session.settings.adjustments != AdjustmentFacts.Limits() else { return nil }
    self.session = session
    adjustments = try session.store.table(.adjustment)
    costs = try UnitCosts(session: session)
    streams = session.settings.liveStreams
      .filter { $0.entity == RecordSchema.adjustment.entity }.map(\.id)
  }

  /// Judges the adjustments that came.
  func run() throws {
    for key in try session.store.touched(Touched.adjustments).map(withThoseThatWait)
      ?? everything()
    {
      var found: [SyncException] = []
      for system in session.settings.systems {
        guard let stored = try adjustments.record(RecordKey(text: key), in: system.id) else {
          continue
        }
        found += try open(stored)
      }
      try session.desk.judge(Subject.adjustment(key), findings: found)
    }
    try session.store.clearTouched(Touched.adjustments)
  }

  /// A cost or a limit may have changed since they were judged.
  private func withThoseThatWait(_ touched: [String]) throws -> [String] {
    let entity = RecordSchema.adjustment.entity
    let live = try [ExceptionCode.adjNoReason, .adjOverLimit]
      .flatMap { try session.desk.live($0, of: entity) }.map(\.key)
    let waiting = try session.store.touched(Touched.outbound(entity)) ?? []
    return Set(touched + live + waiting).sorted { $0.precedesByBytes($1) }
  }

  private func everything() throws -> [String] {
    var keys: Set<RecordKey> = []
    try adjustments.scan(system: nil) {
      keys.insert($0.record.key)
      return true
    }
    return keys.sorted().map(\.text)
  }

  /// Whether an adjustment waits for somebody's approval.
  func isAwaited(_ stored: RecordTable.Stored) throws -> Bool { try !open(stored).isEmpty }

  /// What is wrong with an adjustment and was not approved.
  private func open(_ stored: RecordTable.Stored) throws -> [SyncException] {
    let record = stored.record
    // It went out before the limits were there.
    if try session.store.sentRecords(record.key, on: streams).first != nil { return [] }
    var facts = AdjustmentFacts(
      key: record.key, sku: record["sku"].description, delta: record["delta"].decimal ?? .zero,
      limits: session.settings.adjustments)
    facts.warehouse = record.warehouse
    facts.reason = record["reason"].text
    facts.owner = stored.system
    facts.unitCost = try costs.cost(ofItem: record["sku"])?.amount
    facts.origin = try session.origin(of: stored)
    return try findings(in: .adjustment(facts)).filter { try !isApproved($0) }
  }

  private func isApproved(_ finding: SyncException) throws -> Bool {
    guard let booked = try session.store.exception(fingerprint: finding.fingerprint) else {
      return false
    }
    return try session.store.lastTime(of: [ExceptionWork.approved], on: booked.id) != nil
  }
}
