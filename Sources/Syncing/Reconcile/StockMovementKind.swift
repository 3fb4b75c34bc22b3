internal import Domain
internal import Persistence
internal import Reconciliation

/// A record type whose records move stock: how much, when, and on whose behalf.
struct StockMovementKind: Sendable {
  /// A quantity that enters or leaves a stock status.
  typealias Leg = (status: Value, quantity: ExactDecimal)

  let schema: RecordSchema
  let bucket: StockBucket
  /// When it happened.
  let time: String
  /// The document without which it is sent to nobody: the field that names it, and its lines.
  var parent: (field: String, lines: RecordSchema)?
  /// wmsync made it: the warehouse lacked or had it already.
  var isOurs = false
  /// What it moves in a warehouse; goods that never entered stock move nothing.
  let legs: @Sendable (Record) -> [Leg]

  var isVersioned: Bool { schema.keyFields.last?.name == "version" }

  /// It happened after a time; what tells no time did not.
  func isAfter(_ end: Timestamp?, _ record: Record) -> Bool {
    guard let end, let time = record[self.time].time else { return false }
    return time > end
  }

  private static let available = Value.text("available")

  static let all: [StockMovementKind] = [
    .init(
      schema: .receipt, bucket: .receipt, time: "received_at",
      parent: ("po", .purchaseOrderLine)
    ) { record in
      [
        (available, record["qty_good"].decimal ?? .zero),
        (.text("damaged"), record["qty_damaged"].decimal ?? .zero),
      ]
    },
    .init(
      schema: .shipment, bucket: .shipment, time: "shipped_at", parent: ("order", .salesOrderLine)
    ) { [(available, -($0["qty"].decimal ?? .zero))] },
    .init(schema: .adjustment, bucket: .adjustment, time: "adjusted_at") {
      [(status($0["stock_status"]), $0["delta"].decimal ?? .zero)]
    },
    .init(schema: .count, bucket: .count, time: "counted_at") { record in
      guard let before = record["system_before"].decimal else { return [] }
      return [(available, (record["counted"].decimal ?? .zero) - before)]
    },
    .init(schema: .statusMove, bucket: .statusMove, time: "moved_at") { record in
      let quantity = record["qty"].decimal ?? .zero
      return [
        (status(record["from_status"]), -quantity), (status(record["to_status"]), quantity),
      ]
    },
    .init(
      schema: .transferLeg, bucket: .transferLeg, time: "at", parent: ("transfer", .transferLine)
    ) { record in
      let quantity = record["qty"].decimal ?? .zero
      return [(available, record["leg"].text == "dispatch" ? -quantity : quantity)]
    },
    .init(
      schema: .returnReceipt, bucket: .returned, time: "received_at", parent: ("rma", .rmaLine)
    ) { record in
      let quantity = record["qty"].decimal ?? .zero
      switch record["action"].text {
      case "dispose": return []
      case "restock": return [(available, quantity)]
      case "quarantine": return [(.text("quarantine"), quantity)]
      default: return [(.text("customer_return"), quantity)]
      }
    },
    .init(
      schema: .stockCorrection, bucket: .correction, time: "approved_at", isOurs: true
    ) { [(status($0["stock_status"]), $0["delta"].decimal ?? .zero)] },
  ]

  /// A missing status means available.
  private static func status(_ value: Value) -> Value { value.isNull ? available : value }
}

extension Session {
  /// Whether the ERP and the system of some warehouse both tell their stock.
  var comparesStock: Bool {
    let systems = Set(feeds(of: RecordSchema.stock.entity).map(\.system))
    guard let erp, systems.contains(erp) else { return false }
    return settings.warehouses.contains { $0.system != erp && systems.contains($0.system) }
  }

  /// Record types that explain differences of stock on this site; none where it is not compared.
  var stockMovementSchemas: [RecordSchema] {
    guard comparesStock else { return [] }
    return StockMovementKind.all.filter { isTold($0) }.map(\.schema)
      + [RecordSchema.ledgerEntry].filter { !feeds(of: $0.entity).isEmpty }
  }
}

extension Session {
  /// Whether records of this type can come about on this site.
  private func isTold(_ kind: StockMovementKind) -> Bool {
    kind.isOurs
      ? settings.outbound.contains { $0.entity == kind.schema.entity }
      : !feeds(of: kind.schema.entity).isEmpty
  }

  /// Whether any records of this type may be there.
  func hasDelivered(_ kind: StockMovementKind) throws -> Bool {
    try kind.isOurs ? isTold(kind) : hasDelivered(kind.schema.entity)
  }

  /// Under which systems events of a type stand.
  func tellers(of kind: StockMovementKind) -> [SystemID] {
    kind.isOurs ? [Self.ourselves] : settings.systems.map(\.id)
  }
}

extension Session {
  /// Looks again at the stock that records move which were answered: now the other side has them, or
  /// has refused them.
  func touchStock(sentOn stream: StreamID, _ keys: [RecordKey]) throws {
    guard let entity = settings.outbound.first(where: { $0.id == stream })?.entity,
      let schema = stockMovementSchemas.first(where: { $0.entity == entity })
    else { return }
    let table = try store.table(schema)
    var subjects: Set<RecordKey> = []
    for key in keys {
      for system in settings.systems.map(\.id) + [Self.ourselves] {
        guard let record = try table.record(key, in: system)?.record else { continue }
        subjects.insert(RecordKey([record["warehouse"], record["sku"]]))
      }
    }
    try store.touch(Touched.stock, subjects.sorted().map(\.text))
  }
}
