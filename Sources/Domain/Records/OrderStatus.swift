extension RecordSchema {
  /// Where an order line stands, derived from events.
  ///
  /// Key: order, line. Derived, usually to ERP, CRM and channels.
  package static let orderStatus = RecordSchema(
    "order_status", .derived,
    key: [
      .init("order", .code), .init("line", .code),
    ],
    fields: [

      .init(
        "status",
        .choice([
          "new", "sent", "acked", "allocated", "released", "picking", "picked", "packed", "shipped",
          "backordered", "cancel_requested", "cancelled", "rejected", "hold", "exception",
        ])),
      .init("qty_shipped", .decimal), .init("qty_open", .decimal), .init("tracking", .code),
      .init("since", .time), .init("delayed", .bool),
    ])
}
