extension RecordSchema {
  /// A step of the warehouse work on an order.
  ///
  /// Key: order, line, event. Event, usually WMS to ERP.
  package static let orderProgress = RecordSchema(
    "order_progress", .event,
    key: [
      .init("order", .code), .init("line", .code, optional: true), .init("event", .code),
    ],
    fields: [

      .init(
        "code",
        .choice([
          "acked", "rejected", "allocated", "released", "picking", "picked", "packed", "loaded",
          "un_picked", "un_packed", "exception",
        ])),
      .init("qty", .decimal), .init("reason", .code), .init("at", .time),
    ])
}
