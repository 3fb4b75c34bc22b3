internal import Domain
internal import Mapping
internal import Persistence

/// When the sender of a file looked at its stock, as the rows of the file state it.
struct StatedMoments {
  /// The newest time and the highest number that rows of a warehouse state.
  private struct Stated {
    let warehouse: String
    var time: Timestamp?
    var sequence: ExactDecimal?
  }

  private static let warehouse = RecordSchema.stock.position(of: "warehouse")
  private static let time = RecordSchema.stock.position(of: "as_of")
  private static let sequence = RecordSchema.stock.position(of: "last_event_seq")

  private let statesTime: Bool
  private let states: Bool
  /// Few: a row is told from the others by comparing bytes, which hashes nothing.
  private var stated: [Stated] = []
  private var last = 0

  init(_ feed: FeedSettings) {
    statesTime = feed.maps("as_of", of: .stock)
    states = statesTime || feed.maps("last_event_seq", of: .stock)
  }

  /// Takes in a row.
  mutating func note(_ record: Record) {
    guard states, record.schema === RecordSchema.stock, let warehouse = Self.warehouse,
      let time = Self.time, let sequence = Self.sequence,
      case .text(let name) = record.values[warehouse]
    else { return }
    let place = place(of: name)
    if case .time(let time) = record.values[time], stated[place].time.map({ $0 < time }) ?? true {
      stated[place].time = time
    }
    if case .decimal(let number) = record.values[sequence],
      stated[place].sequence.map({ $0 < number }) ?? true
    {
      stated[place].sequence = number
    }
  }

  private mutating func place(of warehouse: String) -> Int {
    if last < stated.count, stated[last].warehouse.hasSameBytes(as: warehouse) { return last }
    last = stated.firstIndex { $0.warehouse.hasSameBytes(as: warehouse) } ?? stated.count
    if last == stated.count { stated.append(Stated(warehouse: warehouse)) }
    return last
  }

  /// Keeps the moments; where none is stated it lies between the file before and now.
  func keep(_ feed: FeedSettings, in session: Session) throws {
    guard feed.mapping.emits.contains(where: { $0.entity == RecordSchema.stock.entity }) else {
      return
    }
    for warehouse in warehouses(feed, session) {
      let before = try session.store.stockMoment(of: feed.system, in: warehouse)
      let told = stated.first { $0.warehouse.hasSameBytes(as: warehouse.text) }
      if statesTime, told?.time == nil, before != nil { continue }
      var moment = SnapshotMoment(earliest: before?.latest, latest: session.now)
      if let time = told?.time {
        moment.earliest = time
        moment.latest = time
      }
      moment.lastSequence = told?.sequence ?? before?.lastSequence
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
