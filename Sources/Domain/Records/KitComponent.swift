extension RecordSchema {
  /// One component of a kit and how many of it a kit holds.
  ///
  /// Key: kit_sku, component_sku. Master, usually ERP to WMS.
  package static let kitComponent = RecordSchema(
    "kit_component", .master,
    key: [
      .init("kit_sku", .code), .init("component_sku", .code),
    ],
    fields: [
      .init("qty_per", .decimal, required: true), .init("valid_from", .date),
    ])
}
