internal import Domain
internal import Persistence
internal import Reconciliation

/// Applies the answers of receivers to what was sent to them, and notices answers that are
/// overdue.
struct Acknowledgements {
  let session: Session

  func run() throws {
    for answer in try newAnswers() { try apply(answer) }
    // A refusal is settled once everything in it was sent again and accepted.
    for message in try session.store.settleRejections() {
      try session.desk.judge(Subject.message(message), findings: [])
    }
    try session.store.clearTouched(Touched.answers)
    try judgeOverdue()
  }

  /// New answers, in key order; of those to one message, only the one that says most counts.
  private func newAnswers() throws -> [RecordTable.Stored] {
    let table = try session.store.table(.ack)
    guard let keys = try session.store.touched(Touched.answers) else {
      return try table.records().filter { try counts($0, in: table) }
    }
    var answers: [RecordTable.Stored] = []
    for key in keys {
      for system in session.settings.systems {
        if let stored = try table.record(RecordKey(text: key), in: system.id),
          try counts(stored, in: table)
        {
          answers.append(stored)
        }
      }
    }
    return answers
  }

  private func counts(_ stored: RecordTable.Stored, in table: RecordTable) throws -> Bool {
    let level = AcknowledgementLevel(of: stored.record)
    return try answers(to: stored.record["message"].description, from: stored.system, in: table)
      .allSatisfy { $0.key == stored.record.key || AcknowledgementLevel(of: $0) <= level }
  }

  private func answers(
    to message: String, from system: SystemID, in table: RecordTable
  ) throws -> [Record] {
    try table.records(system: system, where: [("message", message)]).map(\.record)
  }

  /// An answer names a file, or one record of it by its row; a file that nobody was sent has none.
  private func find(_ message: String) throws -> (file: OutboxFile, row: Int?)? {
    try sending(message).flatMap { $0.file.isShadow ? nil : $0 }
  }

  private func sending(_ message: String) throws -> (file: OutboxFile, row: Int?)? {
    if let file = try session.store.outboxFile(message: message) { return (file, nil) }
    guard let dash = message.lastIndex(of: "-"),
      let row = Int(message[message.index(after: dash)...]),
      let file = try session.store.outboxFile(message: String(message[..<dash]))
    else { return nil }
    return (file, row)
  }

  private func apply(_ stored: RecordTable.Stored) throws {
    let message = stored.record["message"].description
    guard let (file, row) = try find(message), file.system == stored.system else {
      return try session.desk.judge(
        Subject.message(message), findings: try findings(.unknown, message, stored))
    }
    let isAccepted = stored.record["result"].text != "rejected"
    if isAccepted, AcknowledgementLevel(of: stored.record) < level(of: file.stream) { return }
    try session.store.answer(isAccepted ? "accepted" : "rejected", file: file, row: row)
    let keys = try session.store.sentKeys(in: file, row: row)
    try session.store.touch(
      Touched.sales, session.orders(sentOn: file.stream, keys).sorted())
    try session.touchStock(sentOn: file.stream, keys)
    if session.settings.tellsStages,
      session.settings.outbound.contains(where: { $0.id == file.stream && $0.carriesOrders })
    {
      try session.store.advance(
        Set(keys.map { $0.parts[0] }), from: [OrderStage.new.name, OrderStage.sent.name],
        to: isAccepted ? OrderStage.acked.name : "rejected", at: session.now)
    }
    if row == nil {
      try session.store.mark(file, isAccepted ? .acknowledged : .rejected, at: session.now)
    } else if file.state == .published, try session.store.isAnswered(file) {
      // Nobody waits for a word on the whole when each part has its own.
      try session.store.mark(file, .acknowledged, at: session.now)
    }
    if isAccepted {
      try forgetRetries(of: keys, on: file.stream)
      return try session.desk.judge(Subject.message(message), findings: [])
    }
    try session.store.rejectRecords(keys, of: file, message: message)
    let found: [SyncException]
    if let retry = try sendAgain(file, row, after: stored.record["code"].text) {
      found = try retry.map { try findings($0, message, stored, file, row) } ?? []
    } else if try isOrderMatter(file, row, keys) {
      found = []
    } else {
      found = try findings(rejection(stored), message, stored, file, row)
    }
    try session.desk.judge(Subject.message(message), findings: found)
  }

