internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Decides whether a file may be read now.
struct FileClaim {
  enum Verdict {
    /// It was looked into before, or there is nothing to read.
    case known
    /// Not yet; the feed is in this state meanwhile.
    case wait(String)
    /// It was refused before and still is; the feed is in this state meanwhile.
    case refused(String)
    case read
  }

  let session: Session
  let feed: FeedSettings
  let directory: ExportDirectory

  func look(at file: FoundFile, state: inout FeedState) throws -> Verdict {
    if let before = try session.store.newestFile(named: file.name, of: feed.id),
      before.stamp == file.stamp, before.state != .loading
    {
      return try again(file, before, state)
    }
    guard file.kind == .regular, feed.owners.include(file.owner) else {
      return try refuse(file)
    }
    if let state = try readiness.obstacle(to: file) { return .wait(state) }
    return try judgeSequence(of: file, state: &state)
  }

  private var readiness: FileReadiness {
    FileReadiness(session: session, feed: feed, directory: directory)
  }

  /// A file that was refused by a guard is read again once a person accepted it.
  private func again(
    _ file: FoundFile, _ before: LedgerFile, _ state: FeedState
  ) throws -> Verdict {
    if [.accepted, .duplicate, .late].contains(before.state) {
      try putAwayAgain(before)
      return .known
    }
    if try isSuperseded(before, state) {
      try judge(file, .fine)
      return .known
    }
    switch before.state {
    case .guarded:
      if isAccepted(before.sha256) { return .read }
      try session.desk.reassert(Subject.feed(feed.id, "shrink"))
      return .refused("guarded")
    case .drifted:
      // A changed configuration may know the columns.
      if before.reason != session.context { return .read }
      try session.desk.reassert(Subject.feed(feed.id, "header"))
      return .refused("held")
    case .unreadable, .reused:
      // A corrected manifest may make the same bytes whole.
      if let manifest = file.manifest, before.manifest != nil, manifest.digest != before.manifest {
        return .read
      }
      try session.desk.reassert(Subject.file(feed.id, file.name))
      return .refused("held")
    case .accepted, .duplicate, .late: return .known
    case .loading: return .read
    }
  }

  /// A power cut can undo the removal of a file that was put away; then it is done again.
  private func putAwayAgain(_ before: LedgerFile) throws {
    guard before.after == .done, feed.after != .keep else { return }
    var again = before
    again.after = .pending
    try session.store.update(again)
  }

  /// A refused file holds the feed no longer once a newer full export, or the same content under
  /// another name, was taken; a full export may come back to what it once said.
  private func isSuperseded(_ before: LedgerFile, _ state: FeedState) throws -> Bool {
    if feed.mode == .snapshot, let last = state.lastFile, last > before.id { return true }
    guard let twin = try session.store.acceptedFile(content: before.sha256, of: feed.id) else {
      return false
    }
    return feed.mode == .delta || twin.id == state.lastFile
  }

  private func isAccepted(_ sha256: String) -> Bool {
    session.accepted.contains {
      $0.feed == feed.id && !$0.hash.isEmpty && sha256.hasPrefix($0.hash)
    }
  }

  private func refuse(_ file: FoundFile) throws -> Verdict {
    let what =
      switch file.kind {
      case .symbolicLink: "it is a symbolic link; remove it or copy the file"
      case .hardLinked: "it has another name elsewhere, through which it could change"
      case .other(let kind): "it is a \(kind), not a file"
      case .unnameable: "its name holds bytes that no name may have, shown as \\xNN; rename it"
      case .leadsOut: "this folder is a link out of the exchange folder; put a folder in its place"
      case .regular: FileReadiness.foreign(file.owner)
      }
    try judge(file, .unreadable(line: 0, reason: what))
    return .wait("held")
  }

  private func judge(_ file: FoundFile, _ finding: FileFacts.Finding) throws {
    try session.desk.judge(
      Subject.file(feed.id, file.name),
      findings: findings(
        in: .file(
          FileFacts(feed: feed.id, system: feed.system, file: file.name, finding: finding))))
  }

  // MARK: Sequence

  private func judgeSequence(of file: FoundFile, state: inout FeedState) throws -> Verdict {
    guard feed.order == .sequence else { return .read }
    guard let number = file.sequence else {
      try judge(file, .unreadable(line: 0, reason: "its name holds no sequence number"))
      return .wait("held")
    }
    guard let last = state.lastSequence, number > last + 1 else { return .read }
    let since = state.gapSince ?? session.now
    state.gapSince = since
    let holds = !isOrderFree
    guard session.now.seconds(since: since) >= feed.gapGraceSeconds else {
      return .wait("idle")
    }
    try judgeGap(.sequenceGap(missing: (last + 1)...(number - 1), holds: holds), file)
    return holds ? .wait("held") : .read
  }

  /// Events carry their own identity, and a full export replaces everything: only documents and
  /// changes must come in order.
  private var isOrderFree: Bool {
    feed.mode == .snapshot
      || feed.mapping.emits.allSatisfy { RecordSchema.named($0.entity)?.nature == .event }
  }

  private func judgeGap(_ finding: FileFacts.Finding, _ file: FoundFile) throws {
    try session.desk.judge(
      Subject.feed(feed.id, "gap"),
      findings: findings(
        in: .file(
          FileFacts(feed: feed.id, system: feed.system, file: file.name, finding: finding))))
  }
}
