internal import Domain
internal import Persistence
internal import Reporting

/// `status`: the verdict first, then feed by feed, then what was not answered.
package enum StatusOperation {
  package static func perform(at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.look)
      let live = try site.store.liveExceptions()
      let feeds = try site.settings.feeds.map { try FeedStatus(of: $0, in: site) }
      let waiting = try site.store.undeliveredFiles() + site.store.unansweredFiles()
      let verdict = verdict(live, feeds, isWaiting: !(try site.store.undeliveredFiles().isEmpty))
      let last = try site.store.lastRun()
      var lines = [
        "\(verdict): \(live.count { $0.state == .open }) open exceptions, last run "
          + (last.map { "\($0.id) ended \($0.finishedAt) with \($0.exit)" } ?? "never")
      ]
      lines +=
        TextTable(
          [["feed", "state", "last file", "age", "expected every", "held rows"]]
            + feeds.map(\.cells), numeric: [5]
        ).lines
      lines += waiting.map { "not answered: \($0.name) (\($0.state.rawValue))" }
      let backup = try BackupOperation.last(in: site.store)
      lines.append(
        backup.map { "last backup: \($0.at), \(SafeText.shown($0.file))" }
          ?? "last backup: never; `wmsync state backup` makes one")
      return Answer(
        lines: lines, json: document(verdict, last, feeds, live, waiting, backup))
    }
  }

  /// `ACT`, `LOOK` or `ALL CLEAR`.
  static func verdict(
    _ live: [BookedException], _ feeds: [FeedStatus], isWaiting: Bool
  ) -> String {
    let worst = live.filter { $0.state == .open }.map(\.exception.severity).min()
    if worst == .critical || isWaiting || feeds.contains(where: { $0.needsAction }) {
      return "ACT"
    }
    let isBlind = feeds.allSatisfy { $0.lastFile == nil }
    return isBlind || worst ?? .info < .info ? "LOOK" : "ALL CLEAR"
  }

  private static func document(
    _ verdict: String, _ last: (id: Int64, finishedAt: String, exit: Int)?,
    _ feeds: [FeedStatus], _ live: [BookedException], _ waiting: [OutboxFile],
    _ backup: (at: String, file: String)?
  ) -> JSONValue {
    .object([
      .init("schema", .string("wmsync.status/1")), .init("verdict", .string(verdict)),
      .init(
        "last_run",
        last.map {
          .object([
            .init("id", .number(String($0.id))), .init("finished_at", .string($0.finishedAt)),
            .init("exit", .number(String($0.exit))),
          ])
        } ?? .null),
      .init("feeds", .array(feeds.map(\.document))),
      .init("open", .number(String(live.count { $0.state == .open }))),
      .init("live", .number(String(live.count))),
      .init(
        "unanswered",
        .array(
          waiting.map {
            .object([
              .init("file", .string($0.name)), .init("state", .string($0.state.rawValue)),
            ])
          })),
      .init(
        "last_backup",
        backup.map {
          .object([.init("at", .string($0.at)), .init("file", .string($0.file))])
        } ?? .null),
    ])
  }
}

/// One feed against its expected rhythm.
struct FeedStatus {
  let feed: FeedID
  /// `ok`, `idle`, `late`, `held`, `guarded` or `unknown`.
  let state: String
  let lastFile: String?
  let ageSeconds: Int?
  let every: Int?
  let held: Int

  init(of feed: FeedSettings, in site: Site) throws {
    self.feed = feed.id
    let known = try site.store.feedState(feed.id)
    let newest = try known.flatMap { try site.store.newestSign(of: $0) }
    let age = newest.map { site.now.seconds(since: $0.at) }
    lastFile = newest?.name
    ageSeconds = age
    every = feed.rhythm?.every
    held = try site.store.heldCount(of: feed.id)
    if ["held", "guarded"].contains(known?.state ?? "") {
      state = known?.state ?? ""
    } else if let late = feed.rhythm?.late, let age, age > late {
      state = "late"
    } else {
      state = known == nil ? "unknown" : age == nil ? "idle" : "ok"
    }
  }

  var needsAction: Bool { ["held", "guarded", "late"].contains(state) }

  var cells: [String] {
    [
      feed.text, state, lastFile.map(SafeText.shown) ?? "-",
      ageSeconds.map(Self.shown) ?? "-", every.map(Self.shown) ?? "-", String(held),
    ]
  }

  /// Whole units of the largest that fits, as `3h`.
  private static func shown(_ seconds: Int) -> String {
    switch seconds {
    case ..<120: "\(seconds)s"
    case ..<7_200: "\(seconds / 60)m"
    case ..<172_800: "\(seconds / 3_600)h"
    default: "\(seconds / 86_400)d"
    }
  }

  var document: JSONValue {
    .object([
      .init("feed", .string(feed.text)), .init("state", .string(state)),
      .init("last_file", lastFile.map { .string($0) } ?? .null),
      .init("age_seconds", ageSeconds.map { .number(String($0)) } ?? .null),
      .init("every_seconds", every.map { .number(String($0)) } ?? .null),
      .init("held", .number(String(held))),
    ])
  }
}
