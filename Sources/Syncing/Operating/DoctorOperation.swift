internal import Domain
internal import Glibc
internal import Persistence

/// One thing that was looked at: how it is, and what to do.
struct Finding: Sendable {
  enum Level: String, Sendable {
    case good = "ok"
    case warning = "warn"
    case failure = "FAIL"
  }

  let level: Level
  /// What was looked at, in a word.
  let check: String
  /// Place, state and remedy.
  let message: String
  /// The message names no path, user or file.
  let isShareable: Bool

  init(_ level: Level, _ check: String, _ message: String, isShareable: Bool = false) {
    self.level = level
    self.check = check
    self.message = message
    self.isShareable = isShareable
  }

  /// A failure where there is a reason for one.
  init(_ check: String, _ refusal: String?, or good: String, level: Level = .failure) {
    self.init(refusal == nil ? .good : level, check, refusal ?? good)
  }

  var line: String {
    level.rawValue + String(repeating: " ", count: 6 - level.rawValue.count)
      + check + String(repeating: " ", count: max(2, 15 - check.count)) + message
  }

  var document: JSONValue {
    .object([
      .init("level", .string(level.rawValue)), .init("check", .string(check)),
      .init("message", .string(message)),
    ])
  }
}

/// `doctor`: what is wrong with this installation; nothing is changed and no lock is taken.
package enum DoctorOperation {
  package static func perform(
    bundle: String?, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    var findings = [
      Finding(
        .good, "program", "wmsync \(Release.version), SQLite \(StateStore.engineVersion)",
        isShareable: true), clock(place.now),
    ]
    var file: ConfigurationFile?
    var settings: Settings?
    do {
      let read = try ConfigurationFile(path: place.configuration)
      file = read
      settings = try read.settings()
      findings.append(Finding(.good, "configuration", "\(place.configuration): no mistakes"))
    } catch {
      findings.append(configuration(error))
    }
    var store: StateStore?
    if let settings {
      findings += SiteLook(settings: settings).findings()
      let looked = StoreLook(settings: settings, now: place.now).findings()
      findings += looked.findings
      store = looked.store
    }
    if let bundle {
      let content = try SupportBundle(
        now: place.now, findings: findings, file: file, settings: settings, store: store
      ).document()
      try SmallFile.replace(bundle, with: Array((content.indentedText + "\n").utf8))
    }
    let isBad = findings.contains { $0.level == .failure }
    return Answer(
      lines: findings.map(\.line) + (bundle.map { ["written: \($0)"] } ?? []),
      json: .object([
        .init("schema", .string("wmsync.doctor/1")),
        .init("findings", .array(findings.map(\.document))),
      ]), status: isBad ? .findings : .done)
  }

  private static func configuration(_ errors: SettingsErrors) -> Finding {
    guard let first = errors.errors.first, first.line == 0 else {
      return Finding(
        .failure, "configuration",
        "\(errors.file): \(errors.errors.count) mistakes; wmsync check shows them")
    }
    return Finding(.failure, "configuration", "\(errors.file): \(first.message)")
  }

  private static func clock(_ now: Timestamp) -> Finding {
    let isPlausible = now.date.description >= "2020" && now.date.description < "2090"
    return Finding(
      isPlausible ? .good : .failure, "clock",
      "it is \(now)" + (isPlausible ? "" : "; set the machine's clock before anything is judged"),
      isShareable: true)
  }
}

/// What can be seen of a site without its store.
private struct SiteLook {
  let settings: Settings
  private var safety: SiteSafety { SiteSafety(settings: settings) }

  init(settings: Settings) {
    self.settings = settings
  }

  func findings() -> [Finding] {
    var found = [
      Finding("user", safety.otherOwner(), or: "you are \(SiteSafety.user(geteuid()))")
    ]
    let open =
      [safety.openFolder(settings.stateFolder, evenIfSticky: true)]
      + safety.exchangedFolders.map { safety.openFolder($0) }
    found += open.compactMap { $0 }.map { Finding(.failure, "permissions", $0) }
    if !open.contains(where: { $0 != nil }) {
      found.append(Finding(.good, "permissions", "no folder is writable by everyone"))
    }
    found.append(
      Finding("file system", safety.networkStore(), or: "the state folder is on a local disk"))
    if let warning = safety.networkExchange() {
      found.append(Finding(.warning, "file system", warning))
    }
    found += [settings.stateFolder, settings.exchangeFolder].map(disk)
    found += [lock(), leftovers()]
    return found + folders()
  }

  private func disk(_ path: String) -> Finding {
    var system = statvfs()
    var folder = path
    while statvfs(folder, &system) != 0 {
      guard errno == ENOENT, !folder.folderPart.isEmpty else {
        return Finding(.failure, "disk", SmallFile.failure(folder, "see the room on").message)
      }
      folder = folder.folderPart
    }
    let free = (UInt64(system.f_bavail) * UInt64(system.f_frsize)) >> 20
    let level: Finding.Level = free < 64 ? .failure : free < 1_024 ? .warning : .good
    return Finding(
      level, "disk", "\(path): \(free) MiB free" + (level == .good ? "" : "; make room"))
  }

