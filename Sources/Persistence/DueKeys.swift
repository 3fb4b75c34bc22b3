package import Domain

/// Keys that must be looked at again at a time, although nothing arrives until then.
extension StateStore {
  /// Notes when a key is due; `nil` takes it back.
  package func setDue(
    _ time: Timestamp?, _ subject: String, _ key: String
  ) throws(StoreError) {
    if let time {
      subjectsWithoutDue.remove(subject)
      try database.run("INSERT OR REPLACE INTO due VALUES(?,?,?)", subject, key, time.microseconds)
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
