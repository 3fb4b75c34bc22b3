package import Domain

/// Keys that must be looked at again at a time, although nothing arrives until then.
extension StateStore {
  /// Notes when a key is due; `nil` takes it back.
  package func setDue(
    _ time: Timestamp?, _ subject: String, _ key: String
  ) throws(StoreError) {
    if let time {
      try database.run("INSERT OR REPLACE INTO due VALUES(?,?,?)", subject, key, time.microseconds)
    } else {
      try database.run("DELETE FROM due WHERE subject = ? AND key = ?", subject, key)
    }
  }

  /// Touches what is due now; it is due no more.
  package func touchDue(at now: Timestamp) throws(StoreError) {
    try database.run(
      "INSERT OR IGNORE INTO touched SELECT subject, key FROM due WHERE at <= ?", now.microseconds)
    try database.run("DELETE FROM due WHERE at <= ?", now.microseconds)
  }
}
