extension RecordSchema {
  /// The answer of a system to something sent to it.
  ///
  /// Key: message. Event, usually both ways.
  package static let ack = RecordSchema(
    "ack", .event,
    key: [
      .init("message", .code)
    ],
    fields: [
      .init(
        "result", .choice(["accepted", "accepted_with_changes", "rejected"]), required: true),
      .init("code", .text), .init("text", .text), .init("at", .time),
    ])
}
