internal import Domain
internal import Persistence
internal import Reconciliation
internal import Reporting

/// `exceptions list`, `show`, `ack`, `resolve` and `explain`.
package enum ExceptionOperation {
  package static func list(
    _ filter: ExceptionFilter, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.look)
      try filter.check(against: site.settings)
      let newest = try site.store.lastRun()?.id
      let all =
        filter.state == "resolved"
        ? ExceptionDesk.sorted(try site.store.allExceptions())
        : ExceptionDesk.sorted(try site.store.liveExceptions())
      let selected = all.filter { filter.selects($0, newestRun: newest) }
      let report = try Reports(site: site).report(run: newest ?? 0, exceptions: selected)
      return Answer(
        lines: filter.table(of: all, newestRun: newest), json: report.document)
    }
  }

  package static func show(_ id: Int64, at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.look)
      let booked = try require(id, in: site)
      let history = try site.store.history(of: id)
      let report = try Reports(site: site).report(
        run: booked.lastRun, exceptions: [booked])
      return Answer(lines: lines(of: booked, history), json: report.document)
    }
  }

  private static func require(_ id: Int64, in site: Site) throws -> BookedException {
    guard let booked = try site.store.exception(id) else {
      throw SyncFailure(.notFound, "there is no exception \(id)")
    }
    return booked
  }

  private static func lines(
    of booked: BookedException, _ history: [ExceptionEvent]
  ) -> [String] {
    let one = booked.exception
    let facts: [(String, String?)] = [
      ("state", booked.state.rawValue), ("severity", one.severity.rawValue),
      ("entity", one.entity?.text), ("key", one.key), ("warehouse", one.warehouse?.text),
      ("field", one.field), ("owner", one.ownerSystem?.text), ("expected", one.expected),
      ("actual", one.actual), ("difference", one.difference?.description),
      ("value at risk", one.valueAtRisk?.description),
      ("evidence", one.origin.map { "\($0.file):\($0.line) (\($0.feed))" }),
      ("rule", one.rule), ("first seen", booked.firstSeen.description),
      ("last seen", booked.lastSeen.description), ("seen", String(booked.seen)),
      ("assigned to", booked.assignedTo), ("what to do", one.hint),
    ]
    let title = "\(booked.id) \(one.code.rawValue): \(SafeText.shown(one.message))"
    let table = facts.compactMap { name, value in value.map { [name, SafeText.shown($0)] } }
    let life = history.map { event in
      "\(event.at)  \(event.who)  \(event.action)"
        + (event.note.map { ": " + SafeText.shown($0) } ?? "")
    }
    return [title] + TextTable(table).lines.map { "  " + $0 } + ["history"]
      + life.map { "  " + $0 }
  }

  /// What the history says of an approval.
  static let approved = "approved"

  package enum Action: String, Sendable {
    case ack
    case resolve
    case retry

    /// As the history and the answer name it.
    fileprivate var done: String {
      switch self {
      case .ack: "acknowledged"
      case .resolve: "resolved"
      case .retry: "retried"
      }
    }
  }

  /// Acts on exceptions by number; every action is written into their history.
  ///
  /// - Parameters:
  ///   - action: what is done.
  ///   - ids: their numbers; all or none.
  ///   - note: for the history; of an approval the reason.
  ///   - approves: the ERP is to put its book stock right, or an adjustment goes on.
  ///   - place: the site.
  /// - Returns: a line for each.
  /// - Throws: `notFound`, `usage`, or what the store or a file failed with.
  package static func act(
    _ action: Action, on ids: [Int64], note: String?, approves: Bool = false,
    at place: Workplace
  ) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.change)
      let who = Environment.user
      var corrections: [Int64: String] = [:]
      try site.store.transaction {
        try Reports.outdate(in: site.store)
        for id in ids {
          var booked = try require(id, in: site)
          guard booked.state != .resolved else {
            throw SyncFailure(.notFound, "exception \(id) is resolved already")
          }
          if action == .retry {
            try ExceptionRetry(site: site).prepare(booked)
          } else {
            booked.state = action == .ack ? .acknowledged : .resolved
            try site.store.update(booked)
          }
          if approves {
            let session = try Session(
              site: site, run: booked.lastRun, accepted: [], isRehearsal: false)
            corrections[id] = try approve(booked, session, reason: note ?? "", by: who)
          }
          if action == .resolve {
            try site.store.touch(again: booked.subject)
            try takeAsItIs(booked, in: site.store)
          }
          try site.store.note(
            approves ? approved : action.done, on: id, who: who, at: site.now, note: note)
        }
      }
      try Reports(site: site).write(run: try site.store.lastRun()?.id ?? 0)
      let what = action == .retry ? "is tried again by the next run, as \(who) asked" : ""
      return Answer(
        lines: ids.map {
          "exception \($0) " + (what.isEmpty ? "\(action.done) by \(who)" : what)
            + corrections[$0, default: ""]
        })
    }
  }

  /// Who settles that movements do not add up to the stock takes the stock as it is; who settles what
  /// tolerated differences have added up to has them add up anew.
  private static func takeAsItIs(_ booked: BookedException, in store: StateStore) throws {
    if booked.isLeak { return try StockLeaks.accept(booked, in: store) }
    let stock = RecordKey(text: booked.exception.key).parts
    guard booked.exception.code == .rollforwardBreak, stock.count == 2 else { return }
    try store.forgetStockRolls(of: stock[1], in: WarehouseID(stock[0]))
  }

  /// - Returns: what follows from the approval, for the answer.
  /// - Throws: `usage` where there is nothing to approve, or what the store failed with.
  private static func approve(
    _ booked: BookedException, _ session: Session, reason: String, by who: String
  ) throws -> String {
    let approvable: [ExceptionCode] = [.stockUnexplained, .adjNoReason, .adjOverLimit]
    switch booked.exception.code {
    case .stockUnexplained:
      let name = try StockCorrections(session: session).approve(booked, reason: reason, by: who)
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

  /// What a code means, from its check's own documentation.
  package static func explain(_ name: String) throws(SyncFailure) -> Answer {
    guard let code = ExceptionCode(rawValue: name.uppercased()) else {
      let names = ExceptionCode.allCases.map(\.rawValue).joined(separator: ", ")
      throw SyncFailure(.notFound, "there is no code \(name); the codes are \(names)")
    }
    let profile = code.profile
    var lines = [
      "\(code.rawValue): \(profile.severity.rawValue), owner: \(profile.desk)",
      "  closes when: \(profile.closes)", "  what to do: \(profile.action)",
    ]
    if let check = code.check {
      lines.insert("  " + check.meaning, at: 1)
      lines[lines.count - 1] = "  what to do: \(check.remedy)"
      lines += check.examples.map { example in
        "  \(example.findings == 0 ? "silent" : "raised"): \(example.story)"
      }
    }
    return Answer(lines: lines)
  }
}

/// Turns any failure of a stage into what the operator sees.
func wrapped<Result>(_ body: () throws -> Result) throws(SyncFailure) -> Result {
  do {
    return try body()
  } catch {
    throw SyncFailure(error)
  }
}
