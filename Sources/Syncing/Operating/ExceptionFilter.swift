internal import Domain
internal import Persistence
internal import Reporting

/// Which exceptions a person asks for; what is not given does not limit.
package struct ExceptionFilter: Sendable, Equatable {
  package var code: String?
  package var feed: String?
  package var warehouse: String?
  package var severity: String?
  package var state: String?
  package var entity: String?
  package var sku: String?
  package var order: String?
  package var owner: String?
  /// Only those that are there since then, or later: a day, a time, or an age as `2d`.
  package var since: String?
  /// What `since` means at the time of the command.
  private var start: Timestamp?
  /// Found for the first time in the newest run.
  package var onlyNew = false

  package init() {}

  /// Whether it limits anything.
  package var isEmpty: Bool { self == Self() }

  /// Looks whether it fits the site.
  ///
  /// - Parameters:
  ///   - settings: what the site has.
  ///   - now: from when on ages count back.
  /// - Throws: `usage` for a warehouse, feed, record type or time that there is not.
  mutating func check(against settings: Settings, at now: Timestamp) throws(SyncFailure) {
    if let warehouse, !settings.warehouses.contains(where: { $0.id.text == warehouse }) {
      let names = settings.warehouses.map(\.id.text).joined(separator: ", ")
      throw SyncFailure(.usage, "--warehouse \(warehouse): the site has \(names)")
    }
    if let feed, !settings.feeds.contains(where: { $0.id.text == feed }) {
      let names = settings.feeds.map(\.id.text).joined(separator: ", ")
      throw SyncFailure(.usage, "--feed \(feed): the site has \(names)")
    }
    if let severity, Severity(rawValue: severity) == nil {
      throw SyncFailure(
        .usage, "--severity \(severity): write critical, error, warning or info")
    }
    if let state, BookedException.State(rawValue: state) == nil {
      let names = BookedException.State.allCases.map(\.rawValue).joined(separator: ", ")
      throw SyncFailure(.usage, "--state \(state): write one of \(names)")
    }
    if let code, ExceptionCode(rawValue: code) == nil {
      throw SyncFailure(
        .usage, "--code \(code): there is no such code; see wmsync exceptions explain")
    }
    if let since {
      start = Moment.past(since, at: now, in: settings.timezone)
      guard start != nil else {
        throw SyncFailure(
          .usage, "--since \(since): write a day as 2026-11-23, a time, or an age as 2d or 6h")
      }
    }
    if let entity, RecordSchema.named(EntityID(entity)) == nil {
      throw SyncFailure(.usage, "--entity \(entity): there is no such record type")
    }
  }

  func selects(_ booked: BookedException, newestRun: Int64?) -> Bool {
    let one = booked.exception
    let parts = RecordKey(text: one.key).parts
    let tests: [(String?, Bool)] = [
      (code, one.code.rawValue == code), (feed, one.origin?.feed.text == feed),
      (warehouse, one.warehouse?.text == warehouse),
      (severity, one.severity.rawValue == severity), (state, booked.state.rawValue == state),
      (entity, one.entity?.text == entity), (sku, parts.contains(sku ?? "")),
      (order, parts.first == order), (owner, booked.assignedTo ?? "" == owner),
      (since, start.map { booked.since >= $0 } ?? true),
    ]
    guard tests.allSatisfy({ $0.0 == nil || $0.1 }) else { return false }
    return !onlyNew || booked.seen == 1 && booked.lastRun == newestRun
  }

  /// A table of the selected exceptions; a sentence when there are none.
  func table(of all: [BookedException], newestRun: Int64? = nil) -> [String] {
    let selected = ExceptionDesk.sorted(all.filter { selects($0, newestRun: newestRun) })
    return Self.table(of: selected)
  }

  /// A table of exceptions in their order; who looks after them and until when where that is known.
  static func table(of selected: [BookedException]) -> [String] {
    guard !selected.isEmpty else { return ["no exceptions"] }
    let hasOwners = selected.contains { $0.assignedTo != nil }
    let hasTimes = selected.contains { $0.due != nil }
    let more = (hasOwners ? ["owner"] : []) + (hasTimes ? ["due"] : [])
    let header = ["id", "severity", "state", "code", "key", "seen"] + more + ["message"]
    let rows = selected.map { booked in
      var cells = [
        String(booked.id), booked.exception.severity.rawValue, booked.state.rawValue,
        booked.exception.code.rawValue, SafeText.shown(booked.exception.key), String(booked.seen),
      ]
      if hasOwners { cells.append(booked.assignedTo.map(SafeText.shown) ?? "-") }
      if hasTimes { cells.append(booked.due ?? "-") }
      return cells + [SafeText.shown(booked.exception.message)]
    }
    return TextTable([header] + rows, numeric: [0, 5]).lines
  }
}
