extension RecordSchema {
  /// Goods shipped on one order line; `closing` says what becomes of the rest.
  ///
  /// Key: shipment, line, version. Event, usually WMS to ERP.
  package static let shipment = RecordSchema(
    "shipment", .event,
    key: [
      .init("shipment", .code), .init("line", .code), .init("version", .integer),
    ],
    fields: [
      .init("order", .code), .init("order_line", .code), .init("warehouse", .code),
      .init("sku", .code), .init("sku_ordered", .code), .init("qty", .decimal, required: true),
      .init(
        "closing", .choice(["complete", "backorder", "closed", "over", "substituted", "cancelled"])),
      .init("lot", .code), .init("carrier", .code), .init("freight_cost", .money),
      .init("currency", .code), .init("shipped_at", .time),
      .init("serials", .text, added: true),
      .init("event_seq", .integer, added: true), .init("owner", .code, added: true),
    ],
    lookups: [["order", "order_line"]])
}
