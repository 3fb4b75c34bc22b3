internal import Domain
internal import Persistence
internal import Reconciliation

/// Judges customer orders against everything shipped on them, and tells others what follows.
struct SalesProof {
  private let session: Session
  private let flow: OrderFlow
  private let returns: OrderReturns?
  private let refunds: CancellationRefunds?
  private let parents: Parents
  private let kits: Kits
  private let documents: WholeDocuments
  private let twins: OrderTwins
  private let picked: PickedStock?
  private let routes: RouteBook?
  /// Somebody tells how orders go on.
  private let keepsStages: Bool

  init(session: Session) throws {
    self.session = session
    refunds = try CancellationRefunds(session: session)
    parents = try Parents(session: session)
    kits = try Kits(session: session)
    documents = try WholeDocuments(
      session: session, headers: .salesOrder, lines: .salesOrderLine)
    twins = try OrderTwins(session: session)
    picked = try PickedStock(session: session)
    routes = try RouteBook(session: session)
    keepsStages = session.settings.tellsStages
    flow = try OrderFlow(session: session)
    returns = try OrderReturns(session: session)
  }

  func run() throws {
    guard try session.hasDelivered(RecordSchema.salesOrderLine.entity) else { return }
    try beginStages()
    try prove(session.store.touched(Touched.sales))
    try session.store.clearTouched(Touched.sales)
  }

  /// Where the store says that the stages of all orders are kept.
  static let stages = "stages"

  /// Once stages are kept, all orders are looked at; while they are not, none stands there.
  private func beginStages() throws {
    let store = session.store
    guard try store.setting(Self.stages) != (keepsStages ? "kept" : nil) else { return }
    if keepsStages {
      try store.touch(Touched.sales, CollectionOfOne(StateStore.everyKey))
      try store.set(Self.stages, to: "kept")
    } else {
      try store.forgetStages()
      try store.forget(Self.stages)
    }
  }

  /// Judges orders by their keys, in order; `nil` stands for all.
  func prove(_ orders: [String]?) throws {
    guard orders?.isEmpty != true else { return }
    let reader = try ProofReader(
      session: session, headers: .salesOrder, lines: .salesOrderLine, events: .shipment)
    try reader.forEach(orders, judge)
  }

  /// Tells the customers of orders what is paid back to them.
  func tellRefunds(of orders: [String]) throws {
    for order in orders { try flow.tellRefunds(returns?.rows(of: order) ?? [], of: order) }
  }

  private func judge(_ order: ProofDocument) throws {
    var found: [SyncException] = []
    var lines: [OrderLine] = []
    let progress = try flow.progress(of: order.key)
    let changes = try flow.changes(of: order.key)
    let undelivered = try returns?.undelivered(of: order) ?? []
    for line in order.lines {
      // The newest shipment decides what becomes of the rest.
      let rows = (order.events + undelivered).filter {
        $0.record["order_line"] == line.record["line"]
      }.sorted(by: Self.isEarlier)
      let bill = try kits.bill(
        of: line.record, orderedAt: order.header?.record["ordered_at"].time)
      let (own, rest) = Kits.folded(rows, by: bill, sku: line.record["sku"].description)
      var facts = try facts(line, header: order.header, shipments: own)
      facts.refunded = try refunds?.kept(for: line.record)
      facts.kitRest = rest.map { "\($0.quantity) \($0.sku)" }
      let words = progress.filter { $0.line.isNull || $0.line == line.record["line"] }.map(\.fact)
      facts.progress = try routes?.heard(words, of: order.key, facts.line) ?? words
      var sent: OrderLine.Sent = (.new, nil)
      if flow.followsSending || keepsStages {
        sent = try flow.sending(of: line.record, parts: bill)
      }
      if flow.followsSending { (facts.sending, facts.sentAt) = sent }
      facts.apply(
        changes.filter { $0.line.isNull || $0.line == line.record["line"] }.map(\.fact))
      found += findings(in: .salesLine(facts))
      try routes?.keep(facts, parts: bill, shipments: rows, named: order.header?.record.warehouse)
      lines.append(OrderLine(record: line.record, facts: facts, shipments: own, sent: sent))
    }
    if keepsStages { try keepStage(of: order.key, lines) }
    found += flow.faults(in: changes.map(\.fact), of: order.key)
    if !session.settings.picking.isEmpty {
      try session.store.touch(Touched.picks, CollectionOfOne(order.key))
    }
    let unknown = try unknownLines(of: order)
    found += unknown.found
    let told = try flow.tell(order, lines)
    found += told.found
    let whole = try documents.judge(order)
    found += whole.found
    try twins.judge(order.key)
    try picked?.keep(lines)
    let later = lines.flatMap { [$0.facts.backorderDue, $0.facts.patienceEnds] }
      .compactMap { $0 }.filter { $0 > session.now }.min()
    let due = [unknown.due, told.due, whole.due, later].compactMap { $0 }.min()
    try session.store.setDue(due, Touched.sales, order.key)
    found += try returns?.judge(order, lines) ?? []
    try refunds?.make(for: lines, currency: order.header?.record["currency"] ?? .null)
    if flow.tellsCustomers, !lines.isEmpty {
      try flow.tell(returns?.rows(of: order.key) ?? [], of: order.key)
    }
    try session.desk.judge(Subject.sales(order.key), findings: found)
  }

