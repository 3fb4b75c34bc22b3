internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reporting

/// Calls the programs that want to hear of exceptions: of what changed, and once a day of what is open.
///
/// A program that fails is told the same again after the next run: at least once, never silently not.
struct Notifier {
  private typealias Notice = AlertSettings.Notice

  private let site: Site
  private let run: Int64
  private let situation: Situation

  /// So many exceptions are told in full; of the rest there is a number.
  private static let mostTold = 100
  private static let seconds = 30

  init(site: Site, run: Int64, situation: Situation) {
    self.site = site
    self.run = run
    self.situation = situation
  }

  /// - Returns: what went wrong, for the notes of the run.
  /// - Throws: what the store failed with.
  func tell() throws -> [String] {
    try site.settings.alerts.notices.enumerated().flatMap { index, notice in
      let name = Self.name(of: notice, index)
      return try [tellChanges(notice, name), tellDay(notice, name)].compactMap { $0 }
    }
  }

  /// Under which the store remembers what a program was told: another program is told anew.
  private static func name(of notice: Notice, _ index: Int) -> String {
    let words = notice.command.joined(separator: "\0")
    return ContentDigest.sha256(Array("\(index)\0\(words)".utf8)).prefix(16) + ""
  }

  // MARK: Changes

  private func tellChanges(_ notice: Notice, _ name: String) throws -> String? {
    guard !notice.events.isEmpty else { return nil }
    let mark = "notified \(name)"
    let before = try site.store.setting(mark).map { text in
      text.split(separator: " ").map(String.init)
    }
    let newest = try site.store.lastExceptionEvent()
    let told = before?.first.flatMap { Int64($0) }
    guard told ?? -1 < newest else { return nil }
    if let last = before?.last.flatMap({ Timestamp(rfc3339: $0) }),
      site.now.seconds(since: last) < notice.group
    {
      return nil
    }
    var changes = try changes(notice, after: told)
    let all = changes.count
    changes.removeAll { isDependent($0.booked) }
    if !changes.isEmpty {
      let document = document(changes, kind: "changes", suppressed: all - changes.count)
      if let trouble = call(notice, document) { return trouble }
    }
    let time = changes.isEmpty ? before?.last ?? "-" : site.now.description
    try site.store.transaction { try site.store.set(mark, to: "\(newest) \(time)") }
    return nil
  }

  private typealias Change = (event: String, booked: BookedException)

  /// The last word on each exception, worst first; who is told for the first time is told of what is
  /// open.
  private func changes(_ notice: Notice, after told: Int64?) throws -> [Change] {
    let events = try site.store.exceptionEvents(
      after: told ?? 0, ["opened", "reopened", "escalated", "closed", "resolved"])
    let found = try events.compactMap { id, event -> Change? in
      let name = ["closed", "resolved"].contains(event.action) ? "resolved" : event.action
      guard let kind = Notice.Event(rawValue: name), notice.events.contains(kind),
        let booked = try site.store.exception(id), booked.exception.severity <= notice.least
      else { return nil }
      // What somebody has looked at meanwhile is no news.
      let isStill =
        kind == .resolved ? booked.state == .resolved && told != nil : booked.state == .open
      return isStill ? (name, booked) : nil
    }
    let order = ExceptionDesk.sorted(found.map(\.booked)).map(\.id)
    let byID = Dictionary(found.map { ($0.booked.id, $0) }) { $1 }
    return order.compactMap { byID[$0] }
  }

  /// What is wrong only because a feed is silent is told under that feed.
  private func isDependent(_ booked: BookedException) -> Bool {
    let one = booked.exception
    guard one.code != .feedStalled else { return false }
    return silent.contains { feed in
      let isOfItsKind = feed.mapping.emits.contains { $0.entity == one.entity }
      return one.origin?.feed == feed.id
        || isOfItsKind && one.sides.contains { $0.system == feed.system }
    }
  }

  private var silent: [FeedSettings] {
    let late = Set(situation.feeds.filter { $0.state == "late" }.map(\.feed))
    return site.settings.feeds.filter { late.contains($0.id) }
  }

  // MARK: The digest of a day

  private func tellDay(_ notice: Notice, _ name: String) throws -> String? {
    guard let minute = notice.daily else { return nil }
    let local = LocalClock(timezone: site.settings.timezone).local(site.now)
    let mark = "digest \(name)"
    guard Int(local.secondOfDay) / 60 >= minute,
      try site.store.setting(mark) != local.date.description
    else { return nil }
    let open = try site.store.liveExceptions().filter {
      $0.state == .open && $0.exception.severity <= notice.least
    }
    let changes: [Change] = ExceptionDesk.sorted(open).map { ("open", $0) }
    if let trouble = call(notice, document(changes, kind: "digest", suppressed: 0)) {
      return trouble
    }
    try site.store.transaction { try site.store.set(mark, to: local.date.description) }
    return nil
  }

  // MARK: The call

  private func call(_ notice: Notice, _ document: JSONValue) -> String? {
    let input = Array((document.jsonText + "\n").utf8)
    let call = ProgramCall(words: notice.command, input: input, seconds: Self.seconds)
    return call.run().trouble.map {
      "notify: \(SafeText.shown(notice.command[0])) \($0); it is told again after the next run"
    }
  }

  private func document(_ changes: [Change], kind: String, suppressed: Int) -> JSONValue {
    let report = ExceptionReport(
      site: site.settings.site, generatedAt: site.now, run: run,
      exceptions: changes.map(\.booked))
    let counts = Dictionary(grouping: changes, by: \.event).mapValues(\.count)
    let told = changes.prefix(Self.mostTold).map { change in
      JSONValue.object([
        .init("event", .string(change.event)),
        .init("exception", report.document(of: change.booked)),
      ])
    }
    return .object([
      .init("schema", .string("wmsync.notice/1")), .init("site", .string(site.settings.site)),
      .init("kind", .string(kind)), .init("at", .string(site.now.description)),
      .init("run", .number(String(run))), .init("verdict", .string(situation.verdict)),
      .init("open", .number(String(situation.open()))),
      .init(
        "counts",
        .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .number(String($0.value))) })),
      .init("suppressed", .number(String(suppressed))),
      .init("changes", .array(told)),
      .init("more", .number(String(max(0, changes.count - Self.mostTold)))),
    ])
  }
}
