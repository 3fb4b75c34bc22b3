internal import Domain
internal import Intake
internal import Persistence
internal import Sending

/// Delivers what stands in the outbox: staged, guarded, renamed into place, each exactly once.
struct PushStage {
  let session: Session

  func run() throws {
    try OutboxFill(session: session).run()
    try deliver()
  }

  /// Delivers what is left, in the order of the numbers; a stream whose destination fails stops
  /// alone, and the run says so when everything else is done.
  func deliver() throws {
    guard !session.isRehearsal else { return }
    session.blocked = [:]
    // What waits from before its stream became a shadow waits until it is none any more.
    let shadows = Set(session.settings.outbound.filter(\.isShadow).map(\.id))
    let files = try session.store.undeliveredFiles().filter {
      $0.isShadow || !shadows.contains($0.stream)
    }
    guard !files.isEmpty else { return }
    var ready: [[OutboxFile]] = []
    for stream in files.map(\.stream).unique {
      let own = files.filter { $0.stream == stream }
      do {
        try stage(own)
        try sweep(own)
        ready.append(own)
      } catch let error as Delivery.Failure {
        try block(stream, error)
      }
    }
    try session.store.transaction {
      for file in ready.joined() where file.state == .pending {
        try session.store.mark(file, .staged, at: session.now)
      }
    }
    try log(ready)
    for own in ready {
      do {
        try release(own)
      } catch let error as Delivery.Failure {
        try block(own[0].stream, error)
      }
    }
  }

  /// A store that is older than what was sent must decide nothing more; any other failure is of
  /// the destination.
  private func block(_ stream: StreamID, _ failure: Delivery.Failure) throws {
    if case .storeTooOld = failure { throw failure }
    session.blocked[stream] = failure
  }

  /// Nothing is read or decided by a store that is older than what was already sent.
  func refuseOlderStore() throws {
    for stream in session.settings.outbound {
      try Self.refuseOlder(session.store, stream, of: session.settings)
    }
  }

  static func refuseOlder(
    _ store: StateStore, _ stream: OutboundSettings, of settings: Settings
  ) throws {
    let last = try store.lastSequence(of: stream.id)
    let file = try store.outboxFile(stream: stream.id, sequence: last)
    try store.delivery(of: stream.id, to: stream.file, in: settings.root(of: stream.file))
      .check(lastSequence: last, sha256: file?.sha256)
  }

  private func delivery(of file: OutboxFile) throws -> Delivery {
    try session.site.delivery(of: file.stream, to: file.name)
  }

  private func stage(_ files: [OutboxFile]) throws {
    for file in files where file.state == .staged {
      try delivery(of: file).vouch(file.name.namePart, sequence: file.sequence)
    }
    for file in files where file.state == .pending {
      let bytes = try session.store.bytes(of: file)
      guard ContentDigest.sha256(bytes) == file.sha256 else {
        throw SyncFailure(
          .inputOutput,
          "\(session.store.path): the bytes of \(file.name) are not those that were decided; "
            + "nothing was sent; run `wmsync state verify`")
      }
      try delivery(of: file).stage(file.name.namePart, bytes)
    }
  }

  /// Removes halves that an interruption left in the staging folders of a stream.
  private func sweep(_ files: [OutboxFile]) throws {
    for file in files.uniqueFolders {
      let delivery = try delivery(of: file)
      guard let stream = session.settings.outbound.first(where: { $0.id == file.stream }) else {
        continue
      }
      for name in try ExportDirectory.names(in: delivery.stagingPath)
      where name.hasSuffix(".tmp") && stream.stages(String(name.dropLast(4))) {
        try delivery.unstage(name)
      }
    }
  }

  /// Tells the log what is about to be released.
  ///
  /// What the guard vouches for was told before.
  private func log(_ streams: [[OutboxFile]]) throws {
    var entries: [SentLog.Entry] = []
    for file in streams.joined() {
      let reached = try delivery(of: file).reach()?.sequence ?? 0
      guard file.sequence > reached else { continue }
      entries.append(
        SentLog.Entry(file: file, records: try session.store.sentContents(in: file)))
    }
    try SentLog(of: session.settings).append(entries)
  }

  private func release(_ files: [OutboxFile]) throws {
    for newest in files.uniqueFolders {
      try delivery(of: newest).raiseGuard(to: newest.sequence, sha256: newest.sha256)
    }
    var sent: [OutboxFile] = []
    var failure: (any Error)?
    // A later number is never sent before an earlier one.
    for file in files {
      do {
        try Interruption.check()
        try send(file)
        sent.append(file)
      } catch {
        failure = error
        break
      }
    }
    try session.store.transaction {
      for file in sent { try session.store.mark(file, .published, at: session.now) }
    }
    if let failure { throw failure }
  }

  private func send(_ file: OutboxFile) throws {
    let delivery = try delivery(of: file)
    let bytes = try session.store.bytes(of: file)
    let name = file.name.namePart
    switch try delivery.send(name, sequence: file.sequence, bytes: bytes) {
    case .sent: break
    case .adopted:
      session.notes.append(
        "\(file.name): the same bytes stood there already; the file is taken as sent")
    case .sentBefore:
      // A file that the partner took before the interruption needs no marker any more.
      guard try delivery.holds(name, bytes) else { return }
    }
    guard let marker = file.marker else { return }
    // A partner's folder for markers is the partner's to make; that of a shadow is ours.
    if file.isShadow {
      let settings = session.settings
      try FolderMaker.make(settings.root(of: marker) + "/" + marker.folderPart)
    }
    try session.site.delivery(of: file.stream, to: marker).mark(marker.namePart)
  }
}

extension Site {
  /// The way out of a stream, to the folder of the path of an outbound file.
  func delivery(of stream: StreamID, to path: String) throws -> Delivery {
    try store.delivery(of: stream, to: path, in: settings.root(of: path))
  }
}

extension StateStore {
  fileprivate func delivery(
    of stream: StreamID, to path: String, in root: String
  ) throws -> Delivery {
    guard let identity = try setting("identity") else {
      throw SyncFailure(.inputOutput, "\(self.path): the store has no identity")
    }
    return Delivery(
      stream: stream.text, store: identity, epoch: try epoch(),
      folder: root + "/" + path.folderPart)
  }
}

extension [OutboxFile] {
  /// The last file of each folder.
  fileprivate var uniqueFolders: [OutboxFile] {
    map(\.name.folderPart).unique.compactMap { folder in
      last { $0.name.folderPart == folder }
    }
  }
}

extension OutboundSettings {
  /// Whether a name in a staging folder is one of this stream's.
  func stages(_ name: String) -> Bool {
    name == "guard-\(id)" || number(of: name) != nil
  }

  /// The number that makes this the name of an outbound file of the stream.
  func number(of name: String) -> Int? {
    let digits = name.split { !("0"..."9").contains($0) }
    return digits.compactMap { Int($0) }.first {
      PathTemplate.numbered(file, sequence: $0).namePart == name
    }
  }
}

extension String {
  /// The folder of a path, without the slash; empty when it has none.
  var folderPart: String {
    lastIndex(of: "/").map { String(self[..<$0]) } ?? ""
  }

  /// The name of a path.
  var namePart: String {
    lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
  }
}

extension Array where Element: Equatable {
  /// Each element once, in the order of their first places.
  var unique: [Element] {
    reduce(into: []) { kept, element in
      if !kept.contains(element) { kept.append(element) }
    }
  }
}
