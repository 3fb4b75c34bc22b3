internal import Domain
internal import Persistence
internal import Reconciliation

/// Notes which keys must be looked at again; beyond a bound, that all of them must.
struct TouchCollector {
  /// Above so many, walking everything in key order is cheaper than looking keys up.
  static let most = 20_000

  private let session: Session
  private var keys: [String: Set<RecordKey>] = [:]
  private var every: Set<String> = []
  /// Shipments whose parcels arrived; their orders are found when everything is written.
  private var shipments: Set<RecordKey> = []
  /// Tracking numbers of what came back and names no order, likewise.
  private var trackings: Set<RecordKey> = []
  /// Ship notices that receipts name and no order, likewise.
  private var advices: Set<RecordKey> = []
  /// Ship notices that arrived: receipts that came before them are looked at again.
  private var advised: Set<RecordKey> = []
  /// Authorisations of returns that arrived, likewise.
  private var authorisations: Set<RecordKey> = []
  /// Authorisations that arrived: what came back before them is looked at again.
  private var announced: Set<RecordKey> = []
  private var plan: Plan?
  /// Record types that an outbound stream reads, with the name their keys are noted under.
  private let outbound: [EntityID: String]
  private let orphanSchemas: [RecordSchema]
  private let serialSchemas: [RecordSchema]
  /// Record types that explain differences of stock.
  private let stockMovements: [RecordSchema]
  /// Record types of which the books are told.
  private let journalSchemas: [RecordSchema]
  /// Warehouses whose stock is told by lots.
  private let lotWarehouses: [WarehouseID]
  /// Warehouses of whose stock the books say what it is worth.
  private let valuedWarehouses: [WarehouseID]

  init(session: Session) {
    self.session = session
    orphanSchemas = OrphanProof.schemas(in: session)
    serialSchemas = SerialProof.schemas(in: session)
    stockMovements = session.stockMovementSchemas
    journalSchemas = StockJournals.schemas(in: session)
    lotWarehouses = LotProof.warehouses(in: session)
    valuedWarehouses = StockValuation.warehouses(in: session)
    var outbound: [EntityID: String] = [:]
    for stream in session.settings.outbound {
      for entity in [stream.entity, stream.with].compactMap({ $0 }) {
        outbound[entity] = Touched.outbound(entity)
      }
    }
    self.outbound = outbound
  }

  /// Notes everything that depends on a record.
  mutating func touch(_ record: Record) {
    let schema = record.schema
    if plan?.schema !== schema {
      plan = Plan(
        schema, outbound: outbound[schema.entity],
        movesStock: stockMovements.contains { $0 === schema },
        approvesAdjustments: session.settings.adjustments != AdjustmentFacts.Limits(),
        plans: session.settings.plans)
    }
    guard let plan else { return }
    if schema == .parcel { remember(record.values[0], in: \.shipments, of: Touched.sales) }
    if schema == .rmaLine { remember(record.values[0], in: \.announced, of: Touched.returns) }
    if schema == .returnReceipt {
      remember(record["rma"], in: \.authorisations, of: Touched.sales)
      if record["order"].isNull { remember(record["tracking"], in: \.trackings, of: Touched.sales) }
    }
    if orphanSchemas.contains(where: { $0 === schema }),
      let orphan = OrphanProof.subject(record), !every.contains(Touched.orphans)
    {
      note(Touched.orphans, orphan)
    }
    if serialSchemas.contains(where: { $0 === schema }) {
      note(Touched.serials, SerialProof.subject(record))
    }
    if journalSchemas.contains(where: { $0 === schema }) {
      note(Touched.journals, StockJournals.subject(record))
    }
    if schema == .receipt, record["po"].isNull {
      remember(record["asn"], in: \.advices, of: Touched.purchases)
    }
    if schema == .asnLine { remember(record["asn"], in: \.advised, of: Touched.orphans) }
    // They tell whether an article is kept by lots, and how long a lot may be sold.
    if schema == .item || [.receipt, .asnLine].contains(schema) && !record["lot"].isNull {
      for warehouse in lotWarehouses {
        note(Touched.stock, RecordKey([.text(warehouse.text), record["sku"]]))
      }
    }
    // It tells what a piece costs.
    if schema == .item {
      for warehouse in valuedWarehouses {
        note(Touched.stock, RecordKey([.text(warehouse.text), record["sku"]]))
      }
    }
    for field in plan.articles { note(Touched.articles, RecordKey([record.values[field]])) }
    for subject in plan.byKey where !every.contains(subject) { note(subject, record.key) }
    for (subject, fields) in plan.byFields where !every.contains(subject) {
      note(subject, RecordKey(fields.map { record.values[$0] }))
    }
  }

