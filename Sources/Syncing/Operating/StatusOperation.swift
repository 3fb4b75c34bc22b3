internal import Domain
internal import Persistence
internal import Reporting

/// `status`: the verdict first, then feed by feed, then what was not answered.
package enum StatusOperation {
  package static func perform(at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let situation = try Situation(of: try place.open(.look))
      let last = situation.lastRun
      var lines = [
        "\(situation.verdict): \(situation.open()) open exceptions, last run "
          + (last.map { "\($0.id) ended \($0.finishedAt) with \($0.exit)" } ?? "never")
      ]
      lines += [situation.staleness.map { "STALE: " + $0 }, burden(situation.load)]
        .compactMap { $0 }
      lines +=
        TextTable(
          [["feed", "state", "last file", "age", "expected every", "held rows"]]
            + situation.feeds.map(\.cells), numeric: [5]
        ).lines
      let waiting = situation.undelivered + situation.unanswered
      lines += waiting.map { "not answered: \($0.name) (\($0.state.rawValue))" }
      lines += situation.shadows.map {
        "in shadow: \($0.stream), nobody gets its files: \($0.file) below the state folder"
      }
      lines.append(
        situation.backup.map { "last backup: \($0.at), \(SafeText.shown($0.file))" }
          ?? "last backup: never; `wmsync state backup` makes one")
      return Answer(lines: lines, json: document(situation))
    }
  }

  /// What of the exceptions waits for somebody in particular; `nil` when nothing is to be said.
  private static func burden(_ load: ExceptionLoad) -> String? {
    let parts = [
      load.overdue > 0 ? "\(load.overdue) overdue" : nil,
      load.valueAtRisk > .zero ? "\(load.valueAtRisk) at risk" : nil,
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "of the exceptions: " + parts.joined(separator: ", ")
  }

  private static func document(_ situation: Situation) -> JSONValue {
    .object([
      .init("schema", .string("wmsync.status/1")),
      .init("verdict", .string(situation.verdict)),
      .init(
        "last_run",
        situation.lastRun.map {
          .object([
            .init("id", .number(String($0.id))), .init("finished_at", .string($0.finishedAt)),
            .init("exit", .number(String($0.exit))),
          ])
        } ?? .null),
      .init("stale", .bool(situation.isStale)),
      .init("feeds", .array(situation.feeds.map(\.document))),
      .init("open", .number(String(situation.open()))),
      .init("live", .number(String(situation.live))),
      .init("overdue", .number(String(situation.load.overdue))),
      .init("unowned", .number(String(situation.load.unowned))),
      .init("value_at_risk", .number(situation.load.valueAtRisk.description)),
      .init(
        "unanswered",
        .array(
          (situation.undelivered + situation.unanswered).map {
            .object([
              .init("file", .string($0.name)), .init("state", .string($0.state.rawValue)),
            ])
          })),
      .init("shadows", .array(situation.shadows.map { .string($0.stream.text) })),
      .init(
        "last_backup",
        situation.backup.map {
          .object([.init("at", .string($0.at)), .init("file", .string($0.file))])
        } ?? .null),
    ])
  }

  /// `status --check`: one line as monitoring plugins print it, and their exit status.
  ///
  /// - Parameter place: the site.
  /// - Returns: the line; its status is 0 for all clear, 1 for a look, 2 where somebody must act and
  ///   3 where nothing is known.
  package static func check(at place: Workplace) -> Answer {
    do {
      let situation = try Situation(of: try place.open(.look))
      let (word, status): (String, ExitStatus) =
        switch situation.verdict {
        case "ALL CLEAR": ("OK", .done)
        case "LOOK": ("WARNING", .checkWarning)
        default: ("CRITICAL", .checkCritical)
        }
      let late = situation.feeds.filter(\.needsAction).map { "\($0.feed) \($0.state)" }
      let facts =
        ["\(situation.open()) open exceptions"] + [situation.staleness].compactMap { $0 } + late
      let figures = CheckFigure.all(of: situation).map(\.text).joined(separator: " ")
      return Answer(
        lines: ["WMSYNC \(word) - \(facts.joined(separator: ", ")) | \(figures)"],
        json: document(situation), status: status)
    } catch {
      return Answer(lines: ["WMSYNC UNKNOWN - \(SyncFailure(error).text)"], status: .checkUnknown)
    }
  }

  /// `status --format prometheus`: what the metrics file holds.
  package static func metrics(at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let text = MetricsText(try Situation(of: try place.open(.look))).text
      return Answer(lines: text.split(separator: "\n").map(String.init))
    }
  }
}

/// A figure behind the line of a monitoring plugin.
private struct CheckFigure {
  let name: String
  let value: String
  /// From when on it is a warning, and critical; empty where it never is.
  var levels = ";"

  var text: String { "\(name)=\(value);\(levels);0" }

  static func all(of situation: Situation) -> [Self] {
    let age = situation.lastCycle.map { situation.now.seconds(since: $0) }
    return [
      Self(name: "open", value: String(situation.open())),
      Self(name: "critical", value: String(situation.open(.critical)), levels: ";0"),
      Self(name: "overdue", value: String(situation.load.overdue)),
      Self(name: "held_rows", value: String(situation.feeds.reduce(0) { $0 + $1.held })),
      Self(name: "undelivered", value: String(situation.undelivered.count), levels: ";0"),
      Self(name: "last_run_age", value: age.map { "\($0)s" } ?? "U"),
    ]
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
    } else if let rhythm = feed.rhythm, let late = rhythm.late, let age, age > late,
      rhythm.isExpecting(at: site.now, in: site.settings.timezone)
    {
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
