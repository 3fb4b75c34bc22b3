internal import Domain
internal import Persistence

/// Gives exceptions their life: opens, counts, promotes, closes and reopens them.
///
/// Works on what is live in memory and writes only what changed; one desk per run.
final class ExceptionDesk {
  /// How long a difference must last before it counts.
  struct Patience {
    var snapshots = 1
    var settleSeconds = 0
    /// It counts at once, also when it was only watched until now.
    var isOver = false

    static let none = Patience()
  }

  private let store: StateStore
  private let rules: ExceptionRules
  private let now: Timestamp
  private let run: Int64
  /// Feeds of which a complete export was taken in this run.
  var completeFeeds: Set<FeedID> = []
  /// Feeds of which a file was taken in this run.
  var freshFeeds: Set<FeedID> = []
  private(set) var opened = 0
  private(set) var closed = 0
  /// Exceptions that became worse.
  private(set) var escalated = 0
  /// Found, or found again, in this run.
  private var judged: Set<Fingerprint> = []
  private var live: [Fingerprint: BookedException] = [:]
  private var bySubject: [SubjectID: Set<Fingerprint>] = [:]
  /// How many are live of each code.
  private var counts: [ExceptionCode: Int] = [:]
  private var isLoaded = false

  init(store: StateStore, settings: Settings, now: Timestamp, run: Int64) throws {
    self.store = store
    rules = ExceptionRules(settings.alerts, now: now)
    self.now = now
    self.run = run
  }

  /// Reads what is live, the first time it is needed: a cycle that finds nothing never does.
  private func load() throws {
    guard !isLoaded else { return }
    isLoaded = true
    for booked in try store.liveExceptions() {
      keep(booked, Fingerprint(booked.exception.fingerprint))
    }
  }

  private func keep(_ booked: BookedException, _ fingerprint: Fingerprint) {
    if let before = live.updateValue(booked, forKey: fingerprint) {
      counts[before.exception.code, default: 0] -= 1
    }
    counts[booked.exception.code, default: 0] += 1
    bySubject[SubjectID(booked.subject), default: []].insert(fingerprint)
  }

  private func drop(_ fingerprint: Fingerprint, of subject: SubjectID) {
    if let before = live.removeValue(forKey: fingerprint) {
      counts[before.exception.code, default: 0] -= 1
    }
    bySubject[subject]?.remove(fingerprint)
    if bySubject[subject]?.isEmpty == true { bySubject[subject] = nil }
  }

  /// Whether such an exception is live.
  func hasOpen(
    _ code: ExceptionCode, of entity: EntityID, key: RecordKey, field: String
  ) throws -> Bool {
    try load()
    return (bySubject[SubjectID(Subject.master(entity, key))] ?? []).contains { fingerprint in
      live[fingerprint]?.exception.code == code && live[fingerprint]?.exception.field == field
    }
  }

  /// Whether anything about a subject is live.
  func hasLive(about subject: String) throws -> Bool {
    try load()
    return bySubject[SubjectID(subject)] != nil
  }

  /// Whether any exception of a code is live.
  func hasLive(_ code: ExceptionCode) throws -> Bool {
    try load()
    return counts[code, default: 0] > 0
  }

  /// Live exceptions of a code about one type of record, in no order.
  func live(_ code: ExceptionCode, of entity: EntityID) throws -> [SyncException] {
    try load()
    return live.values.map(\.exception).filter { $0.code == code && $0.entity == entity }
  }

  /// Open exceptions of a code, in order of their numbers.
  func open(_ code: ExceptionCode) throws -> [BookedException] {
    guard try hasLive(code) else { return [] }
    return live.values.filter { $0.exception.code == code && $0.state == .open }
      .sorted { $0.id < $1.id }
  }

  /// Judges a subject anew with complete inputs: what is found is raised, what was found before
  /// and is not any more is closed.
  func judge(
    _ subject: String, findings: [SyncException], patience: Patience = .none
  ) throws {
    try Interruption.check()
    try load()
    if findings.isEmpty && bySubject[SubjectID(subject)] == nil { return }
    var found: Set<Fingerprint> = []
    for finding in findings {
      let fingerprint = Fingerprint(finding.fingerprint)
      found.insert(fingerprint)
      try raise(finding, fingerprint, subject: subject, patience: patience)
    }
    for fingerprint in (bySubject[SubjectID(subject)] ?? []).subtracting(found).sorted() {
      try close(fingerprint.text)
    }
  }

  /// Reports a finding without judging the rest of its subject.
  func raise(
    _ finding: SyncException, subject: String, patience: Patience = .none
  ) throws {
    try raise(
      finding, Fingerprint(finding.fingerprint), subject: subject, patience: patience)
  }

