/// Brings outbound files into a folder exactly once.
///
/// A file in the staging folder is the right to send it; the rename out of it is the sending.
/// Whoever empties the folder meanwhile takes nothing away from that: what was staged and is gone
/// was sent. The guard beside the staged files remembers, outside the store, how far a stream
/// got, so that an older store can never reuse a number.
package struct Delivery {
  package let stream: String
  /// Names the store, so that two stores cannot serve one folder unnoticed.
  package let store: String
  /// How often a backup of the store was put in place, from 1.
  package let epoch: Int
  private let folder: Folder
  private let staging: Folder

  package enum Outcome: Equatable, Sendable {
    case sent
    /// It had been sent before the last interruption.
    case sentBefore
    /// The same bytes stood there already.
    case adopted
  }

  package enum Failure: Error, Equatable, Sendable {
    case file(FileFailure)
    /// Somebody else's file has that name; the stream stops.
    case nameTaken(String)
    /// What was staged is gone and nothing proves that it was sent.
    case unclear(String)
    /// The guard knows of a later number or of another store.
    case storeTooOld(String)
  }

  /// How far a stream got.
  package struct Guard: Equatable, Sendable {
    package var store: String
    package var epoch: Int
    package var sequence: Int
    package var sha256: String
  }

  /// - Parameters:
  ///   - stream: name of the outbound stream.
  ///   - store: identity of the state store.
  ///   - epoch: how often a backup of it was put in place, from 1.
  ///   - path: absolute path of the destination folder.
  package init(stream: String, store: String, epoch: Int = 1, folder path: String) {
    self.stream = stream
    self.store = store
    self.epoch = epoch
    folder = Folder(path: path)
    staging = Folder(path: path + "/.wmsync-staging")
  }

  /// Refuses a store that is older than what was already sent.
  ///
  /// - Parameters:
  ///   - lastSequence: the newest number the store knows of the stream.
  ///   - sha256: content of the file of that number, as the store knows it.
  /// - Throws: what the file system refused, or why nothing may be sent.
  package func check(lastSequence: Int, sha256: String?) throws(Failure) {
    guard let known = try reach() else { return }
    let isOther = known.sequence == lastSequence && sha256 != nil && sha256 != known.sha256
    guard known.epoch <= epoch, known.sequence <= lastSequence, !isOther else {
      throw .storeTooOld(
        "\(folder.path): \(stream) was sent up to number \(known.sequence), "
          + "this store knows only \(lastSequence): it is older than what was sent; run "
          + "`wmsync state restore FILE` with the newest copy there is (this store itself, if it "
          + "is that): it jumps past what was sent")
    }
  }

  /// How far the stream got, as the guard says; `nil` where nothing was ever sent.
  ///
  /// - Throws: `storeTooOld` when another store sent it, and what the file system refused.
  package func reach() throws(Failure) -> Guard? {
    guard let known = try currentGuard() else { return nil }
    guard known.store == store else {
      throw .storeTooOld(
        "\(folder.path): another store has sent \(stream) up to number \(known.sequence); "
          + "bring that store back (`wmsync state restore FILE` with a backup of it), or give the "
          + "stream another file name and, when the partner agrees, remove "
          + "\(folder.path)/.wmsync-staging/guard-\(stream)")
    }
    return known
  }

  /// Where files wait to be sent.
  package var stagingPath: String { staging.path }

  /// What is staged under a name; `nil` when nothing is.
  package func staged(_ name: String) throws(Failure) -> [UInt8]? {
    try wrap { () throws(FileFailure) in try staging.bytes(of: name) }
  }

  /// Whether a file with exactly these bytes stands in the folder.
  package func holds(_ name: String, _ bytes: [UInt8]) throws(Failure) -> Bool {
    try wrap { () throws(FileFailure) in try folder.bytes(of: name) } == bytes
  }

  /// Stops where a file was staged, is gone, and the guard does not vouch that it was sent.
  ///
  /// Asked before the guard is raised, which would vouch for anything.
  package func vouch(_ name: String, sequence: Int) throws(Failure) {
    guard try staged(name) == nil, try reach()?.sequence ?? 0 < sequence else { return }
    throw unclear(name)
  }

  private func unclear(_ name: String) -> Failure {
    .unclear(
      "\(folder.path)/\(name): it was staged, and neither it nor the guard of \(stream) "
        + "is there any more; find out whether the partner has it; `wmsync state restore FILE` "
        + "with the store of this site as FILE takes it as sent")
  }

  /// Removes what is staged under a name, and what an interruption left of it.
  package func unstage(_ name: String) throws(Failure) {
    try wrap { () throws(FileFailure) in try staging.remove(name) }
  }

  /// Puts the bytes into the staging folder; the same again after an interruption.
  package func stage(_ name: String, _ bytes: [UInt8]) throws(Failure) {
    try wrap { () throws(FileFailure) in
      try staging.make()
      try staging.replace(name, with: bytes)
    }
  }

  /// Remembers beside the staged files that the stream gets as far as this.
  package func raiseGuard(to sequence: Int, sha256: String) throws(Failure) {
    if let known = try currentGuard(), known.store == store, known.sequence >= sequence { return }
    try wrap { () throws(FileFailure) in
      try staging.replace(
        "guard-\(stream)", with: Array("\(store) \(epoch) \(sequence) \(sha256)\n".utf8))
    }
  }

  /// Sends a staged file.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - sequence: its number in the stream.
  ///   - bytes: what it must hold, for comparing with a file that stands there already.
  /// - Returns: what became of it.
  /// - Throws: what the file system refused, or why nothing may be sent.
  package func send(
    _ name: String, sequence: Int, bytes: [UInt8]
  ) throws(Failure) -> Outcome {
    switch try wrap({ () throws(FileFailure) in try staging.move(name, into: folder) }) {
    case .renamed:
      return .sent
    case .absent:
      guard let known = try currentGuard(), known.store == store, known.sequence >= sequence
      else {
        throw unclear(name)
      }
      return .sentBefore
    case .taken:
      let present = try wrap { () throws(FileFailure) in try folder.bytes(of: name) }
      guard present == bytes else {
        throw .nameTaken(
          "\(folder.path)/\(name): the name is taken by a file with other content; "
            + "\(stream) waits until it is gone")
      }
      try wrap { () throws(FileFailure) in try staging.remove(name) }
      return .adopted
    }
  }

  /// Writes the marker that tells the partner that a file is complete.
  package func mark(_ name: String) throws(Failure) {
    try wrap { () throws(FileFailure) in try folder.makeEmpty(name) }
  }

  private func currentGuard() throws(Failure) -> Guard? {
    let bytes = try wrap { () throws(FileFailure) in try staging.bytes(of: "guard-\(stream)") }
    guard let bytes else { return nil }
    var parts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    // The first guards knew no epoch.
    if parts.count == 3 { parts.insert("1", at: 1) }
    guard parts.count == 4, let epoch = Int(parts[1]), let sequence = Int(parts[2]) else {
      throw .unclear(
        "\(folder.path)/.wmsync-staging/guard-\(stream): the guard cannot be read; find out "
          + "up to which number the partner has \(stream)")
    }
    return Guard(
      store: String(parts[0]), epoch: epoch, sequence: sequence, sha256: String(parts[3]))
  }

  private func wrap<Result>(
    _ body: () throws(FileFailure) -> Result
  ) throws(Failure) -> Result {
    do {
      return try body()
    } catch {
      throw .file(error)
    }
  }
}

extension Delivery.Failure {
  /// What happened and what to do, in one line.
  package var message: String {
    switch self {
    case .file(let failure): failure.message
    case .nameTaken(let text), .unclear(let text), .storeTooOld(let text): text
    }
  }
}
