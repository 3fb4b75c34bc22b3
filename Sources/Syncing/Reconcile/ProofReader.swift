internal import Domain
internal import Persistence

/// A document with its lines and the events that refer to it.
struct ProofDocument {
  let key: String
  /// The record of the first system that has one.
  let header: RecordTable.Stored?
  /// The lines of the first system that has any, in key order.
  let lines: [RecordTable.Stored]
  /// The latest version of each event, by system and key.
  let events: [RecordTable.Stored]
}

/// Reads documents for their proof: some by look-ups, all of them in one merge.
struct ProofReader {
  private let headerTable: RecordTable
  private let lineTable: RecordTable
  private let eventTable: RecordTable
  private let systems: [SystemID]
  /// The field of a line, and the field of an event, that names the document.
  private let lineField: String
  private let eventField: String

  init(
    session: Session, headers: RecordSchema, lines: RecordSchema, events: RecordSchema
  ) throws {
    headerTable = try session.store.table(headers)
    lineTable = try session.store.table(lines)
    eventTable = try session.store.table(events)
    systems = session.settings.systems.map(\.id)
    lineField = lines.fields[0].name
    eventField = events.lookups[0][0]
  }

  /// Visits documents in byte order of their keys.
  ///
  /// - Parameters:
  ///   - keys: of the wanted ones, in order; `nil` visits every document of which anything is known.
  ///   - visit: called for each.
  /// - Throws: `StoreError`, and what the closure throws.
  func forEach(_ keys: [String]?, _ visit: (ProofDocument) throws -> Void) throws {
    guard let keys else { return try forEach(visit) }
    for key in keys where !key.isEmpty { try visit(document(key)) }
  }

  /// One document, of which there may be nothing.
  func document(_ key: String) throws -> ProofDocument {
    ProofDocument(
      key: key,
      header: try first {
        try headerTable.record(RecordKey(parts: [key]), in: $0).map { [$0] } ?? []
      }
      .first,
      lines: try first { try lineTable.records(system: $0, where: [(lineField, key)]) },
      events: Self.latest(try eventTable.records(where: [(eventField, key)])))
  }

  /// What the first system that has anything has.
  private func first(
    _ records: (SystemID) throws -> [RecordTable.Stored]
  ) rethrows -> [RecordTable.Stored] {
    for system in systems {
      let found = try records(system)
      if !found.isEmpty { return found }
    }
    return []
  }

  private func forEach(_ visit: (ProofDocument) throws -> Void) throws {
    let headerField = headerTable.schema.fields[0].name
    let headers = try systems.map { try RecordGroups(of: headerTable, by: headerField, in: $0) }
    let lines = try systems.map { try RecordGroups(of: lineTable, by: lineField, in: $0) }
    let events = try RecordGroups(of: eventTable, by: eventField)
    while let key = Self.least(of: headers + lines + [events]) {
      // Every walk is moved on, also that of a system behind the first.
      let header = try headers.map { try $0.takeGroup(key) }.first { !$0.isEmpty }
      let own = try lines.map { try $0.takeGroup(key) }.first { !$0.isEmpty }
      try visit(
        ProofDocument(
          key: key, header: header?.first, lines: own ?? [],
          events: Self.latest(try events.takeGroup(key))))
    }
  }

  private static func least(of walks: [RecordGroups]) -> String? {
    walks.compactMap(\.current).min { $0.precedesByBytes($1) }
  }

  /// Versions of one event stand side by side: the version is the last part of the key.
  private static func latest(_ events: [RecordTable.Stored]) -> [RecordTable.Stored] {
    var latest: [RecordTable.Stored] = []
    for event in events {
      let others = event.record.schema.keyCount - 1
      if let before = latest.last, before.system == event.system,
        before.record.values[..<others] == event.record.values[..<others]
      {
        latest[latest.count - 1] = event
      } else {
        latest.append(event)
      }
    }
    return latest
  }
}