  /// An order stands where the first of its open lines stands that is in trouble, else the one that
  /// is least far.
  private func keepStage(of order: String, _ lines: [OrderLine]) throws {
    let open = lines.compactMap(\.standing)
    let stage = OrderStage.names.first { name in open.contains { $0.stage == name } }
    let since = open.filter { $0.stage == stage }.compactMap(\.since).min()
    try session.store.keepStage(stage, since: since, of: order, at: session.now)
  }

  /// Shipments on lines that no order has, grouped by line, and until when they wait for one.
  private func unknownLines(
    of order: ProofDocument
  ) throws -> (found: [SyncException], due: Timestamp?) {
    let known = Set(order.lines.map { $0.record["line"] })
    var unknown: [RecordKey: [RecordTable.Stored]] = [:]
    for shipment in order.events where !known.contains(shipment.record["order_line"]) {
      let line = RecordKey(text: shipment.record["order_line"].description)
      unknown[line, default: []].append(shipment)
    }
    var found: [SyncException] = []
    var due: Timestamp?
    for (line, shipments) in unknown.sorted(by: { $0.key < $1.key }) {
      var facts = SalesLineFacts(order: order.key, line: line.text, ordered: nil)
      facts.sku = shipments.first?.record["sku"].text
      facts.warehouse = shipments.first?.record.warehouse
      facts.shipments = try shipments.map { try fact(of: $0) }
      facts.waitsUntil = try parents.allWaitUntil(shipments)
      due = [due, facts.waitsUntil].compactMap { $0 }.min()
      found += findings(in: .salesLine(facts))
    }
    return (found, due)
  }

  private func facts(
    _ line: RecordTable.Stored, header: RecordTable.Stored?, shipments: [RecordTable.Stored]
  ) throws -> SalesLineFacts {
    let record = line.record
    var facts = SalesLineFacts(
      order: record["order"].description, line: record["line"].description,
      ordered: record["qty"].decimal ?? .zero)
    facts.cancelled = record["cancelled_qty"].decimal ?? .zero
    facts.isOrderCancelled = header?.record["cancelled"].flag ?? false
    facts.isHeld = !(header?.record["hold_code"].isNull ?? true)
    facts.now = session.now
    facts.backorderSeconds = session.settings.shipping.backorderSeconds
    facts.ackSeconds = session.settings.shipping.ackSeconds
    facts.stuckSeconds = session.settings.shipping.stuckSeconds
    facts.backorderOwner = session.settings.shipping.backorderOwner
    facts.cancelUntil = session.settings.shipping.cancelUntil
    facts.allowsSubstitution = record["allow_substitution"].flag
    facts.orderedAt = header?.record["ordered_at"].time
    facts.headerOrigin = try header.flatMap { try session.origin(of: $0) }
    facts.sku = record["sku"].text
    facts.allowance = Allowance(
      overPercent: record["over_pct"].decimal ?? session.settings.shipping.allowance.overPercent,
      underPercent: record["under_pct"].decimal ?? session.settings.shipping.allowance.underPercent)
    facts.shipments = try shipments.map { try fact(of: $0) }
    facts.warehouse = shipments.first?.record.warehouse ?? header?.record.warehouse
    facts.unitPrice = record["unit_price"].decimal
    facts.origin = try session.origin(of: line)
    return facts
  }

  private static func isEarlier(_ left: RecordTable.Stored, _ right: RecordTable.Stored) -> Bool {
    (left.record["shipped_at"].time?.microseconds ?? 0)
      < (right.record["shipped_at"].time?.microseconds ?? 0)
  }

  private func fact(of shipment: RecordTable.Stored) throws -> ShipmentFact {
    let record = shipment.record
    var fact = ShipmentFact(
      quantity: record["qty"].decimal ?? .zero, closing: record["closing"].text,
      origin: try session.origin(of: shipment))
    fact.shippedAt = record["shipped_at"].time
    fact.isUndelivered = fact.quantity < .zero
    fact.sku = record["sku"].text
    let ordered = record["sku_ordered"]
    fact.isSubstitute =
      fact.closing == "substituted" || !ordered.isNull && ordered != record["sku"]
    return fact
  }
}
