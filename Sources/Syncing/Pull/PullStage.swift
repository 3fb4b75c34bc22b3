internal import Domain
internal import Intake
internal import Mapping
internal import Persistence

/// Reads what the systems dropped: every feed, masters first, each in one transaction.
struct PullStage {
  let session: Session

  func run() throws {
    let references = ReferenceBook(
      store: session.store, settings: session.settings, now: session.now)
    try FolderMaker.make(session.spoolFolder)
    if !session.isRehearsal { try SpoolSweep.removeLeftovers(of: session) }
    try LoadPieces.takeBack(session, allBut: Set(session.settings.feeds.map(\.id)))
    for feed in try feedsInOrder() {
      try Interruption.check()
      try session.store.transaction {
        try FeedPull(session: session, feed: feed, references: references).run()
      }
      if !session.isRehearsal { try PutAway(session: session).run() }
      references.forget()
    }
    try session.store.transaction {
      try HeldRetry(session: session, references: references).run()
    }
  }

  /// A load that was interrupted is finished or taken back before anybody could refer to it.
  private func feedsInOrder() throws -> [FeedSettings] {
    let begun = Set(try session.store.firstLoads().map(\.feed))
    let feeds = session.feedsInOrder
    return feeds.filter { begun.contains($0.id) } + feeds.filter { !begun.contains($0.id) }
  }
}

extension Session {
  /// Masters before documents before events before snapshots; in file order where equal.
  var feedsInOrder: [FeedSettings] {
    settings.feeds.enumerated().sorted { left, right in
      let (one, two) = (Self.rank(left.element), Self.rank(right.element))
      return one == two ? left.offset < right.offset : one < two
    }.map(\.element)
  }

  private static func rank(_ feed: FeedSettings) -> Int {
    let natures = feed.mapping.emits.compactMap { RecordSchema.named($0.entity)?.nature }
    return natures.map { nature in
      switch nature {
      case .master: 0
      case .document: 1
      case .event: 2
      case .snapshot: 3
      case .derived: 4
      }
    }.min() ?? 4
  }

  /// Where private copies of exports lie while they are read.
  var spoolFolder: String { settings.stateFolder + "/spool" }
}
