extension RecordSchema {
  /// The header of a customer order.
  ///
  /// Key: order. Document, usually ERP to WMS.
  package static let salesOrder = RecordSchema(
    "sales_order", .document,
    key: [
      .init("order", .code)
    ],
    fields: [
      .init("version", .integer), .init("customer", .code), .init("customer_po", .code),
      .init("channel", .code), .init("ordered_at", .time), .init("ship_not_before", .date),
      .init("deliver_by", .date), .init("carrier", .code), .init("service", .code),
      .init("priority", .integer), .init("ship_complete", .bool), .init("hold_code", .code),
      .init("cancelled", .bool), .init("currency", .code), .init("warehouse", .code),
      .init("ship_to_name", .text), .init("ship_to_address1", .text),
      .init("ship_to_city", .text), .init("ship_to_region", .text),
      .init("ship_to_postcode", .text), .init("ship_to_country", .country),
      .init("ship_to_lat", .decimal), .init("ship_to_lon", .decimal), .init("notes", .text),
    ],
    lookups: [["customer", "customer_po"]])
}
