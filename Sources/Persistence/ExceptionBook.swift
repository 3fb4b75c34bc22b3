package import Domain

extension StateStore {
  private static let bookColumns =
    "id, state, severity, code, entity, key, warehouse, field, owner_system, expected, actual, "
    + "difference, value_at_risk, system, feed, file, line, rule, message, hint, subject, "
    + "first_seen, last_seen, seen, survived, needed, settle_seconds, assigned_to, due, "
    + "ignored_until, last_run, sides"

  private func booked(in statement: Statement) -> BookedException? {
    guard let state = BookedException.State(rawValue: statement.text(1)),
      let code = ExceptionCode(rawValue: statement.text(3))
    else { return nil }
    var exception = SyncException(
      code, severity: Severity(rawValue: statement.text(2)),
      entity: statement.optionalText(4).map { EntityID($0) }, key: statement.text(5),
      warehouse: statement.optionalText(6).map { WarehouseID($0) },
      field: statement.optionalText(7),
      ownerSystem: statement.optionalText(8).map { SystemID($0) },
      expected: statement.optionalText(9), actual: statement.optionalText(10),
      difference: statement.optionalInteger(11).map { ExactDecimal(millionths: $0) },
      valueAtRisk: statement.optionalInteger(12).map { ExactDecimal(millionths: $0) },
      rule: statement.optionalText(17), message: statement.text(18), hint: statement.text(19))
    if let feed = statement.optionalText(14) {
      exception.origin = Origin(
        system: SystemID(statement.text(13)), feed: FeedID(feed), file: statement.text(15),
        line: Int(statement.integer(16)))
    }
    exception.sides = Self.sides(in: statement.text(31))
    let epoch = Timestamp(microseconds: 0)
    var booked = BookedException(
      id: statement.integer(0), state: state, exception: exception, subject: statement.text(20),
      firstSeen: Timestamp(rfc3339: statement.text(21)) ?? epoch,
      lastSeen: Timestamp(rfc3339: statement.text(22)) ?? epoch,
      seen: Int(statement.integer(23)), survived: Int(statement.integer(24)),
      needed: Int(statement.integer(25)), settleSeconds: Int(statement.integer(26)),
      assignedTo: statement.optionalText(27), due: statement.optionalText(28),
      ignoredUntil: statement.optionalText(29), lastRun: statement.integer(30))
    booked.ignoredChange = statement.optionalInteger(32).map { ExactDecimal(millionths: $0) }
    booked.ignoredFrom = statement.optionalText(33)
    booked.liveSince = statement.optionalText(34).flatMap { Timestamp(rfc3339: $0) }
    return booked
  }

  /// The record separator: control characters never get into a report, so none is lost.
  private static let sideSeparator: UInt8 = 0x1E

  /// One part per side: system, place and value joined like a key; a value that is absent is left
  /// out.
  private static func text(of sides: [ExceptionSide]) -> String {
    sides.map { side in
      RecordKey(
        parts: [side.system.text, side.place ?? ""] + [side.value].compactMap { $0 }
      ).text
    }.joined(separator: String(UnicodeScalar(sideSeparator)))
  }

  private static func sides(in text: String) -> [ExceptionSide] {
    text.utf8.split(separator: sideSeparator).map { line in
      let parts = RecordKey(text: String(Substring(line))).parts
      return ExceptionSide(
        SystemID(parts[0]), says: parts.count > 2 ? parts[2] : nil,
        at: parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil)
    }
  }

  private func bookedAll(
    where condition: String, _ values: any Bindable...
  ) throws(StoreError) -> [BookedException] {
    let statement = try database.statement(
      "SELECT \(Self.bookColumns), "
        + (hasWorkbench ? "ignored_change, ignored_from, live_since" : "NULL, NULL, NULL")
        + " FROM exception_book WHERE \(condition)")
    for (index, value) in values.enumerated() { statement.bind(value, at: index + 1) }
    defer { statement.reset() }
    var all: [BookedException] = []
    while try statement.step() {
      if let one = booked(in: statement) { all.append(one) }
    }
    return all
  }

  /// Everything that is not resolved, by number.
  package func liveExceptions() throws(StoreError) -> [BookedException] {
    try bookedAll(where: "state NOT IN ('resolved') ORDER BY id")
  }

