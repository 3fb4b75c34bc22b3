internal import Domain
internal import Persistence
internal import Reconciliation
internal import Reporting

/// What a person does to an exception.
package enum ExceptionAction: Sendable {
  /// Somebody is looking at it.
  case ack
  case assign(to: String)
  /// It is silent until a time, or until it changes by more than so many percent.
  case ignore(until: String?, change: String?)
  case reopen
  /// It is settled; an approval has the ERP put its book stock right, or lets an adjustment go on.
  case resolve(approves: Bool)
  /// Their code is ours from now on.
  case map([CodePair], in: String?)
  case retry
}

/// A code of another system and ours.
package struct CodePair: Equatable, Sendable {
  package let theirs: String
  package let ours: String

  /// `nil` for a text that is not `THEIRS=OURS`.
  package init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let theirs = parts.first?.trimmedText,
      let ours = parts.last?.trimmedText,
      !theirs.isEmpty, !ours.isEmpty
    else { return nil }
    self.theirs = theirs
    self.ours = ours
  }
}

extension Substring {
  fileprivate var trimmedText: String { String(self).trimmed }
}

/// Which exceptions a person means: those with these numbers, or all that a filter selects.
package struct ExceptionChoice: Sendable {
  package var ids: [Int64]
  package var filter: ExceptionFilter
  /// What a filter selects is shown first; only a confirmation acts on it.
  package var isConfirmed: Bool

  package init(ids: [Int64], filter: ExceptionFilter, isConfirmed: Bool) {
    self.ids = ids
    self.filter = filter
    self.isConfirmed = isConfirmed
  }
}

