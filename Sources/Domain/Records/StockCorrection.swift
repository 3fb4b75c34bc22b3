extension RecordSchema {
  /// A proposed correction of book stock, with the reason and who approved it.
  ///
  /// Key: correction. Derived, usually to the ERP.
  package static let stockCorrection = RecordSchema(
    "stock_correction", .derived,
    key: [
      .init("correction", .code)
    ],
    fields: [
      .init("warehouse", .code), .init("sku", .code),
      .init(
        "stock_status",
        .choice([
          "available", "allocated", "qc", "hold", "damaged", "quarantine", "expired",
          "customer_return", "in_transit", "lost",
        ])),
      .init("lot", .code), .init("delta", .decimal), .init("reason", .code),
      .init("approved_by", .code), .init("approved_at", .time, added: true),
      .init("owner", .code, added: true),
    ])
}
