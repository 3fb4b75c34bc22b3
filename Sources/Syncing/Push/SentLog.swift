internal import Domain
internal import Intake
internal import Persistence
internal import Sending

/// What was released for sending, kept outside the store: `state/sent.log`.
///
/// Lines are added before the files they tell of are renamed into place. A restored store learns
/// from them what went out after its backup was made.
struct SentLog {
  /// A file that was released, with the records in it.
  struct Entry {
    var file: OutboxFile
    var records: [SentContent]
  }

  private static let name = "sent.log"
  private let folder: Folder

  init(of settings: Settings) {
    folder = Folder(path: settings.stateFolder)
  }

  var path: String { folder.path + "/" + Self.name }

  /// Adds files and makes them last.
  func append(_ entries: [Entry]) throws {
    guard !entries.isEmpty else { return }
    try folder.append(entries.flatMap(Self.lines), to: Self.name)
  }

  /// Every file that was told of whole, by stream and number; empty where there is no log.
  func entries() throws -> [Entry] {
    guard let bytes = try folder.bytes(of: Self.name) else { return [] }
    var found: [Entry] = []
    var missing = 0
    for line in bytes.split(separator: 0x0a) {
      let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
        Self.plain(String(decoding: $0, as: UTF8.self))
      }
      if let (file, count) = Self.file(fields) {
        // The lines of an interrupted push end early: what they tell of was not sent.
        if missing > 0 { found.removeLast() }
        found.append(Entry(file: file, records: []))
        missing = count
      } else if missing > 0, let record = Self.record(fields) {
        found[found.count - 1].records.append(record)
        missing -= 1
      }
    }
    if missing > 0 { found.removeLast() }
    var newest: [String: Entry] = [:]
    for entry in found { newest[entry.file.message] = entry }
    return newest.values.sorted {
      ($0.file.stream.text, $0.file.sequence) < ($1.file.stream.text, $1.file.sequence)
    }
  }

  // MARK: Forgetting

  /// Forgets files that every automatic backup has in its outbox already.
  func forgetWhatEveryBackupHas(_ backups: Backups) throws {
    guard let oldest = try backups.automatic().first else { return }
    let store = try StateStore(
      path: backups.folder + "/" + oldest, create: false, readOnly: true)
    try keep { try $0.file.sequence > store.lastSequence(of: $0.file.stream) }
  }

  /// Forgets files that were made before a time.
  func forget(before time: Timestamp) throws {
    try keep { $0.file.createdAt >= time }
  }

  private func keep(_ isKept: (Entry) throws -> Bool) throws {
    let all = try entries()
    let kept = try all.filter(isKept)
    guard kept.count < all.count else { return }
    try folder.replace(Self.name, with: kept.flatMap(Self.lines))
  }

  // MARK: Lines

  private static func lines(_ entry: Entry) -> [UInt8] {
    let file = entry.file
    var lines = line([
      "file", file.stream.text, String(file.sequence), file.system.text, file.name,
      file.marker ?? "", file.sha256, String(file.records), file.message,
      file.createdAt.description, file.ackWithinSeconds.map(String.init) ?? "",
      String(entry.records.count),
    ])
    for record in entry.records {
      lines += line(["record", String(record.row), String(record.hash), record.key.text])
    }
    return lines
  }

  private static func line(_ fields: [String]) -> [UInt8] {
    Array(fields.map(escaped).joined(separator: "\t").utf8) + [0x0a]
  }

  private static func file(_ fields: [String]) -> (OutboxFile, records: Int)? {
    guard fields.count == 12, fields[0] == "file", let sequence = Int(fields[2]),
      let records = Int(fields[7]), let createdAt = Timestamp(rfc3339: fields[9]),
      let count = Int(fields[11])
    else { return nil }
    let file = OutboxFile(
      stream: StreamID(fields[1]), system: SystemID(fields[3]), sequence: sequence,
      name: fields[4], marker: fields[5].isEmpty ? nil : fields[5], sha256: fields[6],
      records: records, message: fields[8], createdAt: createdAt,
      ackWithinSeconds: Int(fields[10]), run: 0)
    return (file, count)
  }

  private static func record(_ fields: [String]) -> SentContent? {
    guard fields.count == 4, fields[0] == "record", let row = Int(fields[1]),
      let hash = Int64(fields[2])
    else { return nil }
    return SentContent(key: RecordKey(text: fields[3]), hash: hash, row: row)
  }

  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x5c }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func plain(_ text: String) -> String {
    guard text.utf8.contains(0x5c) else { return text }
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        let meant: Unicode.Scalar =
          switch scalar {
          case "t": "\t"
          case "n": "\n"
          case "r": "\r"
          default: scalar
          }
        result.unicodeScalars.append(meant)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
