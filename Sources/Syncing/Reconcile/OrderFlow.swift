internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation

/// A line of an order with what was shipped on it.
struct OrderLine {
  let record: Record
  let facts: SalesLineFacts
  /// The latest version of each, in the order of the facts.
  let shipments: [RecordTable.Stored]
  /// What became of it on its way to the warehouse, where that is followed.
  let sent: Sent

  typealias Sent = (state: SendingState, at: Timestamp?)

  /// Where it stands and since when, also where no status of it is told to anybody; `nil` when
  /// nothing of it is open.
  var standing: (stage: String, since: Timestamp?)? {
    guard let life = facts.life, life.open > .zero else { return nil }
    guard life.status == OrderStage.new.name else { return (life.status, life.since) }
    return switch sent.state {
    case .new: (life.status, life.since)
    case .sent: (OrderStage.sent.name, sent.at)
    case .acked: (OrderStage.acked.name, nil)
    case .rejected: ("rejected", nil)
    }
  }
}

/// What others are to be told of a customer order: its status, invoices, notices.
///
/// Only what some outbound stream carries is made.
struct OrderFlow {
  private let session: Session
  private let progress: RecordTable?
  private let changes: RecordTable?
  private let parcels: RecordTable?
  /// Who delivers parcels.
  private let parcelSystems: [SystemID]
  private let tellsStatus: Bool
  /// What becomes of lines on their way to the warehouse is part of their life.
  let followsSending: Bool
  private let invoices: InvoiceTriggers?
  private let notices: CustomerNotices?
  /// Streams that carry order lines, or orders as a whole, to a warehouse.
  private let orders: [OutboundSettings]

  init(session: Session) throws {
    self.session = session
    func isCarried(_ schema: RecordSchema) -> Bool {
      session.settings.outbound.contains { $0.entity == schema.entity }
    }
    func delivered(_ schema: RecordSchema) throws -> RecordTable? {
      try session.hasDelivered(schema.entity) ? session.store.table(schema) : nil
    }
    progress = try delivered(.orderProgress)
    changes = try delivered(.orderChange)
    parcels = try delivered(.parcel)
    parcelSystems = session.feeds(of: RecordSchema.parcel.entity).map(\.system).unique
    tellsStatus = isCarried(.orderStatus)
    followsSending =
      tellsStatus || session.settings.shipping.ackSeconds != nil
      || session.settings.shipping.stuckSeconds != nil
    invoices = isCarried(.invoiceTrigger) ? try InvoiceTriggers(session: session) : nil
    notices = isCarried(.customerNotice) ? try CustomerNotices(session: session) : nil
    orders = session.settings.liveStreams.filter(\.carriesOrders)
  }

  /// What a warehouse said, with the line it is about; `null` for the whole order.
  func progress(of order: String) throws -> [(line: Value, fact: ProgressFact)] {
    guard let progress, !order.isEmpty else { return [] }
    var found: [(line: Value, fact: ProgressFact)] = []
    for system in session.settings.systems {
      for stored in try progress.records(system: system.id, where: [("order", order)]) {
        let record = stored.record
        guard let code = record["code"].text else { continue }
        var fact = ProgressFact(
          code, record["qty"].decimal, at: record["at"].time,
          event: record["event"].description, origin: try session.origin(of: stored))
        fact.reason = record["reason"].text
        found.append((record["line"], fact))
      }
    }
    return found
  }

  /// What was asked of an order, with the line it is about; `null` for the whole order.
  func changes(of order: String) throws -> [(line: Value, fact: ChangeFact)] {
    guard let changes, !order.isEmpty else { return [] }
    var found: [(line: Value, fact: ChangeFact)] = []
    for system in session.settings.systems {
      for stored in try changes.records(system: system.id, where: [("order", order)]) {
        let record = stored.record
        guard let kind = record["kind"].text else { continue }
        let fact = ChangeFact(
          kind, value: Self.value(record["value"], of: kind),
          requestedAt: record["requested_at"].time,
          change: record["change"].description, answer: try answer(to: record, from: system.id),
          origin: try session.origin(of: stored))
        found.append((kind == "cancel_order" ? .null : record["line"], fact))
      }
    }
    return found
  }

