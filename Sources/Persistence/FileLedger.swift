package import Domain

/// One line of the ledger.
package struct LedgerFile: Sendable {
  package enum State: String, Sendable {
    /// Its rows were taken.
    case accepted
    /// Same content as one taken before.
    case duplicate
    /// A guard refused it; a person may accept it.
    case guarded
    /// It cannot be read as its dialect says.
    case unreadable
    /// Its name was taken before with other content.
    case reused
    /// Its header lacks mapped columns.
    case drifted
    /// Older than what was already taken, and not used.
    case late
    /// Being taken piece by piece; a run that ended early left it so, and the next one goes on.
    case loading
  }

  /// What is still to be done with the file itself, after the commit.
  package enum After: String, Sendable {
    case kept
    case pending
    case done
  }

  package var id: Int64 = 0
  package var feed: FeedID
  package var system: SystemID
  /// Path below the exchange folder.
  package var name: String
  package var stamp: FileStamp
  /// Lower-case hexadecimal.
  package var sha256: String
  package var sequence: Int?
  /// What the sender calls the run that wrote it, where its manifest says so.
  package var senderRun: String?
  /// SHA-256 of the manifest it was judged by.
  package var manifest: String?
  package var state: State
  package var reason: String?
  package var counts = RowCounts()
  package var firstKey: RecordKey?
  package var lastKey: RecordKey?
  /// Column names joined by the unit separator; `nil` without a header.
  package var header: String?
  package var after = After.kept
  package var run: Int64
  package var takenAt: Timestamp

  package init(
    feed: FeedID, system: SystemID, name: String, stamp: FileStamp, sha256: String,
    state: State, run: Int64, takenAt: Timestamp
  ) {
    self.feed = feed
    self.system = system
    self.name = name
    self.stamp = stamp
    self.sha256 = sha256
    self.state = state
    self.run = run
    self.takenAt = takenAt
  }
}

extension StateStore {
  private var fileColumns: String {
    "id, feed, system, name, size, modified, changed, inode, sha256, seq, state, reason, rows, "
      + "skipped, new, changed_rows, unchanged, held, vanished, first_key, last_key, header, "
      + "after, run, taken_at, " + (hasLooks ? "sender_run, manifest" : "NULL, NULL")
  }

  private func file(in statement: Statement) -> LedgerFile {
    var file = LedgerFile(
      feed: FeedID(statement.text(1)), system: SystemID(statement.text(2)),
      name: statement.text(3),
      stamp: FileStamp(
        size: statement.integer(4), modified: statement.integer(5),
        changed: statement.integer(6), inode: statement.integer(7)),
      sha256: statement.text(8), state: .init(rawValue: statement.text(10)) ?? .accepted,
      run: statement.integer(23),
      takenAt: Timestamp(rfc3339: statement.text(24)) ?? Timestamp(microseconds: 0))
    file.id = statement.integer(0)
    file.sequence = statement.optionalInteger(9).map { Int($0) }
    file.reason = statement.optionalText(11)
    file.counts.rows = Int(statement.integer(12))
    file.counts.skipped = Int(statement.integer(13))
    file.counts.new = Int(statement.integer(14))
    file.counts.changed = Int(statement.integer(15))
    file.counts.unchanged = Int(statement.integer(16))
    file.counts.held = Int(statement.integer(17))
    file.counts.vanished = Int(statement.integer(18))
    file.firstKey = statement.optionalText(19).map { RecordKey(text: $0) }
    file.lastKey = statement.optionalText(20).map { RecordKey(text: $0) }
    file.header = statement.optionalText(21)
    file.after = .init(rawValue: statement.text(22)) ?? .kept
    file.senderRun = statement.optionalText(25)
    file.manifest = statement.optionalText(26)
    return file
  }

  private func files(
    where condition: String, _ values: any Bindable...
  ) throws(StoreError) -> [LedgerFile] {
    let statement = try database.statement(
      "SELECT \(fileColumns) FROM file_ledger WHERE \(condition)")
    for (index, value) in values.enumerated() { statement.bind(value, at: index + 1) }
    defer { statement.reset() }
    var found: [LedgerFile] = []
    while try statement.step() { found.append(file(in: statement)) }
    return found
  }

  /// The newest ledger line of a name; `nil` when the name was never looked into.
  package func newestFile(named name: String, of feed: FeedID) throws(StoreError) -> LedgerFile? {
    try files(where: "feed = ? AND name = ? ORDER BY id DESC LIMIT 1", feed, name).first
  }

  /// The newest accepted file of a feed with that content.
  package func acceptedFile(content sha256: String, of feed: FeedID) throws(StoreError)
    -> LedgerFile?
  {
    try files(
      where: "feed = ? AND sha256 = ? AND state = 'accepted' ORDER BY id DESC LIMIT 1",
      feed, sha256
    ).first
  }

  package func file(_ id: Int64) throws(StoreError) -> LedgerFile? {
    try files(where: "id = ?", id).first
  }

  /// The newest file that shows that a feed is alive, and when it came: what was taken last, or
  /// known content since then.
  package func newestSign(
    of state: FeedState
  ) throws(StoreError) -> (name: String, at: Timestamp)? {
    guard let last = state.lastFile else { return nil }
    let again = try files(
      where: """
        feed = ? AND id > ? AND state = 'duplicate' AND sha256 <> '' ORDER BY id DESC LIMIT 1
        """, state.feed, last)
    if let newest = again.first { return (newest.name, newest.takenAt) }
    return try file(last).map { (state.lastName ?? $0.name, $0.takenAt) }
  }

