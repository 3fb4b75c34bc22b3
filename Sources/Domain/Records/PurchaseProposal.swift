extension RecordSchema {
  /// A proposed purchase, or with `from_warehouse` a proposed transfer.
  ///
  /// Key: warehouse, sku, from_warehouse. Derived, usually to the ERP.
  package static let purchaseProposal = RecordSchema(
    "purchase_proposal", .derived,
    key: [
      .init("warehouse", .code), .init("sku", .code),
      .init("from_warehouse", .code, optional: true, added: true),
    ],
    fields: [
      .init("qty", .decimal), .init("uom", .unit), .init("supplier", .code),
      .init("needed_by", .date), .init("reorder_point", .decimal),
      .init("safety_stock", .decimal), .init("projected", .decimal),
    ])
}
