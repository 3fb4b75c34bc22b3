internal import Domain
internal import Persistence
internal import Reporting

/// `watermarks set`.
extension WatermarkOperation {
  /// Lets a numbered feed go on after a number: beyond a gap, or from the start of a new count.
  ///
  /// - Parameters:
  ///   - name: the feed.
  ///   - number: the number that counts as the last one taken.
  ///   - note: why, for the history.
  ///   - isConfirmed: without it, only what would be done is shown.
  ///   - place: where and when.
  /// - Returns: what was done.
  /// - Throws: what the store failed with, or that there is nothing to set.
  package static func set(
    _ name: String, to number: Int, note: String, isConfirmed: Bool, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.change)
      guard let feed = site.settings.feeds.first(where: { $0.id.text == name }) else {
        throw SyncFailure(.notFound, "there is no feed \(name)")
      }
      guard feed.order == .sequence, number >= 0, number < Int(Int32.max) else {
        throw SyncFailure(
          .usage, "\(name): --to \(number): only a feed with order: sequence has numbers, from 0")
      }
      guard var state = try site.store.feedState(feed.id), let last = state.lastSequence else {
        throw SyncFailure(.notFound, "\(name): no numbered file was taken yet")
      }
      let what =
        number < last
        ? "it counts anew: files from \(number + 1) on are taken although \(last) was"
        : "numbers up to \(number) are not waited for any more; the last one taken is \(last)"
      guard isConfirmed else {
        return Answer(lines: ["\(name): \(what); --yes does it"])
      }
      state.lastSequence = number
      state.sequenceFloor = number
      state.gapSince = nil
      try site.store.transaction {
        if number < last { try site.store.startCounting(of: feed.id, after: number) }
        try site.store.keep(state)
        try record(feed.id, "from \(last) to \(number)", note, at: site)
      }
      return Answer(lines: ["\(name): \(what)"])
    }
  }

  /// Who did it and why stands among the runs, and in the history of the gap or reset it settles.
  private static func record(
    _ feed: FeedID, _ change: String, _ note: String, at site: Site
  ) throws {
    let who = Environment.user
    let reason = [change, note].filter { !$0.isEmpty }.joined(separator: ": ")
    let run = try site.store.startRun("watermarks set", at: site.now)
    try site.store.finishRun(
      run, exit: 0, ruleSet: nil,
      summary: JSONValue.object([
        .init("feed", .string(feed.text)), .init("who", .string(who)),
        .init("note", .string(reason)),
      ]).jsonText, at: site.now)
    for booked in try site.store.liveExceptions()
    where booked.exception.origin?.feed == feed
      && [.fileSeqGap, .fileSeqReset].contains(booked.exception.code)
    {
      try site.store.note("stepped over", on: booked.id, who: who, at: site.now, note: reason)
      var settled = booked
      settled.state = .resolved
      try site.store.update(settled)
    }
    try Reports.outdate(in: site.store)
  }
}
