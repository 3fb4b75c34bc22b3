package import Domain

/// A record that went out: in which file and row, with which content.
package struct SentRecord: Sendable {
  package let stream: StreamID
  package let hash: Int64
  package let file: String
  package let sequence: Int
  /// From 1, in file order.
  package let row: Int
  package let state: OutboxFile.State
  package let answer: String?
  /// When the file was made; RFC 3339, in UTC.
  package let createdAt: String
  /// Idempotency key of the file.
  package let message: String

  /// No partner got it from us.
  package var isShadow: Bool { OutboxFile.isShadow(file) }
}

/// The content that a record went out with.
package struct SentContent: Equatable, Sendable {
  package let key: RecordKey
  package let hash: Int64
  /// From 1, in file order.
  package let row: Int

  package init(key: RecordKey, hash: Int64, row: Int) {
    self.key = key
    self.hash = hash
    self.row = row
  }
}

/// What went out in the files of the outbox, and what receivers said of it.
extension StateStore {
  /// Content of a record as it was last sent on a stream; `nil` when it never was.
  package func sentHash(_ key: RecordKey, on stream: StreamID) throws(StoreError) -> Int64? {
    try database.integer("SELECT hash FROM sent WHERE stream = ? AND key = ?", stream, key)
  }

  /// What became of a record that was sent last; `nil` when it never was.
  package func sendingState(
    of key: RecordKey, on stream: StreamID
  ) throws(StoreError) -> SentState? {
    let statement = try database.statement("SELECT answer FROM sent WHERE stream = ? AND key = ?")
    statement.bind(stream, at: 1)
    statement.bind(key, at: 2)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    return statement.optionalText(0).flatMap(SentState.init) ?? .sent
  }

  /// When a record was sent last; `nil` when it never was.
  package func sendingTime(
    of key: RecordKey, on stream: StreamID
  ) throws(StoreError) -> Timestamp? {
    try database.text(
      """
      SELECT o.created_at FROM sent s JOIN outbox o ON o.id = s.outbox
      WHERE s.stream = ? AND s.key = ?
      """, stream, key
    ).flatMap { Timestamp(rfc3339: $0) }
  }

  /// Remembers that a record goes out in a file.
  ///
  /// - Parameters:
  ///   - key: of the record.
  ///   - hash: of its content.
  ///   - stream: on which it goes out.
  ///   - outbox: number of the file.
  ///   - row: from 1, in file order.
  ///   - isShadow: no partner gets the file, so that nobody will answer.
  /// - Throws: `StoreError`.
  package func remember(
    _ key: RecordKey, hash: Int64, on stream: StreamID, outbox: Int64, row: Int,
    isShadow: Bool = false
  ) throws(StoreError) {
    try keepSendingBefore(of: key, on: stream)
    try database.run(
      "INSERT OR REPLACE INTO sent VALUES(?,?,?,?,?,?)", stream, key, hash, outbox, row,
      isShadow ? SentState.shadow.rawValue : nil)
  }

  /// An answer to an earlier sending of a record may still come.
  private func keepSendingBefore(of key: RecordKey, on stream: StreamID) throws(StoreError) {
    try database.run(
      """
      INSERT OR IGNORE INTO sent_before
        SELECT outbox, row, key FROM sent WHERE stream = ? AND key = ?
      """, stream, key)
  }

  /// Content of the fields that a receiver does not echo, as it was last known to have them.
  package func unechoedHash(_ key: RecordKey, on stream: StreamID) throws(StoreError) -> Int64? {
    try database.integer("SELECT hash FROM unechoed WHERE stream = ? AND key = ?", stream, key)
  }

  package func rememberUnechoed(
    _ key: RecordKey, hash: Int64, on stream: StreamID
  ) throws(StoreError) {
    try database.run("INSERT OR REPLACE INTO unechoed VALUES(?,?,?)", stream, key, hash)
  }

  /// Forgets that a record was sent, so that its content goes out again.
  package func forgetSent(_ key: RecordKey, on stream: StreamID) throws(StoreError) {
    try keepSendingBefore(of: key, on: stream)
    try database.run("DELETE FROM sent WHERE stream = ? AND key = ?", stream, key)
  }

  /// Counts that a refused record is sent again.
  ///
  /// - Returns: how often it was, this time included.
  /// - Throws: `StoreError`.
  package func countRetry(of key: RecordKey, on stream: StreamID) throws(StoreError) -> Int {
    try database.run(
      "INSERT INTO send_retry VALUES(?,?,1) ON CONFLICT DO UPDATE SET times = times + 1", stream,
      key)
    return Int(
      try database.integer(
        "SELECT times FROM send_retry WHERE stream = ? AND key = ?", stream, key) ?? 1)
  }

  /// A record was accepted, or a person wants it tried anew: the count begins again.
  package func forgetRetries(of key: RecordKey, on stream: StreamID) throws(StoreError) {
    try database.run("DELETE FROM send_retry WHERE stream = ? AND key = ?", stream, key)
  }

  /// What a file brings that no later one replaced, in file order.
  package func sentContents(in file: OutboxFile) throws(StoreError) -> [SentContent] {
    let statement = try database.statement(
      "SELECT key, hash, row FROM sent WHERE outbox = ? ORDER BY row")
    statement.bind(file.id, at: 1)
    defer { statement.reset() }
    var contents: [SentContent] = []
    while try statement.step() {
      contents.append(
        SentContent(
          key: RecordKey(text: statement.text(0)), hash: statement.integer(1),
          row: Int(statement.integer(2))))
    }
    return contents
  }

