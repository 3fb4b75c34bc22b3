internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Sending

/// Adds codes to the cross reference that an exception lacks.
struct CrossReferenceUpdate {
  private struct Table {
    let name: String
    /// Below the exchange folder.
    let path: String
    let dialect: Dialect
    let theirs: String
    let ours: String
  }

  let site: Site
  /// The cross reference that is meant, where the feed has several.
  let table: String?

  /// Codes whose exceptions are about one code of another system, which is their key.
  private static let aboutCodes: Set<ExceptionCode> = [
    .skuUnknown, .locationUnknown, .partnerUnknown, .uomUnknown,
  ]

  /// Appends a line for each pair to the file of the cross reference; the whole file is replaced.
  ///
  /// - Parameters:
  ///   - pairs: their codes with ours.
  ///   - booked: the exception that is settled thereby.
  /// - Throws: `notFound` or `usage` where no file can be meant or a code cannot be right, and what a
  ///   file failed with.
  func add(_ pairs: [CodePair], for booked: BookedException) throws {
    let one = booked.exception
    if Self.aboutCodes.contains(one.code), !pairs.contains(where: { $0.theirs == one.key }) {
      throw SyncFailure(
        .usage, "exception \(booked.id) is about \"\(one.key)\"; map that: --map \(one.key)=OURS")
    }
    if one.code == .skuUnknown { for pair in pairs { try requireItem(pair.ours) } }
    let table = try table(for: booked)
    let path = site.settings.exchangeFolder + "/" + table.path
    let reader: any RowReader
    do {
      reader = try rowReader(
        for: table.dialect, mappedColumns: [table.theirs, table.ours],
        source: try ByteSource(path: path))
    } catch {
      throw SyncFailure(.configuration, "\(path): \(error.reason)")
    }
    let known = try CrossReferenceFiles.read(for: site.settings)[table.name]?.values ?? [:]
    for (index, pair) in pairs.enumerated() {
      guard !pairs[..<index].contains(where: { $0.theirs == pair.theirs }) else {
        throw SyncFailure(.usage, "--map \(pair.theirs)=\(pair.ours): it is given twice")
      }
      if let ours = known[pair.theirs] {
        throw SyncFailure(
          .usage, "\(table.path): \"\(pair.theirs)\" is \"\(ours)\" there already; change the file")
      }
    }
    let lines = try lines(pairs, of: table, header: reader.header)
    var bytes = try SmallFile.bytes(of: path)
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    try SmallFile.replace(path, with: bytes + lines)
  }

  /// The file that the feed of an exception looks codes up in.
  private func table(for booked: BookedException) throws -> Table {
    guard let feed = site.settings.feeds.first(where: { $0.id == booked.exception.origin?.feed })
    else {
      throw SyncFailure(.notFound, "exception \(booked.id) is about no feed's codes")
    }
    let used = Set(feed.mapping.emits.flatMap(\.fields).compactMap(\.xref))
    let tables = site.settings.crossReferences.values.sorted { $0.name < $1.name }
      .filter { used.contains($0.name) && (table == nil || $0.name == table) }
    let files = tables.compactMap { reference -> Table? in
      guard case .file(let path, let name, let theirs, let ours) = reference.source,
        let dialect = site.settings.dialects[name], dialect.format == .csv
      else { return nil }
      return Table(name: reference.name, path: path, dialect: dialect, theirs: theirs, ours: ours)
    }
    guard let first = files.first else {
      let lacking = table.map { "\(feed.id) has no cross reference \($0) in a CSV file" }
      throw SyncFailure(
        .notFound,
        lacking ?? "feed \(feed.id) looks up no codes in a CSV file; change its mapping")
    }
    guard files.count == 1 else {
      throw SyncFailure(
        .usage,
        "feed \(feed.id) has several: give --xref "
          + files.map(\.name).joined(separator: " or --xref "))
    }
    return first
  }

  private func requireItem(_ sku: String) throws {
    let items = try site.store.table(.item)
    let key = RecordKey(parts: [sku])
    let systems = site.settings.systems.map(\.id)
    guard try systems.contains(where: { try items.record(key, in: $0) != nil }) else {
      throw SyncFailure(.usage, "there is no article \"\(sku)\"")
    }
  }

  /// Rows as the file's dialect writes them, other columns empty.
  private func lines(_ pairs: [CodePair], of table: Table, header: [String]?) throws -> [UInt8] {
    func place(_ column: String) -> Int? {
      header?.firstIndex(of: column) ?? Int(column).map { $0 - 1 }
    }
    guard let theirs = place(table.theirs), let ours = place(table.ours) else {
      throw SyncFailure(
        .configuration, "\(table.path): there is no column \(table.theirs) or \(table.ours)")
    }
    let width = max(header?.count ?? 0, max(theirs, ours) + 1)
    let titles = header ?? (1...width).map(String.init)
    let rows = pairs.map { pair in
      (0..<width).map { column -> Value in
        column == theirs ? .text(pair.theirs) : column == ours ? .text(pair.ours) : .null
      }
    }
    var dialect = OutboundDialect(table.dialect, timezone: site.settings.timezone)
    dialect.hasHeader = false
    dialect.hasByteOrderMark = false
    for row in rows {
      if let obstacle = OutboundFile.obstacle(in: row, titles: titles, dialect: dialect) {
        throw SyncFailure(.usage, "\(table.path): \(obstacle)")
      }
    }
    let file = OutboundFile(
      entity: RecordSchema.item.entity, message: "", sequence: 0, createdAt: site.now,
      titles: titles, types: titles.map { _ in .text }, rows: rows)
    return file.bytes(in: dialect)
  }
}
