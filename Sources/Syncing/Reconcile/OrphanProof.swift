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
    let kinds = try Self.all.filter(isJudged)
    var waiting: [String] = []
    for key in try session.store.touched(Touched.orphans) ?? everything() {
      let parts = RecordKey(text: key).parts
      guard parts.count == 3 else { continue }
      guard let kind = kinds.first(where: { $0.schema.entity.text == parts[0] }) else {
        waiting.append(key)
        continue
      }
      try judge(kind, parts[1], parts[2])
    }
    try session.store.clearTouched(Touched.orphans)
    // What nobody can judge before the orders have come is judged then.
    try session.store.touch(Touched.orphans, waiting)
  }

  /// Its exports could name an order, and orders have come.
  private func isJudged(_ kind: Kind) throws -> Bool {
    let namesOrders = session.feeds(of: kind.schema.entity).contains { feed in
      feed.mapping.emits.contains { emit in
        emit.entity == kind.schema.entity && emit.fields.contains { $0.field == kind.reference }
      }
    }
    return try namesOrders && session.hasDelivered(kind.orders.entity)
  }

  /// What a record without an order is looked at under.
  static func subject(_ record: Record) -> RecordKey? {
    guard let kind = all.first(where: { $0.schema === record.schema }),
      record[kind.reference].isNull
    else { return nil }
    return RecordKey(parts: [
      kind.schema.entity.text, record.values[0].description, record.values[1].description,
    ])
  }

  private func everything() throws -> [String] {
    var keys: Set<RecordKey> = []
    for kind in Self.all {
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
    return try advices.records(where: [("asn", advice)]).compactMap { $0.record["po"].text }.first
  }
}
