internal import Domain
internal import Persistence

/// How a site is doing, as one look at its store tells.
struct Situation {
  let now: Timestamp
  let feeds: [FeedStatus]
  /// Live exceptions, counted.
  let tallies: [ExceptionTally]
  let load: ExceptionLoad
  /// Outbound files that could not be delivered.
  let undelivered: [OutboxFile]
  /// Outbound files whose receiver has not answered.
  let unanswered: [OutboxFile]
  /// Streams whose files go to nobody, with their paths below the state folder.
  let shadows: [(stream: StreamID, file: String)]
  /// The newest run of any kind.
  let lastRun: (id: Int64, finishedAt: String, exit: Int)?
  /// When the newest whole cycle ended.
  let lastCycle: Timestamp?
  /// That was longer ago than the site allows.
  let isStale: Bool
  let backup: (at: String, file: String)?

  /// - Throws: what the store failed with.
  init(of site: Site) throws {
    now = site.now
    feeds = try site.settings.feeds.map { try FeedStatus(of: $0, in: site) }
    tallies = try site.store.exceptionTallies()
    load = try site.store.exceptionLoad(at: site.now)
    undelivered = try site.store.undeliveredFiles()
    unanswered = try site.store.unansweredFiles()
    shadows = site.settings.outbound.filter(\.isShadow).map { ($0.id, $0.file) }
    lastRun = try site.store.lastRun()
    let last = try site.store.lastCycle()
    lastCycle = last
    isStale =
      last.map { site.now.seconds(since: $0) > site.settings.alerts.stale } ?? false
    backup = try BackupOperation.last(in: site.store)
  }

  /// Open exceptions of a severity, or of all.
  func open(_ severity: Severity? = nil) -> Int {
    tallies.filter { $0.state == .open && (severity == nil || $0.severity == severity) }
      .reduce(0) { $0 + $1.count }
  }

  /// All that is not resolved.
  var live: Int { tallies.reduce(0) { $0 + $1.count } }

  /// `ACT`, `LOOK` or `ALL CLEAR`.
  var verdict: String {
    let worst = Severity.allCases.filter { open($0) > 0 }.min()
    if isStale || worst == .critical || !undelivered.isEmpty
      || feeds.contains(where: { $0.needsAction })
    {
      return "ACT"
    }
    let isBlind = feeds.allSatisfy { $0.lastFile == nil }
    return isBlind || worst ?? .info < .info ? "LOOK" : "ALL CLEAR"
  }

  /// What is wrong with the runs themselves; `nil` when nothing is.
  var staleness: String? {
    guard isStale, let lastCycle else { return nil }
    return "no cycle has ended since \(lastCycle): what is shown is as it was then"
  }
}
