internal import Domain
internal import Glibc
internal import Reporting
internal import Sending

/// What runs did, one event in one line, for a file or for the journal of the system.
///
/// It tells numbers, names of feeds and streams, and codes; never the content of a record.
struct EventLog {
  /// How bad an event is, with its number in the journal.
  enum Level: Int {
    case error = 3
    case warning = 4
    case notice = 5
    case info = 6

    var name: String {
      switch self {
      case .error: "error"
      case .warning: "warning"
      case .notice: "notice"
      case .info: "info"
      }
    }
  }

  private struct Event {
    let level: Level
    /// As `FEED_READ`; it does not change from release to release.
    let code: String
    let fields: [(name: String, value: JSONValue)]

    func line(time: Timestamp, isJSON: Bool) -> String {
      let head: [(String, JSONValue)] = [
        ("time", .string(time.description)), ("level", .string(level.name)),
        ("event", .string(code)),
      ]
      let all = head + fields
      if isJSON { return JSONValue.object(all.map { .init($0.0, $0.1) }).jsonText }
      return all.map { "\($0.0)=\(Self.logfmt($0.1))" }.joined(separator: " ")
    }

    /// A value without spaces and quotes stands as it is.
    private static func logfmt(_ value: JSONValue) -> String {
      guard case .string(let text) = value else { return value.jsonText }
      let shown = SafeText.shown(text)
      let isPlain = !shown.isEmpty && !shown.contains { " \"=\\".contains($0) }
      return isPlain ? shown : JSONText.quoted(shown)
    }
  }

  private let settings: AlertSettings.Log?
  private let isJournal: Bool
  private let isJSON: Bool
  private let now: Timestamp

  /// - Parameters:
  ///   - settings: the file; `nil` where none is kept.
  ///   - isJSON: whether the command was asked for JSON.
  ///   - now: the time of all its events.
  init(_ settings: AlertSettings.Log?, isJSON: Bool, now: Timestamp) {
    self.settings = settings
    self.isJSON = isJSON
    self.now = now
    isJournal = Self.isStandardErrorJournal
  }

  /// Whether standard error is the stream that the system's journal reads, as `JOURNAL_STREAM` says.
  private static var isStandardErrorJournal: Bool {
    guard let stream = Environment.journal else { return false }
    var status = stat()
    guard fstat(STDERR_FILENO, &status) == 0 else { return false }
    return stream == "\(status.st_dev):\(status.st_ino)"
  }

  /// Tells that a command begins.
  func begin(_ command: String) throws(SyncFailure) {
    try write([Event(level: .info, code: "RUN_STARTED", fields: [("command", .string(command))])])
  }

  /// Tells what a run did, feed by feed and stream by stream.
  func end(_ command: String, _ summary: RunSummary) throws(SyncFailure) {
    let run: (String, JSONValue) = ("run", .number(String(summary.run)))
    var events = summary.feeds.filter { $0.files > 0 || $0.state != "idle" }.map { feed in
      let isWell = ["ok", "idle"].contains(feed.state)
      return Event(
        level: isWell ? .info : .warning, code: "FEED_READ",
        fields: [
          run, ("feed", .string(feed.feed.text)), ("state", .string(feed.state)),
          ("files", .number(String(feed.files))),
          ("rows", .number(String(feed.counts.rows))), ("new", .number(String(feed.counts.new))),
          ("changed", .number(String(feed.counts.changed))),
          ("held", .number(String(feed.counts.held))),
        ])
    }
    events += summary.streams.filter { $0.files > 0 }.map { stream in
      Event(
        level: .info, code: "STREAM_SENT",
        fields: [
          run, ("stream", .string(stream.stream.text)), ("files", .number(String(stream.files))),
          ("records", .number(String(stream.records))),
        ])
    }
    let worst = summary.tallies.filter { $0.state == .open }.map(\.severity).min()
    events.append(
      Event(
        level: worst == .critical ? .error : worst == nil ? .info : .notice,
        code: "RUN_ENDED",
        fields: [
          run, ("command", .string(command)), ("exit", .number(String(summary.exit))),
          ("opened", .number(String(summary.opened))), ("closed", .number(String(summary.closed))),
          ("open", .number(String(summary.open))),
        ]))
    try write(events)
  }

  /// Tells that a run could not be done.
  func fail(_ command: String, _ failure: SyncFailure) throws(SyncFailure) {
    try write([
      Event(
        level: .error, code: "RUN_FAILED",
        fields: [
          ("command", .string(command)), ("exit", .number(String(failure.status.rawValue))),
          ("why", .string(failure.text)),
        ])
    ])
  }

  private func write(_ events: [Event]) throws(SyncFailure) {
    if isJournal {
      let lines = events.map { "<\($0.level.rawValue)>" + $0.line(time: now, isJSON: isJSON) }
      try append(lines, to: STDERR_FILENO, "standard error")
    }
    guard let settings else { return }
    try FolderMaker.make(settings.file.folderPart)
    let descriptor = open(
      settings.file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
    guard descriptor >= 0 else { throw SmallFile.failure(settings.file, "open") }
    defer { close(descriptor) }
    let lines = events.map { $0.line(time: now, isJSON: isJSON || settings.isJSON) }
    try append(lines, to: descriptor, settings.file)
  }

  /// In one piece as far as the system allows, so that lines of two runs do not mix.
  private func append(
    _ lines: [String], to descriptor: Int32, _ name: String
  ) throws(SyncFailure) {
    do throws(FileFailure) {
      try Folder(path: "").write(
        Array((lines.joined(separator: "\n") + "\n").utf8), to: descriptor, name)
    } catch {
      throw SyncFailure(error)
    }
  }
}
