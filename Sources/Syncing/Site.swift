package import Domain
internal import Glibc
package import Persistence
internal import Sending

/// A configured site, opened for work: settings, state store, lock and clock.
package final class Site {
  package let settings: Settings
  package let store: StateStore
  package let now: Timestamp
  /// What is done is timed; not where the clock was told, since the same again must give the same.
  let isTimed: Bool
  let settingsText: String
  private let lock: RunLock?
  /// There was no store before.
  private let isNew: Bool

  package enum Access: Sendable {
    /// Takes the run lock; makes the store when there is none.
    case run(waitSeconds: Int)
    /// Takes the run lock; the store must exist.
    case change
    /// As `change`, waiting for another run to end.
    case maintain(waitSeconds: Int)
    /// Neither lock nor writing.
    case look

    fileprivate var isChange: Bool {
      if case .look = self { return false }
      return true
    }

    fileprivate var waitSeconds: Int {
      switch self {
      case .run(let seconds), .maintain(let seconds): seconds
      case .change, .look: 0
      }
    }
  }

  /// - Parameters:
  ///   - path: the configuration file.
  ///   - access: what will be done.
  ///   - now: the instant everything is judged at.
  ///   - isTimed: whether the store is told how long runs take.
  ///   - asOtherUser: whether the store may be another user's.
  /// - Throws: what the store, a file or a stage failed with.
  package init(
    path: String, access: Access, now: Timestamp, isTimed: Bool = false, asOtherUser: Bool = false
  ) throws(SyncFailure) {
    do {
      let file = try ConfigurationFile(path: path)
      settings = try file.settings()
      settingsText = file.text
      self.now = now
      self.isTimed = isTimed
      let isChange = access.isChange
      try SiteSafety(settings: settings).require(isChange: isChange, asOtherUser: asOtherUser)
      if isChange { Interruption.watch() }
      switch access {
      case .run(let waitSeconds):
        try FolderMaker.make(settings.stateFolder)
        lock = try RunLock(folder: settings.stateFolder, waitSeconds: waitSeconds)
        isNew = Glibc.access(settings.storePath, F_OK) != 0 && errno == ENOENT
        store = try StateStore(path: settings.storePath, create: true)
      case .change, .maintain:
        try Self.requireStore(settings.storePath)
        isNew = false
        lock = try RunLock(folder: settings.stateFolder, waitSeconds: access.waitSeconds)
        store = try StateStore(path: settings.storePath, create: false)
      case .look:
        lock = nil
        isNew = false
        store = try StateStore(path: settings.storePath, create: false, readOnly: true)
      }
    } catch {
      throw SyncFailure(error)
    }
  }

  /// Rules that a rehearsal takes for those in force.
  var assumedRules: OwnershipBook?

  /// The source-of-truth rules that a run works by.
  func ownership() throws(StoreError) -> OwnershipBook {
    if let assumedRules { return assumedRules }
    return OwnershipBook(settings: settings, overrides: try store.overrides())
  }

  /// What opening did to a store of an older layout, for an operator who wants to know.
  var migrationNote: String? {
    store.migration.map {
      "\(store.path): layout \($0.from) became layout \($0.to); the store of before is \($0.backup)"
    }
  }

  /// A rehearsal on a site that has no store leaves none behind.
  func removeIfMadeNow() {
    guard isNew else { return }
    unlink(store.path)
    unlink(store.path + "-journal")
  }

  private static func requireStore(_ path: String) throws(SyncFailure) {
    guard access(path, F_OK) != 0, errno == ENOENT else { return }
    throw SyncFailure(
      .noStore, "\(path): there is no state store yet; the first `wmsync run` makes it")
  }
}

extension Settings {
  /// Absolute path of the state store.
  package var storePath: String { stateFolder + "/state.db" }
}

/// Makes folders with those above them.
enum FolderMaker {
  static func make(_ path: String) throws(SyncFailure) {
    do {
      try Folder(path: path).make()
    } catch {
      throw SyncFailure(error)
    }
  }
}