  private func raise(
    _ finding: SyncException, _ fingerprint: Fingerprint, subject: String, patience: Patience
  ) throws {
    try load()
    if let booked = live[fingerprint] {
      var exception = finding
      exception.severity = rules.severity(of: finding, since: booked.since)
      try seeAgain(booked, fingerprint, as: exception, subject: subject, patience: patience)
    } else if let resolved = try store.exception(fingerprint: fingerprint.text) {
      try reopen(resolved, fingerprint, as: finding, subject: subject, patience: patience)
    } else {
      try open(finding, fingerprint, subject: subject, patience: patience)
    }
  }

  private func firstState(_ patience: Patience) -> BookedException.State {
    patience.snapshots > 1 || patience.settleSeconds > 0 ? .watch : .open
  }

  private func open(
    _ exception: SyncException, _ fingerprint: Fingerprint, subject: String, patience: Patience
  ) throws {
    var booked = BookedException(
      id: 0, state: firstState(patience), exception: exception, subject: subject,
      firstSeen: now, lastSeen: now, seen: 1, survived: 1, needed: patience.snapshots,
      settleSeconds: patience.settleSeconds, lastRun: run)
    rules.hand(over: &booked)
    judged.insert(fingerprint)
    try outdateReports()
    booked.id = try store.open(booked, fingerprint: fingerprint.text)
    let action = booked.state == .watch ? "watched" : "opened"
    try store.note(action, on: booked.id, who: "run", at: now)
    if booked.state == .open { opened += 1 }
    keep(booked, fingerprint)
  }

  private func reopen(
    _ resolved: BookedException, _ fingerprint: Fingerprint, as exception: SyncException,
    subject: String, patience: Patience
  ) throws {
    judged.insert(fingerprint)
    var booked = resolved
    booked.state = firstState(patience)
    booked.exception = exception
    booked.subject = subject
    booked.lastSeen = now
    booked.seen += 1
    booked.survived = 1
    booked.needed = patience.snapshots
    booked.settleSeconds = patience.settleSeconds
    booked.lastRun = run
    booked.liveSince = now
    booked.forgetIgnoring()
    rules.hand(over: &booked)
    try keepChange(booked)
    try store.note("reopened", on: booked.id, who: "run", at: now)
    if booked.state == .open { opened += 1 }
    keep(booked, fingerprint)
  }

  private func seeAgain(
    _ before: BookedException, _ fingerprint: Fingerprint, as exception: SyncException,
    subject: String, patience: Patience
  ) throws {
    var booked = before
    booked.exception = exception
    booked.subject = subject
    rules.hasten(&booked, worseThan: before.exception.severity)
    if patience.isOver {
      booked.needed = 1
      booked.settleSeconds = 0
    }
    if judged.insert(fingerprint).inserted, booked.lastSeen < now, hasFreshEvidence(exception) {
      booked.seen += 1
      booked.lastSeen = now
      booked.lastRun = run
      if let feed = exception.origin?.feed, completeFeeds.contains(feed) { booked.survived += 1 }
    }
    if before.state == .watch, exception.isOpposite(of: before.exception) {
      // What is missing now is not what was too much before: nothing of it has lasted.
      booked.survived = 1
      try store.note("watched", on: booked.id, who: "run", at: now, note: "another difference")
    }
    try promote(&booked)
    if booked.state != before.state || exception.severity < before.exception.severity {
      booked.lastRun = run
    }
    if subject != before.subject { drop(fingerprint, of: SubjectID(before.subject)) }
    if booked != before { try keepChange(booked) }
    try noteChange(from: before, to: booked)
    keep(booked, fingerprint)
  }

  /// What stands in records is seen once more only when its feed has delivered since; the state
  /// of files and feeds is seen by every run.
  private func hasFreshEvidence(_ exception: SyncException) -> Bool {
    guard exception.entity != nil, let origin = exception.origin else { return true }
    return freshFeeds.contains(origin.feed)
  }

  private func promote(_ booked: inout BookedException) throws {
    if booked.state == .watch, booked.survived >= booked.needed, try hasSettled(booked) {
      booked.state = .open
    }
    guard booked.state == .ignored else { return }
    let isOver = booked.ignoredUntil.map { $0 <= now.description } ?? false
    if isOver || booked.hasOutgrownIgnoring {
      booked.state = .open
      booked.forgetIgnoring()
    }
  }

  /// It has lasted long enough: one that came back since it came back.
  private func hasSettled(_ booked: BookedException) throws -> Bool {
    guard booked.settleSeconds > 0 else { return true }
    guard now.seconds(since: booked.firstSeen) >= booked.settleSeconds else { return false }
    let began = try store.lastTime(of: ["watched", "reopened"], on: booked.id)
    return now.seconds(since: began ?? booked.firstSeen) >= booked.settleSeconds
  }

  private func keepChange(_ booked: BookedException) throws {
    try outdateReports()
    try store.update(booked)
  }

  /// Kept with each change itself: an interrupted run cannot leave an old report standing, and
  /// what is undone with a refused file does not count for what comes after it.
  private func outdateReports() throws { try Reports.outdate(in: store) }

