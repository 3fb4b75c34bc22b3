internal import Domain
internal import Persistence
internal import Reconciliation

/// The snapshots of an article in a warehouse that are compared, and those in which both sides
/// agreed last.
struct StockFrame {
  let warehouse: WarehouseID
  let sku: String
  let bookSystem: SystemID
  let physicalSystem: SystemID
  let book: SnapshotMoment
  let physical: SnapshotMoment
  let since: StockDifference?
  let windowSeconds: Int
  /// What was open for longer when both sides agreed was settled in another way.
  let agedSeconds: Int
  /// The fields below the SKU that are compared.
  let levels: [String]

  /// What a record moves of a status, at the level that is compared; `null` for what it does not name.
  func level(_ status: Value, of record: Record) -> [Value] {
    levels.map { $0 == "stock_status" ? status : record[$0] }
  }

  /// Whether the physical side has a part of an event.
  ///
  /// - Parameters:
  ///   - quantity: signed.
  ///   - time: when the part happened.
  ///   - sequence: its number; `nil` where it has none.
  ///   - event: when the whole happened.
  /// - Returns: what the side has of it.
  func physicalShare(
    _ quantity: ExactDecimal, at time: Timestamp?, _ sequence: ExactDecimal? = nil,
    of event: Timestamp?
  ) -> StockMovement.Share {
    .init(
      quantity,
      now: physical.membership(at: time, sequence: sequence, windowSeconds: windowSeconds),
      before: before(since?.physical, at: time, sequence, of: event))
  }

  /// What was found on the physical side is part of each of its snapshots since.
  func foundShare(_ quantity: ExactDecimal, at time: Timestamp?) -> StockMovement.Share {
    .init(quantity, now: .inside, before: before(since?.physical, at: time, nil, of: time))
  }

  /// Whether the book has what was posted of an event at a time.
  func bookShare(
    _ quantity: ExactDecimal, postedAt time: Timestamp?, of event: Timestamp?
  ) -> StockMovement.Share {
    .init(
      quantity, now: book.membership(at: time, windowSeconds: windowSeconds),
      before: before(since?.book, at: time, nil, of: event))
  }

  /// Both sides are asked about the same events: those that were old when they agreed.
  private func before(
    _ moment: SnapshotMoment?, at time: Timestamp?, _ sequence: ExactDecimal?,
    of event: Timestamp?
  ) -> Membership {
    guard let moment, let event, let since, let book = since.book, let physical = since.physical,
      event.adding(seconds: agedSeconds) <= min(book.latest, physical.latest)
    else { return .outside }
    return moment.membership(at: time, sequence: sequence, windowSeconds: windowSeconds)
  }
}

/// Something that moves stock: its legs, with what the book has of each.
struct StockEvent {
  /// What it moves of one status.
  struct Leg {
    let status: Value
    /// As the latest version says.
    var quantity = ExactDecimal.zero
    /// What each version added to the one before, in their order.
    var steps: [(quantity: ExactDecimal, version: RecordTable.Stored)] = []
    var posted: [StockMovement.Share] = []
    /// Sum of what was posted, whenever.
    var sum = ExactDecimal.zero
  }

  let kind: StockMovementKind
  /// The latest version.
  let stored: RecordTable.Stored
  /// All of them.
  let versions: [RecordTable.Stored]
  private(set) var legs: [Leg] = []
  /// What it counts as where the book lacks it.
  var bucket: StockBucket
  /// An entry of the ERP's ledger names it.
  var isPosted = false
  /// It stands in a row that is held, and goes to nobody meanwhile.
  var isHeld = false

  /// - Parameters:
  ///   - kind: its type.
  ///   - versions: what was said of it, the latest last; at least one.
  ///   - latest: the last of them.
  init(_ kind: StockMovementKind, _ versions: [RecordTable.Stored], latest: RecordTable.Stored) {
    self.kind = kind
    stored = latest
    self.versions = versions
    bucket = kind.bucket
    for version in versions { add(version) }
    legs.removeAll { $0.steps.isEmpty }
  }

  private mutating func add(_ version: RecordTable.Stored) {
    let moved = kind.legs(version.record)
    for (status, _) in moved where !legs.contains(where: { $0.status == status }) {
      legs.append(Leg(status: status))
    }
    for index in legs.indices {
      let now = moved.filter { $0.status == legs[index].status }
        .reduce(ExactDecimal.zero) { $0 + $1.quantity }
      guard now != legs[index].quantity else { continue }
      legs[index].steps.append((now - legs[index].quantity, version))
      legs[index].quantity = now
    }
  }

  var at: Timestamp? { stored.record[kind.time].time }

  /// The ledger has all of it.
  var isPostedInFull: Bool { isPosted && legs.allSatisfy { $0.sum == $0.quantity } }

  /// The book has this much of a leg, once it has the posting.
  mutating func post(_ share: StockMovement.Share, on leg: Int) {
    legs[leg].posted.append(share)
    legs[leg].sum += share.quantity
  }

  /// The book has each leg as a whole, if it has it.
  mutating func give(_ share: (ExactDecimal) -> StockMovement.Share) {
    for leg in legs.indices { legs[leg].posted = [share(legs[leg].quantity)] }
  }

  func movements(_ frame: StockFrame, _ origin: Origin?) -> [StockMovement] {
    let record = stored.record
    return legs.map { leg in
      StockMovement(
        "\(record.schema.entity) \(record.key)", bucket,
        level: frame.level(leg.status, of: record),
        physical: leg.steps.map { step in
          kind.isOurs
            ? frame.foundShare(step.quantity, at: at)
            : frame.physicalShare(
              step.quantity, at: step.version.record[kind.time].time,
              step.version.record["event_seq"].decimal, of: at)
        }, book: leg.posted, at: at, origin: origin)
    }
  }
}
