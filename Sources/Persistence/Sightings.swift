package import Domain

/// How often a file was seen that was not taken yet.
package struct Sighting: Equatable, Sendable {
  /// Since when it has looked as it does.
  package let since: Timestamp
  /// Runs that saw it so, this one counted.
  package let looks: Int
}

extension StateStore {
  /// Remembers that a file was seen in this shape; returns since when it has been.
  ///
  /// A clock that was put back starts the wait again: nobody waits for a time that was wrong.
  package func sight(
    _ name: String, of feed: FeedID, stamp: FileStamp, run: Int64, now: Timestamp
  ) throws(StoreError) -> Sighting {
    let statement = try database.statement(
      "SELECT size, modified, changed, inode, since, looks, run, disturbed FROM sighting"
        + " WHERE feed = ? AND name = ?")
    statement.bind(feed, at: 1)
    statement.bind(name, at: 2)
    var sighting = Sighting(since: now, looks: 1)
    var disturbed: Int64 = 0
    if try statement.step() {
      disturbed = statement.integer(7)
      let before = FileStamp(
        size: statement.integer(0), modified: statement.integer(1),
        changed: statement.integer(2), inode: statement.integer(3))
      let isSameRun = statement.integer(6) == run
      let looks = Int(statement.integer(5)) + (isSameRun ? 0 : 1)
      if before == stamp, let since = Timestamp(rfc3339: statement.text(4)) {
        sighting = Sighting(since: since <= now ? since : now, looks: looks)
        if isSameRun && since <= now {
          statement.reset()
          return sighting
        }
      }
    }
    statement.reset()
    try database.run(
      "INSERT OR REPLACE INTO sighting VALUES(?,?,?,?,?,?,?,?,?,?)", feed, name, stamp.size,
      stamp.modified, stamp.changed, stamp.inode, sighting.since, sighting.looks, run, disturbed)
    return sighting
  }

  /// Counts that a file changed while it was read; returns how often it has.
  package func countDisturbance(
    of name: String, feed: FeedID, stamp: FileStamp, run: Int64, now: Timestamp
  ) throws(StoreError) -> Int {
    _ = try sight(name, of: feed, stamp: stamp, run: run, now: now)
    try database.run(
      "UPDATE sighting SET disturbed = disturbed + 1 WHERE feed = ? AND name = ?", feed, name)
    return Int(
      try database.integer(
        "SELECT disturbed FROM sighting WHERE feed = ? AND name = ?", feed, name) ?? 0)
  }

  package func forgetSighting(of name: String, feed: FeedID) throws(StoreError) {
    try database.run("DELETE FROM sighting WHERE feed = ? AND name = ?", feed, name)
  }
}
