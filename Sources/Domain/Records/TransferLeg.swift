extension RecordSchema {
  /// A dispatch or a receipt of a transfer line.
  ///
  /// Key: transfer, line, leg (dispatch, receive), number. Event, usually WMS to ERP.
  package static let transferLeg = RecordSchema(
    "transfer_leg", .event,
    key: [
      .init("transfer", .code), .init("line", .code),
      .init("leg", .choice(["dispatch", "receive"])), .init("number", .code),
    ],
    fields: [
      .init("warehouse", .code), .init("sku", .code), .init("qty", .decimal, required: true),
      .init("at", .time),
      .init("event_seq", .integer, added: true), .init("owner", .code, added: true),
    ])
}
