extension RecordSchema {
  /// Stock that changed its status; the quantity stays.
  ///
  /// Key: move, line. Event, usually WMS to ERP.
  package static let statusMove = RecordSchema(
    "status_move", .event,
    key: [
      .init("move", .code), .init("line", .code),
    ],
    fields: [
      .init("warehouse", .code), .init("sku", .code), .init("qty", .decimal, required: true),
      .init(
        "from_status",
        .choice([
          "available", "allocated", "qc", "hold", "damaged", "quarantine", "expired",
          "customer_return", "in_transit", "lost",
        ])),
      .init(
        "to_status",
        .choice([
          "available", "allocated", "qc", "hold", "damaged", "quarantine", "expired",
          "customer_return", "in_transit", "lost",
        ])),
      .init("lot", .code), .init("reason", .code), .init("moved_at", .time),
      .init("event_seq", .integer, added: true), .init("owner", .code, added: true),
    ])
}