/// `exceptions ack`, `assign`, `ignore`, `reopen`, `resolve` and `retry`.
///
/// Every action is written into the history of each exception, with who did it and why.
package struct ExceptionWork {
  /// What the history says of an approval.
  static let approved = "approved"

  private let site: Site
  private let action: ExceptionAction
  private let note: String?
  private let who = Environment.user

  /// Acts on exceptions; on all that are named, or on none.
  ///
  /// - Parameters:
  ///   - action: what is done.
  ///   - choice: to which.
  ///   - note: for the history; of an approval the reason.
  ///   - place: the site.
  /// - Returns: a line for each.
  /// - Throws: `notFound`, `usage`, or what the store or a file failed with.
  package static func perform(
    _ action: ExceptionAction, on choice: ExceptionChoice, note: String?, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(choice.ids.isEmpty && !choice.isConfirmed ? .look : .change)
      return try ExceptionWork(site: site, action: action, note: note).run(choice)
    }
  }

  private init(site: Site, action: ExceptionAction, note: String?) {
    self.site = site
    self.action = action
    self.note = note
  }

  private func run(_ choice: ExceptionChoice) throws -> Answer {
    guard choice.ids.isEmpty else { return try act(choice.ids, skipping: false) }
    var filter = choice.filter
    try filter.check(against: site.settings, at: site.now)
    let newest = try site.store.lastRun()?.id
    let all = try action.isForResolved ? site.store.allExceptions() : site.store.liveExceptions()
    let selected = ExceptionDesk.sorted(
      all.filter { filter.selects($0, newestRun: newest) && action.fits($0) })
    guard !selected.isEmpty else { return Answer(lines: ["no exceptions"]) }
    guard choice.isConfirmed else {
      let what = selected.count == 1 ? "this exception" : "these \(selected.count) exceptions"
      return Answer(
        lines: ExceptionFilter.table(of: selected)
          + ["\(what) would be \(action.done); --yes does it"])
    }
    return try act(selected.map(\.id), skipping: true)
  }

  /// - Parameters:
  ///   - ids: of the exceptions.
  ///   - skipping: whether those of which nothing can be tried again are told and left.
  /// - Returns: a line for each.
  /// - Throws: why one cannot be acted on, or what the store or a file failed with.
  private func act(_ ids: [Int64], skipping: Bool) throws -> Answer {
    var lines: [String] = []
    try site.store.transaction {
      try Reports.outdate(in: site.store)
      for id in ids {
        do {
          lines.append(try act(on: ExceptionOperation.require(id, in: site)))
        } catch let failure as SyncFailure where skipping && failure.status == .notFound {
          lines.append(failure.text)
        }
      }
    }
    try Reports(site: site).write(run: try site.store.lastRun()?.id ?? 0)
    return Answer(lines: lines)
  }

  /// - Returns: what was done.
  private func act(on before: BookedException) throws -> String {
    var booked = before
    if let obstacle = action.obstacle(to: booked) { throw SyncFailure(.notFound, obstacle) }
    var outcome = "\(action.done) by \(who)"
    var reason = note
    switch action {
    case .ack: booked.state = .acknowledged
    case .assign(let name):
      booked.assignedTo = name
      outcome = "assigned to \(name) by \(who)"
      reason = ["to \(name)", note].compactMap { $0 }.joined(separator: ": ")
    case .ignore(let until, let change):
      let limits = try ignore(&booked, until: until, change: change)
      outcome += " " + limits
      reason = [limits, note].compactMap { $0 }.joined(separator: ": ")
    case .reopen:
      booked.forgetIgnoring()
      if booked.state == .resolved {
        booked.liveSince = site.now
        try site.store.touch(again: booked.subject)
      }
      booked.state = .open
    case .retry:
      try ExceptionRetry(site: site).prepare(booked)
      outcome = "is tried again by the next run, as \(who) asked"
    case .resolve(let approves):
      booked.state = .resolved
      outcome = "resolved by \(who)"
      if approves {
        let session = try Session(
          site: site, run: booked.lastRun, accepted: [], isRehearsal: false)
        outcome += try approve(booked, session)
      }
    case .map(let pairs, let table):
      let files = CrossReferenceUpdate(site: site, table: table)
      try files.add(pairs, for: booked)
      booked.state = .resolved
      let told = pairs.map { "\($0.theirs) is \($0.ours)" }.joined(separator: ", ")
      outcome = "mapped by \(who): \(told); its rows are read again by the next run"
      reason = [told, note].compactMap { $0 }.joined(separator: ": ")
    }
    if booked != before { try site.store.update(booked) }
    if booked.state == .resolved {
      try site.store.touch(again: booked.subject)
      try takeAsItIs(booked)
    }
    try site.store.note(action.done, on: booked.id, who: who, at: site.now, note: reason)
    return "exception \(booked.id) \(outcome)"
  }

  /// - Returns: until when it is silent, for people.
  private func ignore(
    _ booked: inout BookedException, until text: String?, change percent: String?
  ) throws -> String {
    let until = text.flatMap { Moment.coming($0, at: site.now, in: site.settings.timezone) }
    if let text, until.map({ $0 <= site.now }) ?? true {
      throw SyncFailure(
        .usage, "--until \(text): write a day or time to come as 2026-12-01, or a while as 3d")
    }
    let change = percent.flatMap {
      ExactDecimal($0.utf8.last == UInt8(ascii: "%") ? $0.dropLast() : $0[...])
    }
    if let percent, change.map({ $0 < .zero }) ?? true {
      throw SyncFailure(.usage, "--or-change \(percent): write a percentage as 10%")
    }
    guard change == nil || booked.changeable != nil else {
      throw SyncFailure(
        .usage, "exception \(booked.id) has no value that could change; give --until")
    }
    booked.state = .ignored
    booked.ignoredUntil = until?.description
    booked.ignoredChange = change
    booked.ignoredFrom = change.flatMap { _ in booked.changeable }
    let limits = [
      until.map { "until \($0)" }, change.map { "unless it changes by more than \($0)%" },
    ]
    return limits.compactMap { $0 }.joined(separator: ", ")
  }

  /// Who settles that movements do not add up to the stock takes the stock as it is; who settles what
  /// tolerated differences have added up to has them add up anew.
  private func takeAsItIs(_ booked: BookedException) throws {
    if booked.isLeak { return try StockLeaks.accept(booked, in: site.store) }
    let stock = RecordKey(text: booked.exception.key).parts
    guard booked.exception.code == .rollforwardBreak, stock.count == 2 else { return }
    try site.store.forgetStockRolls(of: stock[1], in: WarehouseID(stock[0]))
  }

  /// - Returns: what follows from the approval, for the answer.
  /// - Throws: `usage` where there is nothing to approve, or what the store failed with.
  private func approve(_ booked: BookedException, _ session: Session) throws -> String {
    let approvable: [ExceptionCode] = [.stockUnexplained, .adjNoReason, .adjOverLimit]
    switch booked.exception.code {
    case .stockUnexplained:
      let name = try StockCorrections(session: session).approve(
        booked, reason: note ?? "", by: who)
      return "; correction \(name) goes out with the next run"
    case .adjNoReason, .adjOverLimit:
      return "; adjustment \(booked.exception.key) goes on with the next run"
    default:
      throw SyncFailure(
        .usage,
        "exception \(booked.id) is \(booked.exception.code.rawValue); only"
          + " \(approvable.map(\.rawValue).joined(separator: ", ")) can be approved")
    }
  }
}

extension ExceptionAction {
  /// As the history and the answer name it.
  fileprivate var done: String {
    switch self {
    case .ack: "acknowledged"
    case .assign: "assigned"
    case .ignore: "ignored"
    case .reopen: "reopened"
    case .resolve(let approves): approves ? ExceptionWork.approved : "resolved"
    case .map: "mapped"
    case .retry: "retried"
    }
  }

  /// Whether it is for what is settled, too.
  fileprivate var isForResolved: Bool {
    if case .reopen = self { true } else { false }
  }

  /// Whether a filter may select it for this action.
  fileprivate func fits(_ booked: BookedException) -> Bool {
    switch self {
    case .ack: booked.state == .open || booked.state == .watch
    default: obstacle(to: booked) == nil
    }
  }

  /// Why it cannot be done; `nil` when it can.
  fileprivate func obstacle(to booked: BookedException) -> String? {
    if isForResolved {
      return [.open, .watch].contains(booked.state)
        ? "exception \(booked.id) is not settled: it is \(booked.state)" : nil
    }
    return booked.state == .resolved ? "exception \(booked.id) is resolved already" : nil
  }
}
