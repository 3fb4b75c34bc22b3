extension RecordSchema {
  /// A customer, supplier or carrier.
  ///
  /// Key: role (customer, supplier, carrier), partner. Master, usually ERP to WMS.
  package static let partner = RecordSchema(
    "partner", .master,
    key: [
      .init("role", .choice(["customer", "supplier", "carrier"])), .init("partner", .code),
    ],
    fields: [
      .init("name", .text), .init("address1", .text), .init("address2", .text),
      .init("city", .text), .init("region", .text), .init("postcode", .text),
      .init("country", .country), .init("email", .text), .init("phone", .text),
      .init("vat_id", .text),
    ])
}
