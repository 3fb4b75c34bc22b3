internal import Domain
internal import Persistence
internal import Reporting

/// What a run did before it was rolled back, for `--dry-run`.
struct Rehearsal {
  let session: Session
  /// The last event in the life of any exception before the run began.
  let eventsBefore: Int64

  /// So many keys of a file stand in its line; the document names all of them.
  private static let mostKeys = 5

  /// Decisions with direction, values and rule, then the files that would go out, then what would
  /// become of exceptions: for people, and as a document; and what would be sent, by stream.
  func told() throws -> (lines: [String], document: JSONValue, sent: [StreamID: [RecordKey]]) {
    let changes = try session.store.decisions(of: session.run)
    let files = try session.store.undeliveredFiles().map { file in
      (file: file, keys: try session.store.sentContents(in: file).map(\.key))
    }
    let named = files.map { (file: $0.file, keys: $0.keys.map(\.text)) }
    let events = try session.store.exceptionEvents(
      after: eventsBefore, ["opened", "reopened", "escalated", "closed"]
    ).compactMap { id, event in
      try session.store.exception(id).map { (action: event.action, exception: $0.exception) }
    }
    return (
      changes.map(line) + named.map(line)
        + events.map { "\($0.action) \($0.exception.code.rawValue): \($0.exception.message)" },
      .object([
        .init("changes", .array(changes.map(document))),
        .init("files", .array(named.map(document))),
        .init("exceptions", .array(events.map(document))),
      ]),
      Dictionary(
        files.filter { $0.file.run == session.run }.map { ($0.file.stream, $0.keys) },
        uniquingKeysWith: +)
    )
  }

  private func line(of entry: DecisionEntry) -> String {
    "\(entry.entity) \(SafeText.shown(entry.key.text)) \(entry.field): \(entry.decision): "
      + "\(entry.other) \(shown(entry.otherValue)) → \(shown(entry.ownerValue))"
      + (entry.rule.map { " by \($0)" } ?? "")
  }

  private func shown(_ value: String) -> String {
    value.isEmpty ? "nothing" : "\"\(SafeText.shown(value))\""
  }

  private func line(of file: OutboxFile, _ keys: [String]) -> String {
    var text = "→ \(file.system): \(file.name), \(file.records) records"
    if file.run != session.run { text += ", waiting since run \(file.run)" }
    guard !keys.isEmpty else { return text }
    text += ": " + keys.prefix(Self.mostKeys).map(SafeText.shown).joined(separator: ", ")
    return keys.count > Self.mostKeys ? text + " and \(keys.count - Self.mostKeys) more" : text
  }

  private func document(of entry: DecisionEntry) -> JSONValue {
    .object([
      .init("entity", .string(entry.entity.text)), .init("key", .string(entry.key.text)),
      .init("field", .string(entry.field)), .init("decision", .string(entry.decision)),
      .init("system", .string(entry.other.text)), .init("value", .string(entry.otherValue)),
      .init("becomes", .string(entry.ownerValue)), .init("rule", text(entry.rule)),
    ])
  }

  private func document(of file: OutboxFile, _ keys: [String]) -> JSONValue {
    .object([
      .init("stream", .string(file.stream.text)), .init("to", .string(file.system.text)),
      .init("name", .string(file.name)), .init("run", .number(String(file.run))),
      .init("records", .number(String(file.records))), .init("sha256", .string(file.sha256)),
      .init("keys", .array(keys.map { .string($0) })),
    ])
  }

  private func document(of action: String, _ exception: SyncException) -> JSONValue {
    .object([
      .init("event", .string(action)), .init("code", .string(exception.code.rawValue)),
      .init("severity", .string("\(exception.severity)")),
      .init("entity", text(exception.entity?.text)), .init("key", .string(exception.key)),
      .init("warehouse", text(exception.warehouse?.text)), .init("field", text(exception.field)),
      .init("message", .string(exception.message)),
    ])
  }

  private func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
