internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation

/// What moved stock and stands in rows that are held: the warehouse has it, and nobody was told.
final class HeldMovements {
  private struct Article: Hashable {
    let system: SystemID
    let warehouse: String
    let sku: String
  }

  /// Codes of rows beside which another one says what happened.
  private static let doubled: Set<String> = [
    ExceptionCode.keyDuplicate.rawValue, ExceptionCode.eventIdConflict.rawValue,
  ]

  private let session: Session
  private let kinds: [StockMovementKind]
  /// In the order they were read, once anybody asked.
  private var byArticle: [Article: [StockEvent]]?

  /// - Parameters:
  ///   - kinds: what is looked for.
  ///   - session: the run.
  init(of kinds: [StockMovementKind], in session: Session) {
    self.kinds = kinds.filter { !$0.isOurs }
    self.session = session
  }

  /// Those of an article in a warehouse of which nothing is known otherwise, as far as the rows can be
  /// read.
  func events(_ frame: StockFrame) throws -> [StockEvent] {
    let known = try byArticle ?? readAll()
    byArticle = known
    if known.isEmpty { return [] }
    let article = Article(
      system: frame.physicalSystem, warehouse: frame.warehouse.text, sku: frame.sku)
    return known[article] ?? []
  }

  private func readAll() throws -> [Article: [StockEvent]] {
    let references = ReferenceBook(
      store: session.store, settings: session.settings, now: session.now)
    var found: [Article: [StockEvent]] = [:]
    for feed in session.settings.feeds {
      let isTold = feed.mapping.emits.contains { emit in
        kinds.contains { $0.schema.entity == emit.entity }
      }
      if isTold, try session.store.heldCount(of: feed.id) > 0 { try read(feed, references, &found) }
    }
    return found
  }

  private func read(
    _ feed: FeedSettings, _ references: ReferenceBook, _ found: inout [Article: [StockEvent]]
  ) throws {
    let newest = try session.store.newestHeldRow()
    var last: Int64 = 0
    var mapper: (file: Int64, mapper: RowMapper?)?
    while true {
      try Interruption.check()
      let rows = try session.store.heldRows(of: feed.id, after: last, upTo: newest)
      guard let end = rows.last else { return }
      last = end.id
      for row in rows where !Self.doubled.contains(row.code) {
        if mapper?.file != row.file {
          let file = try session.store.file(row.file)
          mapper = (row.file, file.flatMap { session.mapper(for: feed, of: $0, references) })
        }
        guard let mapper = mapper?.mapper, let raw = row.raw else { continue }
        let records = mapper.legible(raw, ordinals: row.ordinals)
        try references.rethrow()
        for record in records { try take(record, row, feed.system, &found) }
      }
    }
  }

  private func take(
    _ record: Record, _ row: HeldRow, _ system: SystemID,
    _ found: inout [Article: [StockEvent]]
  ) throws {
    guard let kind = kinds.first(where: { $0.schema == record.schema }),
      let warehouse = record["warehouse"].text, let sku = record["sku"].text
    else { return }
    let name = record.key.parts.dropLast(kind.isVersioned ? 1 : 0)
    guard try !session.store.table(record.schema).contains(keyStart: Array(name), in: system)
    else { return }
    let article = Article(system: system, warehouse: warehouse, sku: sku)
    var events = found[article] ?? []
    var versions = [
      RecordTable.Stored(record: record, system: system, file: row.file, line: row.line)
    ]
    if kind.isVersioned,
      let first = events.firstIndex(where: {
        $0.kind.schema == kind.schema && $0.stored.record.key.parts.dropLast() == name
      })
    {
      versions = events.remove(at: first).versions + versions
    }
    versions.sort { $0.record.key < $1.record.key }
    guard let latest = versions.last else { return }
    var event = StockEvent(kind, versions, latest: latest)
    event.isHeld = true
    events.append(event)
    found[article] = events
  }
}
