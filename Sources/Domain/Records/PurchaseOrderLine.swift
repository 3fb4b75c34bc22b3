extension RecordSchema {
  /// A line of a purchase order: what the warehouse may expect.
  ///
  /// Key: po, line. Document, usually ERP to WMS.
  package static let purchaseOrderLine = RecordSchema(
    "purchase_order_line", .document,
    key: [
      .init("po", .code), .init("line", .code),
    ],
    fields: [
      .init("sku", .code), .init("qty", .decimal, required: true), .init("uom", .unit),
      .init("unit_cost", .money), .init("over_pct", .decimal), .init("under_pct", .decimal),
      .init("closed", .bool),
    ])
}
