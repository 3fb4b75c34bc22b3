internal import Domain
internal import Persistence
internal import Reconciliation

/// Makes what customers are told of their orders, each thing once.
struct CustomerNotices {
  private let session: Session
  private let table: RecordTable
  private let credits: RecordTable
  /// Tracking numbers are to be expected.
  private let hasParcels: Bool

  init(session: Session) throws {
    self.session = session
    hasParcels = !session.feeds(of: RecordSchema.parcel.entity).isEmpty
    table = try session.store.table(.customerNotice)
    credits = try session.store.table(.creditTrigger)
  }

  /// Keeps the notices of an order that are due.
  ///
  /// - Returns: shipments whose tracking number is overdue, and when to look again.
  /// - Throws: what the store failed with.
  func make(
    for order: ProofDocument, _ lines: [OrderLine], _ shipments: [OrderShipment],
    promise: OrderPromise
  ) throws -> (found: [SyncException], due: Timestamp?) {
    let lives = lines.compactMap(\.facts.life)
    let open = lives.reduce(ExactDecimal.zero) { $0 + $1.open }
    var found: [SyncException] = []
    var due: Timestamp?
    for shipment in shipments {
      let quantity = Self.quantity(of: shipment, on: lines)
      guard quantity > .zero else { continue }
      let limit = hasParcels ? session.settings.notices.waitSeconds : 0
      let waited = shipment.shippedAt.map { session.now.seconds(since: $0) } ?? limit
      if hasParcels {
        found += findings(
          in: .notice(
            NoticeFacts(
              order: order.key, shipment: shipment.number.description,
              warehouse: shipment.rows[0].record.warehouse, tracking: shipment.tracking,
              waitedSeconds: waited, limitSeconds: limit,
              origin: try session.origin(of: shipment.rows[0]))))
      }
      if shipment.tracking.isEmpty, waited < limit {
        due = [due, shipment.shippedAt?.adding(seconds: limit)].compactMap { $0 }.min()
      } else {
        try tell("shipped", order.key, shipment, quantity)
      }
    }
    try tellBackorders(order.key, lines, shipments)
    if promise.isBroken, open > .zero, let day = promise.day {
      try tell("delayed", order.key, day.description, open)
    }
    if !lives.isEmpty, lives.allSatisfy({ $0.status == "cancelled" }) {
      let cancelled = lives.reduce(ExactDecimal.zero) { $0 + $1.cancelled }
      try tell("cancelled", order.key, "", cancelled)
    }
    return (found, due)
  }

  /// Tells that what the customer sent back has come, once for each return.
  ///
  /// How much it was is not told: the warehouse may still count it again.
  func tellReturns(_ rows: [ReturnedRow], of order: String) throws {
    for number in rows.map({ $0.record["return"].description }).unique {
      let own = rows.filter { $0.record["return"].description == number }
      let quantity = own.reduce(ExactDecimal.zero) { $0 + ($1.record["qty"].decimal ?? .zero) }
      guard quantity > .zero else { continue }
      try tell("return_received", order, number, nil)
    }
  }

  /// Tells that money is on its way, once for each return and for what was cancelled: when the
  /// receiver has accepted every credit of it, or was sent them where nobody answers.
  func tellRefunds(_ rows: [ReturnedRow], of order: String) throws {
    let returns = rows.map { $0.record["return"].description }
    for number in (returns + [CancellationRefunds.number(of: order)]).unique {
      let own = try credits.records(system: Session.ourselves, where: [("return", number)])
        .map(\.record).filter { $0["order"].text == order }
      guard !own.isEmpty, try own.allSatisfy({ try isRefunded($0.key) }) else { continue }
      let quantity = own.reduce(ExactDecimal.zero) { $0 + ($1["qty"].decimal ?? .zero) }
      try tell("refunded", order, number, quantity)
    }
  }

  private func isRefunded(_ credit: RecordKey) throws -> Bool {
    for stream in session.settings.liveStreams
    where stream.entity == RecordSchema.creditTrigger.entity {
      switch try session.store.sendingState(of: credit, on: stream.id) {
      case .accepted: return true
      case .sent where stream.acknowledgement == nil: return true
      case .sent, .rejected, .shadow, nil: continue
      }
    }
    return false
  }

  /// Whole kits, and whatever else left in a shipment.
  private static func quantity(of shipment: OrderShipment, on lines: [OrderLine]) -> ExactDecimal {
    let known = Set(lines.map { $0.record["line"] })
    let strange = shipment.rows.filter { !known.contains($0.record["order_line"]) }
    let own = lines.flatMap(\.shipments).filter {
      $0.record["shipment"] == shipment.number && $0.system == shipment.rows[0].system
    }
    return (strange + own).reduce(.zero) { $0 + ($1.record["qty"].decimal ?? .zero) }
  }

  /// What follows later is told with each shipment that left something behind, whether or not it
  /// has followed since.
  private func tellBackorders(
    _ order: String, _ lines: [OrderLine], _ shipments: [OrderShipment]
  ) throws {
    var left: [String: ExactDecimal] = [:]
    for line in lines {
      guard var open = line.facts.wanted else { continue }
      for (shipment, fact) in zip(line.shipments, line.facts.shipments) {
        open = open - fact.quantity
        guard fact.closing == "backorder", open > .zero else { continue }
        left[shipment.record["shipment"].description, default: .zero] += open
      }
    }
    for shipment in shipments {
      guard let open = left[shipment.number.description] else { continue }
      try tell("backordered", order, "\(shipment.number)/\(shipment.version)", open) {
        $0["shipment"] = shipment.number
      }
    }
  }

  private func tell(
    _ kind: String, _ order: String, _ shipment: OrderShipment, _ quantity: ExactDecimal
  ) throws {
    try tell(kind, order, "\(shipment.number)/\(shipment.version)", quantity) { notice in
      notice["shipment"] = shipment.number
      let carrier = shipment.rows.compactMap { $0.record["carrier"].text }.first
      notice["carrier"] = carrier.map(Value.text) ?? .null
      guard let first = shipment.tracking.first else { return }
      notice["tracking"] = .text(shipment.tracking.joined(separator: " "))
      if let address = carrier.flatMap({ session.settings.notices.trackingURLs[$0] }) {
        notice["tracking_url"] = .text(address.replacing("{tracking}", with: first))
      }
    }
  }

  private func tell(
    _ kind: String, _ order: String, _ what: String, _ quantity: ExactDecimal?,
    _ fill: (inout Record) -> Void = { _ in }
  ) throws {
    var notice = Record(.customerNotice)
    notice["notice"] = .text(what.isEmpty ? "\(order)/\(kind)" : "\(order)/\(what)/\(kind)")
    // What a customer was told once is not told again in other words.
    guard try table.record(notice.key, in: Session.ourselves) == nil else { return }
    notice["order"] = .text(order)
    notice["kind"] = .text(kind)
    notice["qty"] = quantity.map(Value.decimal) ?? .null
    fill(&notice)
    try session.keepDerived(notice)
  }
}
