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

  private var path: String { folder.path + "/" + Self.name }

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
      let fields = Self.fields(of: line)
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

  /// How long files are remembered that no backup has, where the configuration does not say.
  static let keptSeconds = 400 * 86_400

  /// Forgets files that every automatic backup has in its outbox already.
  func forgetWhatEveryBackupHas(_ backups: Backups) throws {
    guard let store = try oldest(of: backups) else { return }
    try keep { try $0.sequence > store.lastSequence(of: $0.stream) }
  }

  /// Forgets files that were made before a time, but none that a backup would have to learn of.
  func forget(before time: Timestamp, unlessNewTo backups: Backups) throws {
    guard let first = try firstFile(), first.createdAt < time else { return }
    let store = try oldest(of: backups)
    try keep { file in
      try file.createdAt >= time
        || store.map { try file.sequence > $0.lastSequence(of: file.stream) } ?? false
    }
  }

  private func oldest(of backups: Backups) throws -> StateStore? {
    try backups.automatic().first.map {
      try StateStore(path: backups.folder + "/" + $0, create: false, readOnly: true)
    }
  }

  /// The first file of the log: they stand in the order of their times.
  private func firstFile() throws -> OutboxFile? {
    var first: OutboxFile?
    try forEachLine { line in
      first = Self.file(in: line)
      return first == nil
    }
    return first
  }

  /// Writes the log anew with the files that are kept, line by line: it may be long.
  private func keep(_ isKept: (OutboxFile) throws -> Bool) throws {
    var isComplete = true
    try forEachLine { line in
      isComplete = try Self.file(in: line).map(isKept) ?? true
      return isComplete
    }
    guard !isComplete else { return }
    try folder.replace(Self.name) { write in
      var keeps = true
      var lines: [UInt8] = []
      try forEachLine { line in
        // Lines of records follow the line of their file.
        if let file = Self.file(in: line) { keeps = try isKept(file) }
        if keeps { lines += line + [0x0a] }
        guard lines.count > 1 << 16 else { return true }
        try write(lines)
        lines.removeAll(keepingCapacity: true)
        return true
      }
      try write(lines)
    }
    try folder.makePrivate(Self.name)
  }

  /// Visits the lines of the log until the visitor has enough; none where there is no log.
  private func forEachLine(_ visit: (ArraySlice<UInt8>) throws -> Bool) throws {
    guard try SmallFile.exists(path) else { return }
    var rest: [UInt8] = []
    var isEnough = false
    try Folder.read(path) { part in
      rest += part
      var start = rest.startIndex
      while !isEnough, let end = rest[start...].firstIndex(of: 0x0a) {
        isEnough = try !visit(rest[start..<end])
        start = end + 1
      }
      rest.removeSubrange(..<start)
      return !isEnough
    }
    if !isEnough, !rest.isEmpty { _ = try visit(rest[...]) }
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

  private static func fields(of line: ArraySlice<UInt8>) -> [String] {
    line.split(separator: 0x09, omittingEmptySubsequences: false).map {
      plain(String(decoding: $0, as: UTF8.self))
    }
  }

  /// The file that a line tells of; `nil` for a line of a record.
  private static func file(in line: ArraySlice<UInt8>) -> OutboxFile? {
    line.starts(with: "file\t".utf8) ? file(fields(of: line))?.0 : nil
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
