extension RecordSchema {
  /// A price of an item on a list, valid from a day.
  ///
  /// Key: sku, price_list, currency, valid_from. Master, usually ERP only.
  package static let price = RecordSchema(
    "price", .master,
    key: [
      .init("sku", .code), .init("price_list", .code), .init("currency", .code),
      .init("valid_from", .date),
    ],
    fields: [
      .init("price", .money), .init("valid_to", .date),
    ])
}
