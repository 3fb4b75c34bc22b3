internal import Domain
internal import Persistence
internal import Reconciliation

/// Finds out which events the ERP has posted.
///
/// Its own ledger proves it where it sends one, else its answer to what it was sent; where neither
/// is told, time decides.
final class StockPostings {
  /// The ERP sends its ledger: what it does not list it has not posted.
  let hasLedger: Bool
  private let session: Session
  /// What the ledgers list, by article.
  let entries: ArticleRecords
  private let ledger: RecordTable
  private let acks: RecordTable
  /// When the ledger was last delivered, be it that nothing was new in it.
  let ledgerTaken: Timestamp?
  /// When the first entry of the ledger was made, once it was asked for.
  private var ledgerStart: Timestamp??
  private var streams: [EntityID: [OutboundSettings]] = [:]
  /// Documents that are told at all.
  private let documents: Set<EntityID>

  init(session: Session, erp: SystemID) throws {
    self.session = session
    ledger = try session.store.table(.ledgerEntry)
    entries = ArticleRecords(of: ledger)
    acks = try session.store.table(.ack)
    hasLedger = try session.hasDelivered(RecordSchema.ledgerEntry.entity, from: erp)
    let feeds = session.feeds(of: RecordSchema.ledgerEntry.entity).filter { $0.system == erp }
    ledgerTaken = try feeds.compactMap { try session.store.lastDelivery(of: $0.id) }.max()
    for stream in session.settings.liveStreams where stream.to == erp {
      streams[stream.entity, default: []].append(stream)
    }
    documents = Set(
      try StockMovementKind.all.compactMap { $0.parent?.lines.entity }
        .filter { try session.hasDelivered($0) })
  }

  /// What tells whether the ERP has posted an event.
  enum Proof {
    case ledger, answers
    /// It was sent, and nobody answers.
    case sending
    case nothing
  }

  /// What tells of events of a type.
  func proof(of entity: EntityID) -> Proof {
    if hasLedger { return .ledger }
    guard let own = streams[entity] else { return .nothing }
    return own.contains { $0.acknowledgement != nil } ? .answers : .sending
  }

  // MARK: By the ledger

  /// Gives the entries of the ERP's ledger to the events they name.
  ///
  /// - Parameters:
  ///   - frame: the article.
  ///   - events: all of it.
  /// - Returns: the entries that name none, as movements of their own.
  /// - Throws: what the store failed with.
  func post(_ frame: StockFrame, to events: inout [StockEvent]) throws -> [StockMovement] {
    guard hasLedger else { return [] }
    let entries = try entries.records(warehouse: frame.warehouse.text, sku: frame.sku)
    guard !entries.isEmpty else { return [] }
    // An entry names the document, its line, or the whole key of an event.
    var byReference: [String: [Int]] = [:]
    for (index, event) in events.enumerated() {
      let parts = event.stored.record.key.parts
      for count in 1...parts.count {
        byReference[RecordKey(parts: Array(parts[..<count])).text, default: []].append(index)
      }
    }
    let echoed = Set(
      entries.filter { $0.system == frame.physicalSystem }
        .compactMap { $0.record["reference"].text })
    var alone: [StockMovement] = []
    for entry in entries where entry.system == frame.bookSystem {
      let entity = entry.record["reference_entity"].text
      var named = (byReference[entry.record["reference"].description] ?? []).filter {
        entity == nil || entity == events[$0].kind.schema.entity.text
      }
      if named.isEmpty, entity == RecordSchema.stockCorrection.entity.text {
        named = Self.corrections(like: entry.record, in: events)
      }
      if named.isEmpty {
        if let movement = try bookOnly(entry, frame, echoed) { alone.append(movement) }
      } else {
        give(entry.record, to: named, of: &events, frame)
      }
    }
    return Self.standing(alone)
  }

  /// A correction may be posted under a number of the ERP's own: then its quantity, and its owner where
  /// the entry names one, tell which it is.
  private static func corrections(like entry: Record, in events: [StockEvent]) -> [Int] {
    let same = events.firstIndex { event in
      event.kind.isOurs && !event.isPosted
        && event.legs.first?.quantity == entry["qty"].decimal
        && (entry["owner"].isNull || entry["owner"] == event.stored.record["owner"])
    }
    return same.map { [$0] } ?? []
  }

  /// Without entries that were taken back, and those that took them back.
  private static func standing(_ entries: [StockMovement]) -> [StockMovement] {
    var left: [StockMovement] = []
    for entry in entries {
      if let taken = left.lastIndex(where: { takesBack(entry, $0) }) {
        left.remove(at: taken)
      } else {
        left.append(entry)
      }
    }
    return left
  }

  private static func takesBack(_ entry: StockMovement, _ other: StockMovement) -> Bool {
    guard let one = entry.book.first, let two = other.book.first, entry.physical.isEmpty,
      other.physical.isEmpty
    else { return false }
    return one.quantity == -two.quantity && one.now == .inside && two.now == .inside
      && entry.level == other.level
  }

  /// Lays an entry against the legs of its events, in key order; what is posted beyond them stays
  /// with the first.
  private func give(
    _ entry: Record, to named: [Int], of events: inout [StockEvent], _ frame: StockFrame
  ) {
    var rest = entry["qty"].decimal ?? .zero
    func post(_ quantity: ExactDecimal, _ index: Int, _ leg: Int) {
      let share = frame.bookShare(
        quantity, postedAt: entry["at"].time, of: events[index].at)
      events[index].post(share, on: leg)
    }
    for index in named {
      events[index].isPosted = true
      for leg in events[index].legs.indices where rest != .zero {
        let open = events[index].legs[leg].quantity - events[index].legs[leg].sum
        guard open != .zero, (open < .zero) == (rest < .zero) else { continue }
        let part = open.magnitude < rest.magnitude ? open : rest
        post(part, index, leg)
        rest = rest - part
      }
    }
    if rest != .zero, let first = named.first(where: { !events[$0].legs.isEmpty }) {
      post(rest, first, 0)
    }
  }

