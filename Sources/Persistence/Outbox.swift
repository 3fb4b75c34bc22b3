package import Domain

/// A file for another system, as it was decided: its bytes never change afterwards.
package struct OutboxFile: Sendable {
  package enum State: String, Sendable {
    /// Committed with the decisions that made it.
    case pending
    /// Stands in the staging folder: the right to send it.
    case staged
    /// Renamed into place.
    case published
    case acknowledged
    case rejected
  }

  package var id: Int64 = 0
  package var stream: StreamID
  package var system: SystemID
  package var sequence: Int
  /// Path below the exchange folder.
  package var name: String
  /// Path of the marker written behind it.
  package var marker: String?
  package var sha256: String
  package var records: Int
  /// Idempotency key: stream and number.
  package var message: String
  package var state = State.pending
  package var createdAt: Timestamp
  package var ackWithinSeconds: Int?
  package var run: Int64

  package init(
    stream: StreamID, system: SystemID, sequence: Int, name: String, marker: String?,
    sha256: String, records: Int, message: String, createdAt: Timestamp,
    ackWithinSeconds: Int?, run: Int64
  ) {
    self.stream = stream
    self.system = system
    self.sequence = sequence
    self.name = name
    self.marker = marker
    self.sha256 = sha256
    self.records = records
    self.message = message
    self.createdAt = createdAt
    self.ackWithinSeconds = ackWithinSeconds
    self.run = run
  }
}

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

extension StateStore {
  private static let outboxColumns =
    "id, stream, system, seq, name, marker, sha256, records, message, state, created_at, "
    + "ack_within, run"

  private func outboxFile(in statement: Statement) -> OutboxFile {
    var file = OutboxFile(
      stream: StreamID(statement.text(1)), system: SystemID(statement.text(2)),
      sequence: Int(statement.integer(3)), name: statement.text(4),
      marker: statement.optionalText(5), sha256: statement.text(6),
      records: Int(statement.integer(7)), message: statement.text(8),
      createdAt: Timestamp(rfc3339: statement.text(10)) ?? Timestamp(microseconds: 0),
      ackWithinSeconds: statement.optionalInteger(11).map { Int($0) },
      run: statement.integer(12))
    file.id = statement.integer(0)
    file.state = .init(rawValue: statement.text(9)) ?? .pending
    return file
  }

  private func outboxFiles(
    where condition: String, _ values: any Bindable...
  ) throws(StoreError) -> [OutboxFile] {
    let statement = try database.statement(
      "SELECT \(Self.outboxColumns) FROM outbox WHERE \(condition)")
    for (index, value) in values.enumerated() { statement.bind(value, at: index + 1) }
    defer { statement.reset() }
    var files: [OutboxFile] = []
    while try statement.step() { files.append(outboxFile(in: statement)) }
    return files
  }

  /// Files still to be delivered, by stream and number.
  package func undeliveredFiles() throws(StoreError) -> [OutboxFile] {
    try outboxFiles(where: "state IN ('pending', 'staged') ORDER BY stream, seq")
  }

  package func outboxFile(message: String) throws(StoreError) -> OutboxFile? {
    try outboxFiles(where: "message = ?", message).first
  }

  package func outboxFile(stream: StreamID, sequence: Int) throws(StoreError) -> OutboxFile? {
    try outboxFiles(where: "stream = ? AND seq = ?", stream, sequence).first
  }

  /// Delivered files that wait for an answer longer than they should, by stream and number.
  package func overdueFiles(at now: Timestamp) throws(StoreError) -> [OutboxFile] {
    try outboxFiles(
      where: "state = 'published' AND ack_within IS NOT NULL ORDER BY stream, seq"
    ).filter { file in
      now.seconds(since: file.createdAt) > (file.ackWithinSeconds ?? .max)
    }
  }

  /// Files that were delivered and not answered, by stream and number.
  package func unansweredFiles() throws(StoreError) -> [OutboxFile] {
    try outboxFiles(
      where: "state = 'published' AND ack_within IS NOT NULL ORDER BY stream, seq")
  }

  package func bytes(of file: OutboxFile) throws(StoreError) -> [UInt8] {
    let statement = try database.statement("SELECT bytes FROM outbox WHERE id = ?")
    statement.bind(file.id, at: 1)
    defer { statement.reset() }
    return try statement.step() ? statement.bytes(0) : []
  }

  /// Number of the newest file of a stream; 0 before the first.
  package func lastSequence(of stream: StreamID) throws(StoreError) -> Int {
    Int(try database.integer("SELECT max(seq) FROM outbox WHERE stream = ?", stream) ?? 0)
  }

  /// Adds a file with its bytes and returns its number in the store.
  package func add(_ file: OutboxFile, bytes: [UInt8]) throws(StoreError) -> Int64 {
    try database.run(
      """
      INSERT INTO outbox(stream, system, seq, name, marker, bytes, sha256, records, message,
        state, created_at, ack_within, run) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)
      """,
      file.stream, file.system, file.sequence, file.name, file.marker, bytes, file.sha256,
      file.records, file.message, file.state.rawValue, file.createdAt, file.ackWithinSeconds,
      file.run)
    return database.lastInsertedID
  }

  package func mark(
    _ file: OutboxFile, _ state: OutboxFile.State, at time: Timestamp
  ) throws(StoreError) {
    switch state {
    case .pending, .staged:
      try database.run("UPDATE outbox SET state = ? WHERE id = ?", state.rawValue, file.id)
    case .published:
      try database.run(
        "UPDATE outbox SET state = ?, published_at = ? WHERE id = ?", state.rawValue, time,
        file.id)
    case .acknowledged, .rejected:
      try database.run(
        "UPDATE outbox SET state = ?, answered_at = ? WHERE id = ?", state.rawValue, time,
        file.id)
    }
  }

  // MARK: Sent records

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

  package func remember(
    _ key: RecordKey, hash: Int64, on stream: StreamID, outbox: Int64, row: Int
  ) throws(StoreError) {
    try keepSendingBefore(of: key, on: stream)
    try database.run(
      "INSERT OR REPLACE INTO sent VALUES(?,?,?,?,?,NULL)", stream, key, hash, outbox, row)
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
  package func sentRecords(_ key: RecordKey, on streams: [StreamID]) throws(StoreError)
    -> [SentRecord]
  {
    var found: [SentRecord] = []
    for stream in streams {
      let statement = try database.statement(
        """
        SELECT s.hash, o.name, o.seq, s.row, o.state, s.answer, o.created_at
        FROM sent s JOIN outbox o ON o.id = s.outbox WHERE s.stream = ? AND s.key = ?
        """)
      statement.bind(stream, at: 1)
      statement.bind(key, at: 2)
      defer { statement.reset() }
      while try statement.step() {
        found.append(
          SentRecord(
            stream: stream, hash: statement.integer(0), file: statement.text(1),
            sequence: Int(statement.integer(2)), row: Int(statement.integer(3)),
            state: .init(rawValue: statement.text(4)) ?? .pending,
            answer: statement.optionalText(5), createdAt: statement.text(6)))
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
}