  /// Asks the kernel's list: taking the lock to try it would turn a run away.
  private func lock() -> Finding {
    let path = settings.stateFolder + "/lock"
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return Finding(.good, "lock", "nobody holds it", isShareable: true) }
      return Finding(.warning, "lock", SmallFile.failure(path, "look at").message)
    }
    let list: [UInt8]
    do {
      list = try SmallFile.bytes(of: "/proc/locks")
    } catch {
      return Finding(.warning, "lock", "nobody can tell who holds it: \(error.message)")
    }
    for line in String(decoding: list, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 5, words[1] == "FLOCK", words[5].hasSuffix(":\(status.st_ino)") else {
        continue
      }
      return Finding(
        .good, "lock", "process \(words[4]) holds it: a run is at work", isShareable: true)
    }
    return Finding(.good, "lock", "nobody holds it", isShareable: true)
  }

  private func leftovers() -> Finding {
    let count: Int
    do {
      count = try countLeftovers()
    } catch {
      return Finding(.warning, "leftovers", SyncFailure(error).message)
    }
    return Finding(
      count == 0 ? .good : .warning, "leftovers",
      count == 0
        ? "no file of an interrupted run is left"
        : "\(count) files of an interrupted run are left; the next wmsync run settles them",
      isShareable: true)
  }

  private func countLeftovers() throws -> Int {
    var count = try FileTree.allNames(in: settings.stateFolder + "/spool").count
    for folder in Set(settings.outbound.map { $0.file.folderPart }).sorted() {
      let path = settings.root(of: folder + "/") + "/" + folder
      count += try FileTree.allNames(in: path).count { $0.hasSuffix(".tmp") }
      count += try FileTree.allNames(in: path + "/.wmsync-staging").count {
        !$0.hasPrefix("guard-")
      }
    }
    return count
  }

  private func folders() -> [Finding] {
    let feeds = settings.feeds.map { feed in
      folder(
        "feed \(feed.id)", of: feed.files, rights: R_OK | X_OK | (feed.after == .keep ? 0 : W_OK),
        isMade: false)
    }
    return feeds
      + settings.outbound.map { stream in
        folder("stream \(stream.id)", of: stream.file, rights: R_OK | W_OK | X_OK, isMade: true)
      }
  }

  private func folder(
    _ owner: String, of pattern: String, rights: Int32, isMade: Bool
  ) -> Finding {
    var path = settings.root(of: pattern)
    for part in pattern.split(separator: "/").dropLast() {
      guard !part.contains(where: { "*?[{".contains($0) }) else { break }
      path += "/" + part
    }
    guard faccessat(AT_FDCWD, path, rights, AT_EACCESS) != 0 else {
      return Finding(.good, "folder", "\(owner): \(path)")
    }
    let reason = String(cString: strerror(errno))
    guard errno == ENOENT else {
      return Finding(
        .failure, "folder", "\(owner): \(path): \(reason); let this user read and write there")
    }
    return Finding(
      isMade ? .good : .warning, "folder",
      "\(owner): \(path): is not there yet" + (isMade ? "" : "; make it, or mend the pattern"))
  }
}

/// What the store says of itself.
private struct StoreLook {
  let settings: Settings
  let now: Timestamp

  func findings() -> (findings: [Finding], store: StateStore?) {
    do {
      let store = try StateStore(path: settings.storePath, create: false, readOnly: true)
      try store.checkPages()
      return ([try journal(of: store), try lastRun(of: store)] + guards(of: store), store)
    } catch let error as StoreError where error.kind == .missing {
      return ([Finding(.warning, "store", error.message)], nil)
    } catch {
      return ([Finding(.failure, "store", SyncFailure(error).message)], nil)
    }
  }

  private func journal(of store: StateStore) throws -> Finding {
    let mode = try store.journalMode()
    guard mode == "wal" else {
      return Finding(
        .good, "store", "every page is whole, layout \(StateStore.version), rollback journal",
        isShareable: true)
    }
    return Finding(
      .failure, "store",
      "it keeps a write-ahead log, which this SQLite may damage; run "
        + "sqlite3 state/state.db \"PRAGMA journal_mode=DELETE\"", isShareable: true)
  }

  private func lastRun(of store: StateStore) throws -> Finding {
    guard let last = try store.lastRun(), let ended = Timestamp(rfc3339: last.finishedAt) else {
      return Finding(.warning, "last run", "there was none", isShareable: true)
    }
    let told = "run \(last.id) ended \(last.finishedAt) with \(last.exit)"
    let age = now.seconds(since: ended)
    if age < -300 {
      return Finding(
        .failure, "last run", told + ", which is yet to come; set the clock", isShareable: true)
    }
    guard age > 86_400 else { return Finding(.good, "last run", told, isShareable: true) }
    return Finding(
      .warning, "last run", told + "; does cron or a timer call wmsync run?", isShareable: true)
  }

  private func guards(of store: StateStore) -> [Finding] {
    let refusals = settings.outbound.compactMap { stream -> String? in
      do {
        try PushStage.refuseOlder(store, stream, of: settings)
        return nil
      } catch {
        return SyncFailure(error).message
      }
    }
    guard refusals.isEmpty else { return refusals.map { Finding(.failure, "guard", $0) } }
    return [Finding(.good, "guard", "the store knows of all that was sent", isShareable: true)]
  }
}
