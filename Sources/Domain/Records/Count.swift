extension RecordSchema {
  /// One count of a bin.
  ///
  /// Key: count, warehouse, bin, sku, lot, pass. Event, usually WMS to ERP.
  package static let count = RecordSchema(
    "count", .event,
    key: [
      .init("count", .code), .init("warehouse", .code), .init("bin", .code), .init("sku", .code),
      .init("lot", .code, optional: true), .init("pass", .integer),
    ],
    fields: [
      .init("counted", .decimal, required: true), .init("system_before", .decimal),
      .init("counted_at", .time),
      .init("event_seq", .integer, added: true), .init("owner", .code, added: true),
    ])
}
