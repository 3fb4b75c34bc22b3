extension RecordSchema {
  /// The header of a purchase order.
  ///
  /// Key: po. Document, usually ERP to WMS.
  package static let purchaseOrder = RecordSchema(
    "purchase_order", .document,
    key: [
      .init("po", .code)
    ],
    fields: [
      .init("version", .integer), .init("supplier", .code), .init("warehouse", .code),
      .init("status", .choice(["pending", "approved", "rejected", "cancelled", "closed"])),
      .init("ordered_at", .time), .init("expected_from", .date), .init("expected_to", .date),
      .init("closed_at", .time), .init("currency", .code),
    ])
}
