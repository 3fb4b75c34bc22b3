extension RecordSchema {
  /// What goes into which carton.
  ///
  /// Key: order, carton. Derived, usually to the WMS.
  package static let packingInstruction = RecordSchema(
    "packing_instruction", .derived,
    key: [
      .init("order", .code), .init("carton", .code),
    ],
    fields: [
      .init("sku", .code), .init("qty", .decimal), .init("carton_type", .code),
      .init("notes", .text),
    ])
}
