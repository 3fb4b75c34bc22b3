internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation

/// What all systems say of one record, and what holds by the source-of-truth rules.
struct MasterView {
  let schema: RecordSchema
  let key: RecordKey
  /// By system, in the order of the configuration.
  let known: [(system: SystemID, stored: RecordTable.Stored)]
  /// Fields that each system's feeds carry.
  let carried: [SystemID: Set<String>]
  let rules: OwnershipBook

  /// The system whose value of a field holds, with the rule that says so.
  ///
  /// - Parameter field: the field's name.
  /// - Returns: `nil` for the system when no known record carries the field.
  func owner(of field: String) -> (system: SystemID?, rule: OwnershipRule?) {
    let rule = rules.rule(
      entity: schema.entity, field: field, warehouse: warehouse, key: key)
    let carriers = known.map(\.system).filter { carried[$0]?.contains(field) ?? false }
    if let rule {
      for owner in [rule.owner, rule.fallback].compactMap({ $0 }) where carriers.contains(owner) {
        return (owner, rule)
      }
    }
    return (nil, rule)
  }

  var warehouse: WarehouseID? { known.first?.stored.record.warehouse }

  func record(in system: SystemID) -> Record? {
    known.first { $0.system == system }?.stored.record
  }

  /// The first system that carries a field: the side others are compared with when nobody owns
  /// it.
  func firstCarrier(of field: String) -> SystemID? {
    known.first { carried[$0.system]?.contains(field) ?? false }?.system
  }

  /// The same record under other rules.
  func under(_ rules: OwnershipBook) -> MasterView {
    MasterView(schema: schema, key: key, known: known, carried: carried, rules: rules)
  }

  /// What holds of a field by the source-of-truth rules; where nobody owns it, what the first system
  /// that carries it says.
  func value(of field: String) -> Value {
    let holder = owner(of: field).system ?? firstCarrier(of: field)
    return holder.flatMap { record(in: $0) }?[field] ?? .null
  }
}

/// Gathers what all systems say of records of one type.
struct MasterLibrary {
  let session: Session
  let schema: RecordSchema
  let table: RecordTable
  /// Systems with a feed of this type, ERP first, then in the order of the configuration.
  let systems: [SystemID]
  let carried: [SystemID: Set<String>]

  init(session: Session, schema: RecordSchema) throws {
    self.session = session
    self.schema = schema
    table = try session.store.table(schema)
    var carried: [SystemID: Set<String>] = [:]
    for feed in session.feeds(of: schema.entity) {
      for emit in feed.mapping.emits where emit.entity == schema.entity {
        carried[feed.system, default: []].formUnion(emit.fields.map(\.field))
      }
    }
    self.carried = carried
    let ordered = session.settings.systems.filter { carried[$0.id] != nil }
    systems =
      (ordered.filter { $0.role == .erp } + ordered.filter { $0.role != .erp }).map(\.id)
  }

  func view(of key: RecordKey) throws -> MasterView {
    var known: [(system: SystemID, stored: RecordTable.Stored)] = []
    for system in systems {
      if let stored = try table.record(key, in: system) { known.append((system, stored)) }
    }
    return MasterView(
      schema: schema, key: key, known: known, carried: carried, rules: session.rules)
  }

  /// Visits the keys of a touched subject in order; every known key when all were touched.
  func forEachKey(of subject: String, _ visit: (RecordKey) throws -> Void) throws {
    if let keys = try session.store.touched(subject) {
      for key in keys { try visit(RecordKey(text: key)) }
      return
    }
    try forEveryKey(visit)
  }

  /// Visits every known key in order.
  func forEveryKey(_ visit: (RecordKey) throws -> Void) throws {
    var last: RecordKey?
    for key in try allKeys() where key != last {
      try visit(key)
      last = key
    }
  }

  /// Keys that any system has, in order, some of them more than once.
  private func allKeys() throws -> [RecordKey] {
    var keys: [RecordKey] = []
    for system in systems {
      try table.scanKeys(system: system) { record, _ in keys.append(record.key) }
    }
    return keys.sorted()
  }
}
