extension RecordSchema {
  /// A proposed purchase.
  ///
  /// Key: warehouse, sku. Derived, usually to the ERP.
  package static let purchaseProposal = RecordSchema(
    "purchase_proposal", .derived,
    key: [
      .init("warehouse", .code), .init("sku", .code),
    ],
    fields: [
      .init("qty", .decimal), .init("uom", .unit), .init("supplier", .code),
      .init("needed_by", .date), .init("reorder_point", .decimal),
      .init("safety_stock", .decimal), .init("projected", .decimal),
    ])
}
