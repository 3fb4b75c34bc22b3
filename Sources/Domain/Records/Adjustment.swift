extension RecordSchema {
  /// A correction of stock that the warehouse made, signed.
  ///
  /// Key: adjustment, line. Event, usually WMS to ERP.
  package static let adjustment = RecordSchema(
    "adjustment", .event,
    key: [
      .init("adjustment", .code), .init("line", .code),
    ],
    fields: [
      .init("warehouse", .code), .init("sku", .code), .init("delta", .decimal, required: true),
      .init("reason", .code), .init("lot", .code),
      .init(
        "stock_status",
        .choice([
          "available", "allocated", "qc", "hold", "damaged", "quarantine", "expired",
          "customer_return", "in_transit", "lost",
        ])),
      .init("reference", .code), .init("adjusted_at", .time),
      .init("event_seq", .integer, added: true), .init("owner", .code, added: true),
    ],
    lookups: [["reference"]])
}
