internal import Domain
internal import Glibc
internal import Intake
internal import Persistence

/// `state prune`: removes what is older than `retention` allows; a run does it once a day.
package enum PruneOperation {
  package static func prune(at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.change)
      let pruning = Pruning(site: site)
      let removed = try pruning.run()
      return Answer(
        lines: removed.map { "\($0.what): \($0.count)" },
        json: .object(
          [.init("schema", .string("wmsync.prune/1"))]
            + removed.map { .init($0.name, .number(String($0.count))) }), notes: pruning.notes)
    }
  }
}

/// Lets go of what is too old to be of use, never of what somebody still waits for.
final class Pruning {
  typealias Removed = (name: String, what: String, count: Int)

  private let site: Site
  /// What could not be let go, one line each.
  private(set) var notes: [String] = []

  private static let mark = "pruned"

  init(site: Site) {
    self.site = site
  }

  /// The daily turn of a run.
  func runDaily() throws {
    guard try site.store.setting(Self.mark) != site.now.date.description else { return }
    _ = try run()
  }

  func run() throws -> [Removed] {
    let kept = site.settings.retention
    try site.store.begin()
    var removed: [Removed] = []
    do {
      removed = try forget()
      try site.store.commit()
    } catch {
      try site.store.rollBack()
      throw error
    }
    var archived = 0
    if let time = before(kept.inbound) { archived = try pruneArchive(before: time.date) }
    let backups = try Backups(beside: site.store.path).keepNewest(kept.backups).count
    let forgotten = site.now.adding(seconds: -(kept.outbound ?? SentLog.keptSeconds))
    do {
      try SentLog(of: site.settings).forget(
        before: forgotten, unlessNewTo: Backups(beside: site.store.path))
    } catch let failure as StoreError {
      notes.append("\(failure.message); sent.log keeps what this backup may lack: remove it")
    }
    return [("inbound", "archived inbound files removed", archived)] + removed + [
      ("backups", "backups removed", backups)
    ]
  }

  private func forget() throws -> [Removed] {
    let kept = site.settings.retention
    var (bytes, runs, closed) = (0, 0, 0)
    try site.store.set(Self.mark, to: site.now.date.description)
    if let time = before(kept.outbound) { bytes = try site.store.dropBytes(ofFilesBefore: time) }
    if let time = before(kept.runs) { runs = try site.store.forgetRuns(before: time) }
    if let time = before(kept.closedExceptions) {
      closed = try site.store.forgetResolved(before: time)
    }
    return [
      ("outbound", "outbound files whose bytes were let go", bytes),
      ("runs", "runs forgotten", runs),
      ("closed_exceptions", "closed exceptions forgotten", closed),
    ]
  }

  private func before(_ seconds: Int?) -> Timestamp? {
    seconds.map { site.now.adding(seconds: -$0) }
  }

  /// Removes archived copies of days before one; the newest file of each feed stays.
  private func pruneArchive(before day: CalendarDate) throws -> Int {
    let archive = site.settings.stateFolder + "/archive"
    var removed = 0
    for name in try ExportDirectory.names(in: archive) {
      guard let date = CalendarDate(name), date < day else { continue }
      let folder = archive + "/" + name
      for feed in try ExportDirectory.names(in: folder) {
        let newest = try site.store.feedState(FeedID(feed))?.lastFile
        for file in try ExportDirectory.names(in: folder + "/" + feed)
        where newest.map({ !file.hasPrefix("\($0)-") }) ?? true {
          try remove(folder + "/" + feed + "/" + file)
          removed += 1
        }
        try removeEmpty(folder + "/" + feed)
      }
      try removeEmpty(folder)
    }
    return removed
  }

  private func removeEmpty(_ folder: String) throws {
    guard rmdir(folder) == 0 || [ENOENT, ENOTEMPTY, EEXIST].contains(errno) else {
      throw SmallFile.failure(folder, "remove")
    }
  }

  private func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw SmallFile.failure(path, "remove")
    }
  }
}
