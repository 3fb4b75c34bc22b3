extension RecordSchema {
  /// A line of a transfer between two warehouses.
  ///
  /// Key: transfer, line. Document, usually ERP to WMS.
  package static let transferLine = RecordSchema(
    "transfer_line", .document,
    key: [
      .init("transfer", .code), .init("line", .code),
    ],
    fields: [
      .init("from_warehouse", .code), .init("to_warehouse", .code), .init("sku", .code),
      .init("qty", .decimal, required: true), .init("need_by", .date), .init("cancelled", .bool),
    ])
}
