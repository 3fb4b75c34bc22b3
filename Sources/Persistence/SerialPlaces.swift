package import Domain

/// One serial number as one event names it.
package struct SerialPlace: Hashable, Sendable {
  package var sku: String
  package var serial: String
  /// Record type of the event.
  package var entity: EntityID
  package var system: SystemID
  /// Document and line of the event, without its version.
  package var key: RecordKey
  package var warehouse: WarehouseID?
  /// When it happened; `nil` where nobody says.
  package var at: Timestamp?

  package init(
    sku: String, serial: String, entity: EntityID, system: SystemID, key: RecordKey,
    warehouse: WarehouseID?, at: Timestamp?
  ) {
    self.sku = sku
    self.serial = serial
    self.entity = entity
    self.system = system
    self.key = key
    self.warehouse = warehouse
    self.at = at
  }
}

/// Where serial numbers were, by the newest version of each event that names them.
extension StateStore {
  /// The serial numbers of an event, in order.
  package func serialPlaces(
    of entity: EntityID, _ key: RecordKey, in system: SystemID
  ) throws(StoreError) -> [SerialPlace] {
    let statement = try database.statement(
      Self.select + " WHERE entity = ? AND system = ? AND key = ? ORDER BY sku, serial")
    statement.bind(entity, at: 1)
    statement.bind(system, at: 2)
    statement.bind(key, at: 3)
    return try places(statement)
  }

  /// The events that name a serial number, in no order that matters.
  package func serialPlaces(
    ofSerial serial: String, sku: String
  ) throws(StoreError) -> [SerialPlace] {
    let statement = try database.statement(Self.select + " WHERE sku = ? AND serial = ?")
    statement.bind(sku, at: 1)
    statement.bind(serial, at: 2)
    return try places(statement)
  }

  /// Keeps these serial numbers in the place of others of an event.
  package func keepSerialPlaces(
    _ places: [SerialPlace], of entity: EntityID, _ key: RecordKey, in system: SystemID
  ) throws(StoreError) {
    try database.run(
      "DELETE FROM serial_place WHERE entity = ? AND system = ? AND key = ?", entity, system, key)
    for place in places {
      try database.run(
        "INSERT INTO serial_place VALUES(?,?,?,?,?,?,?)", place.sku, place.serial, place.entity,
        place.system, place.key, place.warehouse?.text, place.at?.microseconds ?? .min)
    }
  }

  private static let select =
    "SELECT sku, serial, entity, system, key, warehouse, at FROM serial_place"

  private func places(_ statement: Statement) throws(StoreError) -> [SerialPlace] {
    defer { statement.reset() }
    var places: [SerialPlace] = []
    while try statement.step() {
      let at = statement.integer(6)
      places.append(
        SerialPlace(
          sku: statement.text(0), serial: statement.text(1), entity: EntityID(statement.text(2)),
          system: SystemID(statement.text(3)), key: RecordKey(text: statement.text(4)),
          warehouse: statement.optionalText(5).map { WarehouseID($0) },
          at: at == .min ? nil : Timestamp(microseconds: at)))
    }
    return places
  }
}
