package import Domain

/// The exceptions of a site as files and lines for people and programs.
package struct ExceptionReport: Sendable {
  package let site: String
  package let generatedAt: Timestamp
  /// Number of the run that made it.
  package let run: Int64
  /// In order of severity, code, key.
  package let exceptions: [BookedException]
  /// The life of each exception, by its number; only for JSON.
  package let histories: [Int64: [ExceptionEvent]]

  package init(
    site: String, generatedAt: Timestamp, run: Int64, exceptions: [BookedException],
    histories: [Int64: [ExceptionEvent]] = [:]
  ) {
    self.site = site
    self.generatedAt = generatedAt
    self.run = run
    self.exceptions = exceptions
    self.histories = histories
  }

  /// Columns of the CSV report, in order.
  package static let columns = [
    "id", "state", "severity", "code", "entity", "key", "warehouse", "field", "owner_system",
    "expected", "actual", "difference", "value_at_risk", "feed", "file", "line", "rule",
    "first_seen", "last_seen", "seen", "age_hours", "assigned_to", "due", "ignored_until",
    "message", "hint", "command", "run_id",
  ]

  /// Columns whose content is a number.
  private static let numericColumns: Set = [
    "id", "difference", "value_at_risk", "line", "seen", "age_hours", "run_id",
  ]

  /// The report as CSV (RFC 4180, comma, UTF-8, LF).
  package var csv: String { String(decoding: csvBytes, as: UTF8.self) }

  package var csvBytes: [UInt8] {
    SheetText.bytes(
      columns: Self.columns, numeric: Self.numericColumns, exceptions.lazy.map(values))
  }

  /// What stands in each column for an exception.
  private func values(of booked: BookedException) -> [String] {
    let one = booked.exception
    let hours = max(0, generatedAt.seconds(since: booked.firstSeen)) / 3_600
    return [
      String(booked.id), booked.state.rawValue, one.severity.rawValue, one.code.rawValue,
      one.entity?.text ?? "", one.key, one.warehouse?.text ?? "", one.field ?? "",
      one.ownerSystem?.text ?? "", one.expected ?? "", one.actual ?? "",
      one.difference?.description ?? "", one.valueAtRisk?.description ?? "",
      one.origin?.feed.text ?? "", one.origin?.file ?? "",
      one.origin.map { $0.line > 0 ? String($0.line) : "" } ?? "",
      one.rule ?? "", booked.firstSeen.description, booked.lastSeen.description,
      String(booked.seen), String(hours), booked.assignedTo ?? "", booked.due ?? "",
      booked.ignoredUntil ?? "", one.message, one.hint, Self.command(for: booked),
      String(booked.lastRun),
    ]
  }

  /// What to type to look at an exception.
  package static func command(for booked: BookedException) -> String {
    "wmsync exceptions show \(booked.id)"
  }

  /// The report as one JSON document, indented for people who look into it.
  package var json: String { document.indentedText + "\n" }

  /// The report as JSON.
  package var document: JSONValue {
    .object([
      .init("schema", .string("wmsync.exceptions/1")), .init("site", .string(site)),
      .init("generated_at", .string(generatedAt.description)),
      .init("run", .object([.init("id", .number(String(run)))])),
      .init("summary", summary),
      .init("exceptions", .array(exceptions.map { document(of: $0) })),
    ])
  }

  /// Numbers of live exceptions by state, severity and code; names in byte order.
  private var summary: JSONValue {
    func counts(_ name: (BookedException) -> String) -> JSONValue {
      let grouped = Dictionary(grouping: exceptions, by: name).mapValues(\.count)
      return .object(
        grouped.sorted { $0.key < $1.key }.map { .init($0.key, .number(String($0.value))) })
    }
    return .object([
      .init("total", .number(String(exceptions.count))),
      .init("by_state", counts { $0.state.rawValue }),
      .init("by_severity", counts { $0.exception.severity.rawValue }),
      .init("by_code", counts { $0.exception.code.rawValue }),
    ])
  }

  /// One exception with its evidence and, where it is known, its life.
  package func document(of booked: BookedException) -> JSONValue {
    let one = booked.exception
    let hours = max(0, generatedAt.seconds(since: booked.firstSeen)) / 3_600
    return .object([
      .init("id", .number(String(booked.id))), .init("state", .string(booked.state.rawValue)),
      .init("severity", .string(one.severity.rawValue)),
      .init("code", .string(one.code.rawValue)), .init("subject", subject(one)),
      .init("values", values(one)), .init("difference", number(one.difference)),
      .init("value_at_risk", number(one.valueAtRisk)), .init("rule", text(one.rule)),
      .init("first_seen", .string(booked.firstSeen.description)),
      .init("last_seen", .string(booked.lastSeen.description)),
      .init("seen", .number(String(booked.seen))),
      .init("age_hours", .number(String(hours))), .init("assigned_to", text(booked.assignedTo)),
      .init("due", text(booked.due)), .init("ignored_until", text(booked.ignoredUntil)),
      .init("message", .string(one.message)), .init("hint", .string(one.hint)),
      .init("command", .string(Self.command(for: booked))),
      .init("run_id", .number(String(booked.lastRun))),
      .init("history", .array((histories[booked.id] ?? []).map(event))),
    ])
  }

  private func subject(_ one: SyncException) -> JSONValue {
    .object([
      .init("entity", text(one.entity?.text)), .init("key", .string(one.key)),
      .init("warehouse", text(one.warehouse?.text)), .init("field", text(one.field)),
      .init("owner_system", text(one.ownerSystem?.text)),
    ])
  }

  /// What each system says and where it stands; the side that must act comes without a place
  /// when only one side was judged.
  private func values(_ one: SyncException) -> JSONValue {
    var sides = one.sides
    if sides.isEmpty, let origin = one.origin {
      sides = [ExceptionSide(origin.system, says: one.actual, at: origin.place)]
      if let owner = one.ownerSystem, owner != origin.system {
        sides.insert(ExceptionSide(owner, says: one.expected, at: nil), at: 0)
      }
    }
    return .object(
      sides.map { side in
        .init(
          side.system.text,
          .object([.init("value", text(side.value)), .init("at", text(side.place))]))
      })
  }

  private func event(_ event: ExceptionEvent) -> JSONValue {
    .object([
      .init("at", .string(event.at)), .init("who", .string(event.who)),
      .init("action", .string(event.action)), .init("note", text(event.note)),
    ])
  }

  private func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  private func number(_ number: ExactDecimal?) -> JSONValue {
    number.map { .number($0.description) } ?? .null
  }
}