  /// Keys of the records of a file; with a row only that one.
  package func sentKeys(in file: OutboxFile, row: Int? = nil) throws(StoreError) -> [RecordKey] {
    let statement = try database.statement(
      """
      SELECT key FROM (SELECT row, key FROM sent WHERE outbox = ?1
        UNION SELECT row, key FROM sent_before WHERE outbox = ?1)
      WHERE ?2 IS NULL OR row = ?2 ORDER BY row
      """)
    statement.bind(file.id, at: 1)
    statement.bind(row, at: 2)
    defer { statement.reset() }
    var keys: [RecordKey] = []
    while try statement.step() { keys.append(RecordKey(text: statement.text(0))) }
    return keys
  }

  /// Writes the answer of the receiver to one record of a file, or to all of them.
  package func answer(
    _ answer: String, file: OutboxFile, row: Int? = nil
  ) throws(StoreError) {
    try database.run(
      "UPDATE sent SET answer = ? WHERE outbox = ? AND (? IS NULL OR row = ?)", answer, file.id,
      row, row)
  }

  /// Whether every record that was last sent in a file has its answer.
  package func isAnswered(_ file: OutboxFile) throws(StoreError) -> Bool {
    try database.integer(
      "SELECT 1 FROM sent WHERE outbox = ? AND answer IS NULL LIMIT 1", file.id) == nil
  }

  /// Remembers which records a receiver refused with an answer.
  package func rejectRecords(
    _ keys: [RecordKey], of file: OutboxFile, message: String
  ) throws(StoreError) {
    for key in keys {
      try database.run(
        "INSERT OR REPLACE INTO rejection VALUES(?,?,?,?)", message, file.stream, key, file.id)
    }
  }

  /// What a receiver refused with an answer and was not sent again since, in key order.
  package func rejectedRecords(
    of message: String
  ) throws(StoreError) -> [(stream: StreamID, key: RecordKey)] {
    let statement = try database.statement(
      """
      SELECT r.stream, r.key FROM rejection r JOIN sent s ON s.stream = r.stream AND s.key = r.key
        AND s.outbox = r.outbox WHERE r.message = ? ORDER BY r.key
      """)
    statement.bind(message, at: 1)
    defer { statement.reset() }
    var records: [(stream: StreamID, key: RecordKey)] = []
    while try statement.step() {
      records.append((StreamID(statement.text(0)), RecordKey(text: statement.text(1))))
    }
    return records
  }

  /// Forgets refusals of records whose newer sending was accepted.
  ///
  /// - Returns: answers of which nothing is refused any more, in byte order.
  /// - Throws: `StoreError`.
  package func settleRejections() throws(StoreError) -> [String] {
    let accepted = """
      FROM rejection WHERE EXISTS (
        SELECT 1 FROM sent s WHERE s.stream = rejection.stream AND s.key = rejection.key
          AND s.outbox > rejection.outbox AND s.answer = 'accepted')
      """
    let statement = try database.statement("SELECT DISTINCT message \(accepted) ORDER BY message")
    var messages: [String] = []
    while try statement.step() { messages.append(statement.text(0)) }
    guard !messages.isEmpty else { return [] }
    try database.run("DELETE \(accepted)")
    var settled: [String] = []
    for message in messages
    where try database.integer("SELECT 1 FROM rejection WHERE message = ? LIMIT 1", message)
      == nil
    {
      settled.append(message)
    }
    return settled
  }

  /// Where a record went out last, by stream.
  package func sentRecords(
    _ key: RecordKey, on streams: [StreamID]
  ) throws(StoreError) -> [SentRecord] {
    try sentRecords(
      """
      SELECT s.hash, o.name, o.seq, s.row, o.state, s.answer, o.created_at, o.message
      FROM sent s JOIN outbox o ON o.id = s.outbox WHERE s.stream = ? AND s.key = ?
      """, key, streams)
  }

  /// Where a record went out before that, by stream and number; what was answered then is not known
  /// here.
  package func earlierSendings(
    of key: RecordKey, on streams: [StreamID]
  ) throws(StoreError) -> [SentRecord] {
    try sentRecords(
      """
      SELECT 0, o.name, o.seq, b.row, o.state, NULL, o.created_at, o.message
      FROM sent_before b JOIN outbox o ON o.id = b.outbox WHERE o.stream = ?1 AND b.key = ?2
        AND NOT EXISTS (SELECT 1 FROM sent s WHERE s.stream = ?1 AND s.key = ?2
          AND s.outbox = b.outbox)
      ORDER BY o.seq
      """, key, streams)
  }

  private func sentRecords(
    _ query: String, _ key: RecordKey, _ streams: [StreamID]
  ) throws(StoreError) -> [SentRecord] {
    var found: [SentRecord] = []
    for stream in streams {
      let statement = try database.statement(query)
      statement.bind(stream, at: 1)
      statement.bind(key, at: 2)
      defer { statement.reset() }
      while try statement.step() {
        found.append(
          SentRecord(
            stream: stream, hash: statement.integer(0), file: statement.text(1),
            sequence: Int(statement.integer(2)), row: Int(statement.integer(3)),
            state: .init(rawValue: statement.text(4)) ?? .pending,
            answer: statement.optionalText(5), createdAt: statement.text(6),
            message: statement.text(7)))
      }
    }
    return found
  }
}

/// What a receiver said of a record.
package enum SentState: String, Sendable {
  /// Nothing yet.
  case sent
  case accepted, rejected
  /// It went into the file of a shadow: whoever told the partner until then told it this too.
  case shadow
}
