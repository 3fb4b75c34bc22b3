extension RecordSchema {
  /// A shipment line to be invoiced.
  ///
  /// Key: order, shipment, version, line. Derived, usually to the ERP.
  package static let invoiceTrigger = RecordSchema(
    "invoice_trigger", .derived,
    key: [
      .init("order", .code), .init("shipment", .code), .init("version", .integer),
      .init("line", .code),
    ],
    fields: [
      .init("sku", .code), .init("qty", .decimal),
      .init("unit_price", .money), .init("amount", .money), .init("currency", .code),
      .init("shipped_at", .time),
    ])
}
