extension RecordSchema {
  /// A line of a customer order; the line number is given once and never reused.
  ///
  /// Key: order, line. Document, usually ERP to WMS.
  package static let salesOrderLine = RecordSchema(
    "sales_order_line", .document,
    key: [
      .init("order", .code), .init("line", .code),
    ],
    fields: [
      .init("sku", .code), .init("qty", .decimal, required: true), .init("uom", .unit),
      .init("unit_price", .money), .init("cancelled_qty", .decimal),
      .init("allow_substitution", .bool), .init("allow_backorder", .bool),
      .init("over_pct", .decimal), .init("under_pct", .decimal),
    ])
}
