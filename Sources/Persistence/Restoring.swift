package import Domain

/// A repeated delivery of an outbound file that a person asked for.
package struct Resend: Equatable, Sendable {
  package let at: String
  package let who: String
  package let note: String?
  /// `nil` while it was asked for and not done.
  package let doneAt: String?
}

extension StateStore {
  /// How often a backup was put in place, from 1.
  package func epoch() throws(StoreError) -> Int {
    try setting("epoch").flatMap { Int($0) } ?? 1
  }

  /// Starts the next epoch; called once for each restored backup.
  package func raiseEpoch(
    backup: String, by who: String, at time: Timestamp
  ) throws(StoreError) -> Int {
    let epoch = try epoch() + 1
    try set("epoch", to: String(epoch))
    try database.run(
      "INSERT INTO restore_log VALUES(?,?,?,?,NULL)", epoch, time, who, backup)
    return epoch
  }

  /// Adds a file that was made after the backup; its bytes are known only where it is still to
  /// be sent.
  package func addLater(
    _ file: OutboxFile, bytes: [UInt8]?, at time: Timestamp
  ) throws(StoreError) -> Int64 {
    let id = try add(file, bytes: bytes ?? [])
    if bytes == nil {
      try database.run("UPDATE outbox SET bytes = NULL, published_at = ? WHERE id = ?", time, id)
    }
    return id
  }

  /// Learns that a record went out after the backup.
  package func rememberLater(
    _ content: SentContent, in file: OutboxFile, outbox: Int64
  ) throws(StoreError) {
    try remember(
      content.key, hash: content.hash, on: file.stream, outbox: outbox, row: content.row,
      isShadow: file.isShadow)
  }

  /// Numbers of a stream from one on that no file has, as ranges.
  package func gaps(
    of stream: StreamID, from first: Int
  ) throws(StoreError) -> [ClosedRange<Int>] {
    let statement = try database.statement(
      "SELECT seq FROM outbox WHERE stream = ? AND seq >= ? ORDER BY seq")
    statement.bind(stream, at: 1)
    statement.bind(first, at: 2)
    defer { statement.reset() }
    var next = first
    var gaps: [ClosedRange<Int>] = []
    while try statement.step() {
      let number = Int(statement.integer(0))
      if number > next { gaps.append(next...number - 1) }
      next = number + 1
    }
    return gaps
  }

  /// Remembers why numbers of a stream are missing.
  package func skip(
    _ numbers: ClosedRange<Int>, of stream: StreamID, epoch: Int, at time: Timestamp
  ) throws(StoreError) {
    try database.run(
      "INSERT OR REPLACE INTO number_skipped VALUES(?,?,?,?,?)", stream, numbers.lowerBound,
      numbers.upperBound, epoch, time)
  }

  /// Newest run; 0 before the first.
  package func newestRun() throws(StoreError) -> Int64 {
    try database.integer("SELECT max(id) FROM run_log") ?? 0
  }

  // MARK: Repeated deliveries

  /// Files of that number, by stream.
  package func outboxFiles(sequence: Int) throws(StoreError) -> [OutboxFile] {
    var files: [OutboxFile] = []
    for message in try database.texts(
      "SELECT message FROM outbox WHERE seq = ? ORDER BY stream", sequence)
    {
      if let file = try outboxFile(message: message) { files.append(file) }
    }
    return files
  }

  /// Whether the bytes of a file are still kept.
  package func hasBytes(_ file: OutboxFile) throws(StoreError) -> Bool {
    try database.integer("SELECT bytes IS NOT NULL FROM outbox WHERE id = ?", file.id) == 1
  }

  /// Remembers that a file is to be delivered again; returns the number of this.
  package func askResend(
    of file: OutboxFile, by who: String, note: String?, at time: Timestamp
  ) throws(StoreError) -> Int64 {
    try database.run(
      "INSERT INTO resend(outbox, at, who, note) VALUES(?,?,?,?)", file.id, time, who, note)
    return database.lastInsertedID
  }

  package func finishResend(_ id: Int64, at time: Timestamp) throws(StoreError) {
    try database.run("UPDATE resend SET done_at = ? WHERE id = ?", time, id)
  }

  /// Repeated deliveries of a file, oldest first.
  package func resends(
    of sequence: Int, on stream: StreamID
  ) throws(StoreError) -> [Resend] {
    guard hasResends else { return [] }
    let statement = try database.statement(
      """
      SELECT r.at, r.who, r.note, r.done_at FROM resend r JOIN outbox o ON o.id = r.outbox
      WHERE o.stream = ? AND o.seq = ? ORDER BY r.id
      """)
    statement.bind(stream, at: 1)
    statement.bind(sequence, at: 2)
    defer { statement.reset() }
    var found: [Resend] = []
    while try statement.step() {
      found.append(
        Resend(
          at: statement.text(0), who: statement.text(1), note: statement.optionalText(2),
          doneAt: statement.optionalText(3)))
    }
    return found
  }
}
