internal import Domain
internal import Persistence
internal import Reconciliation

/// Reads what a side says has moved its stock: by its ledger, or by its events.
struct RollForwardReader {
  private let session: Session
  private let ledger: RecordTable
  private let corrections: RecordTable
  private let events: StockMovements?

  init(session: Session) throws {
    self.session = session
    ledger = try session.store.table(.ledgerEntry)
    corrections = try session.store.table(.stockCorrection)
    events = try session.erp.flatMap { try StockMovements(session: session, erp: $0) }
  }

  /// Makes what articles are found by.
  func prepare() throws {
    if !session.feeds(of: RecordSchema.ledgerEntry.entity).isEmpty {
      try ArticleRecords(of: ledger).prepare()
    }
  }

  /// Visits every article that moved, by the key of the stock.
  func articles(_ visit: (RecordKey) -> Void) throws {
    for schema in StockMovementKind.all.map(\.schema) + [.ledgerEntry] {
      try session.store.table(schema).scan(system: nil) {
        visit(RecordKey([$0.record["warehouse"], $0.record["sku"]]))
        return true
      }
    }
  }

  /// What moved an article on its side.
  ///
  /// - Parameters:
  ///   - article: with both looks.
  ///   - roll: what was known at the first.
  ///   - stock: what was there at the first.
  /// - Returns: the movements, as far as the looks have them; `nil` where they cannot be reckoned.
  /// - Throws: what the store failed with.
  func movements(
    _ article: RolledArticle, _ roll: StockRoll, from stock: ExactDecimal
  ) throws -> [StockMovement]? {
    let isBook = article.system == session.erp
    var replay = StockReplay(
      opening: article.opening, closing: article.closing, windowSeconds: article.windowSeconds)
    let past = Past(
      known: roll.known,
      first: try session.store.firstMoment(of: article.system, in: article.warehouse),
      windowSeconds: article.windowSeconds)
    if session.hasOwnLedger(article.system) {
      for entry in try ledger.records(where: article.fields) where entry.system == article.system {
        replay.add(past.placed(step(of: entry)))
      }
    } else if let events {
      for event in try events.events(frame(article)) where !event.kind.isOurs {
        if try events.isSuperseded(event) { continue }
        for step in steps(of: event, past) { replay.add(step) }
      }
    }
    guard let moved = replay.movements(from: stock) else { return nil }
    return moved + (isBook ? [] : try putRight(article))
  }

  private func step(of entry: RecordTable.Stored) -> StockReplay.Step {
    let record = entry.record
    return StockReplay.Step(
      name: "ledger_entry \(record.key)", bucket: .bookOnly,
      what: .adds(record["qty"].decimal ?? .zero), at: record["at"].time, sequence: nil,
      file: entry.file, line: entry.line)
  }

  /// What an event moved.
  ///
  /// Where versions came that were not known when the side looked first, what was known then counts for
  /// that look, and everything for the next; what the side had at its very first look moved nothing
  /// since.
  private func steps(of event: StockEvent, _ past: Past) -> [StockReplay.Step] {
    let steps = steps(of: event)
    let known = event.versions.filter { $0.file <= past.known }
    guard let latest = known.last, known.count < event.versions.count,
      event.stored.record.schema != .count
    else { return steps.map(past.placed) }
    func only(_ looks: StockReplay.Looks, _ steps: [StockReplay.Step]) -> [StockReplay.Step] {
      steps.filter { !past.hadAtFirst($0) }.map { step in
        var step = step
        step.looks = looks
        return step
      }
    }
    return only(.closing, steps)
      + only(.opening, self.steps(of: StockEvent(event.kind, known, latest: latest)))
  }

