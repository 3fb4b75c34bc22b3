extension RecordSchema {
  /// A line of a return authorisation.
  ///
  /// Key: rma, line. Document, usually ERP to WMS.
  package static let rmaLine = RecordSchema(
    "rma_line", .document,
    key: [
      .init("rma", .code), .init("line", .code),
    ],
    fields: [
      .init("order", .code), .init("order_line", .code), .init("customer", .code),
      .init("sku", .code), .init("qty", .decimal, required: true), .init("reason", .code),
      .init(
        "requested_action",
        .choice(["default", "restock", "quarantine", "dispose", "return_to_vendor", "refurbish"])),
      .init("expires", .date),
    ],
    lookups: [["order", "order_line"]])
}
