internal import Domain
internal import Persistence
internal import Reporting

/// `run`, `pull`, `reconcile` and `push`.
package struct RunOperation: Sendable {
  package enum Command: String, Sendable {
    case run
    case pull
    case reconcile
    case push

    fileprivate var stages: Set<CycleRequest.Stage> {
      switch self {
      case .run: Set(CycleRequest.Stage.allCases)
      case .pull: [.pull]
      case .reconcile: [.reconcile]
      case .push: [.push]
      }
    }
  }

  package var command: Command
  package var isRehearsal = false
  package var waitSeconds = 0
  package var accept: [String] = []
  /// Findings of this severity or worse end the command with 2.
  package var failOn: String?
  package var isVerbose = false
  /// Only what is wrong is said.
  private let isQuiet: Bool
  /// The answer is a document, and so are the lines of the log.
  private let isJSON: Bool
  /// Only exceptions about these are shown by `reconcile`.
  package var filter = ExceptionFilter()

  package init(_ command: Command, isQuiet: Bool, isJSON: Bool) {
    self.command = command
    self.isQuiet = isQuiet
    self.isJSON = isJSON
  }

  package func perform(at place: Workplace) throws(SyncFailure) -> Answer {
    let threshold = try severity()
    let site = try place.open(
      command == .run || command == .pull ? .run(waitSeconds: waitSeconds) : .change)
    defer { if isRehearsal { site.removeIfMadeNow() } }
    var filter = filter
    try filter.check(against: site.settings, at: site.now)
    var request = CycleRequest(command: command.rawValue, stages: command.stages)
    request.isRehearsal = isRehearsal
    request.provesAll = command == .reconcile
    request.stockWarehouse = filter.warehouse
    request.stockSKU = filter.sku
    request.accept = accept
    request.showsProgress = !isQuiet
    request.showsExceptions = command == .reconcile || threshold != nil
    let summary = try cycle(site, request, at: place)
    return answer(site, summary, filter, threshold)
  }

  /// The cycle, told to monitor and log; apart from what is made of it, so that the deepest calls
  /// find room on a small stack.
  @inline(never)
  private func cycle(
    _ site: Site, _ request: CycleRequest, at place: Workplace
  ) throws(SyncFailure) -> RunSummary {
    let ping = command == .run && !isRehearsal ? Ping(site.settings.alerts.ping) : nil
    let log =
      isRehearsal ? nil : EventLog(site.settings.alerts.log, isJSON: isJSON, now: place.now)
    var notes = [
      ping?.start(), noted { () throws(SyncFailure) in try log?.begin(command.rawValue) },
    ]
    .compactMap { $0 }
    var summary: RunSummary
    do {
      summary = try Cycle(site).run(request)
      if !isRehearsal { notes += Alerts(site: site).tell(of: summary.run) }
    } catch {
      _ = noted { () throws(SyncFailure) in try log?.fail(command.rawValue, error) }
      _ = ping?.end(error.status.rawValue)
      throw error
    }
    notes += [noted { () throws(SyncFailure) in try log?.end(command.rawValue, summary) }]
      .compactMap { $0 }
    notes += [ping?.end(Int32(summary.exit))].compactMap { $0 }
    summary.notes += notes
    return summary
  }

  /// What is said of the cycle.
  @inline(never)
  private func answer(
    _ site: Site, _ summary: RunSummary, _ filter: ExceptionFilter, _ threshold: Severity?
  ) -> Answer {
    var answer = Answer(
      lines: [summary.line], json: summary.json,
      status: summary.exit == 0 ? .done : .partial, isNews: summary.isNews)
    answer.notes += summary.notes
    if isVerbose, let note = site.migrationNote { answer.notes.append(note) }
    if isVerbose || isRehearsal { answer.lines += summary.feedLines }
    if let rehearsal = summary.rehearsal {
      answer.lines += rehearsal.lines + ["nothing was kept: this was a rehearsal"]
    }
    if command == .reconcile {
      answer.lines += (summary.stock?.lines ?? []) + filter.table(of: summary.live)
    }
    let counted = summary.live.filter { filter.selects($0, newestRun: nil) }
    if let threshold, counted.contains(where: { $0.counts(at: threshold) }) {
      answer.status = .findings
    }
    return answer
  }

  /// A log that cannot be written fails no run; it is a note.
  private func noted(_ body: () throws(SyncFailure) -> Void) -> String? {
    do throws(SyncFailure) {
      try body()
      return nil
    } catch {
      return "log: \(error.text)"
    }
  }

  private func severity() throws(SyncFailure) -> Severity? {
    guard let failOn else { return nil }
    guard let severity = Severity(rawValue: failOn) else {
      throw SyncFailure(
        .usage, "--fail-on \(failOn): write critical, error, warning or info")
    }
    return severity
  }
}

extension BookedException {
  /// Open and at least that severe.
  fileprivate func counts(at threshold: Severity) -> Bool {
    state == .open && exception.severity <= threshold
  }
}
