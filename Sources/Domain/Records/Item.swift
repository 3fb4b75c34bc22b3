extension RecordSchema {
  /// What a SKU is: name, status, units, measures, cost and replenishment terms.
  ///
  /// Key: sku. Master, usually ERP to WMS.
  package static let item = RecordSchema(
    "item", .master,
    key: [
      .init("sku", .code)
    ],
    fields: [
      .init("name", .text), .init("status", .choice(["active", "blocked", "discontinued"])),
      .init("base_uom", .unit), .init("gtin", .gtin), .init("item_group", .code),
      .init("lot_tracked", .bool), .init("serial_tracked", .bool),
      .init("shelf_life_days", .integer), .init("hazmat", .bool),
      .init("origin_country", .country), .init("is_kit", .bool), .init("unit_cost", .money),
      .init("currency", .code), .init("weight_kg", .decimal), .init("length_cm", .decimal),
      .init("width_cm", .decimal), .init("height_cm", .decimal), .init("abc_class", .code),
      .init("storage_class", .code), .init("supplier", .code), .init("lead_time_days", .integer),
      .init("min_order_qty", .decimal), .init("order_multiple", .decimal),
      .init("safety_stock", .decimal), .init("reorder_point", .decimal),
    ])
}
