internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Judges receipts and shipments that name no order: nobody else would ever look at them.
///
/// A receipt may name a ship notice instead, and belongs to the order of that.
struct OrphanProof {
  private let session: Session
  private let advices: RecordTable

  /// Record types, the field that names the order, and where orders are.
  private typealias Kind = (schema: RecordSchema, reference: String, orders: RecordSchema)

  private static let all: [Kind] = [
    (.receipt, "po", .purchaseOrderLine), (.shipment, "order", .salesOrderLine),
  ]

  init(session: Session) throws {
    self.session = session
    advices = try session.store.table(.asnLine)
  }

  func run() throws {
    // Before the first orders have come nobody can judge; with them everything is looked at.
    let kinds = try Self.all.filter {
      try Self.canBeJudged($0, in: session) && session.hasDelivered($0.orders.entity)
    }
    for key in try session.store.touched(Touched.orphans) ?? everything(kinds) {
      let parts = RecordKey(text: key).parts
      guard parts.count == 3,
        let kind = kinds.first(where: { $0.schema.entity.text == parts[0] })
      else { continue }
      try judge(kind, parts[1], parts[2])
    }
    try session.store.clearTouched(Touched.orphans)
  }

  /// Its exports could name an order, and orders are told.
  private static func canBeJudged(_ kind: Kind, in session: Session) -> Bool {
    !session.feeds(of: kind.orders.entity).isEmpty
      && session.settings.feeds.contains { $0.maps(kind.reference, of: kind.schema) }
  }

  /// Record types of which something may be without an order on this site.
  static func schemas(in session: Session) -> [RecordSchema] {
    all.filter { canBeJudged($0, in: session) }.map(\.schema)
  }

  /// What a record without an order is looked at under, or one whose earlier version may have been.
  static func subject(_ record: Record) -> RecordKey? {
    guard let kind = all.first(where: { $0.schema === record.schema }),
      record[kind.reference].isNull || record["version"] != .decimal(ExactDecimal(1))
    else { return nil }
    return RecordKey(parts: [
      kind.schema.entity.text, record.values[0].description, record.values[1].description,
    ])
  }

  private func everything(_ kinds: [Kind]) throws -> [String] {
    var keys: Set<RecordKey> = []
    for kind in kinds {
      try session.store.table(kind.schema).scan(lacking: kind.reference) {
        if let key = Self.subject($0.record) { keys.insert(key) }
      }
    }
    return keys.sorted().map(\.text)
  }

  private func judge(_ kind: Kind, _ number: String, _ line: String) throws {
    let (schema, reference) = (kind.schema, kind.reference)
    let table = try session.store.table(schema)
    let fields = [(schema.fields[0].name, number), (schema.fields[1].name, line)]
    var found: [SyncException] = []
    for system in session.settings.systems {
      // Only the newest version counts.
      guard let stored = try table.records(system: system.id, where: fields).last,
        stored.record[reference].isNull, try order(ofAdviceIn: stored.record) == nil
      else { continue }
      found += findings(in: .orphan(try facts(stored)))
    }
    try session.desk.judge("orphan|\(schema.entity)|\(number)|\(line)", findings: found)
  }

  private func facts(_ stored: RecordTable.Stored) throws -> OrphanFacts {
    let record = stored.record
    let quantities = ["qty_good", "qty_damaged", "qty_rejected", "qty"].compactMap { field in
      record.schema.position(of: field).flatMap { record.values[$0].decimal }
    }
    var facts = OrphanFacts(
      entity: record.schema.entity, key: RecordKey(Array(record.values[..<2])),
      quantity: quantities.reduce(.zero, +))
    facts.sku = record["sku"].text
    facts.warehouse = record.warehouse
    if record.schema == .receipt { facts.advice = record["asn"].text }
    facts.origin = try session.origin(of: stored)
    return facts
  }

  /// The purchase order of the ship notice that a receipt names; `nil` without one.
  private func order(ofAdviceIn record: Record) throws -> String? {
    guard record.schema == .receipt, let advice = record["asn"].text else { return nil }
    return try AdvisedOrder(advice, in: advices, of: session.settings.systems.map(\.id))
      .notice(for: record)?.record["po"].text
  }
}
