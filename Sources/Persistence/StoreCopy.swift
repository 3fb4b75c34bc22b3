internal import Domain

extension StateStore {
  /// What was done to a store of an older layout when it was opened.
  package struct Migration: Equatable, Sendable {
    package let from: Int
    package let to: Int
    /// Path of the copy of before.
    package let backup: String
  }

  /// Writes a whole copy of the store under a name that is free, and proves it before it counts.
  ///
  /// - Parameter path: where to; the folder must be there.
  /// - Throws: `damaged` when the copy is not sound, `inputOutput`.
  package func copy(to path: String) throws(StoreError) {
    guard try !StoreFile.exists(path) else {
      throw StoreError(.inputOutput, "\(path): there is a file of that name; choose another one")
    }
    try withProvedCopy(at: path + ".tmp") { temporary throws(StoreError) in
      try StoreFile.publish(temporary, as: path)
    }
  }

  /// Writes a copy, proves it, and hands it to `use`, which puts it where it belongs; what fails
  /// leaves nothing.
  private func withProvedCopy(
    at temporary: String, use: (String) throws(StoreError) -> Void
  ) throws(StoreError) {
    try StoreFile.makeEmpty(temporary)
    do throws(StoreError) {
      try database.run("VACUUM INTO ?", temporary)
      let faults = try StateStore(path: temporary, create: false, readOnly: true).pageFaults()
      guard faults.isEmpty else {
        throw StoreError(
          .damaged, "\(self.path): the copy is not sound (\(faults[0])): nothing was kept of it")
      }
      try use(temporary)
    } catch {
      StoreFile.remove(temporary)
      throw error
    }
  }

  /// Keeps a copy of the layout that is about to be left, beside the store.
  ///
  /// A change that was interrupted has left a copy already: that one stands for both, so that a
  /// change that never succeeds does not fill the disk.
  func keepLayout(_ version: Int) throws(StoreError) -> String {
    let folder = StoreFile.folder(of: path) + "/backups"
    try StoreFile.makeFolder(folder)
    let stem = "\(folder)/state-layout\(version)"
    var kept = stem + ".db"
    try withProvedCopy(at: kept + ".tmp") { temporary throws(StoreError) in
      var number = 1
      while try StoreFile.exists(kept) {
        if try StoreFile.isSame(temporary, as: kept) {
          StoreFile.remove(temporary)
          return
        }
        number += 1
        kept = "\(stem)-\(number).db"
      }
      try StoreFile.publish(temporary, as: kept)
    }
    return kept
  }

  // MARK: Proof

  /// What SQLite finds wrong with pages, indexes and references; empty for a sound store.
  package func pageFaults() throws(StoreError) -> [String] {
    var faults = try database.texts("PRAGMA integrity_check(20)").filter { $0 != "ok" }
    guard faults.isEmpty else { return faults }
    faults = try database.texts(
      """
      SELECT 'row ' || coalesce(rowid, '?') || ' of ' || "table" || ' refers to a row of '
        || parent || ' that is not there' FROM pragma_foreign_key_check LIMIT 20
      """)
    return faults
  }

  /// What contradicts itself in a store whose pages are sound, one line each.
  package func contradictions() throws(StoreError) -> [String] {
    var faults: [String] = []
    faults += try database.texts(
      """
      SELECT 'outbound numbers ' || (before + 1) || ' to ' || (seq - 1) || ' of ' || stream
        || ' are missing, and no restore explains it'
      FROM (SELECT stream, seq, lag(seq, 1, 0) OVER (PARTITION BY stream ORDER BY seq) AS before
        FROM outbox) gap
      WHERE seq > before + 1\(hasResends ? Self.unexplained : "") ORDER BY stream, seq
      """)
    faults += try database.texts(
      """
      SELECT 'outbound file ' || name || ' waits to be sent and its bytes are gone'
      FROM outbox WHERE state IN ('pending', 'staged') AND bytes IS NULL ORDER BY stream, seq
      """)
    faults += try database.texts(
      """
      SELECT 'the refusal ' || message || ' is about an outbound file that is not there'
      FROM rejection WHERE outbox NOT IN (SELECT id FROM outbox) ORDER BY message
      """)
    faults += try database.texts(
      """
      SELECT 'the watermark of ' || feed || ' is at file ' || last_file
        || ', which the ledger does not have'
      FROM feed_state WHERE last_file IS NOT NULL
        AND last_file NOT IN (SELECT id FROM file_ledger) ORDER BY feed
      """)
    faults += try database.texts(
      """
      SELECT 'exception ' || id || ' has the state ' || state || ', which there is not'
      FROM exception_book WHERE state NOT IN
        ('open', 'watch', 'acknowledged', 'ignored', 'resolved') ORDER BY id
      """)
    return faults
  }

  private static let unexplained = """
     AND NOT EXISTS (SELECT 1 FROM number_skipped s WHERE s.stream = gap.stream
      AND s.first <= gap.before + 1 AND s.last >= gap.seq - 1)
    """

  /// Layouts before 3 knew neither repeated deliveries nor restores.
  package var hasResends: Bool { layout >= 3 }

  /// Layouts before 11 knew neither since when exceptions are live nor by how much they may change.
  var hasWorkbench: Bool { layout >= 11 }

  /// Layouts before 12 knew neither how long runs took nor where open orders stand.
  var hasPageFacts: Bool { layout >= 12 }

  /// Layout 1 knew neither what is looked at again nor numbers stepped over.
  var hasLooks: Bool { layout >= 2 }

  /// Layouts before 8 did not know when each side looked at its stock.
  var hasStockMoments: Bool { layout >= 8 }
}

extension Database {
  /// The first column of every row.
  func texts(_ sql: String, _ values: any Bindable...) throws(StoreError) -> [String] {
    let statement = try statement(sql)
    for (index, value) in values.enumerated() { statement.bind(value, at: index + 1) }
    defer { statement.reset() }
    var texts: [String] = []
    while try statement.step() { texts.append(statement.text(0)) }
    return texts
  }
}
