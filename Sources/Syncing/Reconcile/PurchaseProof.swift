internal import Domain
internal import Persistence
internal import Reconciliation

/// Judges purchase orders against everything received on them.
struct PurchaseProof {
  private let session: Session
  /// Advance ship notices; `nil` when none was ever delivered.
  private let advices: RecordTable?
  private let parents: Parents
  private let documents: WholeDocuments
  private let receipts: RecordTable
  private let systems: [SystemID]

  init(session: Session) throws {
    self.session = session
    let schema = RecordSchema.asnLine
    parents = try Parents(session: session)
    receipts = try session.store.table(.receipt)
    systems = session.settings.systems.map(\.id)
    documents = try WholeDocuments(
      session: session, headers: .purchaseOrder, lines: .purchaseOrderLine)
    advices = try session.hasDelivered(schema.entity) ? session.store.table(schema) : nil
  }

  func run() throws {
    // One missing feed is never "everything is missing".
    guard try session.hasDelivered(RecordSchema.purchaseOrderLine.entity) else { return }
    let reader = try ProofReader(
      session: session, headers: .purchaseOrder, lines: .purchaseOrderLine, events: .receipt)
    try reader.forEach(session.store.touched(Touched.purchases), judge)
    try session.store.clearTouched(Touched.purchases)
  }

  private func judge(_ order: ProofDocument) throws {
    let order = try withAdvised(order)
    let (header, lines, receipts) = (order.header, order.lines, order.events)
    var found: [SyncException] = []
    var states: [(ordered: ExactDecimal, received: ExactDecimal)] = []
    for line in lines {
      let facts = try facts(
        line, header: header,
        receipts: receipts.filter { $0.record["po_line"] == line.record["line"] })
      found += findings(in: .purchaseLine(facts))
      if let ordered = facts.ordered, !facts.isLineClosed {
        states.append((ordered, facts.received))
      }
    }
    let unknown = try unknownLines(of: order.key, lines: lines, header: header, receipts)
    found += unknown.found
    let late = try adviceFindings(of: order)
    found += late.found
    let whole = try documents.judge(order)
    found += whole.found
    if advices != nil || parents.areAwaited {
      try session.store.setDue(
        [unknown.due, late.due, whole.due].compactMap { $0 }.min(), Touched.purchases, order.key)
    }
    let document = PurchaseOrderFacts(
      order: order.key, status: header?.record["status"].text, lines: states,
      warehouse: header?.record.warehouse ?? receipts.first?.record.warehouse,
      origin: try header.flatMap { try session.origin(of: $0) })
    found += findings(in: .purchaseOrder(document))
    try session.desk.judge(Subject.purchase(order.key), findings: found)
    // Its header says what of them comes, and when.
    try session.touchArticles(lines.map(\.record))
  }

  /// The order with the receipts that name its ship notices instead of it.
  private func withAdvised(_ order: ProofDocument) throws -> ProofDocument {
    guard let advices else { return order }
    let notices = try advices.records(where: [("po", order.key)])
    var events = order.events
    for number in notices.compactMap({ $0.record["asn"].text }).unique {
      for stored in try receipts.records(where: [("asn", number)]) {
        guard stored.record["po"].isNull, try isNewest(stored),
          let notice = try AdvisedOrder(number, in: advices, of: systems)
            .notice(for: stored.record), notice.record["po"].text == order.key
        else { continue }
        var record = stored.record
        record["po"] = notice.record["po"]
        // What the notice does not list is on no line that anybody knows.
        let isListed = notice.record["sku"] == record["sku"]
        record["po_line"] = isListed ? notice.record["po_line"] : .null
        events.append(
          RecordTable.Stored(
            record: record, system: stored.system, file: stored.file, line: stored.line))
      }
    }
    return ProofDocument(
      key: order.key, header: order.header, lines: order.lines, events: events)
  }

  private func isNewest(_ receipt: RecordTable.Stored) throws -> Bool {
    let fields = ["receipt", "line"].map { ($0, receipt.record[$0].description) }
    return try receipts.records(system: receipt.system, where: fields).last?.record.key
      == receipt.record.key
  }

  /// Announced goods that have not come, and when the next are overdue.
  private func adviceFindings(
    of order: ProofDocument
  ) throws -> (found: [SyncException], due: Timestamp?) {
    guard let advices else { return ([], nil) }
    var found: [SyncException] = []
    var due: Timestamp?
    var announced: [Value: ExactDecimal] = [:]
    let lines = try advices.records(where: [("po", order.key)]).sorted {
      ($0.record["eta"].time?.microseconds ?? .max) < ($1.record["eta"].time?.microseconds ?? .max)
    }
    for line in lines {
      let before = announced[line.record["po_line"], default: .zero]
      announced[line.record["po_line"]] = before + (line.record["qty"].decimal ?? .zero)
      let facts = try facts(line, of: order, announcedBefore: before)
      found += findings(in: .advice(facts))
      if let overdue = facts.overdueAt, overdue > session.now {
        due = [due, overdue].compactMap { $0 }.min()
      }
    }
    return (found, due)
  }

