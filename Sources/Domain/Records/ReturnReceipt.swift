extension RecordSchema {
  /// Goods that came back, and what was done with them.
  ///
  /// Key: return, line, version. Event, usually WMS to ERP.
  package static let returnReceipt = RecordSchema(
    "return_receipt", .event,
    key: [
      .init("return", .code), .init("line", .code), .init("version", .integer),
    ],
    fields: [
      .init("rma", .code), .init("rma_line", .code), .init("order", .code),
      .init("order_line", .code), .init("warehouse", .code), .init("sku", .code),
      .init("qty", .decimal, required: true), .init("condition", .text),
      .init(
        "action",
        .choice(["default", "restock", "quarantine", "dispose", "return_to_vendor", "refurbish"])),
      .init("tracking", .code), .init("received_at", .time),
      .init("serials", .text, added: true),
      .init("event_seq", .integer, added: true), .init("owner", .code, added: true),
    ],
    lookups: [["order", "order_line"], ["rma", "rma_line"], ["tracking"]])
}
