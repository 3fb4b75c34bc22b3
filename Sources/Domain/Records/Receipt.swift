extension RecordSchema {
  /// Goods received on one line; good, damaged and rejected quantities are separate legs.
  ///
  /// Key: receipt, line, version. Event, usually WMS to ERP.
  package static let receipt = RecordSchema(
    "receipt", .event,
    key: [
      .init("receipt", .code), .init("line", .code), .init("version", .integer),
    ],
    fields: [
      .init("po", .code), .init("po_line", .code), .init("asn", .code), .init("warehouse", .code),
      .init("sku", .code), .init("qty_good", .decimal), .init("qty_damaged", .decimal),
      .init("qty_rejected", .decimal), .init("lot", .code), .init("expires", .date),
      .init("received_at", .time), .init("complete", .bool),
      .init("serials", .text, added: true),
      .init("event_seq", .integer, added: true), .init("owner", .code, added: true),
    ],
    lookups: [["po", "po_line"], ["sku", "lot"], ["asn"]])
}
