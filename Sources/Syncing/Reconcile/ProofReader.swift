internal import Domain
internal import Persistence

/// Reads a document with its lines and the events that refer to it.
struct ProofReader {
  private let session: Session
  private let lineTable: RecordTable
  private let eventTable: RecordTable
  private let lineSystems: [SystemID]

  init(session: Session, lines: RecordSchema, events: RecordSchema) throws {
    self.session = session
    lineTable = try session.store.table(lines)
    eventTable = try session.store.table(events)
    lineSystems = session.settings.systems.map(\.id)
  }

  /// The record of the first system that has one, as the header of an order.
  func first(_ schema: RecordSchema, _ key: String) throws -> RecordTable.Stored? {
    let table = try session.store.table(schema)
    for system in lineSystems {
      if let stored = try table.record(RecordKey(parts: [key]), in: system) { return stored }
    }
    return nil
  }

  /// The lines of the first system that has any, in key order.
  func lines(of document: String) throws -> [RecordTable.Stored] {
    let field = lineTable.schema.fields[0].name
    for system in lineSystems {
      let lines = try lineTable.records(system: system, where: [(field, document)])
      if !lines.isEmpty { return lines }
    }
    return []
  }

  /// Events that refer to a document, the latest version of each, in key order.
  func latestEvents(of document: String) throws -> [RecordTable.Stored] {
    let reference = eventTable.schema.lookups[0][0]
    var latest: [RecordTable.Stored] = []
    for event in try eventTable.records(where: [(reference, document)]) {
      // Versions of one event stand side by side: the version is the last part of the key.
      let keyCount = event.record.schema.keyCount
      if let before = latest.last, before.system == event.system,
        before.record.values[..<(keyCount - 1)] == event.record.values[..<(keyCount - 1)]
      {
        latest[latest.count - 1] = event
      } else {
        latest.append(event)
      }
    }
    return latest
  }
}

extension Session {
  /// All values of a field in some record types, in byte order, each once.
  func distinctValues(of field: String, in schemas: [RecordSchema]) throws -> [String] {
    var values: Set<RecordKey> = []
    for schema in schemas {
      try values.formUnion(
        store.table(schema).distinctTexts(of: field).map { RecordKey(text: $0) })
    }
    return values.sorted().map(\.text)
  }
}
