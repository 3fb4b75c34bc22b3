extension RecordSchema {
  /// A wish to change an order that was already sent; `value` replaces, it is no difference.
  ///
  /// Key: order, change. Event, usually ERP to WMS.
  package static let orderChange = RecordSchema(
    "order_change", .event,
    key: [
      .init("order", .code), .init("change", .code),
    ],
    fields: [

      .init(
        "kind",
        .choice([
          "hold", "release", "qty", "address", "date", "add_line", "cancel_line", "cancel_order",
        ])),
      .init("line", .code), .init("value", .text), .init("requested_at", .time),
    ])
}
