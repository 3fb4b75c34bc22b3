extension RecordSchema {
  /// A returned line to be credited.
  ///
  /// Key: return, line. Derived, usually to the ERP.
  package static let creditTrigger = RecordSchema(
    "credit_trigger", .derived,
    key: [
      .init("return", .code), .init("line", .code),
    ],
    fields: [
      .init("rma", .code), .init("order", .code), .init("sku", .code), .init("qty", .decimal),
      .init("amount", .money), .init("currency", .code), .init("reason", .code),
    ])
}
