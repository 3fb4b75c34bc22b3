internal import Domain
internal import Persistence
internal import Reconciliation

/// Reads what moved stock of an article, and how far each side has it.
struct StockMovements {
  private let session: Session
  private let kinds: [(kind: StockMovementKind, records: ArticleRecords)]
  private let postings: StockPostings
  private let picked: PickedStock?
  private let held: HeldMovements

  /// - Returns: `nil` where no movements are told.
  /// - Throws: what the store failed with.
  init?(session: Session, erp: SystemID) throws {
    self.session = session
    let tellsAdjustments = try session.hasDelivered(RecordSchema.adjustment.entity)
    kinds = try StockMovementKind.all.filter { kind in
      try session.hasDelivered(kind)
        // What was counted is told once more as an adjustment.
        && !(kind.schema == .count && tellsAdjustments)
    }.map { ($0, ArticleRecords(of: try session.store.table($0.schema))) }
    postings = try StockPostings(session: session, erp: erp)
    picked = try PickedStock(session: session)
    held = HeldMovements(of: kinds.map(\.kind), in: session)
    if kinds.isEmpty && !postings.hasLedger && picked == nil { return nil }
  }

  /// The ERP tells all it posts: then equal stock and unequal movements cannot both be right.
  var hasLedger: Bool { postings.hasLedger }

  private var records: [ArticleRecords] {
    kinds.map(\.records) + (hasLedger ? [postings.entries] : [])
  }

  /// Makes what articles are found by.
  func prepare() throws {
    for one in records { try one.prepare() }
  }

  /// From now on articles are asked for in byte order, each once.
  func beginWalk() throws {
    for one in records { try one.beginWalk() }
  }

  func endWalk() {
    for one in records { one.endWalk() }
  }

  /// What may explain a difference, in the order of the catalogue and of keys.
  ///
  /// - Parameters:
  ///   - frame: the article.
  ///   - keeps: what is over is not looked at again.
  /// - Returns: what only one side has, or may have.
  /// - Throws: what the store failed with.
  func movements(_ frame: StockFrame, keeps: Bool) throws -> [StockMovement] {
    var events = try events(frame)
    let alone = try postings.post(frame, to: &events)
    var found: [StockMovement] = []
    for index in events.indices {
      try postings.prove(&events[index], frame)
      let event = events[index]
      let own = event.movements(frame, try session.origin(of: event.stored))
      guard own.contains(where: { !$0.isSettled }) else { continue }
      if try isSuperseded(event) { continue }
      found += own
    }
    return found + alone + (try picked?.movements(frame, forgets: keeps) ?? [])
  }

  /// What had happened to an article by a time, with what the book had of each event, as the frame
  /// says.
  func events(_ frame: StockFrame, provedAt end: Timestamp) throws -> [StockEvent] {
    var events = try events(frame, until: end)
    _ = try postings.post(frame, to: &events)
    for index in events.indices { try postings.prove(&events[index], frame) }
    return try events.filter { try !isSuperseded($0, until: end) }
  }

  /// Each event that names this article in this warehouse, with its versions; those in rows that are
  /// held come last.
  func events(_ frame: StockFrame, until end: Timestamp? = nil) throws -> [StockEvent] {
    var events: [StockEvent] = []
    for (kind, records) in kinds {
      // They stand side by side, as do the passes of a count.
      let own = kind.isVersioned || kind.schema == .count ? kind.schema.keyCount - 1 : nil
      var groups: [[RecordTable.Stored]] = []
      let system = kind.isOurs ? Session.ourselves : frame.physicalSystem
      for stored in try records.records(
        warehouse: frame.warehouse.text, sku: frame.sku, system: system)
      where !kind.isAfter(end, stored.record) {
        if let own, let last = groups.last?.last,
          last.record.values[..<own] == stored.record.values[..<own]
        {
          groups[groups.count - 1].append(stored)
        } else {
          groups.append([stored])
        }
      }
      for group in groups {
        guard let latest = group.last else { continue }
        // What a second pass counts takes the place of the first.
        events.append(
          StockEvent(kind, kind.isVersioned ? group : [latest], latest: latest))
      }
    }
    return events + (try held.events(frame).filter { !$0.kind.isAfter(end, $0.stored.record) })
  }

  /// A later version names another article or warehouse.
  func isSuperseded(_ event: StockEvent, until end: Timestamp? = nil) throws -> Bool {
    guard event.kind.isVersioned, !event.isHeld else { return false }
    let schema = event.kind.schema
    if end == nil {
      return try session.store.table(schema).hasLater(
        than: event.stored.record, in: event.stored.system)
    }
    let key = event.stored.record.key
    let fields = zip(schema.fields, key.parts.dropLast()).map { ($0.name, $1) }
    return try session.store.table(schema).records(system: event.stored.system, where: fields)
      .last { !event.kind.isAfter(end, $0.record) }?.record.key != key
  }
}

extension StockMovement {
  /// Both sides have it for certain, or neither has.
  fileprivate var isSettled: Bool {
    likely == .zero
      && (physical + book).allSatisfy { $0.now.isCertain && $0.before.isCertain }
  }
}
