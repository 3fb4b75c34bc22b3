internal import Domain
internal import Persistence
internal import Reconciliation

/// Judges the serial numbers of what came and left: as many as pieces, and each in one place.
///
/// Where goods were before is told by events in the order in which they happened, whenever they
/// arrived: what came must leave before it can come again.
struct SerialProof {
  private typealias Kind = (schema: RecordSchema, quantities: [String], comes: Bool, time: String)

  private static let all: [Kind] = [
    (.receipt, ["qty_good", "qty_damaged"], true, "received_at"),
    (.shipment, ["qty"], false, "shipped_at"),
    (.returnReceipt, ["qty"], true, "received_at"),
  ]

  private let session: Session
  private let items: RecordTable

  init(session: Session) throws {
    self.session = session
    items = try session.store.table(.item)
  }

  /// Record types of which some export tells serial numbers.
  static func schemas(in session: Session) -> [RecordSchema] {
    all.map(\.schema).filter { schema in
      session.settings.feeds.contains { $0.maps("serials", of: schema) }
    }
  }

  /// What a record is looked at under.
  static func subject(_ record: Record) -> RecordKey {
    RecordKey(parts: [
      record.schema.entity.text, record.values[0].description, record.values[1].description,
    ])
  }

  func run() throws {
    let schemas = Self.schemas(in: session)
    guard !schemas.isEmpty else { return }
    let keys = try session.store.touched(Touched.serials) ?? everything(schemas)
    var affected = Set(keys.map { RecordKey(text: $0) })
    for key in keys { affected.formUnion(try renew(RecordKey(text: key))) }
    for key in affected.sorted() { try judge(key) }
    try session.store.clearTouched(Touched.serials)
  }

  private func everything(_ schemas: [RecordSchema]) throws -> [String] {
    var keys: Set<RecordKey> = []
    for schema in schemas {
      try session.store.table(schema).scan(system: nil) {
        keys.insert(Self.subject($0.record))
        return true
      }
    }
    return keys.sorted().map(\.text)
  }

  /// The newest version of an event in each system whose exports tell its serial numbers.
  private func newest(
    _ subject: RecordKey
  ) throws -> (kind: Kind, key: RecordKey, found: [RecordTable.Stored])? {
    let parts = subject.parts
    guard parts.count == 3, let kind = Self.all.first(where: { $0.schema.entity.text == parts[0] })
    else { return nil }
    let table = try session.store.table(kind.schema)
    let fields = [(kind.schema.fields[0].name, parts[1]), (kind.schema.fields[1].name, parts[2])]
    let systems = session.settings.feeds.filter { $0.maps("serials", of: kind.schema) }
      .map(\.system).unique
    return (
      kind, RecordKey(parts: Array(parts[1...])),
      try systems.compactMap { try table.records(system: $0, where: fields).last }
    )
  }

  /// Notes which serial numbers an event names now.
  ///
  /// - Returns: other events that name one of those that it names or has named.
  /// - Throws: what the store failed with.
  private func renew(_ subject: RecordKey) throws -> Set<RecordKey> {
    guard let (kind, key, found) = try newest(subject) else { return [] }
    var affected: Set<RecordKey> = []
    for stored in found {
      let places = places(of: stored, kind, key)
      let before = try session.store.serialPlaces(of: kind.schema.entity, key, in: stored.system)
      guard Set(places) != Set(before) else { continue }
      try session.store.keepSerialPlaces(
        places, of: kind.schema.entity, key, in: stored.system)
      for place in Set(before + places) {
        affected.formUnion(
          try session.store.serialPlaces(ofSerial: place.serial, sku: place.sku).map {
            RecordKey(parts: [$0.entity.text] + $0.key.parts)
          })
      }
    }
    return affected
  }

  private func places(
    of stored: RecordTable.Stored, _ kind: Kind, _ key: RecordKey
  ) -> [SerialPlace] {
    guard quantity(of: stored.record, kind) > .zero else { return [] }
    return serials(of: stored.record).map {
      SerialPlace(
        sku: stored.record["sku"].description, serial: $0, entity: kind.schema.entity,
        system: stored.system, key: key, warehouse: stored.record.warehouse,
        at: stored.record[kind.time].time)
    }
  }

  /// Each once; exports part them by blanks, commas, semicolons or bars.
  private func serials(of record: Record) -> [String] {
    Set(
      (record["serials"].text ?? "").split { " \t\n\r,;|".contains($0) }.map(String.init)
    ).sorted()
  }

  private func quantity(of record: Record, _ kind: Kind) -> ExactDecimal {
    kind.quantities.compactMap { record[$0].decimal }.reduce(.zero, +)
  }

  private func judge(_ subject: RecordKey) throws {
    guard let (kind, key, found) = try newest(subject) else { return }
    var exceptions: [SyncException] = []
    for stored in found {
      let record = stored.record
      let sku = record["sku"].description
      let serials = serials(of: record)
      var facts = SerialFacts(
        entity: kind.schema.entity, key: key, sku: sku, quantity: quantity(of: record, kind),
        count: serials.count, comes: kind.comes)
      facts.isTracked = try serials.isEmpty && isTracked(sku)
      facts.warehouse = record.warehouse
      facts.misplaced = try places(of: stored, kind, key).compactMap(misplaced)
      facts.origin = try session.origin(of: stored)
      exceptions += findings(in: .serials(facts))
    }
    try session.desk.judge("serials|\(subject)", findings: exceptions)
  }

  private func isTracked(_ sku: String) throws -> Bool {
    try session.settings.systems.contains {
      try items.record(RecordKey(parts: [sku]), in: $0.id)?.record["serial_tracked"].flag == true
    }
  }

  /// A serial number that the event before this one has left in the same place.
  private func misplaced(_ place: SerialPlace) throws -> SerialFacts.Misplaced? {
    var seen: Set<RecordKey> = []
    let history = try session.store.serialPlaces(ofSerial: place.serial, sku: place.sku)
      .sorted(by: isEarlier)
      // Two systems may tell the same event.
      .filter { seen.insert(RecordKey(parts: [$0.entity.text] + $0.key.parts)).inserted }
    guard
      let position = history.firstIndex(where: {
        $0.entity == place.entity && $0.key == place.key
      }), position > 0
    else { return nil }
    let before = history[position - 1]
    guard comes(before) == comes(place) else { return nil }
    let name = before.key.parts.joined(separator: " line ")
    return .init(place.serial, before: "\(before.entity) \(name)")
  }

  private func comes(_ place: SerialPlace) -> Bool {
    Self.all.first { $0.schema.entity == place.entity }?.comes ?? false
  }

  /// By time; at the same moment goods come before they leave.
  private func isEarlier(_ left: SerialPlace, _ right: SerialPlace) -> Bool {
    let times = [left, right].map { $0.at?.microseconds ?? .min }
    if times[0] != times[1] { return times[0] < times[1] }
    if comes(left) != comes(right) { return comes(left) }
    return left.entity != right.entity ? left.entity < right.entity : left.key < right.key
  }
}
