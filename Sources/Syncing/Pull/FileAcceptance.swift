internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation

/// What follows once a file's rows may be used: watermark, header, rows that waited.
extension FileIntake {
  func accept(
    _ ledger: inout LedgerFile, _ taker: RecordTaker, _ state: inout FeedState
  ) throws {
    try session.store.update(ledger)
    session.desk.freshFeeds.insert(feed.id)
    try releaseReplaced(ledger, taker)
    if state.lastFile == nil { try touchEverything() }
    let drift = HeaderContract(state.header).drift(
      to: ledger.header?.split(separator: "\u{1f}", omittingEmptySubsequences: false)
        .map(String.init) ?? [], missing: [], refused: false)
    try judgeHeader(ledger, feed.dialect.extraColumns == .ignore ? .fine : drift ?? .fine)
    if feed.mode == .snapshot {
      try session.desk.judge(Subject.feed(feed.id, "shrink"), findings: [])
      state.lastFullAt = session.now
      state.rows = ledger.counts.new + taker.matched
    }
    if let time = taker.newestTime { state.rowTime = max(state.rowTime ?? time, time) }
    state.header = ledger.header
    state.context = session.context
    try moveWatermark(ledger, &state)
    try session.store.forgetSighting(of: ledger.name, feed: feed.id)
    try judge(ledger.name, .fine)
    if state.lastFile == ledger.id {
      try session.desk.closeEarlier(Subject.feed(feed.id, "files"))
    }
  }

  /// What is looked at as a whole when the first records of a type come: it depends on them, whatever
  /// came before.
  private static let firstLooks: [EntityID: [String]] = [
    RecordSchema.item.entity: [Touched.stock],
    RecordSchema.salesOrder.entity: [Touched.sales],
    RecordSchema.salesOrderLine.entity: [Touched.orphans],
    RecordSchema.purchaseOrder.entity: [Touched.purchases],
    RecordSchema.purchaseOrderLine.entity: [Touched.orphans],
  ]

  /// With its first file a side begins to be compared: all that others said until now counts.
  private func touchEverything() throws {
    let every = CollectionOfOne(StateStore.everyKey)
    for entity in Set(feed.mapping.emits.map(\.entity)).sorted() {
      try session.store.touch(Touched.outbound(entity), every)
      switch RecordSchema.named(entity)?.nature {
      case .master: try session.store.touch(Touched.master(entity), every)
      case .snapshot: try session.store.touch(Touched.stock, every)
      default: break
      }
      for subject in Self.firstLooks[entity] ?? [] { try session.store.touch(subject, every) }
      if session.settings.plans { try session.store.touch(Touched.articles, every) }
      if entity == RecordSchema.kitComponent.entity {
        // Order lines that came before the first bills are looked at with them.
        try session.store.touch(Touched.sales, every)
        try session.store.touch(Touched.outbound(RecordSchema.salesOrderLine.entity), every)
      }
    }
  }

  private func moveWatermark(_ ledger: LedgerFile, _ state: inout FeedState) throws {
    if let number = ledger.sequence {
      state.lastSequence = max(state.lastSequence ?? number, number)
      if try !session.store.hasGap(in: feed.id, above: state.sequenceFloor) {
        state.gapSince = nil
        try session.desk.judge(Subject.feed(feed.id, "gap"), findings: [])
      }
    }
    let isNewest =
      feed.order != .name
      || state.lastName.map { !ledger.name.utf8.lexicographicallyPrecedes($0.utf8) } ?? true
    if isNewest {
      state.lastFile = ledger.id
      state.lastName = ledger.name
    }
  }

  /// Rows that waited and were said again need not wait any more.
  private func releaseReplaced(_ ledger: LedgerFile, _ taker: RecordTaker) throws {
    var released: Set<Fingerprint> = []
    if feed.mode == .snapshot {
      released.formUnion(
        try session.store.releaseRows(of: feed.id, before: ledger.id).map { Fingerprint($0) })
    } else {
      for held in try session.store.heldKeys(of: feed.id, before: ledger.id)
      where try taker.named(held.key, held.entity) || hasNewerVersion(held) {
        released.formUnion(
          try session.store.releaseRows(keyed: held.key, of: feed.id, before: ledger.id)
            .map { Fingerprint($0) })
      }
    }
    for fingerprint in released.sorted() where !fingerprint.text.isEmpty {
      if try !session.store.isHeld(fingerprint.text) { try session.desk.close(fingerprint.text) }
    }
  }

  /// An event that was reported otherwise is settled by a later version of it.
  private func hasNewerVersion(_ held: HeldKey) throws -> Bool {
    guard let schema = RecordSchema.named(held.entity), schema.nature == .event,
      schema.fields[schema.keyCount - 1].name == "version",
      let record = Record(schema, key: held.key),
      let version = record.values[schema.keyCount - 1].decimal
    else { return false }
    let fields = schema.keyFields.dropLast().map { ($0.name, record[$0.name].description) }
    return try session.store.table(schema).records(system: feed.system, where: fields)
      .contains { ($0.record["version"].decimal ?? .zero) > version }
  }
}
