internal import Domain
internal import Glibc
internal import Persistence
package import Reporting

/// What a run is asked to do.
package struct CycleRequest: Sendable {
  package enum Stage: CaseIterable, Sendable {
    case pull
    case reconcile
    case push
  }

  package var command: String
  package var stages: Set<Stage>
  /// Nothing is kept: the same code path, rolled back.
  package var isRehearsal = false
  /// Prove everything again, not only what changed.
  package var provesAll = false
  /// Of which warehouse and article stock is told in detail; `nil` tells the worst of all.
  package var stockWarehouse: String?
  package var stockSKU: String?
  /// The summary holds the live exceptions, not only their numbers.
  package var showsExceptions = false
  /// A person at a terminal is told how far the work has come.
  package var showsProgress = false
  /// Guarded files a person accepted, as `feed@hash`.
  package var accept: [String] = []

  package init(command: String, stages: Set<Stage>) {
    self.command = command
    self.stages = stages
  }

  package static var run: CycleRequest {
    CycleRequest(command: "run", stages: Set(Stage.allCases))
  }
}

/// One cycle on one screen: pull, reconcile, push, report.
package struct Cycle {
  private let site: Site

  package init(_ site: Site) {
    self.site = site
  }

  /// Runs the cycle.
  ///
  /// - Parameter request: which stages, and how.
  /// - Returns: what was done; its exit is 0 or 3.
  /// - Throws: `SyncFailure`; nothing of the stage at work was kept then.
  package func run(_ request: CycleRequest) throws(SyncFailure) -> RunSummary {
    do {
      guard request.isRehearsal else { return try work(request) }
      try site.store.begin()
      do {
        let summary = try work(request)
        try site.store.rollBack()
        return summary
      } catch {
        try site.store.rollBack()
        throw error
      }
    } catch {
      throw SyncFailure(error)
    }
  }

  private func work(_ request: CycleRequest) throws -> RunSummary {
    let started = Clock.steady()
    let accepted = try acceptances(request.accept)
    let isConfiguration = { (name: FeedID) in name.text == ConfigurationChange.name }
    try ConfigurationChange(site: site).require(
      accepted: accepted.last { isConfiguration($0.feed) }?.hash, isRehearsal: request.isRehearsal)
    try StoreCare(site: site).beforeWork()
    let run = try site.store.transaction {
      try site.store.startRun(request.command, at: site.now)
    }
    let session = try Session(
      site: site, run: run, accepted: accepted, isRehearsal: request.isRehearsal)
    let eventsBefore = request.isRehearsal ? try site.store.lastExceptionEvent() : 0
    if request.provesAll {
      session.agreement = StockAgreement { warehouse, sku in
        request.stockWarehouse.map { $0 == warehouse.text } ?? true
          && request.stockSKU.map { $0 == sku } ?? true
      }
    }
    session.progress = request.showsProgress ? Progress.onTerminal() : nil
    defer { session.progress?.clear() }
    do {
      try perform(request, in: session)
    } catch {
      let exit = Int(SyncFailure(error).status.rawValue)
      try close(run, session, exit: exit, summary: "", since: started)
      throw error
    }
    session.isBlind = try !site.settings.feeds.contains {
      try site.store.feedState($0.id)?.lastFile != nil
    }
    var summary = try session.summary()
    if request.showsExceptions { summary.live = try site.store.liveExceptions() }
    if let agreement = session.agreement {
      let report = StockReport(agreement: agreement)
      summary.stock = (report.lines(warehouse: request.stockWarehouse), report.document)
    }
    if session.isRehearsal {
      summary.rehearsal = try Rehearsal(session: session, eventsBefore: eventsBefore).told()
    }
    let failure = session.blocked.min { $0.key < $1.key }.map { SyncFailure($0.value) }
    let exit = failure.map { Int($0.status.rawValue) } ?? summary.exit
    try close(run, session, exit: exit, summary: summary.json.jsonText, since: started)
    if !session.isRehearsal {
      if let agreement = session.agreement { try ProvedStock(site: site).keep(agreement) }
      try Reports(site: site).write(run: run)
      let pruning = Pruning(site: site)
      try pruning.runDaily()
      session.notes += pruning.notes
    }
    if let failure { throw failure }
    summary.notes = session.notes
    return summary
  }

  private func perform(_ request: CycleRequest, in session: Session) throws {
    try PushStage(session: session).refuseOlderStore()
    if !session.isRehearsal {
      try PutAway(session: session).run()
      try PushStage(session: session).deliver()
    }
    if request.stages.contains(.pull) {
      try requireExchangeFolder()
      try PullStage(session: session).run()
    } else {
      try LoadPieces.takeBack(session, allBut: [])
    }
    try Interruption.check()
    if request.stages.contains(.reconcile) {
      session.progress?.stage("reconciling")
      try ReconcileStage(session: session, provesAll: request.provesAll).run()
      try PlanStage(session: session).run()
    }
    try Interruption.check()
    session.progress?.stage("making and delivering files")
    if request.stages.contains(.push) { try PushStage(session: session).run() }
  }

  private func requireExchangeFolder() throws {
    let folder = site.settings.exchangeFolder
    guard access(folder, R_OK | X_OK) == 0 else {
      throw SmallFile.failure(folder, "read the exchange folder")
    }
  }

  private func close(
    _ run: Int64, _ session: Session, exit: Int, summary: String, since started: Int
  ) throws {
    try site.store.transaction {
      try site.store.finishRun(
        run, exit: exit, ruleSet: session.rules.ruleSet, summary: summary, at: site.now,
        milliseconds: site.isTimed ? Clock.steady() - started : nil)
    }
  }

  private func acceptances(_ texts: [String]) throws -> [(feed: FeedID, hash: String)] {
    try texts.map { text in
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[1].count >= 8,
        parts[0] == ConfigurationChange.name
          || site.settings.feeds.contains(where: { $0.id.text == parts[0] })
      else {
        throw SyncFailure(
          .usage, "--accept \(text): write FEED@HASH as the exception shows it")
      }
      return (FeedID(String(parts[0])), String(parts[1]))
    }
  }
}

