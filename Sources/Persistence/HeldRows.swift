package import Domain

/// A row that waits: as it was written, with the reason.
package struct HeldRow: Sendable {
  package var id: Int64 = 0
  package var feed: FeedID
  package var file: Int64
  package var line: Int
  package var byteOffset: Int
  /// The row as one line of JSON.
  package var payload: String
  package var ordinals: [Int]
  package var code: String
  package var entity: EntityID?
  package var key: RecordKey?
  /// What it waits for: record type and id.
  package var reference: (entity: EntityID, key: String)?
  /// Why the id is unknown, where it is no missing master record.
  package var cause: String?
  /// Of the exception that reports it.
  package var fingerprint: String
  /// Hash of the mapping it failed under.
  package var context: String

  package init(
    feed: FeedID, file: Int64, line: Int, byteOffset: Int, payload: String, ordinals: [Int],
    code: String, fingerprint: String, context: String
  ) {
    self.feed = feed
    self.file = file
    self.line = line
    self.byteOffset = byteOffset
    self.payload = payload
    self.ordinals = ordinals
    self.code = code
    self.fingerprint = fingerprint
    self.context = context
  }
}

/// Rows that wait for one unknown id.
package struct MissingReference: Sendable {
  package let system: SystemID
  package let entity: EntityID
  package let key: String
  package let code: String
  package let rows: Int
  package let cause: String?
  /// The first waiting row.
  package let origin: Origin
}

extension StateStore {
  private static let heldColumns =
    "h.id, h.feed, h.file, h.line, h.byte_offset, h.payload, h.ordinals, h.code, h.entity, "
    + "h.key, h.reference_entity, h.reference_key, h.fingerprint, h.context, h.cause"

  package func hold(_ row: HeldRow) throws(StoreError) {
    try database.run(
      """
      INSERT INTO held_row(feed, file, line, byte_offset, payload, ordinals, code, entity, key,
        reference_entity, reference_key, fingerprint, context, cause)
      VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)
      """,
      row.feed, row.file, row.line, row.byteOffset, row.payload,
      row.ordinals.map(String.init).joined(separator: " "), row.code, row.entity, row.key,
      row.reference?.entity, row.reference?.key, row.fingerprint, row.context, row.cause)
  }

  private func heldRow(in statement: Statement) -> HeldRow {
    var row = HeldRow(
      feed: FeedID(statement.text(1)), file: statement.integer(2),
      line: Int(statement.integer(3)), byteOffset: Int(statement.integer(4)),
      payload: statement.text(5),
      ordinals: statement.text(6).split(separator: " ").compactMap { Int($0) },
      code: statement.text(7), fingerprint: statement.text(12), context: statement.text(13))
    row.id = statement.integer(0)
    row.entity = statement.optionalText(8).map { EntityID($0) }
    row.key = statement.optionalText(9).map { RecordKey(text: $0) }
    if let entity = statement.optionalText(10), let key = statement.optionalText(11) {
      row.reference = (EntityID(entity), key)
    }
    row.cause = statement.optionalText(14)
    return row
  }

  /// Rows of a feed that wait, in the order they were read.
  ///
  /// - Parameters:
  ///   - feed: the feed.
  ///   - id: only rows after this one, so that a caller may work through them in parts.
  ///   - last: only rows up to this one, so that rows held meanwhile are left for the next time.
  ///   - limit: at most so many.
  /// - Returns: the rows.
  /// - Throws: `StoreError`, and what a closure throws.
  package func heldRows(
    of feed: FeedID, after id: Int64, upTo last: Int64, limit: Int = 1_000
  ) throws(StoreError) -> [HeldRow] {
    let statement = try database.statement(
      "SELECT \(Self.heldColumns) FROM held_row h WHERE h.feed = ? AND h.id > ? "
        + "AND h.id <= ? ORDER BY h.id LIMIT ?")
    statement.bind(feed, at: 1)
    statement.bind(id, at: 2)
    statement.bind(last, at: 3)
    statement.bind(Int64(limit), at: 4)
    defer { statement.reset() }
    var rows: [HeldRow] = []
    while try statement.step() { rows.append(heldRow(in: statement)) }
    return rows
  }

  /// Number of the newest waiting row; 0 when none waits.
  package func newestHeldRow() throws(StoreError) -> Int64 {
    try database.integer("SELECT max(id) FROM held_row") ?? 0
  }

  /// Exceptions that report waiting rows, in byte order.
  package func heldFingerprints() throws(StoreError) -> [String] {
    let statement = try database.statement(
      "SELECT DISTINCT fingerprint FROM held_row WHERE fingerprint <> '' ORDER BY fingerprint")
    defer { statement.reset() }
    var fingerprints: [String] = []
    while try statement.step() { fingerprints.append(statement.text(0)) }
    return fingerprints
  }

