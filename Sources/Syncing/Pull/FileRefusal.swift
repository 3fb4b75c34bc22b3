internal import Domain
internal import Glibc
internal import Intake
internal import Persistence
internal import Reconciliation

/// Why a file is not read, or not used, in this run.
extension FileIntake {
  func refuse(_ file: FoundFile, _ failure: Spool.Failure) throws -> Result {
    switch failure {
    case .file(let failure): throw failure
    case .gone: return .without("idle")
    case .changedWhileReading: return .waiting(try readiness.noteDisturbance(of: file))
    case .beingWritten:
      return .waiting(
        try readiness.wait(file, "\(feed.system) still has it open for writing or locked"))
    case .tooLarge(let bytes):
      try judge(
        file.name,
        .unreadable(
          line: 0,
          reason: "it has \(bytes) bytes, the feed takes at most \(feed.maxBytes);"
            + " raise its max_bytes if that is meant"))
    case .foreign(let user):
      try judge(file.name, .unreadable(line: 0, reason: FileReadiness.foreign(user)))
    case .notRegular:
      try judge(file.name, .unreadable(line: 0, reason: "it is not a regular file"))
    }
    return .without("held")
  }

  private var readiness: FileReadiness {
    FileReadiness(session: session, feed: feed, directory: directory)
  }

  /// The file is not what its trailer or manifest says.
  ///
  /// Once its sender has had time enough, its line in the ledger saves reading it again as long
  /// as nothing changes.
  func refuse(_ file: FoundFile, _ ledger: LedgerFile, _ shortfall: Shortfall) throws -> Result {
    let state = try readiness.disagree(on: file, shortfall)
    guard try readiness.isGivenUp(file) else { return .waiting(state) }
    var refused = ledger
    refused.id = 0
    refused.counts = RowCounts()
    refused.state = .unreadable
    refused.reason = "\(shortfall.witness) says \(shortfall.announced), found \(shortfall.found)"
    refused.after = .kept
    _ = try session.store.add(refused)
    return .without(state)
  }

  func requireRows(announcedFor file: FoundFile, _ rows: Int) throws(UnreadableFile) {
    guard let found = file.manifest?.disagreement(rows: rows) else { return }
    throw UnreadableFile(
      line: 0, byteOffset: 0, reason: "the manifest announces other rows",
      shortfall: Shortfall(
        announced: found.announced, found: found.found, witness: "the manifest"))
  }

  /// The copy of a file and what the store keeps of it must fit, and leave room for the rest.
  func lackOfSpace(for file: FoundFile) throws -> Result? {
    var status = statvfs()
    guard statvfs(session.spoolFolder, &status) == 0 else {
      throw SmallFile.failure(session.spoolFolder, "look at the space left for")
    }
    let free = Int64(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
    let least = session.settings.limits.freeBytes
    guard free < least || (free - least) / 2 < file.stamp.size else { return nil }
    try judge(
      file.name,
      .unreadable(
        line: 0,
        reason: "not read: the state filesystem has \(Self.size(free)) free, it needs"
          + " \(Self.size(least)) and twice the \(Self.size(file.stamp.size)) of the file;"
          + " make room, or lower limits.free"))
    return .waiting("held")
  }

  private static func size(_ bytes: Int64) -> String {
    bytes < 10 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
  }
}
