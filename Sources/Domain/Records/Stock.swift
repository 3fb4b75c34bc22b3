extension RecordSchema {
  /// What a system says lies in a warehouse at a time; `value` is what its books say it is worth.
  ///
  /// Whose it is where a warehouse keeps the goods of several depositors is `owner`.
  ///
  /// Key: warehouse, sku, stock_status, lot, bin, lpn, owner. Snapshot, usually both ways.
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
      .init("lpn", .code, optional: true), .init("owner", .code, optional: true, added: true),
    ],
    fields: [
      .init("on_hand", .decimal), .init("allocated", .decimal), .init("available", .decimal),
      .init("as_of", .time), .init("last_event_seq", .integer),
      .init("value", .money, added: true),
    ])
}
