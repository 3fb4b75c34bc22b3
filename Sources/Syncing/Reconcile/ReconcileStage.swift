internal import Domain
internal import Persistence

/// Compares what the systems say, for the keys that were touched since they were last proved.
struct ReconcileStage {
  let session: Session
  /// Prove everything again, not only what was touched.
  var provesAll = false

  func run() throws {
    try session.store.transaction {
      try recallDeliveries()
      var rules = try session.site.ownership()
      let haveChanged = try rules.record(in: session.store, at: session.now, run: session.run)
      if haveChanged || provesAll { try touchEverything(rulesOnly: !provesAll) }
      try PlanStage(session: session).begin(plansAll: provesAll)
      session.rules = rules
      try MasterCleaning(session: session).run()
      try MasterComparison(session: session, rules: rules).run()
      // Answers come first: they are part of an order's life.
      try Acknowledgements(session: session).run()
      try session.store.touchDue(at: session.now)
      try PurchaseProof(session: session).run()
      try SalesProof(session: session).run()
      try OrphanProof(session: session).run()
      try SerialProof(session: session).run()
      try BlindReturns(session: session).run()
      try TransferProof(session: session).run()
      try StockProof(session: session).run()
      try CountProof(session: session).run()
      try closeWhatNobodyAsksFor()
      try AdjustmentApproval(session: session)?.run()
      try session.desk.survive()
      try StockCorrections(session: session).run()
      try StockJournals(session: session)?.run()
      try session.store.set(Self.mark, to: String(try session.store.newestFileID()))
    }
  }

  /// Up to which line of the ledger deliveries were reconciled.
  fileprivate static let mark = "reconciled"

  /// What was delivered since the last reconciliation counts, also when the run that read it was
  /// interrupted.
  private func recallDeliveries() throws {
    let last = try session.reconciledFile()
    for file in try session.store.acceptedFiles(after: last) {
      session.desk.freshFeeds.insert(file.feed)
      let isFull = session.settings.feeds.contains { $0.id == file.feed && $0.mode == .snapshot }
      if isFull && file.counts.held == 0 { session.desk.completeFeeds.insert(file.feed) }
    }
  }

  /// What the configuration no longer wants judged does not stay open.
  private func closeWhatNobodyAsksFor() throws {
    if try AdjustmentApproval(session: session) == nil {
      try session.desk.closeSubjects(startingWith: Subject.adjustment(""), except: [])
    }
    if StockJournals.schemas(in: session).isEmpty {
      try session.desk.closeSubjects(startingWith: Subject.costs, except: [])
    }
  }

  private func touchEverything(rulesOnly: Bool) throws {
    let every = CollectionOfOne(StateStore.everyKey)
    for schema in allRecordSchemas where schema.nature == .master {
      try session.store.touch(Touched.master(schema.entity), every)
    }
    guard !rulesOnly else { return }
    for subject in Touched.everything {
      try session.store.touch(subject, every)
    }
  }
}

extension Session {
  /// The last line of the ledger that was reconciled; 0 before the first.
  func reconciledFile() throws -> Int64 {
    Int64(try store.setting(ReconcileStage.mark) ?? "0") ?? 0
  }

  /// Whether any feed that brings records of a type has delivered a file.
  func hasDelivered(_ entity: EntityID, from system: SystemID? = nil) throws -> Bool {
    for feed in feeds(of: entity) where system == nil || feed.system == system {
      if try store.feedState(feed.id)?.lastFile != nil { return true }
    }
    return false
  }

  /// Whether a system has delivered all its records of a type at least once.
  func hasDeliveredInFull(_ entity: EntityID, from system: SystemID) throws -> Bool {
    for feed in feeds(of: entity) where feed.system == system && feed.mode == .snapshot {
      if try store.feedState(feed.id)?.lastFullAt != nil { return true }
    }
    return false
  }

  /// What the first system that has a record says; `nil` when none has it.
  func first(_ key: RecordKey, of schema: RecordSchema) throws -> RecordTable.Stored? {
    let table = try store.table(schema)
    for system in settings.systems {
      if let stored = try table.record(key, in: system.id) { return stored }
    }
    return nil
  }

  /// Where a stored record was read; `nil` for records that wmsync made.
  func origin(of stored: RecordTable.Stored) throws -> Origin? {
    try origin(stored.file, stored.line, stored.system)
  }

  /// The place of a line in a file of the ledger.
  func origin(_ file: Int64, _ line: Int, _ system: SystemID) throws -> Origin? {
    try ledgerFile(file).map { Origin(system: system, feed: $0.feed, file: $0.name, line: line) }
  }

  func ledgerFile(_ id: Int64) throws -> LedgerFile? {
    if let file = ledgerFiles[id] { return file }
    let file = try store.file(id)
    if ledgerFiles.count >= 1_000 { ledgerFiles.removeAll() }
    ledgerFiles[id] = file
    return file
  }
}
