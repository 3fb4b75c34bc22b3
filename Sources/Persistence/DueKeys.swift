package import Domain

/// When keys of a subject are due, read in one pass by keys that are asked for in byte order.
package final class DueTimes {
  private let subject: String
  private let rows: RowWalk

  package init(of subject: String, in store: StateStore) throws(StoreError) {
    self.subject = subject
    rows = try RowWalk(
      "SELECT at, subject, key FROM due WHERE (subject, key) >= (?, ?) ORDER BY subject, key",
      columns: (1, 2), in: store.database)
  }

  /// `nil` where it is not due, and for a key that comes before one that was asked for.
  package func time(of key: String) throws(StoreError) -> Timestamp? {
    var found: Timestamp?
    try rows.visit(subject, key) { found = Timestamp(microseconds: $0.integer(0)) }
    return found
  }
}

/// Keys that must be looked at again at a time, although nothing arrives until then.
extension StateStore {
  /// Notes when a key is due; `nil` takes it back.
  package func setDue(
    _ time: Timestamp?, _ subject: String, _ key: String
  ) throws(StoreError) {
    if let time {
      subjectsWithoutDue.remove(subject)
      try database.run(
        """
        INSERT INTO due VALUES(?,?,?) ON CONFLICT DO UPDATE SET at = excluded.at
        WHERE at <> excluded.at
        """, subject, key, time.microseconds)
    } else if try mayBeDue(subject) {
      try database.run("DELETE FROM due WHERE subject = ? AND key = ?", subject, key)
    }
  }

  /// A walk over everything takes back what was never noted: once it is known that nothing of a subject
  /// is due, nobody looks again.
  private func mayBeDue(_ subject: String) throws(StoreError) -> Bool {
    if subjectsWithoutDue.contains(subject) { return false }
    let isDue =
      try database.integer("SELECT 1 FROM due WHERE subject = ? LIMIT 1", subject) != nil
    if !isDue { subjectsWithoutDue.insert(subject) }
    return isDue
  }

  /// Touches what is due now; it is due no more.
  package func touchDue(at now: Timestamp) throws(StoreError) {
    try database.run(
      "INSERT OR IGNORE INTO touched SELECT subject, key FROM due WHERE at <= ?", now.microseconds)
    try database.run("DELETE FROM due WHERE at <= ?", now.microseconds)
  }
}
