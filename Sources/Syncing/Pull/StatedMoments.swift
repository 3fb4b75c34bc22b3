internal import Domain
internal import Mapping
internal import Persistence

/// When the sender of a file looked at its stock, as the rows of the file state it.
struct StatedMoments {
  private let states: Bool
  private var times: [WarehouseID: Timestamp] = [:]
  private var sequences: [WarehouseID: ExactDecimal] = [:]

  init(_ feed: FeedSettings) {
    states =
      feed.maps("as_of", of: .stock) || feed.maps("last_event_seq", of: .stock)
  }

  /// The newest time and the highest number of a warehouse count.
  mutating func note(_ record: Record) {
    guard states, record.schema === RecordSchema.stock, let warehouse = record.warehouse else {
      return
    }
    if let time = record["as_of"].time, times[warehouse].map({ $0 < time }) ?? true {
      times[warehouse] = time
    }
    if let number = record["last_event_seq"].decimal,
      sequences[warehouse].map({ $0 < number }) ?? true
    {
      sequences[warehouse] = number
    }
  }

  /// Keeps the moments; where none is stated it lies between the file before and now.
  func keep(_ feed: FeedSettings, in session: Session) throws {
    guard feed.mapping.emits.contains(where: { $0.entity == RecordSchema.stock.entity }) else {
      return
    }
    for warehouse in warehouses(feed, session) {
      let before = try session.store.stockMoment(of: feed.system, in: warehouse)
      if feed.maps("as_of", of: .stock), times[warehouse] == nil, before != nil { continue }
      var moment = SnapshotMoment(earliest: before?.latest, latest: session.now)
      if let time = times[warehouse] {
        moment.earliest = time
        moment.latest = time
      }
      moment.lastSequence = sequences[warehouse] ?? before?.lastSequence
      if feed.mode == .delta, let before, before.latest > moment.latest { continue }
      try session.store.keepStockMoment(moment, of: feed.system, in: warehouse)
    }
  }

  /// Those that a full file claims to cover: by its scope, or because it can name no other.
  private func warehouses(_ feed: FeedSettings, _ session: Session) -> [WarehouseID] {
    if let scope = feed.scope["warehouse"] { return scope.map { WarehouseID($0) }.sorted() }
    let names = session.warehouseNames(in: feed.system)
    var constants: Set<WarehouseID> = []
    for emit in feed.mapping.emits where emit.entity == RecordSchema.stock.entity {
      guard case .constant(let text) = emit.fields.first(where: { $0.field == "warehouse" })?.source
      else {
        return session.settings.warehouses
          .filter { feed.system == session.erp || $0.system == feed.system }.map(\.id)
      }
      constants.insert(names[text] ?? WarehouseID(text))
    }
    return constants.sorted()
  }
}
