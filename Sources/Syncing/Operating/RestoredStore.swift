internal import Domain
internal import Intake
internal import Persistence
internal import Sending

/// A backup on its way to become the store: it learns what went out after it was made.
final class RestoredStore {
  static let name = "restored.db"

  let settings: Settings
  let identity: String?
  let epoch: Int
  /// Number of the newest line of the ledger.
  let newestFile: Int64
  private(set) var streams: [RestoreReport.Stream] = []
  /// What must be said because nothing proves it.
  private(set) var doubts: [String] = []
  private let store: StateStore
  private let now: Timestamp

  /// Copies a backup beside the store and brings the copy up to what was sent.
  init(of backup: String, settings: Settings, now: Timestamp) throws {
    self.settings = settings
    self.now = now
    let path = settings.stateFolder + "/" + Self.name
    let folder = Folder(path: settings.stateFolder)
    // What an interrupted restore left is no store that anybody worked with.
    try folder.remove(Self.name)
    try folder.remove(Self.name + "-journal")
    try folder.copy(backup, as: Self.name)
    try folder.makePrivate(Self.name)
    store = try StateStore(path: path, create: false)
    identity = try store.setting("identity")
    newestFile = try store.newestFileID()
    try store.begin()
    epoch = try store.raiseEpoch(backup: backup, by: Environment.user, at: now)
    let log = try SentLog(of: settings).entries()
    let names = Set(settings.outbound.map(\.id)).union(log.map(\.file.stream))
    for stream in names.sorted() {
      try catchUp(stream, with: log.filter { $0.file.stream == stream })
    }
    try Reports.outdate(in: store)
    // The backup could not know of itself.
    try BackupOperation.remember(backup, in: store)
    try store.commit()
    // Empty by now; another store will have this name next.
    try folder.remove(Self.name + "-journal")
  }

  func ledgerFile(_ id: Int64) throws -> LedgerFile? { try store.file(id) }

  // MARK: What went out

  private func catchUp(_ stream: StreamID, with log: [SentLog.Entry]) throws {
    let first = try store.lastSequence(of: stream) + 1
    var report = RestoreReport.Stream(stream: stream)
    for entry in log {
      guard let known = try store.outboxFile(stream: stream, sequence: entry.file.sequence) else {
        try report.files.append(take(entry))
        continue
      }
      if known.sha256 != entry.file.sha256 {
        doubts.append(
          "\(known.name): the backup has other content than what was sent; compare it with what "
            + "the partner has")
      }
      guard known.state == .pending || known.state == .staged else { continue }
      try settle(known)
      try report.files.append(
        RestoreReport.File(
          name: known.name, sequence: known.sequence, isStaged: staged(known) != nil,
          records: entry.records.map(\.key.text)))
    }
    if let settings = settings.outbound.first(where: { $0.id == stream }) {
      try reach(settings, from: first)
    }
    for gap in try store.gaps(of: stream, from: first) {
      try store.skip(gap, of: stream, epoch: epoch, at: now)
      report.skipped.append(gap)
    }
    if let settings = settings.outbound.first(where: { $0.id == stream }) {
      // The newest number is only known of: nothing tells what was in it.
      let last = try store.lastSequence(of: stream)
      if last >= first, let file = try store.outboxFile(stream: stream, sequence: last),
        file.records == 0
      {
        report.skipped.append(last...last)
      }
      try unstageUnknown(settings)
    }
    if !report.files.isEmpty || !report.skipped.isEmpty { streams.append(report) }
  }

  private func delivery(_ stream: StreamID, _ path: String) throws -> Delivery {
    Delivery(
      stream: stream.text, store: identity ?? "", epoch: epoch,
      folder: settings.root(of: path) + "/" + path.folderPart)
  }

  /// A file that the backup does not know: sent, unless it still waits in the staging folder.
  private func take(_ entry: SentLog.Entry) throws -> RestoreReport.File {
    var file = entry.file
    let staged = try staged(file)
    file.state = staged == nil ? .published : .staged
    file.run = try store.newestRun()
    let id = try store.addLater(file, bytes: staged, at: now)
    for record in entry.records {
      try store.rememberLater(record, in: file, outbox: id)
    }
    return RestoreReport.File(
      name: file.name, sequence: file.sequence, isStaged: staged != nil,
      records: entry.records.map(\.key.text))
  }

  /// A file that the backup still had to send: released since then, sent or still staged.
  private func settle(_ file: OutboxFile) throws {
    guard file.state == .pending || file.state == .staged else { return }
    let isStaged = try staged(file) != nil
    try store.mark(file, isStaged ? .staged : .published, at: now)
  }

  private func staged(_ file: OutboxFile) throws -> [UInt8]? {
    guard let bytes = try delivery(file.stream, file.name).staged(file.name.namePart),
      ContentDigest.sha256(bytes) == file.sha256
    else { return nil }
    return bytes
  }

  /// The guard knows how far the stream got, even where the log does not tell.
  private func reach(_ stream: OutboundSettings, from first: Int) throws {
    let reached = try delivery(stream.id, stream.file).reach()
    for file in try store.undeliveredFiles() where file.stream == stream.id {
      if file.sequence <= reached?.sequence ?? 0 {
        try settle(file)
      } else if file.state == .staged, try staged(file) == nil {
        doubts.append(
          "\(file.name): it was staged and is gone, and nothing proves that it was sent; it is "
            + "taken as sent: if the partner lacks it, `wmsync push --resend \(file.sequence)`")
        try settle(file)
      }
    }
    guard let reached else { return }
    guard try store.lastSequence(of: stream.id) < reached.sequence else { return }
    var file = OutboxFile(
      stream: stream.id, system: stream.to, sequence: reached.sequence,
      name: PathTemplate.numbered(stream.file, sequence: reached.sequence), marker: nil,
      sha256: reached.sha256, records: 0,
      message: "\(stream.id)-" + padded(reached.sequence, 8), createdAt: now,
      ackWithinSeconds: nil, run: try store.newestRun())
    file.state = .published
    _ = try store.addLater(file, bytes: nil, at: now)
  }

  /// Staged files that nobody released were never sent; their records are decided again.
  private func unstageUnknown(_ stream: OutboundSettings) throws {
    let delivery = try delivery(stream.id, stream.file)
    for name in try ExportDirectory.names(in: delivery.stagingPath) {
      let isHalf = name.hasSuffix(".tmp") && stream.stages(String(name.dropLast(4)))
      let number = stream.number(of: name)
      let file = try number.flatMap {
        try store.outboxFile(stream: stream.id, sequence: $0)
      }
      let isForeign = number == nil && !isHalf
      guard !isForeign, file?.state != .staged, file?.state != .pending else { continue }
      try delivery.unstage(name)
    }
  }
}