  /// Live exceptions counted by state, severity and code, in the order of their names.
  package func exceptionTallies() throws(StoreError) -> [ExceptionTally] {
    let statement = try database.statement(
      """
      SELECT state, severity, code, count(*) FROM exception_book
      WHERE state NOT IN ('resolved') GROUP BY state, severity, code ORDER BY code, severity, state
      """)
    defer { statement.reset() }
    var tallies: [ExceptionTally] = []
    while try statement.step() {
      guard let state = BookedException.State(rawValue: statement.text(0)),
        let severity = Severity(rawValue: statement.text(1)),
        let code = ExceptionCode(rawValue: statement.text(2))
      else { continue }
      tallies.append(
        ExceptionTally(
          state: state, severity: severity, code: code, count: Int(statement.integer(3))))
    }
    return tallies
  }

  /// What of the open exceptions nobody looks after, what is overdue, and what they are worth.
  package func exceptionLoad(at now: Timestamp) throws(StoreError) -> ExceptionLoad {
    let statement = try database.statement(
      """
      SELECT count(*), coalesce(sum(assigned_to IS NULL), 0), coalesce(sum(due <= ?), 0),
        coalesce(sum(abs(value_at_risk)), 0)
      FROM exception_book WHERE state NOT IN ('resolved') AND state IN ('open', 'acknowledged')
      """)
    statement.bind(now, at: 1)
    defer { statement.reset() }
    guard try statement.step() else { return ExceptionLoad() }
    return ExceptionLoad(
      live: Int(statement.integer(0)), unowned: Int(statement.integer(1)),
      overdue: Int(statement.integer(2)),
      valueAtRisk: ExactDecimal(millionths: statement.integer(3)))
  }

  /// The newest line in any exception's life; 0 without one.
  package func lastExceptionEvent() throws(StoreError) -> Int64 {
    try database.integer("SELECT max(id) FROM exception_history") ?? 0
  }

  /// The newest of these actions of each exception after a line, by exception.
  package func exceptionEvents(
    after line: Int64, _ actions: [String]
  ) throws(StoreError) -> [(exception: Int64, event: ExceptionEvent)] {
    let statement = try database.statement(
      """
      SELECT exception, at, who, action, note FROM exception_history
      WHERE id > ? ORDER BY exception, id
      """)
    statement.bind(line, at: 1)
    defer { statement.reset() }
    var events: [(exception: Int64, event: ExceptionEvent)] = []
    while try statement.step() {
      let event = ExceptionEvent(
        at: statement.text(1), who: statement.text(2), action: statement.text(3),
        note: statement.optionalText(4))
      guard actions.contains(event.action) else { continue }
      if events.last?.exception == statement.integer(0) { events.removeLast() }
      events.append((statement.integer(0), event))
    }
    return events
  }

  /// Whether anything is live about subjects that begin so.
  package func hasLiveException(ofSubjectsFrom prefix: String) throws(StoreError) -> Bool {
    try database.integer(
      """
      SELECT 1 FROM exception_book
      WHERE state NOT IN ('resolved') AND subject >= ? AND subject < ? LIMIT 1
      """, prefix, prefix + "\u{10ffff}") != nil
  }

  /// Whether an exception waits for nothing but time.
  package func hasWaitingException() throws(StoreError) -> Bool {
    try database.integer(
      """
      SELECT 1 FROM exception_book
      WHERE state IN ('ignored', 'watch') AND (state = 'ignored' OR survived >= needed) LIMIT 1
      """) != nil
  }

  /// All exceptions, resolved ones included, by number.
  package func allExceptions() throws(StoreError) -> [BookedException] {
    try bookedAll(where: "1 ORDER BY id")
  }

  /// The newest exception of a subject that was resolved; `nil` without one.
  package func resolvedException(of subject: String) throws(StoreError) -> BookedException? {
    try bookedAll(
      where: "subject = ? AND state = 'resolved' ORDER BY closed_at DESC, id DESC LIMIT 1",
      subject
    ).first
  }

  package func exception(_ id: Int64) throws(StoreError) -> BookedException? {
    try bookedAll(where: "id = ?", id).first
  }

  package func exception(fingerprint: String) throws(StoreError) -> BookedException? {
    try bookedAll(where: "fingerprint = ?", fingerprint).first
  }

