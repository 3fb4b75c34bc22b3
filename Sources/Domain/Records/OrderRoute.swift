extension RecordSchema {
  /// Which warehouse is to send what of an order line, and what of it has not left yet.
  ///
  /// A kit stands here as its parts. Without a warehouse nobody sends it yet. Key: order, line, sku,
  /// warehouse. Derived; kept where stock is planned.
  package static let orderRoute = RecordSchema(
    "order_route", .derived,
    key: [
      .init("order", .code), .init("line", .code), .init("sku", .code),
      .init("warehouse", .code, optional: true),
    ],
    fields: [
      .init("qty", .decimal), .init("qty_open", .decimal),
      .init("status", .choice(["open", "closed", "refused"])), .init("rule", .text),
      .init("optimal", .bool), .init("distance_km", .decimal), .init("cost", .money),
    ])
}
