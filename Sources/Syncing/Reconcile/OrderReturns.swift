internal import Domain
internal import Persistence
internal import Reconciliation

/// A line of a return with what it belongs to.
struct ReturnedRow {
  let stored: RecordTable.Stored
  /// What announced it, if anything did.
  let authorisation: Record?

  var record: Record { stored.record }

  /// The order it names, or the one that its authorisation is for; empty when nobody knows.
  var order: String { named("order").description }

  /// The line of the order; `null` when nobody says.
  var orderLine: Value { named("order_line") }

  private func named(_ field: String) -> Value {
    record[field].isNull ? authorisation?[field] ?? .null : record[field]
  }

  /// Under which it is judged while it belongs to no order.
  var subject: String {
    let key = RecordKey(
      parts: [
        stored.system.text, record["return"].description, record["line"].description,
      ])
    return "return|\(key)"
  }

  func facts(_ session: Session) throws -> ReturnFacts {
    var facts = ReturnFacts(
      number: record["return"].description, line: record["line"].description,
      quantity: record["qty"].decimal ?? .zero)
    facts.sku = record["sku"].text
    facts.action = record["action"].text
    facts.warehouse = record.warehouse
    facts.origin = try session.origin(of: stored)
    return facts
  }
}

/// Reads returns with what announced them; only the latest version of each line counts.
struct ReturnReader {
  private let session: Session
  private let returns: RecordTable
  private let authorisations: RecordTable
  private let parcels: RecordTable
  /// Who delivers parcels.
  private let systems: [SystemID]

  /// `nil` when no return was ever delivered.
  init?(session: Session) throws {
    guard try session.hasDelivered(RecordSchema.returnReceipt.entity) else { return nil }
    self.session = session
    returns = try session.store.table(.returnReceipt)
    authorisations = try session.store.table(.rmaLine)
    parcels = try session.store.table(.parcel)
    systems = session.feeds(of: RecordSchema.parcel.entity).map(\.system).unique
  }

  /// What came back of an order, in the order in which it came.
  func rows(of order: String) throws -> [ReturnedRow] {
    guard !order.isEmpty else { return [] }
    var found = try returns.records(where: [("order", order)])
    let announced = try authorisations.records(where: [("order", order)])
    for number in announced.compactMap({ $0.record["rma"].text }).unique {
      found += try returns.records(where: [("rma", number)])
    }
    return try latest(of: found).filter { $0.order == order }
  }

  /// What the carrier could not deliver of an order: by the order it names, or else by its tracking
  /// number.
  func undelivered(of order: ProofDocument) throws -> [ReturnedRow] {
    guard !order.lines.isEmpty else { return [] }
    var found = try returns.records(where: [("order", order.key)])
    let numbers = order.events.compactMap { $0.record["shipment"].text }.unique
    for (number, system) in numbers.flatMap({ number in systems.map { (number, $0) } }) {
      for parcel in try parcels.records(system: system, where: [("shipment", number)]) {
        guard let tracking = parcel.record["tracking"].text else { continue }
        found += try returns.records(where: [("tracking", tracking)])
      }
    }
    return try latest(of: found).filter {
      isUndelivered($0.record) && ($0.order.isEmpty || $0.order == order.key)
    }
  }

  /// Goods that never reached the customer.
  func isUndelivered(_ row: Record) -> Bool {
    row["condition"].text.map(session.settings.shipping.undeliverable.contains) ?? false
  }

  /// The lines of a return, in key order.
  func rows(ofReturn number: String) throws -> [ReturnedRow] {
    var found: [RecordTable.Stored] = []
    for system in session.settings.systems {
      found += try returns.records(system: system.id, where: [("return", number)])
    }
    return try latest(of: found)
  }

  /// Every return, once.
  func allNumbers() throws -> [String] {
    try RecordGroups.texts(of: "return", in: returns)
  }

  /// A later version may belong to another order than the one before it.
  private func latest(of found: [RecordTable.Stored]) throws -> [ReturnedRow] {
    var seen: Set<RecordKey> = []
    var rows: [ReturnedRow] = []
    for stored in found {
      let number = stored.record["return"].description
      let line = stored.record["line"].description
      guard seen.insert(RecordKey(parts: [stored.system.text, number, line])).inserted,
        let newest = try returns.records(
          system: stored.system, where: [("return", number), ("line", line)]
        ).last
      else { continue }
      rows.append(
        ReturnedRow(stored: newest, authorisation: try authorisation(of: newest.record)))
    }
    return rows.sorted { left, right in
      let times = [left, right].map { $0.record["received_at"].time?.microseconds ?? .min }
      return times[0] != times[1] ? times[0] < times[1] : left.record.key < right.record.key
    }
  }

