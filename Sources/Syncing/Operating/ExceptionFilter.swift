internal import Domain
internal import Persistence
internal import Reporting

/// Which exceptions a person asks for; what is not given does not limit.
package struct ExceptionFilter: Sendable {
  package var code: String?
  package var feed: String?
  package var warehouse: String?
  package var severity: String?
  package var state: String?
  package var entity: String?
  package var sku: String?
  package var order: String?
  /// Found for the first time in the newest run.
  package var onlyNew = false

  package init() {}

  /// - Throws: `usage` for a warehouse, feed or record type that the site does not have.
  func check(against settings: Settings) throws(SyncFailure) {
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
      (order, parts.first == order),
    ]
    guard tests.allSatisfy({ $0.0 == nil || $0.1 }) else { return false }
    return !onlyNew || booked.seen == 1 && booked.lastRun == newestRun
  }

  /// A table of the selected exceptions; a sentence when there are none.
  func table(of all: [BookedException], newestRun: Int64? = nil) -> [String] {
    let selected = ExceptionDesk.sorted(all.filter { selects($0, newestRun: newestRun) })
    guard !selected.isEmpty else { return ["no exceptions"] }
    let header = ["id", "severity", "state", "code", "key", "seen", "message"]
    let rows = selected.map { booked in
      [
        String(booked.id), booked.exception.severity.rawValue, booked.state.rawValue,
        booked.exception.code.rawValue, SafeText.shown(booked.exception.key),
        String(booked.seen), SafeText.shown(booked.exception.message),
      ]
    }
    return TextTable([header] + rows, numeric: [0, 5]).lines
  }
}
