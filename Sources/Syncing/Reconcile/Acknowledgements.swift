internal import Domain
internal import Persistence
internal import Reconciliation

/// Applies the answers of receivers to what was sent to them, and notices answers that are
/// overdue.
struct Acknowledgements {
  let session: Session

  func run() throws {
    for answer in try newAnswers() { try apply(answer) }
    try session.store.clearTouched(Touched.answers)
    try judgeOverdue()
  }

  private func newAnswers() throws -> [RecordTable.Stored] {
    let table = try session.store.table(.ack)
    guard let keys = try session.store.touched(Touched.answers) else {
      return try table.records()
    }
    var answers: [RecordTable.Stored] = []
    for key in keys {
      for system in session.settings.systems {
        if let stored = try table.record(RecordKey(text: key), in: system.id) {
          answers.append(stored)
        }
      }
    }
    return answers
  }

  /// An answer names a file, or one record of it by its row.
  private func find(_ message: String) throws -> (file: OutboxFile, row: Int?)? {
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
        Subject.message(message), findings: [try unknown(message, stored)])
    }
    let isAccepted = stored.record["result"].text != "rejected"
    try session.store.answer(isAccepted ? "accepted" : "rejected", file: file, row: row)
    if row == nil {
      try session.store.mark(file, isAccepted ? .acknowledged : .rejected, at: session.now)
    }
    try session.desk.judge(
      Subject.message(message),
      findings: isAccepted ? [] : [try rejection(message, stored, file, row)])
    if isAccepted { try closeReplaced(by: file) }
  }

  /// A rejected file is settled once everything in it was sent again and accepted.
  private func closeReplaced(by file: OutboxFile) throws {
    for older in try session.store.rejectedFiles(of: file.stream, before: file.sequence)
    where try session.store.sentKeys(in: older).isEmpty {
      try session.desk.judge(Subject.message(older.message), findings: [])
    }
  }

  private func unknown(
    _ message: String, _ stored: RecordTable.Stored
  ) throws -> SyncException {
    let origin = try session.origin(of: stored)
    return SyncException(
      .rowInvalid, severity: .error, entity: RecordSchema.ack.entity, key: message,
      ownerSystem: stored.system, origin: origin,
      message: "\(origin.place)\(stored.system) answers \(message), which was never sent to it",
      hint: "find out which sender it answers")
  }

  private func rejection(
    _ message: String, _ stored: RecordTable.Stored, _ file: OutboxFile, _ row: Int?
  ) throws -> SyncException {
    let origin = try session.origin(of: stored)
    let reasons = [stored.record["code"], stored.record["text"]].map(\.description)
      .filter { !$0.isEmpty }.joined(separator: ": ")
    let keys = try session.store.sentKeys(in: file, row: row).prefix(3).map(\.text)
    return SyncException(
      .ackNegative, entity: RecordSchema.ack.entity, key: message, ownerSystem: stored.system,
      expected: "accepted", actual: "rejected", origin: origin,
      message: "\(origin.place)\(stored.system) rejects \(file.name)"
        + (row.map { " row \($0)" } ?? "") + " (\(keys.joined(separator: ", "))): \(reasons)")
  }

  private func judgeOverdue() throws {
    var present: Set<String> = []
    for file in try session.store.overdueFiles(at: session.now) {
      let subject = "overdue|\(file.message)"
      present.insert(subject)
      try session.desk.judge(
        subject,
        findings: [
          SyncException(
            .ackOverdue, key: file.message, ownerSystem: file.system, expected: "an answer",
            actual: "none",
            message: "\(file.name): \(file.system) has not answered since "
              + "\(file.createdAt)")
        ])
    }
    try session.desk.closeSubjects(startingWith: "overdue|", except: present)
  }
}

extension Optional where Wrapped == Origin {
  /// `file:line: `, empty for what was not read from a file.
  fileprivate var place: String { map { "\($0.file):\($0.line): " } ?? "" }
}