  private func authorisation(of row: Record) throws -> Record? {
    guard let number = row["rma"].text else { return nil }
    for system in session.settings.systems {
      let lines = try authorisations.records(system: system.id, where: [("rma", number)])
      let own = lines.first { $0.record["line"] == row["rma_line"] }
      let ofArticle = lines.filter { $0.record["sku"] == row["sku"] }
      if let line = own ?? (ofArticle.count == 1 ? ofArticle.first : nil) { return line.record }
    }
    return nil
  }
}

/// Judges what came back of an order, and has the ERP credit it.
///
/// Stock and money are independent: whatever was done with the goods, what was accepted is
/// credited once, and never more than was shipped. A row that goes beyond it is not credited in
/// part: it waits.
struct OrderReturns {
  private let session: Session
  private let reader: ReturnReader
  private let credits: RecordTable?

  /// `nil` when no return was ever delivered.
  init?(session: Session) throws {
    guard let reader = try ReturnReader(session: session) else { return nil }
    self.session = session
    self.reader = reader
    let isCarried = session.settings.outbound.contains {
      $0.entity == RecordSchema.creditTrigger.entity
    }
    credits = isCarried ? try session.store.table(.creditTrigger) : nil
  }

  /// What the customer sent back of an order, in the order in which it came.
  func rows(of order: String) throws -> [ReturnedRow] {
    try reader.rows(of: order).filter { !reader.isUndelivered($0.record) }
  }

  /// Judges the returns of an order.
  ///
  /// - Returns: exceptions about the order.
  /// - Throws: what the store failed with.
  func judge(_ order: ProofDocument, _ lines: [OrderLine]) throws -> [SyncException] {
    guard !lines.isEmpty else { return [] }
    let rows = try rows(of: order.key)
    var found: [SyncException] = []
    for row in rows {
      // It belongs to an order now, whatever was said of it before.
      try session.desk.judge(row.subject, findings: [])
      found += findings(in: .returned(try row.facts(session)))
    }
    for line in lines {
      let own = rows.filter { Self.line(of: $0, in: lines) == line.record["line"] }
      guard !own.isEmpty else { continue }
      let shipped = line.facts.shipped
      found += findings(
        in: .returnedLine(
          ReturnedLineFacts(
            order: order.key, line: line.record["line"].description, shipped: shipped,
            returns: try own.map { try $0.facts(session) }, unitPrice: line.facts.unitPrice)))
      try credit(own, of: line, currency: order.header?.record["currency"] ?? .null)
    }
    return found
  }

  /// What the carrier could not deliver, as shipments of less than nothing: it reverses what left, is
  /// open again, and is no return of the customer's.
  ///
  /// A row that fits no line of the order, or several, stays what it was before: unannounced.
  func undelivered(of order: ProofDocument) throws -> [RecordTable.Stored] {
    try reader.undelivered(of: order).compactMap { row in
      guard let line = Self.line(ofUndelivered: row, in: order),
        let quantity = row.record["qty"].decimal, quantity > .zero
      else { return nil }
      try session.desk.judge(row.subject, findings: [])
      var record = Record(.shipment)
      record["shipment"] = row.record["return"]
      record["line"] = row.record["line"]
      record["version"] = row.record["version"]
      record["order"] = .text(order.key)
      record["order_line"] = line
      for field in ["warehouse", "sku"] { record[field] = row.record[field] }
      record["qty"] = .decimal(.zero - quantity)
      record["closing"] = .text("backorder")
      record["shipped_at"] = row.record["received_at"]
      return RecordTable.Stored(
        record: record, system: row.stored.system, file: row.stored.file, line: row.stored.line)
    }
  }

  /// The line that it names, or the only one on which its article left.
  static func line(ofUndelivered row: ReturnedRow, in order: ProofDocument) -> Value? {
    if !row.orderLine.isNull {
      return order.lines.contains { $0.record["line"] == row.orderLine } ? row.orderLine : nil
    }
    let lines = order.events.filter { $0.record["sku"] == row.record["sku"] }
      .map { $0.record["order_line"] }
    return Set(lines).count == 1 ? lines[0] : nil
  }

  /// The line that a return names, or the only one of its article.
  private static func line(of row: ReturnedRow, in lines: [OrderLine]) -> Value {
    guard row.orderLine.isNull else { return row.orderLine }
    let fitting = lines.filter { $0.record["sku"] == row.record["sku"] }
    return fitting.count == 1 ? fitting[0].record["line"] : .null
  }

