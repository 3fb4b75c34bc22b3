internal import Domain
internal import Mapping
internal import Persistence

/// Keeps the first load of a feed piece by piece, so that a transaction stays bounded and a load
/// that was interrupted goes on where it was.
///
/// Only where all of it can be taken back: the system had no record of any type before, and no
/// other feed writes them. Nothing of it is used before it is complete: a run continues it or takes
/// it back before anything is compared, and a command that reads no exports takes it back.
final class LoadPieces {
  private let session: Session
  private let feed: FeedSettings
  /// What an earlier run kept; `nil` when the load begins.
  let resumed: LedgerFile?
  /// The newest time that the rows kept before state.
  let rowTime: Timestamp?
  private let state: FeedState
  private var rowsKept = 0
  private var isOver: Bool

  private init(
    _ session: Session, _ feed: FeedSettings, _ state: FeedState, resumed: LedgerFile? = nil,
    rowTime: Timestamp? = nil
  ) {
    self.session = session
    self.feed = feed
    self.state = state
    self.resumed = resumed
    self.rowTime = rowTime
    rowsKept = resumed?.counts.rows ?? 0
    isOver = session.isRehearsal
  }

  /// How a file is loaded; `nil` when it is taken as a whole.
  ///
  /// A load of other content, or under another configuration, is taken back.
  static func find(
    _ session: Session, _ feed: FeedSettings, _ ledger: LedgerFile, _ reading: FileReading,
    _ state: FeedState
  ) throws -> LoadPieces? {
    if let begun = try begun(session, feed.id) {
      if begun.context == context(of: session), let file = try session.store.file(begun.file),
        file.sha256 == ledger.sha256, file.name == ledger.name
      {
        return LoadPieces(session, feed, state, resumed: file, rowTime: begun.rowTime)
      }
      try session.store.takeBack(begun)
    }
    let isAlone = feed.ownsItsRecords(among: session.settings.feeds)
    guard state.lastFile == nil, reading.conflicts.isEmpty, isAlone, feed.duplicateRows == .keep,
      !feed.mapping.countsRows
    else { return nil }
    for schema in feed.mapping.emits.compactMap({ RecordSchema.named($0.entity) })
    where try !session.store.table(schema).isEmpty(for: feed.system) { return nil }
    return LoadPieces(session, feed, state)
  }

  private static func begun(_ session: Session, _ feed: FeedID) throws -> FirstLoad? {
    try session.store.firstLoads().first { $0.feed == feed }
  }

  private static func context(of session: Session) -> String {
    [Release.version, StateStore.catalogue, session.context].joined(separator: "\u{1f}")
  }

  /// Takes back what was kept of a feed's first load, if anything.
  static func takeBack(_ session: Session, _ feed: FeedID) throws {
    guard let load = try begun(session, feed) else { return }
    try session.store.takeBack(load)
  }

  /// Takes back the loads that nobody goes on with: those of the feeds that are not given.
  static func takeBack(_ session: Session, allBut feeds: Set<FeedID>) throws {
    let loads = try session.store.firstLoads().filter { !feeds.contains($0.feed) }
    guard !loads.isEmpty else { return }
    try session.store.transaction {
      for load in loads { try session.store.takeBack(load) }
    }
  }

  /// Whether so many rows were read since the last piece that it is time for the next.
  func isDue(at rows: Int) -> Bool {
    !isOver && rows - rowsKept >= session.settings.limits.loadRows
  }

  /// From here on something may have to be judged at the end of the file: the rest is one piece.
  func end() { isOver = true }

  /// Keeps what was written of the file until now.
  func keep(_ file: LedgerFile, rowTime: Timestamp?) throws {
    var file = file
    file.state = .loading
    file.after = .kept
    try session.store.update(file)
    try session.store.keep(state)
    try session.store.keep(
      FirstLoad(
        feed: feed.id, file: file.id, context: Self.context(of: session), rowTime: rowTime))
    try session.store.keepSoFar()
    rowsKept = file.counts.rows
  }
}

extension FeedSettings {
  /// No other feed brings records of its types from the same system.
  func ownsItsRecords(among feeds: [FeedSettings]) -> Bool {
    let entities = Set(mapping.emits.map(\.entity))
    return !feeds.contains { other in
      other.id != id && other.system == system
        && other.mapping.emits.contains { entities.contains($0.entity) }
    }
  }
}
