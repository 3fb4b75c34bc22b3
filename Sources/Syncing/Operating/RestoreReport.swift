internal import Domain
internal import Reporting

/// What a restore did and what a person must know of it.
struct RestoreReport {
  /// A file that went out after the backup was made.
  struct File {
    let name: String
    let sequence: Int
    /// It still waits in the staging folder, and the next run sends it.
    let isStaged: Bool
    /// Keys, in file order.
    let records: [String]
  }

  struct Stream {
    let stream: StreamID
    var files: [File] = []
    /// Numbers that were used and of which nothing else is known.
    var skipped: [ClosedRange<Int>] = []
  }

  struct Inbound {
    /// Paths below the exchange folder, in the order they were read.
    var laid: [String] = []
    /// What a person must lay back, with the reason.
    var left: [String] = []
    /// Files that were deleted after they were read.
    var deleted: [String] = []
    /// Feeds whose deleted files nobody can name.
    var deletingFeeds: [String] = []
  }

  let backup: String
  let epoch: Int
  var streams: [Stream] = []
  var inbound = Inbound()
  var unlikely: [String] = []
  /// Path of the store of before.
  var replaced: String?

  init(backup: String, epoch: Int) {
    self.backup = backup
    self.epoch = epoch
  }

  /// Records of a file that are shown on the terminal; the JSON document has all.
  private static let most = 20

  var answer: Answer {
    var lines = ["\(backup) is the state store now; this is its restore \(epoch - 1)"]
    for stream in streams { lines += self.lines(of: stream) }
    lines += unlikely
    lines += inbound.laid.map { "laid back to be read again: \(SafeText.shown($0))" }
    lines += inbound.left.map { "not laid back: \(SafeText.shown($0))" }
    lines += inbound.deleted.map {
      "\(SafeText.shown($0)): was read after the backup and deleted; ask its sender for it again"
    }
    lines += inbound.deletingFeeds.map {
      "\($0): deletes what it reads; ask its sender for everything since the backup was made"
    }
    if let replaced {
      lines.append(
        "the store of before is \(replaced); what people did since the backup (exceptions, rules) "
          + "is only there")
    }
    return Answer(lines: lines + ["next: `wmsync run`"], json: document)
  }

  private func lines(of stream: Stream) -> [String] {
    var lines: [String] = []
    for file in stream.files {
      lines.append(
        file.isStaged
          ? "\(file.name): \(file.records.count) records wait to be sent; the next run sends them"
          : "\(file.name): \(file.records.count) records were sent after the backup and are not "
            + "sent again")
      lines += file.records.prefix(Self.most).map { "  \(SafeText.shown($0))" }
      if file.records.count > Self.most {
        lines.append("  and \(file.records.count - Self.most) more; --json lists all")
      }
    }
    for numbers in stream.skipped {
      lines.append(
        "\(stream.stream): number \(Self.shown(numbers)) was used after the backup and nothing "
          + "tells for what; it is jumped over, and what was in it may be sent again: tell the "
          + "partner")
    }
    return lines
  }

  private static func shown(_ numbers: ClosedRange<Int>) -> String {
    numbers.count == 1
      ? "\(numbers.lowerBound)" : "\(numbers.lowerBound) to \(numbers.upperBound)"
  }

  private var document: JSONValue {
    .object([
      .init("schema", .string("wmsync.restore/1")), .init("backup", .string(backup)),
      .init("epoch", .number(String(epoch))),
      .init("replaced", replaced.map { .string($0) } ?? .null),
      .init("streams", .array(streams.map(Self.document))),
      .init("doubts", .array(unlikely.map { .string($0) })),
      .init("laid_back", .array(inbound.laid.map { .string($0) })),
      .init("not_laid_back", .array(inbound.left.map { .string($0) })),
      .init("deleted", .array(inbound.deleted.map { .string($0) })),
      .init("deleting_feeds", .array(inbound.deletingFeeds.map { .string($0) })),
    ])
  }

  private static func document(_ stream: Stream) -> JSONValue {
    .object([
      .init("stream", .string(stream.stream.text)),
      .init(
        "files",
        .array(
          stream.files.map { file in
            .object([
              .init("file", .string(file.name)), .init("seq", .number(String(file.sequence))),
              .init("waits", .bool(file.isStaged)),
              .init("records", .array(file.records.map { .string($0) })),
            ])
          })),
      .init(
        "skipped",
        .array(
          stream.skipped.map {
            .object([
              .init("first", .number(String($0.lowerBound))),
              .init("last", .number(String($0.upperBound))),
            ])
          })),
    ])
  }
}
