extension RecordSchema {
  /// What goes into which carton, article by article.
  ///
  /// `cartons_bound` is how many cartons with a type nobody can pack the order's goods without.
  ///
  /// Key: order, carton, line. Derived, usually to the WMS.
  package static let packingInstruction = RecordSchema(
    "packing_instruction", .derived,
    key: [
      .init("order", .code), .init("carton", .code),
      .init("line", .code, optional: true, added: true),
    ],
    fields: [
      .init("sku", .code), .init("qty", .decimal), .init("carton_type", .code),
      .init("notes", .text), .init("warehouse", .code, added: true),
      .init("hazmat", .bool, added: true), .init("weight_kg", .decimal, added: true),
      .init("cartons_bound", .integer, added: true),
    ])
}