  private func noteChange(from before: BookedException, to after: BookedException) throws {
    if after.exception.severity < before.exception.severity {
      try store.note(
        "escalated", on: after.id, who: "run", at: now,
        note: "from \(before.exception.severity) to \(after.exception.severity)")
      escalated += 1
    }
    guard before.state != after.state else { return }
    try store.note("opened", on: after.id, who: "run", at: now, note: "was \(before.state)")
    opened += 1
  }

  /// Closes an exception that is not there any more; nothing happens when it is not live.
  ///
  /// - Parameters:
  ///   - fingerprint: of the exception.
  ///   - why: for its history.
  /// - Throws: what the store failed with.
  func close(_ fingerprint: String, why: String = "no longer seen") throws {
    try load()
    guard var booked = live[Fingerprint(fingerprint)] else { return }
    drop(Fingerprint(fingerprint), of: SubjectID(booked.subject))
    booked.state = .resolved
    booked.lastRun = run
    try keepChange(booked)
    try store.note("closed", on: booked.id, who: "run", at: now, note: why)
    closed += 1
  }

  /// Subjects that begin so and of which something is live, in no order.
  func subjects(startingWith prefix: String) throws -> [SubjectID] {
    try load()
    return bySubject.keys.filter { $0.text.utf8.starts(with: prefix.utf8) }
  }

  /// Closes what was found about subjects that begin so and are not among these.
  func closeSubjects(startingWith prefix: String, except present: Set<SubjectID>) throws {
    if try !store.hasLiveException(ofSubjectsFrom: prefix) { return }
    try load()
    for subject in bySubject.keys.sorted()
    where subject.text.utf8.starts(with: prefix.utf8) && !present.contains(subject) {
      try judge(subject.text, findings: [])
    }
  }

  /// A row that still waits is reported although a person resolved its exception.
  func reassert(fingerprint: String) throws {
    try load()
    guard live[Fingerprint(fingerprint)] == nil,
      let resolved = try store.exception(fingerprint: fingerprint)
    else { return }
    try raise(resolved.exception, subject: resolved.subject)
  }

  /// A condition that still holds is reopened when a person resolved it.
  func reassert(_ subject: String) throws {
    try load()
    for fingerprint in (bySubject[SubjectID(subject)] ?? []).sorted() {
      if let booked = live[fingerprint] { try raise(booked.exception, subject: subject) }
    }
    guard bySubject[SubjectID(subject)] == nil,
      let resolved = try store.resolvedException(of: subject)
    else { return }
    try raise(resolved.exception, subject: subject)
  }

  /// Closes what earlier runs found about a subject; what this run found stays.
  func closeEarlier(_ subject: String) throws {
    try load()
    for fingerprint in (bySubject[SubjectID(subject)] ?? []).sorted()
    where !judged.contains(fingerprint) {
      try close(fingerprint.text)
    }
  }

  /// Exceptions that a complete export did not refute live on: they were seen once more.
  func survive() throws {
    if !isLoaded && completeFeeds.isEmpty && !rules.ageCounts, try !store.hasWaitingException() {
      return
    }
    try load()
    let affected = live.filter { fingerprint, booked in
      (mayHaveMoved(booked) || rules.ageCounts) && booked.lastSeen < now
        && !judged.contains(fingerprint)
    }
    for (fingerprint, before) in affected.sorted(by: { $0.value.id < $1.value.id }) {
      var booked = before
      if let feed = booked.exception.origin?.feed, completeFeeds.contains(feed) {
        booked.seen += 1
        booked.survived += 1
        booked.lastSeen = now
        booked.lastRun = run
      }
      try promote(&booked)
      rules.age(&booked)
      if booked.state != before.state || booked.exception != before.exception {
        booked.lastRun = run
      }
      guard booked.lastRun != before.lastRun || booked.state != before.state else { continue }
      try keepChange(booked)
      try noteChange(from: before, to: booked)
      live[fingerprint] = booked
    }
  }

  /// Its feed has delivered in full, or only time was missing.
  private func mayHaveMoved(_ booked: BookedException) -> Bool {
    if booked.state == .watch && booked.survived >= booked.needed { return true }
    if booked.state == .ignored { return true }
    return booked.exception.origin.map { completeFeeds.contains($0.feed) } ?? false
  }
}

extension BookedException {
  /// It counts again, whatever a person had allowed.
  mutating func forgetIgnoring() {
    ignoredUntil = nil
    ignoredChange = nil
    ignoredFrom = nil
  }
}

extension SyncException {
  /// One says that something is missing, the other that something is too much.
  fileprivate func isOpposite(of other: SyncException) -> Bool {
    guard let difference, let before = other.difference, difference != .zero, before != .zero else {
      return false
    }
    return (difference < .zero) != (before < .zero)
  }
}
