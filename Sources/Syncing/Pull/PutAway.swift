internal import Domain
internal import Glibc
internal import Intake
internal import Persistence

/// Puts taken files away as their feed says, after their rows are committed.
///
/// A file is only removed while it still is what was read; what was interrupted is done in the
/// next run.
struct PutAway {
  let session: Session

  func run() throws {
    for file in try session.store.filesToPutAway() {
      guard let feed = session.settings.feeds.first(where: { $0.id == file.feed }) else {
        try finish(file)
        continue
      }
      if feed.after != .keep { try putAway(file, of: feed) }
      try finish(file)
    }
  }

  private func finish(_ file: LedgerFile) throws {
    var done = file
    done.after = .done
    try session.store.transaction { try session.store.update(done) }
  }

  private func putAway(_ file: LedgerFile, of feed: FeedSettings) throws {
    let root = session.settings.exchangeFolder
    let spooled = session.spoolFolder + "/" + file.sha256
    if feed.after == .archive { try archive(file, spooled) }
    let present = try ExportDirectory(root: root).look(at: file.name)
    // Under the same name there may be something newer by now; that stays, with its marker.
    if present == nil || present?.stamp == file.stamp {
      try remove(root + "/" + file.name)
      // The marker goes last: without its file it means nothing, the other way round it lies.
      if let template = feed.ready.companion {
        try remove(root + "/" + PathTemplate.filled(template, file: file.name))
      }
    }
    try remove(spooled)
  }

  private func archive(_ file: LedgerFile, _ spooled: String) throws {
    guard access(spooled, F_OK) == 0 else {
      // An interrupted run may have archived it already; nothing else means that it is not there.
      guard errno == ENOENT else { throw SmallFile.failure(spooled, "look at") }
      return
    }
    let target = session.settings.archivePath(of: file)
    try FolderMaker.make(target.folderPart)
    guard rename(spooled, target) == 0 || errno == ENOENT else {
      throw SmallFile.failure(target, "archive")
    }
  }

  private func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw SmallFile.failure(path, "remove")
    }
  }
}

extension Settings {
  /// Where the copy of a taken file is kept: by day and feed, numbered, so that no name is taken
  /// twice.
  func archivePath(of file: LedgerFile) -> String {
    stateFolder + "/archive/\(file.takenAt.date)/\(file.feed)/\(file.id)-\(file.name.namePart)"
  }
}

/// Keeps the spool empty of copies that nobody waits for.
enum SpoolSweep {
  /// Removes what an interrupted run left; whatever was to be archived has been.
  static func removeLeftovers(of session: Session) throws {
    for name in try ExportDirectory.names(in: session.spoolFolder) {
      remove(session.spoolFolder + "/" + name, session)
    }
  }

  /// Removes a copy that is neither to be archived nor needed again.
  static func remove(_ spooled: SpooledFile, _ session: Session) {
    remove(spooled.path, session)
  }

  /// A copy that stays takes room and endangers nothing, so that the run goes on.
  private static func remove(_ path: String, _ session: Session) {
    guard unlink(path) != 0, errno != ENOENT else { return }
    session.notes.append(
      SmallFile.failure(path, "remove").message + "; nobody needs it any more: remove it")
  }
}