  /// A quantity stands in a text, as every new value does; what is none stays a text.
  private static func value(_ value: Value, of kind: String) -> Value {
    guard kind == "qty", let text = value.text, let quantity = ExactDecimal(text),
      quantity >= .zero
    else { return value }
    return .decimal(quantity)
  }

  /// New quantities that are none: they change nothing, and are said.
  func faults(in changes: [ChangeFact], of order: String) -> [SyncException] {
    changes.flatMap { change -> [SyncException] in
      guard change.kind == "qty", change.value.decimal == nil, let origin = change.origin else {
        return []
      }
      let value = change.value.description
      return findings(
        in: .row(
          RowFacts(
            entity: RecordSchema.orderChange.entity,
            key: RecordKey(parts: [order, change.change]), origin: origin,
            finding: .faulty(
              .rowInvalid, field: "value", column: "value", value: value,
              reason: "\"\(value)\" is no quantity", flows: true))))
    }
  }

  /// A wish that nobody is asked to answer is fulfilled when it was sent, or at once where nobody
  /// is sent it.
  private func answer(to change: Record, from system: SystemID) throws -> ChangeFact.Answer {
    let streams = session.settings.liveStreams.filter {
      $0.entity == change.schema.entity && $0.to != system
    }
    guard !streams.isEmpty else { return .accepted }
    for stream in streams {
      switch try session.store.sendingState(of: change.key, on: stream.id) {
      case .accepted, .shadow: return .accepted
      case .rejected: return .rejected
      case .sent: return stream.acknowledgement == nil ? .accepted : .awaited
      case nil: continue
      }
    }
    return .awaited
  }

  /// What became of a line on its way to the warehouse, and when it was sent; of a kit, its first
  /// part tells.
  func sending(of line: Record, parts: [KitPart]) throws -> OrderLine.Sent {
    var isRejected = false
    for stream in orders {
      for key in keys(of: line, parts, on: stream) {
        guard let state = try session.store.sendingState(of: key, on: stream.id) else { continue }
        let at = try session.store.sendingTime(of: key, on: stream.id)
        switch state {
        case .sent: return (.sent, at)
        case .accepted: return (.acked, at)
        // Another warehouse may have been sent it since.
        case .rejected: isRejected = true
        case .shadow: continue
        }
      }
    }
    return (isRejected ? .rejected : .new, nil)
  }

  /// The keys under which a line, or a part of it, may have gone out.
  private func keys(
    of line: Record, _ parts: [KitPart], on stream: OutboundSettings
  ) -> [RecordKey] {
    let isWhole = stream.entity == RecordSchema.salesOrder.entity
    var key = isWhole ? [line["order"].description] : line.key.parts
    if stream.explodesKits, let part = parts.first { key.append(part.sku) }
    guard session.settings.plans else { return [RecordKey(parts: key)] }
    return [RecordKey(parts: key)]
      + session.settings.warehouses.map { RecordKey(parts: key + [$0.id.text]) }
  }

  /// Keeps what follows from an order.
  ///
  /// - Returns: what cannot be told, as exceptions about the order, and when the order must be
  ///   looked at again although nothing arrives.
  /// - Throws: what the store failed with.
  func tell(
    _ order: ProofDocument, _ lines: [OrderLine]
  ) throws -> (found: [SyncException], due: Timestamp?) {
    guard tells else { return ([], nil) }
    let shipments =
      try lines.isEmpty ? [] : OrderShipment.all(in: order.events, parcels, parcelSystems)
    let promise = OrderPromise(order.header?.record, in: session)
    var due = promise.end
    var isOpen = false
    for line in lines {
      guard let life = line.facts.life else { continue }
      isOpen = isOpen || life.open > .zero
      if tellsStatus { try tell(life, of: line, shipments, isLate: promise.isBroken) }
      try invoices?.make(for: line, currency: order.header?.record["currency"] ?? .null)
    }
    if !isOpen { due = nil }
    var found: [SyncException] = []
    if let notices, !lines.isEmpty {
      let told = try notices.make(
        for: order, lines, shipments, promise: promise)
      found = told.found
      due = [due, told.due].compactMap { $0 }.min()
    }
    return (found, due)
  }

