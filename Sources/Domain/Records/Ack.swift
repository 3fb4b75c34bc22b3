extension RecordSchema {
  /// The answer of a system to something sent to it.
  ///
  /// Key: message, level. Event, usually both ways. An answer without a level is one about the
  /// matter itself.
  package static let ack = RecordSchema(
    "ack", .event,
    key: [
      .init("message", .code),
      .init(
        "level", .choice(AcknowledgementLevel.allCases.map(\.rawValue)), optional: true,
        added: true),
    ],
    fields: [
      .init(
        "result", .choice(["accepted", "accepted_with_changes", "rejected"]), required: true),
      .init("code", .text), .init("text", .text), .init("at", .time),
    ])
}

/// What an answer is about, from the least to the most that can be said.
package enum AcknowledgementLevel: String, CaseIterable, Comparable, Sendable {
  /// The file has arrived.
  case received
  /// It could be read.
  case syntax
  /// What it asks for is done.
  case business

  /// The level of an `ack` record; one that says none is about the matter.
  package init(of answer: Record) {
    self = answer["level"].text.flatMap(Self.init) ?? .business
  }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
