internal import Domain
internal import Persistence
internal import Reconciliation

/// Where what stands in an outbound file comes from: the rule and the line that was read.
struct OutputProvenance {
  /// An outbound file as far as its rows can be traced.
  struct File {
    let stream: OutboundSettings
    let schema: RecordSchema
    /// In the order of the file, with the field that each shows.
    let columns: [OutboundSettings.Column]
    /// Keys of its records by row, from 1.
    let keys: [Int: RecordKey]

    var titles: [String] { columns.map(\.title) }

    /// Columns that show the key.
    var keyTitles: [String] {
      schema.keyFields.compactMap { field in columns.first { $0.field == field.name }?.title }
    }
  }

  private let site: Site
  private let session: Session

  init(of site: Site) throws {
    self.site = site
    session = try Session(site: site, run: 0, accepted: [], isRehearsal: true)
  }

  /// The file of that name; `nil` where no stream wrote it.
  func file(named name: String) throws -> File? {
    for stream in session.settings.outbound {
      guard let schema = RecordSchema.named(stream.entity),
        let number = stream.number(of: name.namePart),
        let file = try session.store.outboxFile(stream: stream.id, sequence: number),
        file.name == name
      else { continue }
      let all = OutboundColumn.all(of: stream, schema, in: session.settings)
      let columns = all.map { column in
        let field = stream.columns.first { $0.title == column.title }?.field
        return OutboundSettings.Column(title: column.title, field: field ?? column.title)
      }
      let contents = try session.store.sentContents(in: file)
      return File(
        stream: stream, schema: schema, columns: columns,
        keys: Dictionary(contents.map { ($0.row, $0.key) }) { first, _ in first })
    }
    return nil
  }

  /// How a value came into a row.
  ///
  /// - Parameters:
  ///   - title: of the column; `nil` for the row as a whole.
  ///   - row: from 1.
  ///   - file: in which it stands.
  /// - Returns: ` by RULE, FILE:LINE`; empty where nothing tells.
  /// - Throws: what the store failed with.
  func origin(of title: String?, row: Int, in file: File) throws -> String {
    guard let sent = file.keys[row] else { return "" }
    let key = file.stream.candidate(for: sent)
    let field = file.columns.first { $0.title == title }?.field
    if file.schema.nature == .derived { return try origin(ofDerived: key, file.schema) }
    if let field, file.schema.position(of: field) == nil {
      guard let header = file.stream.with.flatMap({ RecordSchema.named($0) }) else { return "" }
      let parts = Array(key.parts.prefix(header.keyCount))
      return try origin(of: field, RecordKey(parts: parts), header)
    }
    return try origin(of: field, key, file.schema)
  }

  private func origin(
    of field: String?, _ key: RecordKey, _ schema: RecordSchema
  ) throws -> String {
    let view = try MasterLibrary(session: session, schema: schema).view(of: key)
    let holding = try field.flatMap { try view.holding($0, in: session) }
    let holder = holding?.system ?? view.known.first?.system
    let stored = view.known.first { $0.system == holder }?.stored
    let place = try stored.flatMap { try session.origin(of: $0)?.place }
    return (holding?.rule.map { " by \(OwnershipBook.citation($0))" } ?? "")
      + (place.map { ", \($0)" } ?? "")
  }

  /// What wmsync made of an order follows from the newest that was read of it.
  private func origin(ofDerived key: RecordKey, _ schema: RecordSchema) throws -> String {
    let record = try session.store.table(schema).record(key, in: Session.ourselves)?.record
    guard schema.position(of: "order") != nil, let order = record?["order"].text,
      let life = try DocumentLife(of: RecordKey(parts: [order]), .salesOrder, in: site),
      let place = life.entries.last(where: { $0.place != nil })?.place
    else { return ", made by wmsync" }
    return ", made by wmsync after \(place)"
  }
}