  package func heldCount(of feed: FeedID) throws(StoreError) -> Int {
    Int(try database.integer("SELECT count(*) FROM held_row WHERE feed = ?", feed) ?? 0)
  }

  /// Has rows that were held for a fault read again although nothing changed.
  ///
  /// - Returns: how many rows.
  /// - Throws: `StoreError`.
  package func forgetHeldContext(of fingerprint: String) throws(StoreError) -> Int {
    try database.run("UPDATE held_row SET context = '' WHERE fingerprint = ?", fingerprint)
    return database.changes
  }

  /// A row waits no more.
  package func release(_ row: HeldRow) throws(StoreError) {
    try database.run("DELETE FROM held_row WHERE id = ?", row.id)
  }

  /// Rows of earlier files with this key need not wait any more: a newer file said it again.
  ///
  /// - Returns: fingerprints of the exceptions that reported them.
  package func releaseRows(
    keyed key: RecordKey, of feed: FeedID, before file: Int64
  ) throws(StoreError) -> [String] {
    try release(
      "FROM held_row WHERE feed = ? AND key = ? AND file < ?", feed, key, file)
  }

  /// Rows of all earlier files of a feed: a newer full export replaced them.
  ///
  /// - Returns: fingerprints of the exceptions that reported them.
  package func releaseRows(of feed: FeedID, before file: Int64) throws(StoreError) -> [String] {
    try release("FROM held_row WHERE feed = ? AND file < ?", feed, file)
  }

  private func release(
    _ clause: String, _ values: any Bindable...
  ) throws(StoreError) -> [String] {
    let statement = try database.statement("SELECT DISTINCT fingerprint " + clause)
    for (index, value) in values.enumerated() { statement.bind(value, at: index + 1) }
    var fingerprints: [String] = []
    while try statement.step() { fingerprints.append(statement.text(0)) }
    guard !fingerprints.isEmpty else { return [] }
    let deletion = try database.statement("DELETE " + clause)
    for (index, value) in values.enumerated() { deletion.bind(value, at: index + 1) }
    try deletion.finish()
    return fingerprints
  }

  /// Whether a row still waits under that exception.
  package func isHeld(_ fingerprint: String) throws(StoreError) -> Bool {
    try database.integer(
      "SELECT 1 FROM held_row WHERE fingerprint = ? LIMIT 1", fingerprint) != nil
  }

  /// What the waiting rows wait for: one entry per system and unknown id, in order.
  package func missingReferences() throws(StoreError) -> [MissingReference] {
    let statement = try database.statement(
      """
      SELECT f.system, h.reference_entity, h.reference_key, h.code, count(*), h.feed, f.name,
        h.line, min(h.id), h.cause
      FROM held_row h JOIN file_ledger f ON f.id = h.file
      WHERE h.reference_key IS NOT NULL
      GROUP BY f.system, h.reference_entity, h.reference_key, h.code
      ORDER BY f.system, h.reference_entity, h.reference_key
      """)
    defer { statement.reset() }
    var missing: [MissingReference] = []
    while try statement.step() {
      let system = SystemID(statement.text(0))
      missing.append(
        MissingReference(
          system: system, entity: EntityID(statement.text(1)), key: statement.text(2),
          code: statement.text(3), rows: Int(statement.integer(4)),
          cause: statement.optionalText(9),
          origin: Origin(
            system: system, feed: FeedID(statement.text(5)), file: statement.text(6),
            line: Int(statement.integer(7)))))
    }
    return missing
  }
}

extension StateStore {
  /// Keys of waiting rows of earlier files, with their record type.
  package func heldKeys(
    of feed: FeedID, before file: Int64
  ) throws(StoreError) -> [HeldKey] {
    let statement = try database.statement(
      "SELECT DISTINCT entity, key FROM held_row WHERE feed = ? AND file < ? "
        + "AND key IS NOT NULL AND entity IS NOT NULL ORDER BY entity, key")
    statement.bind(feed, at: 1)
    statement.bind(file, at: 2)
    defer { statement.reset() }
    var keys: [HeldKey] = []
    while try statement.step() {
      keys.append(
        HeldKey(entity: EntityID(statement.text(0)), key: RecordKey(text: statement.text(1))))
    }
    return keys
  }
}

/// The key of a row that waits.
package struct HeldKey: Hashable, Sendable {
  package let entity: EntityID
  package let key: RecordKey
}
