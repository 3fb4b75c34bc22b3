internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Takes the new files of one feed, in order.
struct FeedPull {
  let session: Session
  let feed: FeedSettings
  let references: ReferenceBook

  func run() throws {
    let before = try session.store.feedState(feed.id)
    var state = before ?? FeedState(feed: feed.id, expectedSince: session.now)
    var summary = FeedSummary()
    let directory = try ExportDirectory(root: session.settings.exchangeFolder)
    let found = try Companions(feed: feed, directory: directory).described(
      try directory.files(matching: feed.files))
    let claim = FileClaim(session: session, feed: feed, directory: directory)
    var refused: [FoundFile] = []
    taking: for file in inOrder(found) {
      switch try claim.look(at: file, state: &state) {
      case .known: continue
      case .refused: refused.append(file)
      case .wait(let feedState):
        worsen(&summary, feedState)
        if feed.order == .sequence { break taking }
      case .read:
        if try isRunFull(file, &summary) { break taking }
        let taken = try FileIntake(
          session: session, feed: feed, references: references, directory: directory
        ).take(file, state: &state)
        guard let counts = taken.counts else {
          if taken.isRefused { refused.append(file) } else { worsen(&summary, taken.state) }
          if taken.isWaiting && feed.order == .sequence { break taking }
          continue
        }
        worsen(&summary, taken.state)
        summary.files += 1
        summary.counts += counts
      }
    }
    // What the feed does not go on with must not be seen by anybody.
    try LoadPieces.takeBack(session, feed.id)
    try judgeRefused(refused, claim, &state, &summary)
    try judgeRhythm(&summary, state)
    let troubles = ["held", "guarded", "late"]
    if before?.state ?? "idle" != summary.state,
      troubles.contains(summary.state) || troubles.contains(before?.state ?? "")
    {
      session.hasFeedNews = true
    }
    state.state = summary.state
    if state != before { try session.store.keep(state) }
    session.feeds[feed.id] = summary
    if ["held", "guarded"].contains(summary.state) { session.isPartial = true }
  }

  /// A refused file counts only when no later one of this run made up for it.
  private func judgeRefused(
    _ files: [FoundFile], _ claim: FileClaim, _ state: inout FeedState,
    _ summary: inout FeedSummary
  ) throws {
    for file in files {
      switch try claim.look(at: file, state: &state) {
      case .refused(let feedState), .wait(let feedState): worsen(&summary, feedState)
      case .read: worsen(&summary, "held")
      case .known: continue
      }
    }
  }

  /// A run that has opened as many exceptions as it may leaves the rest to the next one.
  private func isRunFull(_ file: FoundFile, _ summary: inout FeedSummary) throws -> Bool {
    let limit = session.settings.limits.exceptions
    guard session.desk.opened >= limit else { return false }
    try session.desk.judge(
      Subject.file(feed.id, file.name),
      findings: findings(
        in: .file(
          FileFacts(
            feed: feed.id, system: feed.system, file: file.name,
            finding: .unfinished(
              expected: "at most \(limit) exceptions in a run", actual: "\(session.desk.opened)",
              reason: "not read yet: this run has opened \(session.desk.opened) exceptions,"
                + " limits.exceptions is \(limit)")))))
    worsen(&summary, "held")
    return true
  }

  private func inOrder(_ files: [FoundFile]) -> [FoundFile] {
    switch feed.order {
    case .name: files
    case .sequence:
      files.sorted { ($0.sequence ?? 0, $0.name) < ($1.sequence ?? 0, $1.name) }
    case .modified:
      files.sorted { ($0.stamp.modified, $0.name) < ($1.stamp.modified, $1.name) }
    }
  }

  /// A feed is as well as its worst file.
  private func worsen(_ summary: inout FeedSummary, _ state: String) {
    let ranks = ["idle", "ok", "late", "held", "guarded"]
    let before = ranks.firstIndex(of: summary.state) ?? 0
    if (ranks.firstIndex(of: state) ?? 0) > before { summary.state = state }
  }

  private func judgeRhythm(_ summary: inout FeedSummary, _ state: FeedState) throws {
    guard let rhythm = feed.rhythm else { return }
    let last = try session.store.newestSign(of: state)
    var facts = FeedFacts(
      feed: feed.id, system: feed.system,
      silentSeconds: session.now.seconds(since: last?.at ?? state.expectedSince),
      lateSeconds: rhythm.late, criticalSeconds: rhythm.critical)
    facts.isExpectedNow = rhythm.isExpecting(at: session.now, in: session.settings.timezone)
    facts.lastFile = last?.name
    facts.lastAt = last?.at
    let found = findings(in: .feed(facts))
    try session.desk.judge(Subject.feed(feed.id, "rhythm"), findings: found)
    guard let worst = found.map(\.severity).min() else { return }
    worsen(&summary, "late")
    if worst == .critical { session.isPartial = true }
  }
}

extension RhythmSettings {
  /// Whether files are expected at all at a time of the day.
  func isExpecting(at time: Timestamp, in zone: String) -> Bool {
    guard let hours else { return true }
    return hours.contains(LocalClock(timezone: zone).local(time).secondOfDay / 60)
  }
}