  /// Opens a new exception and returns its number.
  package func open(
    _ booked: BookedException, fingerprint: String
  ) throws(StoreError) -> Int64 {
    let one = booked.exception
    try database.run(
      """
      INSERT INTO exception_book(fingerprint, state, severity, code, entity, key, warehouse,
        field, owner_system, expected, actual, difference, value_at_risk, system, feed, file,
        line, rule, message, hint, subject, first_seen, last_seen, seen, survived, needed,
        settle_seconds, assigned_to, due, first_run, last_run, sides)
      VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
      """,
      fingerprint, booked.state.rawValue, one.severity.rawValue, one.code.rawValue, one.entity,
      one.key, one.warehouse, one.field, one.ownerSystem, one.expected, one.actual,
      one.difference, one.valueAtRisk, one.origin?.system, one.origin?.feed, one.origin?.file,
      one.origin?.line, one.rule, one.message, one.hint, booked.subject, booked.firstSeen,
      booked.lastSeen, booked.seen, booked.survived, booked.needed, booked.settleSeconds,
      booked.assignedTo, booked.due, booked.lastRun, booked.lastRun, Self.text(of: one.sides))
    return database.lastInsertedID
  }

  /// Writes what a new look at an exception found.
  package func update(_ booked: BookedException) throws(StoreError) {
    let one = booked.exception
    let closedAt: Timestamp? = booked.state == .resolved ? booked.lastSeen : nil
    try database.run(
      """
      UPDATE exception_book SET state = ?, severity = ?, owner_system = ?, expected = ?,
        actual = ?, difference = ?, value_at_risk = ?, system = ?, feed = ?, file = ?, line = ?,
        rule = ?, message = ?, hint = ?, subject = ?, last_seen = ?, seen = ?, survived = ?,
        needed = ?, settle_seconds = ?, assigned_to = ?, due = ?, ignored_until = ?,
        last_run = ?, closed_at = ?, sides = ?, ignored_change = ?, ignored_from = ?, live_since = ?
      WHERE id = ?
      """,
      booked.state.rawValue, one.severity.rawValue, one.ownerSystem, one.expected, one.actual,
      one.difference, one.valueAtRisk, one.origin?.system, one.origin?.feed, one.origin?.file,
      one.origin?.line, one.rule, one.message, one.hint, booked.subject, booked.lastSeen,
      booked.seen, booked.survived, booked.needed, booked.settleSeconds, booked.assignedTo,
      booked.due, booked.ignoredUntil, booked.lastRun, closedAt, Self.text(of: one.sides),
      booked.ignoredChange, booked.ignoredFrom, booked.liveSince,
      booked.id)
  }

  /// Adds a line to the life of an exception.
  package func note(
    _ action: String, on id: Int64, who: String, at time: Timestamp, note: String? = nil
  ) throws(StoreError) {
    try database.run(
      "INSERT INTO exception_history(exception, at, who, action, note) VALUES(?,?,?,?,?)", id,
      time, who, action, note)
  }

  /// The lives of several exceptions, each oldest first.
  package func histories(of ids: Set<Int64>) throws(StoreError) -> [Int64: [ExceptionEvent]] {
    let statement = try database.statement(
      "SELECT exception, at, who, action, note FROM exception_history ORDER BY id")
    defer { statement.reset() }
    var lives: [Int64: [ExceptionEvent]] = [:]
    while try statement.step() {
      guard ids.contains(statement.integer(0)) else { continue }
      lives[statement.integer(0), default: []].append(
        ExceptionEvent(
          at: statement.text(1), who: statement.text(2), action: statement.text(3),
          note: statement.optionalText(4)))
    }
    return lives
  }

  /// When one of these actions was last noted on an exception; `nil` when none was.
  package func lastTime(of actions: [String], on id: Int64) throws(StoreError) -> Timestamp? {
    for event in try history(of: id).reversed() where actions.contains(event.action) {
      return Timestamp(rfc3339: event.at)
    }
    return nil
  }

  /// The life of an exception, oldest first.
  package func history(of id: Int64) throws(StoreError) -> [ExceptionEvent] {
    let statement = try database.statement(
      "SELECT at, who, action, note FROM exception_history WHERE exception = ? ORDER BY id")
    statement.bind(id, at: 1)
    defer { statement.reset() }
    var events: [ExceptionEvent] = []
    while try statement.step() {
      events.append(
        ExceptionEvent(
          at: statement.text(0), who: statement.text(1), action: statement.text(2),
          note: statement.optionalText(3)))
    }
    return events
  }
}
