internal import Domain
internal import Persistence
internal import Sending

/// Delivers what stands in the outbox: staged, guarded, renamed into place, each exactly once.
struct PushStage {
  let session: Session

  func run() throws {
    try OutboxFill(session: session).run()
    try deliver()
  }

  /// Delivers what is left, in the order of the numbers; a stream that fails stops alone.
  func deliver() throws {
    guard !session.isRehearsal else { return }
    var failure: (any Error)?
    let files = try session.store.undeliveredFiles()
    for stream in files.map(\.stream).unique {
      do {
        try deliver(files.filter { $0.stream == stream })
      } catch let error as Delivery.Failure {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  /// Nothing is read or decided by a store that is older than what was already sent.
  func refuseOlderStore() throws {
    for stream in session.settings.outbound {
      let folder = session.settings.exchangeFolder + "/" + stream.file.folderPart
      let last = try session.store.lastSequence(of: stream.id)
      let file = try session.store.outboxFile(stream: stream.id, sequence: last)
      try Delivery(
        stream: stream.id.text, store: try session.storeIdentity(), folder: folder
      ).check(lastSequence: last, sha256: file?.sha256)
    }
  }

  private func delivery(of file: OutboxFile) throws -> Delivery {
    Delivery(
      stream: file.stream.text, store: try session.storeIdentity(),
      folder: session.settings.exchangeFolder + "/" + file.name.folderPart)
  }

  private func deliver(_ files: [OutboxFile]) throws {
    guard let last = files.last else { return }
    for file in files where file.state == .pending {
      try delivery(of: file).stage(file.name.namePart, try session.store.bytes(of: file))
    }
    try session.store.transaction {
      for file in files where file.state == .pending {
        try session.store.mark(file, .staged, at: session.now)
      }
    }
    for folder in files.map(\.name.folderPart).unique {
      let newest = files.last { $0.name.folderPart == folder } ?? last
      try delivery(of: newest).raiseGuard(to: newest.sequence, sha256: newest.sha256)
    }
    for file in files {
      try Interruption.check()
      try send(file)
    }
    try session.store.transaction {
      for file in files { try session.store.mark(file, .published, at: session.now) }
    }
  }

  private func send(_ file: OutboxFile) throws {
    let delivery = try delivery(of: file)
    let outcome = try delivery.send(
      file.name.namePart, sequence: file.sequence, bytes: try session.store.bytes(of: file))
    // A file that the partner took before the interruption needs no marker any more.
    guard outcome != .sentBefore, let marker = file.marker else { return }
    try Delivery(
      stream: file.stream.text, store: try session.storeIdentity(),
      folder: session.settings.exchangeFolder + "/" + marker.folderPart
    ).mark(marker.namePart)
  }
}

extension Session {
  /// Names this store; made with it.
  func storeIdentity() throws -> String {
    guard let identity = try store.setting("identity") else {
      throw SyncFailure(.inputOutput, "\(store.path): the store has no identity")
    }
    return identity
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
