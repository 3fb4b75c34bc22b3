internal import Domain
internal import Glibc
internal import Intake
internal import Persistence
internal import Sending

/// `state restore`: puts a backup in the place of the store.
///
/// Nothing is lost: files that were read after the backup are laid back to be read again, and the
/// store of before is kept. Nothing is sent twice: what went out after the backup is learnt from
/// the log of sent files and from the guards. The store changes last and in one step, so that an
/// interrupted restore can simply be repeated.
package enum RestoreOperation {
  package static func restore(_ file: String, at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let settings = try Settings.read(path: place.configuration)
      try FolderMaker.make(settings.stateFolder)
      let lock = try RunLock(folder: settings.stateFolder)
      defer { withExtendedLifetime(lock) {} }
      try prove(file)
      let restored = try RestoredStore(of: file, settings: settings, now: place.now)
      var report = RestoreReport(backup: file, epoch: restored.epoch)
      report.streams = restored.streams
      report.unlikely = restored.doubts
      let before = FormerStore(path: settings.storePath, like: restored)
      report.inbound = try InboundReturn(
        settings: settings, restored: restored, before: before
      ).layBack()
      report.replaced = try swap(in: settings, now: place.now)
      return report.answer
    }
  }

  private static func prove(_ file: String) throws {
    let faults = try VerifyOperation.faults(of: VerifyOperation.backup(file))
    guard faults.isEmpty else {
      throw SyncFailure(
        .inputOutput,
        "\(file): the backup is not sound (\(faults[0])); nothing was changed, take another one")
    }
  }

  /// Puts the prepared store in place; the one of before keeps its bytes under another name.
  ///
  /// - Returns: path of the store of before; `nil` where there was none.
  private static func swap(in settings: Settings, now: Timestamp) throws -> String? {
    let folder = Folder(path: settings.stateFolder)
    let backups = Backups(beside: settings.storePath)
    try FolderMaker.make(backups.folder)
    let name = try backups.freeName("replaced", at: now)
    let replaced = backups.folder + "/" + name
    // A journal belongs to the store of before; beside the new one it would be played into it.
    if try StoreFileStatus.size(settings.storePath + "-journal") ?? 0 > 0 {
      try folder.move("state.db-journal", to: replaced + "-journal")
    }
    guard try StoreFileStatus.size(settings.storePath) != nil else {
      try folder.move(RestoredStore.name, to: settings.storePath)
      return nil
    }
    // Under the name of the other one from the start: at no moment has the store of before a name
    // under which a repeated restore would clear it away.
    try folder.move(RestoredStore.name, to: replaced)
    try folder.exchange("state.db", with: name, of: Folder(path: backups.folder))
    return replaced
  }
}

/// Looks at what stands at a path.
private enum StoreFileStatus {
  /// Size in bytes; `nil` only when there is nothing.
  static func size(_ path: String) throws -> Int64? {
    var status = stat()
    if lstat(path, &status) == 0 { return Int64(status.st_size) }
    guard errno == ENOENT else { throw SmallFile.failure(path, "look at") }
    return nil
  }
}

/// The store that was in place before, as far as it can still be read.
struct FormerStore {
  private var names: [Int64: LedgerFile] = [:]
  /// Files of feeds that delete what they read: nothing can bring them back.
  private(set) var deleted: [LedgerFile] = []
  /// It could be read and is the same store at a later time.
  private(set) var isKnown = false

  init(path: String, like restored: RestoredStore) {
    do {
      let store = try StateStore(path: path, create: false, readOnly: true)
      guard try store.setting("identity") == restored.identity else { return }
      let files = try store.acceptedFiles(after: restored.newestFile)
      names = Dictionary(files.map { ($0.id, $0) }) { first, _ in first }
      let deleting = Set(restored.settings.feeds.filter { $0.after == .delete }.map(\.id))
      deleted = files.filter { deleting.contains($0.feed) }
      isKnown = true
    } catch {
      // A damaged store is why there is a restore; what it cannot tell, the report says.
      names = [:]
      deleted = []
    }
  }

  /// Where a file of the archive was found, below the exchange folder.
  func place(ofFile id: Int64, feed: FeedID, named name: String) -> String? {
    guard let file = names[id], file.feed == feed, file.name.namePart == name else { return nil }
    return file.name
  }
}