  /// What depends on records of a type: subjects that know them by their key, and subjects that
  /// know them by some of their fields.
  private struct Plan {
    let schema: RecordSchema
    var byKey: [String] = []
    var byFields: [(subject: String, fields: [Int])] = []
    /// Fields that name articles that are planned anew.
    var articles: [Int] = []

    init(
      _ schema: RecordSchema, outbound: String?, movesStock: Bool, approvesAdjustments: Bool,
      plans: Bool
    ) {
      self.schema = schema
      if plans {
        articles = ["sku", "kit_sku", "component_sku"].compactMap { schema.position(of: $0) }
      }
      if let outbound { byKey.append(outbound) }
      if schema.nature == .master { byKey.append(Touched.master(schema.entity)) }
      if schema == .ack { byKey.append(Touched.answers) }
      let dependents: [(String, [RecordSchema], [String])] = [
        (Touched.purchases, [.purchaseOrder, .purchaseOrderLine, .asnLine, .receipt], ["po"]),
        (
          Touched.sales,
          [
            .salesOrder, .salesOrderLine, .shipment, .orderProgress, .orderChange, .rmaLine,
            .returnReceipt,
          ], ["order"]
        ),
        (Touched.returns, [.returnReceipt], ["return"]),
        (Touched.transfers, [.transferLine, .transferLeg], ["transfer"]),
        (Touched.transfers, [.adjustment], ["reference"]),
        (Touched.stock, movesStock ? [schema] : [.stock], ["warehouse", "sku"]),
        (Touched.counts, [.count], ["count"]),
        (Touched.adjustments, approvesAdjustments ? [.adjustment] : [], ["adjustment", "line"]),
      ]
      for (subject, schemas, fields) in dependents where schemas.contains(schema) {
        byFields.append((subject, fields.compactMap { schema.position(of: $0) }))
      }
    }
  }

  private mutating func note(_ subject: String, _ key: RecordKey) {
    guard !every.contains(subject) else { return }
    keys[subject, default: []].insert(key)
    if keys[subject]?.count ?? 0 > Self.most {
      every.insert(subject)
      keys[subject] = nil
    }
  }

  /// Remembers what must be looked up at the end; beyond the bound everything is looked at.
  private mutating func remember(
    _ value: Value, in place: WritableKeyPath<TouchCollector, Set<RecordKey>>, of subject: String
  ) {
    guard !value.isNull, !every.contains(subject) else { return }
    self[keyPath: place].insert(RecordKey([value]))
    guard self[keyPath: place].count > Self.most else { return }
    every.insert(subject)
    keys[subject] = nil
    self[keyPath: place].removeAll()
  }

  /// Notes the orders to which parcels and returns belong that do not name them themselves; what
  /// arrives later notes its own order.
  private mutating func noteDistantOrders() throws {
    for key in trackings.sorted() where !key.text.isEmpty {
      try session.store.table(.parcel).scan(system: nil, where: [("tracking", key.parts[0])]) {
        shipments.insert(RecordKey([$0.record["shipment"]]))
        return true
      }
    }
    trackings.removeAll()
    for key in advices.sorted() where !key.text.isEmpty {
      for system in session.settings.systems {
        let start = [(name: "asn", value: key.parts[0])]
        try session.store.table(.asnLine).scan(system: system.id, where: start) {
          note(Touched.purchases, RecordKey([$0.record["po"]]))
          return true
        }
      }
    }
    advices.removeAll()
    for key in advised.sorted() where !key.text.isEmpty {
      try session.store.table(.receipt).scan(system: nil, where: [("asn", key.parts[0])]) {
        if let orphan = OrphanProof.subject($0.record) { note(Touched.orphans, orphan) }
        return true
      }
    }
    advised.removeAll()
    for (schema, keys) in [(RecordSchema.shipment, shipments), (.rmaLine, authorisations)] {
      let table = try session.store.table(schema)
      for key in keys.sorted() where !key.text.isEmpty {
        let start = [(schema.fields[0].name, key.parts[0])]
        for system in session.settings.systems {
          try table.scan(system: system.id, where: start) {
            note(Touched.sales, RecordKey([$0.record["order"]]))
            return true
          }
        }
      }
    }
    for key in announced.sorted() {
      try session.store.table(.returnReceipt).scan(system: nil, where: [("rma", key.parts[0])]) {
        note(Touched.returns, RecordKey([$0.record["return"]]))
        return true
      }
    }
    shipments.removeAll()
    authorisations.removeAll()
    announced.removeAll()
  }

  /// Writes what was noted.
  mutating func flush() throws {
    try noteDistantOrders()
    for subject in every.sorted() {
      try session.store.touch(subject, CollectionOfOne(StateStore.everyKey))
    }
    for (subject, keys) in keys.sorted(by: { $0.key < $1.key }) {
      try session.store.touch(subject, keys.sorted().map(\.text))
    }
    keys.removeAll(keepingCapacity: true)
  }
}
