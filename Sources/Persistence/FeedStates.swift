package import Domain

/// Where a feed stands: its watermark and what its files looked like.
package struct FeedState: Equatable, Sendable {
  package let feed: FeedID
  /// Ledger number, name and sequence of the newest file taken.
  package var lastFile: Int64?
  package var lastName: String?
  package var lastSequence: Int?
  /// When the newest full export was taken.
  package var lastFullAt: Timestamp?
  /// Records the newest full export left behind.
  package var rows = 0
  /// Column names joined by the unit separator.
  package var header: String?
  /// Hash of everything that decides how a row is mapped.
  package var context: String?
  /// Newest row time seen: a guard, not what decides what is read.
  package var rowTime: Timestamp?
  /// Numbers up to this one are not missed any more; `nil` when all from the first one are.
  package var sequenceFloor: Int?
  /// Since when a sequence number is missing.
  package var gapSince: Timestamp?
  /// When the feed was first expected.
  package var expectedSince: Timestamp
  /// `ok`, `held`, `guarded`, `late` or `idle`.
  package var state = "idle"

  package init(feed: FeedID, expectedSince: Timestamp) {
    self.feed = feed
    self.expectedSince = expectedSince
  }
}

extension StateStore {
  /// `nil` when the feed was never looked at.
  package func feedState(_ feed: FeedID) throws(StoreError) -> FeedState? {
    let statement = try database.statement(
      """
      SELECT last_file, last_name, last_seq, last_full_at, rows, header, context, row_time,
        gap_since, expected_since, state, \(hasLooks ? "seq_floor" : "NULL")
      FROM feed_state WHERE feed = ?
      """)
    statement.bind(feed, at: 1)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    var state = FeedState(
      feed: feed,
      expectedSince: Timestamp(rfc3339: statement.text(9)) ?? Timestamp(microseconds: 0))
    state.lastFile = statement.optionalInteger(0)
    state.lastName = statement.optionalText(1)
    state.lastSequence = statement.optionalInteger(2).map { Int($0) }
    state.lastFullAt = Timestamp(rfc3339: statement.text(3))
    state.rows = Int(statement.integer(4))
    state.header = statement.optionalText(5)
    state.context = statement.optionalText(6)
    state.rowTime = Timestamp(rfc3339: statement.text(7))
    state.gapSince = Timestamp(rfc3339: statement.text(8))
    state.state = statement.text(10)
    state.sequenceFloor = statement.optionalInteger(11).map { Int($0) }
    return state
  }

  package func keep(_ state: FeedState) throws(StoreError) {
    try database.run(
      "INSERT OR REPLACE INTO feed_state VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)", state.feed,
      state.lastFile, state.lastName, state.lastSequence, state.lastFullAt, state.rows,
      state.header, state.context, state.rowTime, state.gapSince, state.expectedSince,
      state.state, state.sequenceFloor)
  }

  // MARK: Touched keys

  /// Stands for every key of a subject.
  package static let everyKey = "*"

  /// Remembers keys that must be looked at again.
  package func touch(_ subject: String, _ keys: some Sequence<String>) throws(StoreError) {
    for key in keys {
      try database.run("INSERT OR IGNORE INTO touched VALUES(?, ?)", subject, key)
    }
  }

  /// Keys to look at, in order; `nil` when all of them are.
  package func touched(_ subject: String) throws(StoreError) -> [String]? {
    let statement = try database.statement(
      "SELECT key FROM touched WHERE subject = ? ORDER BY key")
    statement.bind(subject, at: 1)
    defer { statement.reset() }
    var keys: [String] = []
    while try statement.step() {
      let key = statement.text(0)
      if key == Self.everyKey { return nil }
      keys.append(key)
    }
    return keys
  }

  package func clearTouched(_ subject: String) throws(StoreError) {
    try database.run("DELETE FROM touched WHERE subject = ?", subject)
  }

  // MARK: Agreed base

  /// What a system and ours agreed on last, by field; absent fields were never agreed.
  package func agreedBase(
    _ key: RecordKey, of schema: RecordSchema, with system: SystemID
  ) throws(StoreError) -> [String: Value] {
    let statement = try database.statement(
      "SELECT field, value FROM agreed_base WHERE entity = ? AND key = ? AND system = ?")
    statement.bind(schema.entity, at: 1)
    statement.bind(key, at: 2)
    statement.bind(system, at: 3)
    defer { statement.reset() }
    var base: [String: Value] = [:]
    while try statement.step() {
      let field = statement.text(0)
      guard let position = schema.position(of: field) else { continue }
      base[field] =
        statement.isNull(1)
        ? .null : Value(canonical: statement.text(1), as: schema.fields[position].type) ?? .null
    }
    return base
  }

  package func agree(
    on value: Value, field: String, key: RecordKey, of entity: EntityID, with system: SystemID
  ) throws(StoreError) {
    let text: String? = value.isNull ? nil : value.description
    try database.run(
      "INSERT OR REPLACE INTO agreed_base VALUES(?,?,?,?,?)", entity, key, system, field, text)
  }

  package func forgetAgreement(on key: RecordKey, of entity: EntityID) throws(StoreError) {
    try database.run("DELETE FROM agreed_base WHERE entity = ? AND key = ?", entity, key)
  }
}