  private func credit(_ rows: [ReturnedRow], of line: OrderLine, currency: Value) throws {
    guard let credits else { return }
    let accepted = rows.filter { ($0.record["action"].text ?? "default") != "default" }
    var grants: [(row: ReturnedRow, quantity: ExactDecimal, granted: ExactDecimal)] = []
    for row in accepted {
      let quantity = row.record["qty"].decimal ?? .zero
      let kept = try credits.record(
        trigger(for: row, of: line, currency).key, in: Session.ourselves)
      grants.append((row, quantity, min(quantity, kept?.record["qty"].decimal ?? .zero)))
    }
    var left = grants.reduce(line.facts.shipped) { $0 - $1.granted }
    for grant in grants {
      // All of a row or nothing of it: what does not fit waits until the counts are right.
      let more = grant.quantity - grant.granted
      let quantity = more <= left ? grant.quantity : grant.granted
      left = left - (quantity - grant.granted)
      guard quantity > .zero else { continue }
      var record = trigger(for: grant.row, of: line, currency)
      record["qty"] = .decimal(quantity)
      if let price = line.facts.unitPrice {
        record["amount"] = .decimal(quantity.multiplied(by: price))
      }
      try session.keepDerived(record)
    }
  }

  private func trigger(
    for row: ReturnedRow, of line: OrderLine, _ currency: Value
  ) -> Record {
    var record = Record(.creditTrigger)
    for field in ["return", "line", "rma", "sku"] { record[field] = row.record[field] }
    record["order"] = line.record["order"]
    record["currency"] = currency
    record["reason"] = row.authorisation?["reason"] ?? .null
    return record
  }
}

/// Judges returns that belong to no order that is known.
struct BlindReturns {
  private let session: Session
  /// Somebody could have announced a return.
  private let canBeAnnounced: Bool
  private let parents: Parents
  private let orders: ProofReader

  init(session: Session) throws {
    self.session = session
    parents = try Parents(session: session)
    orders = try ProofReader(
      session: session, headers: .salesOrder, lines: .salesOrderLine, events: .shipment)
    canBeAnnounced =
      try session.hasDelivered(RecordSchema.rmaLine.entity)
      || session.hasDelivered(RecordSchema.salesOrderLine.entity)
  }

  func run() throws {
    guard let reader = try ReturnReader(session: session) else { return }
    for number in try session.store.touched(Touched.returns) ?? reader.allNumbers() {
      var due: Timestamp?
      for row in try reader.rows(ofReturn: number) {
        due = [due, try judge(row, reader)].compactMap { $0 }.min()
      }
      if parents.areAwaited { try session.store.setDue(due, Touched.returns, number) }
    }
    try session.store.clearTouched(Touched.returns)
  }

  /// Judges a row that belongs to no order.
  ///
  /// - Returns: until when it waits for its authorisation; `nil` when it does not.
  /// - Throws: what the store failed with.
  private func judge(_ row: ReturnedRow, _ reader: ReturnReader) throws -> Timestamp? {
    guard try !isKnown(row.order) else {
      try session.desk.judge(row.subject, findings: [])
      return nil
    }
    var facts = try row.facts(session)
    facts.isBlind = canBeAnnounced && row.authorisation == nil
    if facts.isBlind {
      let candidates = try ordersByTracking(of: row)
      if reader.isUndelivered(row.record),
        try candidates.contains(where: {
          OrderReturns.line(ofUndelivered: row, in: try orders.document($0)) != nil
        })
      {
        // It is the order's matter.
        try session.desk.judge(row.subject, findings: [])
        return nil
      }
      facts.proposal = candidates.first.map { "order \($0), by its tracking number" }
      facts.waitsUntil = try parents.waitsUntil(row.stored)
    }
    try session.desk.judge(row.subject, findings: findings(in: .returned(facts)))
    return facts.waitsUntil
  }

  private func isKnown(_ order: String) throws -> Bool {
    guard !order.isEmpty else { return false }
    let lines = try session.store.table(.salesOrderLine)
    for system in session.settings.systems
    where try lines.contains(keyStart: [order], in: system.id) { return true }
    return false
  }

  /// The orders in whose parcels this tracking number stands.
  private func ordersByTracking(of row: ReturnedRow) throws -> [String] {
    guard let tracking = row.record["tracking"].text else { return [] }
    let shipments = try session.store.table(.shipment)
    var found: [String] = []
    for parcel in try session.store.table(.parcel).records(where: [("tracking", tracking)]) {
      let number = parcel.record["shipment"].description
      for system in session.settings.systems {
        found += try shipments.records(system: system.id, where: [("shipment", number)])
          .compactMap { $0.record["order"].text }
      }
    }
    return found.unique
  }
}
