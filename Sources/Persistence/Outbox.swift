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

  /// Paths of files that no partner gets begin so; they lie below the state folder.
  package static let shadowFolder = "shadow/"

  /// Whether a path is one of a file that no partner gets.
  package static func isShadow(_ path: String) -> Bool { path.utf8.starts(with: shadowFolder.utf8) }

  package var id: Int64 = 0
  package var stream: StreamID
  package var system: SystemID
  package var sequence: Int
  /// Path below the exchange folder; of a shadow, below the state folder.
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

  /// No partner gets it.
  package var isShadow: Bool { Self.isShadow(name) }
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
}
