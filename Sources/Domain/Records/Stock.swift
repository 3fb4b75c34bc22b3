extension RecordSchema {
  /// What a system says lies in a warehouse at a time; `value` is what its books say it is worth.
  ///
  /// Key: warehouse, sku, stock_status, lot, bin, lpn. Snapshot, usually both ways.
  package static let stock = RecordSchema(
    "stock", .snapshot,
    key: [
      .init("warehouse", .code), .init("sku", .code),
      .init(
        "stock_status",
        .choice([
          "available", "allocated", "qc", "hold", "damaged", "quarantine", "expired",
          "customer_return", "in_transit", "lost",
        ]), optional: true),
      .init("lot", .code, optional: true), .init("bin", .code, optional: true),
      .init("lpn", .code, optional: true),
    ],
    fields: [
      .init("on_hand", .decimal), .init("allocated", .decimal), .init("available", .decimal),
      .init("as_of", .time), .init("last_event_seq", .integer),
      .init("value", .money, added: true),
    ])
}