  private func facts(
    _ line: RecordTable.Stored, of order: ProofDocument, announcedBefore before: ExactDecimal
  ) throws -> AdviceFacts {
    let own = order.events.filter { $0.record["po_line"] == line.record["po_line"] }
    let isNamed = own.contains { $0.record["asn"] == line.record["asn"] }
    // Where receipts name no notice, what was announced first came first.
    let unnamed = own.filter { $0.record["asn"].isNull }
    let received = try unnamed.reduce(ExactDecimal.zero) { $0 + (try fact(of: $1).total) }
    var facts = AdviceFacts(
      advice: line.record["asn"].description, line: line.record["line"].description,
      order: order.key, quantity: line.record["qty"].decimal ?? .zero,
      expectedAt: line.record["eta"].time, hasBegun: isNamed || received > before,
      now: session.now, lateSeconds: session.settings.receiving.adviceSeconds)
    let ordered = order.lines.first { $0.record["line"] == line.record["po_line"] }
    facts.sku = line.record["sku"].text
    facts.unitCost = ordered?.record["unit_cost"].decimal
    facts.warehouse = order.header?.record.warehouse
    facts.origin = try session.origin(of: line)
    return facts
  }

  private func facts(
    _ line: RecordTable.Stored, header: RecordTable.Stored?, receipts: [RecordTable.Stored]
  ) throws -> PurchaseLineFacts {
    let record = line.record
    var facts = PurchaseLineFacts(
      order: record["po"].description, line: record["line"].description,
      ordered: record["qty"].decimal ?? .zero)
    facts.sku = record["sku"].text
    facts.orderStatus = header?.record["status"].text
    facts.isLineClosed = record["closed"].flag ?? false
    facts.closedAt = header?.record["closed_at"].time
    facts.allowance = Allowance(
      overPercent: record["over_pct"].decimal ?? session.settings.receiving.allowance.overPercent,
      underPercent: record["under_pct"].decimal ?? session.settings.receiving.allowance.underPercent
    )
    facts.receipts = try receipts.map { try fact(of: $0) }
    facts.warehouse = receipts.first?.record.warehouse ?? header?.record.warehouse
    facts.unitCost = record["unit_cost"].decimal
    facts.origin = try session.origin(of: line)
    return facts
  }

  private func fact(of receipt: RecordTable.Stored) throws -> ReceiptFact {
    let record = receipt.record
    return ReceiptFact(
      good: record["qty_good"].decimal ?? .zero,
      damaged: record["qty_damaged"].decimal ?? .zero,
      rejected: record["qty_rejected"].decimal ?? .zero,
      isComplete: record["complete"].flag ?? false, receivedAt: record["received_at"].time,
      origin: try session.origin(of: receipt))
  }

  /// Receipts on lines that no order has, grouped by line, and until when they wait for one.
  private func unknownLines(
    of order: String, lines: [RecordTable.Stored], header: RecordTable.Stored?,
    _ receipts: [RecordTable.Stored]
  ) throws -> (found: [SyncException], due: Timestamp?) {
    let known = Set(lines.map { $0.record["line"] })
    var groups: [RecordKey: [RecordTable.Stored]] = [:]
    for receipt in receipts where !known.contains(receipt.record["po_line"]) {
      let line = RecordKey(text: receipt.record["po_line"].description)
      groups[line, default: []].append(receipt)
    }
    var found: [SyncException] = []
    var due: Timestamp?
    for (line, receipts) in groups.sorted(by: { $0.key < $1.key }) {
      var facts = PurchaseLineFacts(order: order, line: line.text, ordered: nil)
      facts.orderStatus = header?.record["status"].text
      facts.sku = receipts.first?.record["sku"].text
      facts.warehouse = receipts.first?.record.warehouse
      facts.receipts = try receipts.map { try fact(of: $0) }
      facts.waitsUntil = try parents.allWaitUntil(receipts)
      due = [due, facts.waitsUntil].compactMap { $0 }.min()
      found += findings(in: .purchaseLine(facts))
    }
    return (found, due)
  }
}

/// The purchase order that a receipt belongs to by the ship notice that it names.
struct AdvisedOrder {
  /// Lines of the notice, in key order.
  private let lines: [RecordTable.Stored]

  init(_ number: String, in advices: RecordTable, of systems: [SystemID]) throws {
    lines = try systems.flatMap { try advices.records(system: $0, where: [("asn", number)]) }
      .filter { !$0.record["po"].isNull }
  }

  /// The line of the notice that lists its article, or else the first; `nil` when no line names an
  /// order.
  func notice(for receipt: Record) -> RecordTable.Stored? {
    lines.first { $0.record["sku"] == receipt["sku"] } ?? lines.first
  }
}