  /// What an answer on a stream must be about.
  private func level(of stream: StreamID) -> AcknowledgementLevel {
    session.settings.outbound.first { $0.id == stream }?.acknowledgement?.level ?? .business
  }

  private func forgetRetries(of keys: [RecordKey], on stream: StreamID) throws {
    let settings = session.settings.outbound.first { $0.id == stream }
    guard settings?.acknowledgement?.passingCodes.isEmpty == false else { return }
    for key in keys { try session.store.forgetRetries(of: key, on: stream) }
  }

  /// Sends what was refused for a passing reason once more, in this run.
  ///
  /// - Returns: what is to be reported when it was refused too often; an empty value when nothing
  ///   is, and `nil` when the reason does not pass by itself.
  /// - Throws: what the store failed with.
  private func sendAgain(
    _ file: OutboxFile, _ row: Int?, after code: String?
  ) throws -> AnswerFacts.Finding?? {
    guard let code, let stream = session.settings.outbound.first(where: { $0.id == file.stream }),
      let acknowledgement = stream.acknowledgement, acknowledgement.passingCodes.contains(code)
    else { return nil }
    var isExhausted = false
    // What was replaced since then has a sending of its own, with an answer of its own.
    for content in try session.store.sentContents(in: file) where row == nil || content.row == row {
      let times = try session.store.countRetry(of: content.key, on: file.stream)
      if times > acknowledgement.retries {
        isExhausted = true
      } else {
        try session.sendAgain(content.key, on: stream)
      }
    }
    return .some(isExhausted ? .exhausted(code: code, times: acknowledgement.retries) : nil)
  }

  /// A cancellation that is refused is the order's matter, and reported as that.
  private func isOrderMatter(_ file: OutboxFile, _ row: Int?, _ keys: [RecordKey]) throws -> Bool {
    let entity = session.settings.outbound.first { $0.id == file.stream }?.entity
    guard row != nil, entity == RecordSchema.orderChange.entity, let key = keys.first else {
      return false
    }
    let table = try session.store.table(.orderChange)
    for system in session.settings.systems {
      guard let kind = try table.record(key, in: system.id)?.record["kind"].text else { continue }
      return kind == "cancel_line" || kind == "cancel_order"
    }
    return false
  }

  private func rejection(_ stored: RecordTable.Stored) -> AnswerFacts.Finding {
    .rejected(
      code: stored.record["code"].description, text: stored.record["text"].description)
  }

  private func findings(
    _ finding: AnswerFacts.Finding, _ message: String, _ stored: RecordTable.Stored,
    _ file: OutboxFile? = nil, _ row: Int? = nil
  ) throws -> [SyncException] {
    var facts = AnswerFacts(message: message, system: stored.system, finding: finding)
    facts.file = file?.name ?? ""
    facts.row = row
    facts.keys = try file.map { try session.store.sentKeys(in: $0, row: row).map(\.text) } ?? []
    facts.origin = try session.origin(of: stored)
    return Reconciliation.findings(in: .answer(facts))
  }

  private func judgeOverdue() throws {
    var present: Set<SubjectID> = []
    let table = try session.store.table(.ack)
    for file in try session.store.overdueFiles(at: session.now) {
      let subject = "overdue|\(file.message)"
      present.insert(SubjectID(subject))
      let said = try answers(to: file.message, from: file.system, in: table)
        .map(AcknowledgementLevel.init(of:)).max()
      let facts = AnswerFacts(
        message: file.message, file: file.name, system: file.system,
        finding: .overdue(
          sinceSeconds: session.now.seconds(since: file.createdAt), sentAt: file.createdAt,
          said: said?.rawValue))
      try session.desk.judge(subject, findings: Reconciliation.findings(in: .answer(facts)))
    }
    try session.desk.closeSubjects(startingWith: "overdue|", except: present)
  }
}