  var tellsCustomers: Bool { notices != nil }

  /// Tells the customer what came back, and what is paid back.
  func tell(_ rows: [ReturnedRow], of order: String) throws {
    try notices?.tellReturns(rows, of: order)
    try tellRefunds(rows, of: order)
  }

  func tellRefunds(_ rows: [ReturnedRow], of order: String) throws {
    try notices?.tellRefunds(rows, of: order)
  }

  /// Whether anybody is told of orders.
  var tells: Bool { tellsStatus || invoices != nil || notices != nil }

  private func tell(
    _ life: OrderLineLife, of line: OrderLine, _ shipments: [OrderShipment], isLate: Bool
  ) throws {
    var status = Record(.orderStatus)
    status["order"] = line.record["order"]
    status["line"] = line.record["line"]
    status["status"] = .text(life.status)
    status["qty_shipped"] = .decimal(life.shipped + life.substituted)
    status["qty_open"] = .decimal(life.open)
    let numbers = line.shipments.map { $0.record["shipment"] }
    let tracking = shipments.last { numbers.contains($0.number) && !$0.tracking.isEmpty }?.tracking
    status["tracking"] = tracking.map { .text($0.joined(separator: " ")) } ?? .null
    status["since"] = life.since.map(Value.time) ?? .null
    status["delayed"] = .flag(isLate && life.open > .zero)
    try session.keepDerived(status)
  }
}

/// The day until which the customer was promised an order.
struct OrderPromise {
  let day: CalendarDate?
  let isBroken: Bool
  /// The first moment after that day, where it lies ahead; `nil` without one.
  let end: Timestamp?

  init(_ header: Record?, in session: Session) {
    guard case .date(let day)? = header?["deliver_by"] else {
      (self.day, isBroken, end) = (nil, false, nil)
      return
    }
    let clock = ZoneClock(session.settings.timezone)
    let over = clock.start(of: CalendarDate(days: day.days + 1))
    self.day = day
    isBroken = over <= session.now
    end = isBroken ? nil : over
  }
}

/// One shipment of an order, over all its lines.
struct OrderShipment {
  let number: Value
  let version: Value
  let rows: [RecordTable.Stored]
  /// Of its parcels that count, in key order; each once.
  let tracking: [String]

  var shippedAt: Timestamp? { rows.compactMap { $0.record["shipped_at"].time }.max() }

  /// By time, then by number; with the tracking numbers of each.
  static func all(
    in events: [RecordTable.Stored], _ parcels: RecordTable?, _ parcelSystems: [SystemID]
  ) throws -> [OrderShipment] {
    var found: [OrderShipment] = []
    for (place, rows) in Dictionary(
      grouping: events,
      by: { RecordKey(parts: [$0.system.text, $0.record["shipment"].description]) }
    ).sorted(by: { $0.key < $1.key }) {
      let number = place.parts[1]
      // A carrier's system may know the parcels of another system's shipment.
      let systems = parcelSystems.contains(rows[0].system) ? [rows[0].system] : parcelSystems
      let own = try systems.flatMap {
        try parcels?.records(system: $0, where: [("shipment", number)]) ?? []
      }
      let tracking = own.filter { $0.record["voided"].flag != true }
        .compactMap { $0.record["tracking"].text }
      let version = rows.compactMap { $0.record["version"].decimal }.max()
      found.append(
        OrderShipment(
          number: .text(number), version: version.map(Value.decimal) ?? .null, rows: rows,
          tracking: tracking.unique))
    }
    return found.enumerated().sorted {
      let times = [$0, $1].map { $0.element.shippedAt?.microseconds ?? .min }
      return times[0] != times[1] ? times[0] < times[1] : $0.offset < $1.offset
    }.map(\.element)
  }
}