  /// A posting that no known event asked for; `nil` for one that opens the books or corrects them.
  private func bookOnly(
    _ entry: RecordTable.Stored, _ frame: StockFrame, _ echoed: Set<String>
  ) throws -> StockMovement? {
    let record = entry.record
    let entity = record["reference_entity"].text
    guard entity != RecordSchema.stockCorrection.entity.text,
      record["kind"].text.map({ !$0.lowercased().hasPrefix("opening") }) ?? true
    else { return nil }
    let quantity = record["qty"].decimal ?? .zero
    let time = record["at"].time
    var physical: [StockMovement.Share] = []
    if let name = record["entry"].text, echoed.contains(name) {
      physical = [frame.physicalShare(quantity, at: time, of: time)]
    } else if StockMovementKind.all.contains(where: { $0.schema.entity.text == entity }) {
      // The event itself has not come to us yet: the warehouse may have it all the same.
      let share = frame.physicalShare(quantity, at: time, of: time)
      physical = [
        .init(
          quantity, now: share.now.isInside ? .likelyInside : .likelyOutside, before: share.before)
      ]
    }
    return StockMovement(
      "ledger_entry \(record.key)", .bookOnly, level: frame.level(.text("available"), of: record),
      physical: physical, book: [frame.bookShare(quantity, postedAt: time, of: time)],
      at: time, origin: try session.origin(of: entry))
  }

  // MARK: By answers and time

  /// What the book has of an event that no entry names, and why it may lack it.
  func prove(_ event: inout StockEvent, _ frame: StockFrame) throws {
    if event.isPostedInFull { return event.bucket = .between }
    if event.isHeld {
      if let time = event.at, time > frame.book.latest { return event.bucket = .between }
      return event.bucket = .held
    }
    if !event.isPosted {
      let streams = streams[event.kind.schema.entity] ?? []
      let sent =
        streams.isEmpty
        ? nil
        : try session.store.sentRecords(event.stored.record.key, on: streams.map(\.id)).first
      if sent?.answer == SentState.rejected.rawValue { return event.bucket = .rejected }
      if hasLedger {
        try proveWithoutEntry(&event, frame)
      } else if let sent, !sent.isShadow {
        let stream = streams.first { $0.id == sent.stream }
        try prove(&event, sent, awaitsAnswer: stream?.acknowledgement != nil, frame)
      } else if streams.isEmpty || sent != nil {
        let time = event.at
        event.give { frame.bookShare($0, postedAt: time, of: time) }
      }
    }
    if event.kind.isOurs { return }
    if let time = event.at, time > frame.book.latest {
      event.bucket = .between
    } else if try isWaiting(event) {
      event.bucket = .waiting
    }
  }

  /// Well before the ledger begins everything was posted; what it may still list is uncertain.
  private func proveWithoutEntry(_ event: inout StockEvent, _ frame: StockFrame) throws {
    guard let time = event.at else { return }
    if frame.since?.book == nil, let start = try firstEntry(of: frame.bookSystem),
      time.adding(seconds: frame.agedSeconds) < start
    {
      event.give { frame.bookShare($0, postedAt: time, of: time) }
    } else if let ledgerTaken, ledgerTaken < frame.book.latest, time <= frame.book.latest {
      event.give { .init($0, now: .likelyOutside) }
    }
  }

  private func firstEntry(of system: SystemID) throws -> Timestamp? {
    if let ledgerStart { return ledgerStart }
    let start = try ledger.least("at", in: system).time
    ledgerStart = .some(start)
    return start
  }

  private func prove(
    _ event: inout StockEvent, _ sent: SentRecord, awaitsAnswer: Bool, _ frame: StockFrame
  ) throws {
    let sentAt = Timestamp(rfc3339: sent.createdAt)
    let time = event.at
    if sent.answer == SentState.accepted.rawValue {
      let postedAt = try answerTime(sent, frame.bookSystem) ?? sentAt
      return event.give { frame.bookShare($0, postedAt: postedAt, of: time) }
    }
    guard let sentAt, sentAt <= frame.book.latest else { return }
    if awaitsAnswer { return event.give { .init($0, now: .likelyOutside) } }
    let isOld = sentAt.adding(seconds: frame.agedSeconds) <= frame.book.latest
    event.give { quantity in
      let share = frame.bookShare(quantity, postedAt: sentAt, of: time)
      return .init(quantity, now: isOld ? .inside : .likelyInside, before: share.before)
    }
  }

  /// When the receiver accepted a record, or the file it was in; `nil` where it does not say.
  func answerTime(_ sent: SentRecord, _ system: SystemID) throws -> Timestamp? {
    for message in ["\(sent.message)-\(sent.row)", sent.message] {
      let times = try acks.records(system: system, where: [("message", message)])
        .filter { $0.record["result"].text != "rejected" }.compactMap { $0.record["at"].time }
      if let time = times.max() { return time }
    }
    return nil
  }

  /// The document without which it is sent to nobody is missing.
  private func isWaiting(_ event: StockEvent) throws -> Bool {
    guard let (field, lines) = event.kind.parent, documents.contains(lines.entity),
      let document = event.stored.record[field].text
    else { return false }
    let table = try session.store.table(lines)
    return try !session.settings.systems.contains {
      try table.contains(keyStart: [document], in: $0.id)
    }
  }
}