/// Looks after the store before it is worked with.
struct StoreCare {
  let site: Site

  /// Below this size every run looks at all pages; above it, one run a day.
  private static let smallBytes: Int64 = 4 << 20

  func beforeWork() throws {
    if try site.store.setting("identity") == nil {
      try site.store.transaction { try site.store.set("identity", to: Self.newIdentity()) }
    }
    let today = site.now.date.description
    let wasChecked = try site.store.setting("checked") == today
    guard !wasChecked || size < Self.smallBytes else { return }
    try site.store.checkPages()
    guard !wasChecked else { return }
    try site.store.transaction { try site.store.set("checked", to: today) }
  }

  private var size: Int64 {
    var status = stat()
    return stat(site.store.path, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Sixteen bytes from the kernel: the one thing of a store that no run can repeat.
  private static func newIdentity() throws -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    let descriptor = open("/dev/urandom", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SmallFile.failure("/dev/urandom", "open") }
    defer { close(descriptor) }
    guard read(descriptor, &bytes, bytes.count) == bytes.count else {
      throw SmallFile.failure("/dev/urandom", "read")
    }
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension Session {
  /// What this run did, in the order of the configuration.
  func summary() throws -> RunSummary {
    var summary = RunSummary(
      run: run, exit: isPartial ? 3 : 0,
      feeds: settings.feeds.map { feed in
        let summary = feeds[feed.id] ?? FeedSummary()
        return .init(
          feed: feed.id, files: summary.files, counts: summary.counts, state: summary.state)
      },
      opened: desk.opened, closed: desk.closed, tallies: try store.exceptionTallies(),
      streams: settings.outbound.map { stream in
        let summary = streams[stream.id] ?? StreamSummary()
        return .init(
          stream: stream.id, files: summary.files, records: summary.records,
          isShadow: stream.isShadow)
      })
    summary.hasFeedNews = hasFeedNews || desk.escalated > 0
    summary.isBlind = isBlind
    return summary
  }
}