  private func steps(of event: StockEvent) -> [StockReplay.Step] {
    let record = event.stored.record
    let name = "\(record.schema.entity) \(record.key)"
    func step(_ what: StockReplay.What, _ version: RecordTable.Stored) -> StockReplay.Step {
      StockReplay.Step(
        name: name, bucket: event.isHeld ? .held : event.kind.bucket, what: what,
        at: version.record[event.kind.time].time,
        sequence: version.record["event_seq"].decimal, file: version.file, line: version.line)
    }
    if record.schema == .count, record["system_before"].isNull {
      let counted = record["counted"].decimal ?? .zero
      return [step(.sets(counted, place: record["bin"].description), event.stored)]
    }
    return event.legs.flatMap { leg in
      leg.steps.map { step(.adds($0.quantity), $0.version) }
    }
  }

  /// What was known of movements when a side had looked.
  private struct Past {
    /// Files up to this one.
    let known: Int64
    /// When the side looked for the very first time: what had happened by then moved nothing since,
    /// whenever it is told.
    let first: SnapshotMoment?
    let windowSeconds: Int

    func placed(_ step: StockReplay.Step) -> StockReplay.Step {
      guard step.file > known, case .adds = step.what, first != nil, !hadAtFirst(step) else {
        return step
      }
      var step = step
      step.looks = .closing
      return step
    }

    func hadAtFirst(_ step: StockReplay.Step) -> Bool {
      first?.membership(at: step.at, sequence: step.sequence, windowSeconds: windowSeconds)
        .isInside ?? false
    }
  }

  /// Stock that was found missing or too much, and put right in the book since: nobody knows when it
  /// went.
  private func putRight(_ article: RolledArticle) throws -> [StockMovement] {
    var found: [StockMovement] = []
    func add(_ name: String, _ quantity: ExactDecimal?, _ time: Timestamp?) {
      guard let quantity, let time, time > article.opening.latest else { return }
      found.append(
        StockMovement(
          name, .correction, level: [], physical: [.init(quantity, now: .likelyOutside)], book: [],
          at: time))
    }
    for stored in try corrections.records(system: Session.ourselves, where: article.fields) {
      add(
        "stock_correction \(stored.record.key)", stored.record["delta"].decimal,
        stored.record["approved_at"].time)
    }
    for entry in try ledger.records(where: article.fields)
    where entry.system == session.erp
      && entry.record["reference_entity"].text == RecordSchema.stockCorrection.entity.text
    {
      // What we asked for is told already.
      let asked = RecordKey([entry.record["reference"]])
      if try corrections.record(asked, in: Session.ourselves) != nil { continue }
      add("ledger_entry \(entry.record.key)", entry.record["qty"].decimal, entry.record["at"].time)
    }
    return found
  }

  /// Movements of either side, around the two looks, that moved as much as is missing.
  func candidates(_ article: RolledArticle, of rest: ExactDecimal) throws -> [String] {
    let slack = article.rule.agedSeconds
    let (from, to) = (
      article.opening.latest.adding(seconds: -slack), article.closing.latest.adding(seconds: slack)
    )
    func isNear(_ time: Timestamp?) -> Bool { time.map { $0 >= from && $0 <= to } ?? true }
    var names: [String] = []
    for event in try events?.events(frame(article)) ?? [] where isNear(event.at) {
      let total = event.legs.reduce(ExactDecimal.zero) { $0 + $1.quantity }
      if total.magnitude == rest.magnitude {
        names.append("\(event.stored.record.schema.entity) \(event.stored.record.key)")
      }
    }
    for entry in try ledger.records(where: article.fields) {
      guard entry.record["qty"].decimal?.magnitude == rest.magnitude,
        isNear(entry.record["at"].time)
      else { continue }
      names.append("ledger_entry \(entry.record.key)")
    }
    return names
  }

  private func frame(_ article: RolledArticle) -> StockFrame {
    let physical =
      session.settings.warehouses.first { $0.id == article.warehouse }?.system ?? article.system
    return StockFrame(
      warehouse: article.warehouse, sku: article.sku, bookSystem: article.system,
      physicalSystem: physical, book: article.closing, physical: article.closing,
      since: nil, windowSeconds: article.windowSeconds, agedSeconds: article.rule.agedSeconds,
      levels: [])
  }
}
