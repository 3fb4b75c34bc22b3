package import Domain

/// How far the first load of a feed has come; its counts stand in the ledger.
package struct FirstLoad: Sendable {
  package let feed: FeedID
  /// Ledger line of the file.
  package let file: Int64
  /// Everything that decides what a row means; under another one the load begins again.
  package let context: String
  /// The newest time that a row states.
  package let rowTime: Timestamp?

  package init(feed: FeedID, file: Int64, context: String, rowTime: Timestamp?) {
    self.feed = feed
    self.file = file
    self.context = context
    self.rowTime = rowTime
  }
}

/// First loads of large files, which are kept piece by piece.
extension StateStore {
  /// The loads that are not finished, by feed.
  package func firstLoads() throws(StoreError) -> [FirstLoad] {
    let statement = try database.statement(
      "SELECT feed, file, context, row_time FROM first_load ORDER BY feed")
    defer { statement.reset() }
    var loads: [FirstLoad] = []
    while try statement.step() {
      loads.append(
        FirstLoad(
          feed: FeedID(statement.text(0)), file: statement.integer(1),
          context: statement.text(2),
          rowTime: statement.optionalText(3).flatMap { Timestamp(rfc3339: $0) }))
    }
    return loads
  }

  /// Notes how far a load has come.
  package func keep(_ load: FirstLoad) throws(StoreError) {
    try database.run(
      "INSERT OR REPLACE INTO first_load VALUES(?,?,?,?)", load.feed, load.file, load.context,
      load.rowTime)
  }

  /// A load was finished; what it brought stays.
  package func finishFirstLoad(of feed: FeedID) throws(StoreError) {
    try database.run("DELETE FROM first_load WHERE feed = ?", feed)
  }

  /// Takes back everything that a load brought, so that its file is as if it had never been seen.
  package func takeBack(_ load: FirstLoad) throws(StoreError) {
    try finishFirstLoad(of: load.feed)
    guard let file = try file(load.file) else { return }
    for schema in allRecordSchemas {
      try table(schema).forget(file: file.id, of: file.system)
    }
    try database.run("DELETE FROM held_row WHERE file = ?", file.id)
    try database.run("DELETE FROM file_ledger WHERE id = ?", file.id)
  }
}
