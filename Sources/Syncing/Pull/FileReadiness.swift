internal import Domain
internal import Intake
internal import Persistence
internal import Reconciliation

/// Whether the sender has finished a file, as far as can be seen without reading it.
struct FileReadiness {
  let session: Session
  let feed: FeedSettings
  let directory: ExportDirectory

  /// Seconds after which a file that is not finished is reported.
  private static let patience = 3_600
  /// Runs that must find the same before a file is refused.
  private static let enoughLooks = 3

  static func foreign(_ user: UInt32) -> String {
    "it belongs to the user \(FileOwners.name(of: user)), who is not among the feed's owners"
  }

  /// The state of the feed while the file cannot be read; `nil` when it can.
  func obstacle(to file: FoundFile) throws -> String? {
    switch feed.ready {
    case .rename, .trailer: return nil
    case .stable(let seconds):
      let since = try sight(file).since
      return session.now.seconds(since: since) >= seconds ? nil : "idle"
    case .marker(let template):
      return try obstacle(to: file, marker: PathTemplate.filled(template, file: file.name))
    case .manifest:
      return try obstacleInManifest(of: file)
    }
  }

  private func obstacle(to file: FoundFile, marker name: String) throws -> String? {
    guard let marker = try directory.look(at: name) else { return try wait(file, nil) }
    guard marker.kind == .regular else {
      return try hold(
        file, expected: "a file \(name)", actual: "something else of that name",
        reason: "its marker \(name) is no regular file")
    }
    // The clock of the file system wrote both times, so they can be compared with each other.
    guard marker.stamp.modified >= file.stamp.modified else {
      return try wait(
        file, "its marker \(name) is older than the file, which was written again after it")
    }
    try judge(file, .fine)
    return nil
  }

  private func obstacleInManifest(of file: FoundFile) throws -> String? {
    if let fault = file.manifestFault {
      return try hold(
        file, expected: "a readable manifest", actual: "unreadable", reason: fault)
    }
    guard let manifest = file.manifest else { return try wait(file, nil) }
    guard let found = manifest.disagreement(bytes: file.stamp.size) else { return nil }
    return try disagree(
      on: file,
      Shortfall(announced: found.announced, found: found.found, witness: "the manifest"))
  }

  /// The file is not finished; that is reported once it takes too long.
  func wait(_ file: FoundFile, _ reason: String?) throws -> String {
    let waited = session.now.seconds(since: try sight(file).since)
    if waited < Self.patience {
      try judge(file, .fine)
    } else if let reason {
      try judge(file, .unfinished(expected: "complete", actual: "unfinished", reason: reason))
    } else {
      try judge(file, .partial(waitedSeconds: waited))
    }
    return "idle"
  }

  private func hold(
    _ file: FoundFile, expected: String, actual: String, reason: String
  ) throws -> String {
    try judge(file, .unfinished(expected: expected, actual: actual, reason: reason))
    return "held"
  }

  /// The file is not what its trailer or manifest says: it may still be written, but not for ever.
  @discardableResult
  func disagree(on file: FoundFile, _ shortfall: Shortfall) throws -> String {
    let looks = try sight(file).looks
    if looks >= Self.enoughLooks {
      try judge(
        file,
        .mismatch(
          expected: shortfall.announced, actual: shortfall.found, witness: shortfall.witness,
          looks: looks))
      return "held"
    }
    return try hold(
      file, expected: shortfall.announced, actual: shortfall.found,
      reason: "\(shortfall.witness) says \(shortfall.announced), the file has \(shortfall.found)")
  }

  /// Whether so many runs saw the file as it is that its sender has done with it.
  func isGivenUp(_ file: FoundFile) throws -> Bool {
    try sight(file).looks >= Self.enoughLooks
  }

  /// The file changed while it was read; that is reported when it happens again and again.
  func noteDisturbance(of file: FoundFile) throws -> String {
    let count = try session.store.countDisturbance(
      of: file.name, feed: feed.id, stamp: file.stamp, run: session.run, now: session.now)
    guard count >= Self.enoughLooks else { return "idle" }
    return try hold(
      file, expected: "unchanged while it is read", actual: "changed \(count) times",
      reason: "it changed while it was read \(count) times")
  }

  private func sight(_ file: FoundFile) throws -> Sighting {
    try session.store.sight(
      file.name, of: feed.id, stamp: file.stamp, run: session.run, now: session.now)
  }

  private func judge(_ file: FoundFile, _ finding: FileFacts.Finding) throws {
    try session.desk.judge(
      Subject.file(feed.id, file.name),
      findings: findings(
        in: .file(
          FileFacts(feed: feed.id, system: feed.system, file: file.name, finding: finding))))
  }
}
