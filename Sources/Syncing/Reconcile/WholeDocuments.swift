internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Judges whether an order is there as a whole, and whether it is there twice.
struct WholeDocuments {
  private let session: Session
  private let headers: RecordSchema
  private let lines: RecordSchema
  /// Both parts are delivered, so that one without the other is half an order.
  private let hasBoth: Bool

  init(session: Session, headers: RecordSchema, lines: RecordSchema) throws {
    self.session = session
    self.headers = headers
    self.lines = lines
    hasBoth =
      try session.hasDelivered(headers.entity) && session.hasDelivered(lines.entity)
  }

  /// Judges one order.
  ///
  /// - Returns: what is found, and when to look again at one whose other half may still come.
  /// - Throws: what the store failed with.
  func judge(_ order: ProofDocument) throws -> (found: [SyncException], due: Timestamp?) {
    var facts = DocumentFacts(
      entity: headers.entity, key: order.key, hasHeader: order.header != nil,
      hasLines: !order.lines.isEmpty)
    guard hasBoth, facts.hasHeader != facts.hasLines, let half = order.header ?? order.lines.first,
      try isDelivered(facts.hasHeader ? lines : headers, by: half.system)
    else { return ([], nil) }
    if session.settings.parentSeconds > 0, let since = try session.ledgerFile(half.file)?.takenAt {
      let end = since.adding(seconds: session.settings.parentSeconds)
      if end > session.now { return ([], end) }
    }
    facts.warehouse = half.record.warehouse
    facts.origin = try session.origin(of: half)
    return (findings(in: .document(facts)), nil)
  }

  private func isDelivered(_ schema: RecordSchema, by system: SystemID) throws -> Bool {
    try session.hasDelivered(schema.entity, from: system)
  }
}

/// Finds customer orders that are one wish under two numbers.
struct OrderTwins {
  private let session: Session
  private let orders: RecordTable
  private let lines: RecordTable
  /// Some export tells the customer's own number.
  private let isTold: Bool
  /// A number that a customer uses for more orders than this is none.
  private static let mostAlike = 20

  init(session: Session) throws {
    self.session = session
    orders = try session.store.table(.salesOrder)
    lines = try session.store.table(.salesOrderLine)
    isTold = session.feeds(of: RecordSchema.salesOrder.entity).contains { feed in
      feed.mapping.emits.contains { emit in emit.fields.contains { $0.field == "customer_po" } }
    }
  }

  /// Judges an order and those that repeat it, or did so far.
  func judge(_ order: String) throws {
    guard isTold else { return }
    var wanted: Set<String> = [order]
    let isKnown = try session.desk.hasLive(.orderDuplicate)
    for known in isKnown ? try session.desk.live(.orderDuplicate, of: orders.schema.entity) : []
    where known.key == order || known.expected == order {
      wanted.insert(known.key)
    }
    if let header = try header(of: order) {
      wanted.formUnion(try others(like: header).map { $0.record["order"].description })
    }
    for order in wanted.sorted() { try judgeAlone(order) }
  }

  private func judgeAlone(_ order: String) throws {
    var found: [SyncException] = []
    if let header = try header(of: order), let twin = try earlier(than: header) {
      var facts = DocumentFacts(
        entity: orders.schema.entity, key: order, hasHeader: true, hasLines: true)
      facts.twin = twin
      facts.warehouse = header.record.warehouse
      facts.origin = try session.origin(of: header)
      found = findings(in: .document(facts))
    }
    try session.desk.judge("twin|\(order)", findings: found)
  }

  private func header(of order: String) throws -> RecordTable.Stored? {
    for system in session.settings.systems {
      if let stored = try orders.record(RecordKey(parts: [order]), in: system.id) { return stored }
    }
    return nil
  }

  /// Living orders with the same customer and the customer's own number, this one among them.
  private func others(like header: RecordTable.Stored) throws -> [RecordTable.Stored] {
    let record = header.record
    guard let customer = record["customer"].text, let number = record["customer_po"].text else {
      return []
    }
    let alike = try orders.records(
      system: header.system, where: [("customer", customer), ("customer_po", number)]
    ).filter { $0.record["cancelled"].flag != true }
    return alike.count <= Self.mostAlike ? alike : []
  }

  /// The first order of which this one is a repetition.
  private func earlier(than header: RecordTable.Stored) throws -> String? {
    guard header.record["cancelled"].flag != true else { return nil }
    let content = try content(of: header)
    guard !content.isEmpty else { return nil }
    let place = Self.place(of: header)
    return try others(like: header).filter { Self.place(of: $0) < place }
      .sorted { Self.place(of: $0) < Self.place(of: $1) }
      .first { try self.content(of: $0) == content }?.record["order"].description
  }

  private static func place(of header: RecordTable.Stored) -> (Int64, String) {
    (header.record["ordered_at"].time?.microseconds ?? 0, header.record["order"].description)
  }

  private func content(of header: RecordTable.Stored) throws -> [String] {
    try lines.records(
      system: header.system, where: [("order", header.record["order"].description)]
    ).map { "\($0.record["sku"]) \($0.record["qty"])" }.sorted()
  }
}
