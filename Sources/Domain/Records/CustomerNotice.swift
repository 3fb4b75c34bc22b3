extension RecordSchema {
  /// A notice for a customer.
  ///
  /// Key: notice. Derived, usually to the CRM.
  package static let customerNotice = RecordSchema(
    "customer_notice", .derived,
    key: [
      .init("notice", .code)
    ],
    fields: [
      .init("order", .code), .init("shipment", .code),
      .init(
        "kind",
        .choice(["shipped", "delayed", "backordered", "cancelled", "return_received", "refunded"])),
      .init("tracking", .code), .init("carrier", .code), .init("tracking_url", .text),
      .init("qty", .decimal),
    ])
}