  /// Files whose archiving or deletion was not finished, oldest first.
  package func filesToPutAway() throws(StoreError) -> [LedgerFile] {
    try files(where: "after = 'pending' ORDER BY id")
  }

  /// Files of a feed in the order they were taken, from one on.
  package func acceptedFiles(of feed: FeedID) throws(StoreError) -> [LedgerFile] {
    try files(where: "feed = ? AND state = 'accepted' ORDER BY id", feed)
  }

  /// Files of all feeds accepted after a line of the ledger, oldest first.
  package func acceptedFiles(after id: Int64) throws(StoreError) -> [LedgerFile] {
    try files(where: "id > ? AND state = 'accepted' ORDER BY id", id)
  }

  /// When a feed last delivered a file that was taken, or one with content that had been; `nil`
  /// before its first.
  package func lastDelivery(of feed: FeedID) throws(StoreError) -> Timestamp? {
    try database.text(
      """
      SELECT taken_at FROM file_ledger WHERE feed = ? AND state IN ('accepted', 'duplicate')
      ORDER BY id DESC LIMIT 1
      """, feed
    ).flatMap { Timestamp(rfc3339: $0) }
  }

  /// Number of the newest line; 0 for an empty ledger.
  package func newestFileID() throws(StoreError) -> Int64 {
    try database.integer("SELECT max(id) FROM file_ledger") ?? 0
  }

  /// Whether a file with that number was accepted.
  package func hasAccepted(sequence: Int, of feed: FeedID) throws(StoreError) -> Bool {
    try database.integer(
      "SELECT 1 FROM file_ledger WHERE feed = ? AND seq = ? AND state = 'accepted' LIMIT 1", feed,
      sequence) != nil
  }

  /// The smallest number accepted; `nil` before the first.
  package func firstSequence(of feed: FeedID) throws(StoreError) -> Int? {
    try database.integer(
      "SELECT min(seq) FROM file_ledger WHERE feed = ? AND state = 'accepted'", feed
    ).map { Int($0) }
  }

  /// Whether a number between the smallest and the largest accepted one is still missing.
  ///
  /// - Parameters:
  ///   - feed: the feed.
  ///   - floor: numbers up to this one are not missed.
  /// - Returns: `false` as long as nothing was accepted.
  /// - Throws: `StoreError`.
  package func hasGap(in feed: FeedID, above floor: Int? = nil) throws(StoreError) -> Bool {
    try database.integer(
      """
      SELECT max(seq) - ifnull(?2, min(seq) - 1) > count(DISTINCT seq) FROM file_ledger
      WHERE feed = ?1 AND state = 'accepted' AND seq > ifnull(?2, -1)
      """, feed, floor) == 1
  }

  /// Begins to count a feed's files anew after a number: what had higher ones keeps its line under
  /// a name that no file has.
  package func startCounting(of feed: FeedID, after number: Int) throws(StoreError) {
    try database.run(
      "UPDATE file_ledger SET name = name || ' (counted before ' || id || ')', seq = NULL"
        + " WHERE feed = ? AND (seq > ? OR state = 'reused')", feed, number)
  }

  /// Adds a line and returns its number.
  package func add(_ file: LedgerFile) throws(StoreError) -> Int64 {
    try database.run(
      """
      INSERT INTO file_ledger(feed, system, name, size, modified, changed, inode, sha256, seq,
        state, reason, header, after, run, taken_at, sender_run, manifest)
      VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
      """,
      file.feed, file.system, file.name, file.stamp.size, file.stamp.modified,
      file.stamp.changed, file.stamp.inode, file.sha256, file.sequence, file.state.rawValue,
      file.reason, file.header, file.after.rawValue, file.run, file.takenAt, file.senderRun,
      file.manifest)
    return database.lastInsertedID
  }

  /// Writes counts, keys, state and stamp of a line that was added before.
  package func update(_ file: LedgerFile) throws(StoreError) {
    try database.run(
      """
      UPDATE file_ledger SET size = ?, modified = ?, changed = ?, inode = ?, state = ?,
        reason = ?, rows = ?, skipped = ?, new = ?, changed_rows = ?, unchanged = ?, held = ?,
        vanished = ?, first_key = ?, last_key = ?, header = ?, after = ? WHERE id = ?
      """,
      file.stamp.size, file.stamp.modified, file.stamp.changed, file.stamp.inode,
      file.state.rawValue, file.reason, file.counts.rows, file.counts.skipped, file.counts.new,
      file.counts.changed, file.counts.unchanged, file.counts.held, file.counts.vanished,
      file.firstKey, file.lastKey, file.header, file.after.rawValue, file.id)
  }

  /// Forgets that files of a feed were taken, so that they are read again.
  ///
  /// - Parameters:
  ///   - feed: the feed.
  ///   - id: the first ledger line to forget.
  /// - Throws: `StoreError`, and what a closure throws.
  package func forgetFiles(of feed: FeedID, from id: Int64) throws(StoreError) {
    try database.run(
      "UPDATE file_ledger SET name = name || ' (rewound ' || id || ')', sha256 = '', after = 'kept'"
        + " WHERE feed = ? AND id >= ?", feed, id)
  }
}
