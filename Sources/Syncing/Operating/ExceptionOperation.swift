internal import Domain
internal import Persistence
internal import Reconciliation
internal import Reporting

/// `exceptions list`, `show` and `explain`.
package enum ExceptionOperation {
  package static func list(
    _ filter: ExceptionFilter, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.look)
      var filter = filter
      try filter.check(against: site.settings, at: site.now)
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

  static func require(_ id: Int64, in site: Site) throws -> BookedException {
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
      ("assigned to", booked.assignedTo), ("due", booked.due),
      ("ignored until", booked.ignoredUntil),
      ("ignored while", booked.ignoredWhile), ("what to do", one.hint),
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

extension BookedException {
  /// What must not change while it is ignored.
  fileprivate var ignoredWhile: String? {
    guard let ignoredChange, let ignoredFrom else { return nil }
    return "it is within \(ignoredChange)% of \(ignoredFrom)"
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
