internal import Domain
internal import Mapping
internal import Persistence
internal import Planning

/// How customer orders fared.
struct OrderFigures {
  var cycleTimes: [CycleTime]
  var service: ServiceFigures
}

/// Reads how the orders of some days fared.
struct OrderFigureReader {
  private let session: Session
  private let span: FigureSpan
  private let clock: ZoneClock
  private let progress: RecordTable
  private let streams: (orders: [StreamID], lines: [StreamID])

  init(session: Session, span: FigureSpan) throws {
    self.session = session
    self.span = span
    clock = ZoneClock(session.settings.timezone)
    progress = try session.store.table(.orderProgress)
    func streams(of schema: RecordSchema) -> [StreamID] {
      session.settings.liveStreams.filter { $0.entity == schema.entity }.map(\.id)
    }
    self.streams = (streams(of: .salesOrder), streams(of: .salesOrderLine))
  }

  /// Orders that were placed on the days; those that tell no time were placed on none.
  func read() throws -> OrderFigures {
    var times: [[OrderMilestone: Timestamp]] = []
    var outcomes: [OrderOutcome] = []
    let reader = try ProofReader(
      session: session, headers: .salesOrder, lines: .salesOrderLine, events: .shipment)
    try reader.forEach(nil) { order in
      guard let placed = order.header?.record["ordered_at"].time, !order.lines.isEmpty else {
        return
      }
      let day = clock.local(of: placed).date
      guard day >= span.first, day < span.today else { return }
      let outcome = outcome(of: order)
      outcomes.append(outcome)
      times.append(try milestones(of: order, placed: placed, outcome))
    }
    return OrderFigures(
      cycleTimes: CycleTime.all(of: times), service: ServiceFigures(outcomes, today: span.today))
  }

  private func outcome(of order: ProofDocument) -> OrderOutcome {
    let isCancelled = order.header?.record["cancelled"].flag == true
    let lines = order.lines.map { line in
      let ordered = line.record["qty"].decimal ?? .zero
      let cancelled = line.record["cancelled_qty"].decimal ?? .zero
      let shipped = order.events.filter { $0.record["order_line"] == line.record["line"] }
        .reduce(ExactDecimal.zero) { $0 + ($1.record["qty"].decimal ?? .zero) }
      return OrderOutcome.Line(
        wanted: isCancelled ? .zero : max(.zero, ordered - cancelled), shipped: shipped)
    }
    let left = order.events.filter { ($0.record["qty"].decimal ?? .zero) > .zero }
    let deliverBy: CalendarDate? =
      if case .date(let day) = order.header?.record["deliver_by"] { day } else { nil }
    return OrderOutcome(
      lines: lines, warehouses: Set(left.map { $0.record["warehouse"] }).count,
      shipments: Set(left.map { [$0.record["shipment"], .text($0.system.text)] }).count,
      deliverBy: deliverBy,
      lastShipped: left.compactMap { $0.record["shipped_at"].time }.max()
        .map { clock.local(of: $0).date })
  }

  private func milestones(
    of order: ProofDocument, placed: Timestamp, _ outcome: OrderOutcome
  ) throws -> [OrderMilestone: Timestamp] {
    var times: [OrderMilestone: Timestamp] = [.new: placed]
    times[.sent] = try sent(order)
    var words: [Record] = []
    for system in session.settings.systems {
      words += try progress.records(system: system.id, where: [("order", order.key)])
        .map(\.record)
    }
    func said(_ code: String) -> [Timestamp] {
      words.filter { $0["code"].text == code }.compactMap { $0["at"].time }
    }
    times[.acked] = said("acked").min()
    times[.picked] = said("picked").max()
    let wanted = outcome.lines.filter { $0.wanted > .zero }
    // What is still to leave has not been shipped.
    if !wanted.isEmpty, wanted.allSatisfy({ $0.shipped >= $0.wanted }) {
      times[.shipped] = order.events.compactMap { $0.record["shipped_at"].time }.max()
    }
    return times
  }

  /// When anything of it was sent to a warehouse first.
  private func sent(_ order: ProofDocument) throws -> Timestamp? {
    var files = try session.store.sentRecords(
      RecordKey(parts: [order.key]), on: streams.orders)
    for line in order.lines where !streams.lines.isEmpty {
      files += try session.store.sentRecords(line.record.key, on: streams.lines)
    }
    return files.filter { !$0.isShadow }.compactMap { Timestamp(rfc3339: $0.createdAt) }.min()
  }
}
