internal import Domain
internal import Persistence
internal import Sending

/// `push --resend`: delivers an outbound file once more, under the same name with the same bytes.
package enum ResendOperation {
  /// - Parameters:
  ///   - sequence: number of the file.
  ///   - stream: its stream; needed only where several have that number.
  ///   - note: why, for the history.
  ///   - place: where and when.
  /// - Returns: what became of it.
  /// - Throws: `notFound` for an unknown number, `usage` for an ambiguous one.
  package static func resend(
    _ sequence: Int, stream: String?, note: String?, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.change)
      let file = try find(sequence, stream, in: site)
      guard file.state != .pending, file.state != .staged else {
        throw SyncFailure(
          .notFound, "\(file.name): it was not sent yet; `wmsync push` sends it")
      }
      guard try site.store.hasBytes(file) else {
        throw SyncFailure(
          .notFound,
          "\(file.name): its bytes are kept no longer (retention.outbound, or it was sent before "
            + "a restore); the partner must find them at his side")
      }
      let outcome = try deliver(file, note: note, from: site)
      let said =
        outcome == .adopted
        ? "stands there already with the same bytes; nothing was changed"
        : "was sent again, \(file.records) records"
      return Answer(
        lines: ["\(file.name): \(said)"],
        json: .object([
          .init("schema", .string("wmsync.resend/1")), .init("stream", .string(file.stream.text)),
          .init("seq", .number(String(file.sequence))), .init("file", .string(file.name)),
          .init("outcome", .string(outcome == .adopted ? "adopted" : "sent")),
        ]))
    }
  }

  private static func find(
    _ sequence: Int, _ stream: String?, in site: Site
  ) throws -> OutboxFile {
    let files = try site.store.outboxFiles(sequence: sequence).filter {
      stream == nil || $0.stream.text == stream
    }
    guard let file = files.first else {
      throw SyncFailure(
        .notFound, "no outbound file has number \(sequence)" + (stream.map { " in \($0)" } ?? ""))
    }
    guard files.count == 1 else {
      let streams = files.map(\.stream.text).joined(separator: ", ")
      throw SyncFailure(
        .usage, "number \(sequence) is in \(streams): say which one with --stream")
    }
    return file
  }

  private static func deliver(
    _ file: OutboxFile, note: String?, from site: Site
  ) throws -> Delivery.Outcome {
    let delivery = try site.delivery(of: file.stream, to: file.name)
    let last = try site.store.lastSequence(of: file.stream)
    try delivery.check(
      lastSequence: last,
      sha256: try site.store.outboxFile(stream: file.stream, sequence: last)?.sha256)
    let request = try site.store.transaction {
      try site.store.askResend(of: file, by: Environment.user, note: note, at: site.now)
    }
    let bytes = try site.store.bytes(of: file)
    let name = file.name.namePart
    try delivery.stage(name, bytes)
    let outcome: Delivery.Outcome
    do {
      outcome = try delivery.send(name, sequence: file.sequence, bytes: bytes)
    } catch {
      try delivery.unstage(name)
      throw error
    }
    if let marker = file.marker {
      try site.delivery(of: file.stream, to: marker).mark(marker.namePart)
    }
    try site.store.transaction { try site.store.finishResend(request, at: site.now) }
    return outcome
  }
}
